import { renderDuration } from '../../core/duration.ts'
import { binomialUpperTail, mannWhitneyGreater } from '../../core/statistics.ts'
import { baselineOf } from '../baseline.ts'
import { askEachTimedCheck, compared, compute, latencies, tooFew } from './probe-trigger.ts'
import type { TriggerReading, TriggerView } from './trigger.ts'
import { exceeds, renderStatistic, type Statistic, type TriggerLine } from './trigger-line.ts'

/** On both sides. Below it no test can separate a shift from chance. */
export const MIN_SAMPLES_OF_COMPARISON = 20
/** Half as much again of 4 ms is 6 ms, which nobody notices. */
const MIN_DELTA_MS = 100
/** Of a false alarm in one evaluation. */
const SIGNIFICANCE = 0.01

type Comparison = Extract<TriggerLine, { kind: 'time-of-baseline' }>

/**
 * The plain rule alone is broken by chance in one of ten good deployments, so that the difference must
 * also be significant: as a shift of all answers (Mann and Whitney) or as a fatter tail (more answers
 * beyond the bound than the percentile allows, exactly). Every further evaluation is a further chance of a
 * false alarm: it is evaluated at 20, 40, … samples, and when the bake time ends.
 */
export function askTimeOfBaseline(line: Comparison, view: TriggerView): TriggerReading {
  const name = `${renderStatistic(line.statistic)} time`
  return askEachTimedCheck(view, (samples, check) => {
    const before = baselineOf(view.baseline, check)?.latenciesMs
    if (before === undefined) {
      return { state: 'not-evaluable', text: `${name}: there is no baseline of before the deployment` }
    }
    if (before.length < MIN_SAMPLES_OF_COMPARISON) {
      return tooFew(`${name} in the baseline`, before.length, MIN_SAMPLES_OF_COMPARISON)
    }
    const all = latencies(samples.filter(({ endedAtMs }) => endedAtMs <= view.nowMs))
    if (all.length < MIN_SAMPLES_OF_COMPARISON) return tooFew(name, all.length, MIN_SAMPLES_OF_COMPARISON)
    const sampled =
      view.nowMs >= view.bakeEndAtMs
        ? all
        : all.slice(0, all.length - (all.length % MIN_SAMPLES_OF_COMPARISON))
    return compare(line, sampled, before)
  })
}

function compare(
  { statistic, bound }: Comparison,
  now: readonly number[],
  before: readonly number[],
): TriggerReading {
  const { valueMs, beforeMs, breaks, p } = compareTimes(statistic, bound.value / 100, now, before)
  const isOver = exceeds(valueMs, { ...bound, value: (beforeMs * bound.value) / 100 })
  const shown = `${renderStatistic(statistic)} time ${renderDuration(valueMs)} ${compared(isOver, bound.operator)} ${bound.value}% of baseline ${renderDuration(beforeMs)}`
  const figures = `n = ${now.length} and ${before.length}, p = ${p < 0.0001 ? '<0.0001' : p.toFixed(4)}`
  if (!isOver) return { state: 'ok', text: `${shown} (${figures})` }
  if (breaks) return { state: 'fired', text: `${shown} (${figures})` }
  const why = valueMs - beforeMs < MIN_DELTA_MS ? `by less than ${MIN_DELTA_MS}ms` : 'which may be chance'
  return { state: 'ok', text: `${shown}, ${why} (${figures})` }
}

export interface TimeComparison {
  readonly valueMs: number
  readonly beforeMs: number
  /** It is over the bound, by enough to matter, and not by chance. */
  readonly breaks: boolean
  /** Of the stronger one of the two tests. */
  readonly p: number
}

export function compareTimes(
  statistic: Statistic,
  factor: number,
  now: readonly number[],
  before: readonly number[],
): TimeComparison {
  const valueMs = compute(statistic, now)
  const beforeMs = compute(statistic, before)
  const limitMs = factor * beforeMs
  const p = Math.min(mannWhitneyGreater(now, before), pOfTail(statistic, now, limitMs))
  const breaks = valueMs > limitMs && valueMs - beforeMs >= MIN_DELTA_MS && p < SIGNIFICANCE
  return { valueMs, beforeMs, breaks, p }
}

/** 1 for a mean, which has no tail of its own. */
function pOfTail(statistic: Statistic, now: readonly number[], limitMs: number): number {
  if (statistic.kind === 'mean') return 1
  const beyond = now.filter((value) => value > limitMs).length
  return binomialUpperTail(beyond, now.length, 1 - statistic.percent / 100)
}
