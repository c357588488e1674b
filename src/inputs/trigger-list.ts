import { nearest } from '../core/nearest.ts'
import { type MetricPace, type RunNumbers, whyNever } from '../health/triggers/can-fire.ts'
import { makeTrigger } from '../health/triggers/make-trigger.ts'
import { sampleIntervalMs } from '../health/triggers/metric-source.ts'
import { PUBLISHING_LAG_MS } from '../health/triggers/metric-trigger.ts'
import { parseTriggerLine } from '../health/triggers/parse-trigger.ts'
import type { TriggerLine } from '../health/triggers/trigger-line.ts'
import { andThen, each, invalid, valid } from './checked.ts'
import type { MetricConfig, TriggerConfig } from './config.ts'
import type { Parsed, Parser, Refusal } from './parser.ts'
import { enumerate } from './values/choice.ts'
import { language } from './values/language.ts'
import { lines, splitLines } from './values/lines.ts'

const ALLOWED = 'triggers such as failure rate > 5% over 2m or alarm web-5xx in ALARM'

/** What the lines are held against. */
export interface TriggerContext {
  readonly metrics: readonly MetricConfig[]
  readonly numbers: Omit<RunNumbers, 'metrics'>
  readonly pollIntervalMs: number
}

/** The inputs `rollback-when` and `warn-when`: one trigger a line, each for itself. */
export function triggerList(context: TriggerContext): Parser<TriggerConfig> {
  const list = lines(language(ALLOWED, parseTriggerLine))
  return {
    expected: list.expected,
    parse(text) {
      const texts = splitLines(text)
      return andThen(list.parse(text), (found) =>
        andThen(each(found.map((line, index) => refuseUseless(line, texts[index], context))), () =>
          valid(
            gather(
              found,
              texts.map((line) => line.text),
              context.metrics,
            ),
          ),
        ),
      )
    },
  }
}

function refuseUseless(
  line: TriggerLine,
  at: { readonly number: number; readonly text: string } | undefined,
  { metrics, numbers, pollIntervalMs }: TriggerContext,
): Parsed<TriggerLine> {
  const place = { actual: at?.text ?? '', line: at?.number, column: at && 1 }
  if (line.kind === 'metric' && metrics.every(({ name }) => name !== line.name)) {
    return invalid({ ...place, actual: line.name, ...unknownMetric(line.name, metrics) })
  }
  const paces = metrics.map((metric) => [metric.name, paceOf(metric, pollIntervalMs)] as const)
  const why = whyNever(line, { ...numbers, metrics: new Map(paces) })
  if (why === undefined) return valid(line)
  return invalid({ ...place, expected: 'triggers that can fire', hint: `It never could: ${why}.` })
}

function paceOf({ source }: MetricConfig, pollIntervalMs: number): MetricPace {
  return source.kind === 'cloudwatch'
    ? { periodMs: source.periodMs, lagMs: PUBLISHING_LAG_MS }
    : { periodMs: sampleIntervalMs(pollIntervalMs), lagMs: 0 }
}

function unknownMetric(name: string, metrics: readonly MetricConfig[]): Refusal {
  const names = metrics.map((metric) => metric.name)
  if (names.length === 0)
    return {
      expected: 'the names in metrics',
      hint: 'The input metrics is empty: define the metric there.',
    }
  const meant = nearest(name, names)
  return { expected: enumerate(names), hint: meant && `Did you mean ${meant}?` }
}

function gather(
  found: readonly TriggerLine[],
  texts: readonly string[],
  metrics: readonly MetricConfig[],
): TriggerConfig {
  const named = new Set(found.flatMap((line) => (line.kind === 'metric' ? line.name : [])))
  return {
    triggers: found.map((line, index) => makeTrigger(texts[index] ?? '', line)),
    metrics: metrics.filter(({ name }) => named.has(name)),
    alarms: [...new Set(found.flatMap((line) => (line.kind === 'alarm' ? line.name : [])))],
    readsRuns: found.some(({ kind }) => kind === 'run-success-rate' || kind === 'run-duration'),
  }
}

/** Metrics that no line reads: they would be ignored, which is a trap. */
export function findUnusedMetrics(
  metrics: readonly MetricConfig[],
  lists: readonly (TriggerConfig | undefined)[],
): readonly string[] {
  const used = lists.flatMap((list) => list?.metrics ?? [])
  return metrics.filter((metric) => !used.includes(metric)).map(({ name }) => name)
}
