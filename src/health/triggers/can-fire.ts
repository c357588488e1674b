import { renderDuration } from '../../core/duration.ts'
import { MIN_SAMPLES_OF_COMPARISON } from './baseline-trigger.ts'
import { MIN_SAMPLES, samplesFor } from './probe-trigger.ts'
import { type Bound, exceeds, renderStatistic, type TriggerLine } from './trigger-line.ts'

/** The numbers of the run that decide whether a trigger could ever fire. */
export interface RunNumbers {
  readonly intervalMs: number
  readonly bakeTimeMs: number
  readonly retries: number
  /** The longest of any check; no answer takes longer. */
  readonly timeoutMs: number
  /** There is something to probe. */
  readonly hasChecks: boolean
  /** A version is expected, so that an answer can be from another one. */
  readonly hasVersion: boolean
  /** The target is deployed by a workflow whose runs can be read. */
  readonly hasRuns: boolean
  /** Whose log of the new version can be read. Absent: the target has none. */
  readonly logs?: 'of containers' | 'of a unit' | undefined
  /** By name. */
  readonly metrics: ReadonlyMap<string, MetricPace>
}

/** How often a metric has a value, and how long after its period that is known. */
export interface MetricPace {
  readonly periodMs: number
  readonly lagMs: number
}

/** Why this trigger could never fire, with the numbers that would do; undefined: it can. */
export function whyNever(line: TriggerLine, numbers: RunNumbers): string | undefined {
  return whyNothingToAsk(line, numbers) ?? whyNeverEnough(line, numbers)
}

type TimeLine = Extract<TriggerLine, { kind: 'time' }>

const OF_PROBES: ReadonlySet<TriggerLine['kind']> = new Set([
  'failures-in-a-row',
  'rate',
  'time',
  'time-of-baseline',
])

function whyNothingToAsk(line: TriggerLine, numbers: RunNumbers): string | undefined {
  const { hasChecks, logs, hasRuns, hasVersion } = numbers
  const { kind } = line
  if (OF_PROBES.has(kind) && !hasChecks) return 'there is no health-url and no required check to probe'
  if (kind === 'rate' && line.of === 'stale' && !hasVersion)
    return 'without expect-version no answer is from another version'
  if (kind === 'log' && logs === undefined)
    return 'logs are read with target: ecs, or with target: ssh and an ssh-service'
  if (kind === 'log' && line.container !== undefined && logs !== 'of containers')
    return 'containers have logs of their own with target: ecs only'
  const isOfRuns = kind === 'run-success-rate' || kind === 'run-duration'
  return isOfRuns && !hasRuns ? 'runs are read with target: workflow or git only' : undefined
}

function whyNeverEnough(line: TriggerLine, numbers: RunNumbers): string | undefined {
  switch (line.kind) {
    case 'failures-in-a-row':
      return line.count > numbers.retries
        ? `retries is ${numbers.retries}, which decides first; set it to ${line.count} or more`
        : tooShort(line.count * numbers.intervalMs, `${line.count} probes`, numbers)
    case 'rate':
      if (line.of === 'failure' && numbers.retries === 1) return 'retries is 1, which decides first'
      return whyNeverInWindow(line.windowMs, MIN_SAMPLES, numbers) ?? whyNeverBeyond(line.bound)
    case 'time':
      return (
        whyNeverSoSlow(line, numbers) ?? whyNeverInWindow(line.windowMs, samplesFor(line.statistic), numbers)
      )
    case 'time-of-baseline':
      return tooShort(
        MIN_SAMPLES_OF_COMPARISON * numbers.intervalMs,
        `the ${MIN_SAMPLES_OF_COMPARISON} samples that ${renderStatistic(line.statistic)} time is compared on`,
        numbers,
      )
    case 'metric':
      return whyNeverHeld(line.durationMs, numbers, numbers.metrics.get(line.name))
    case 'run-success-rate':
      return whyNeverBeyond(line.bound)
    case 'alarm':
    case 'log':
    case 'run-duration':
      return undefined
  }
}

function whyNeverInWindow(windowMs: number, needed: number, numbers: RunNumbers): string | undefined {
  const samples = Math.floor(windowMs / numbers.intervalMs)
  if (samples < needed) {
    const enoughMs = needed * numbers.intervalMs
    return `${needed} samples are needed, and ${renderDuration(windowMs)} hold ${samples} at an interval of ${renderDuration(numbers.intervalMs)}; say over ${renderDuration(enoughMs)}, or shorten interval`
  }
  return tooShort(windowMs, 'the window', numbers)
}

function whyNeverBeyond({ operator, value }: Bound): string | undefined {
  if (operator === '>' && value >= 100) return 'a rate is never above 100%'
  return operator === '<' && value <= 0 ? 'a rate is never below 0%' : undefined
}

function whyNeverSoSlow(line: TimeLine, { intervalMs, timeoutMs }: RunNumbers): string | undefined {
  const { statistic, bound, windowMs } = line
  if (!exceeds(timeoutMs, bound))
    return `timeout is ${renderDuration(timeoutMs)}, and no answer counts for more; raise timeout above ${renderDuration(bound.value)}, or lower the bound`
  // Probes of a check never overlap; only the first of a window may have begun before it.
  const needed = samplesFor(statistic)
  const slow = statistic.kind === 'mean' ? needed : needed - Math.ceil((statistic.percent * needed) / 100) + 1
  const leastMs = slow * bound.value + Math.max(0, needed - slow - 1) * intervalMs - timeoutMs
  if (bound.value <= intervalMs || leastMs < windowMs) return undefined
  const enoughMs = needed * bound.value
  return `${needed} samples are needed, and answers as slow as that do not leave ${renderDuration(windowMs)} room for them; say over ${renderDuration(enoughMs)}`
}

function whyNeverHeld(
  durationMs: number,
  numbers: RunNumbers,
  pace: MetricPace | undefined,
): string | undefined {
  const { periodMs = 0, lagMs = 0 } = pace ?? {}
  if (durationMs < 2 * periodMs) {
    return `two values, one each ${renderDuration(periodMs)}, are the least that can be judged; say for ${renderDuration(2 * periodMs)}`
  }
  const held = `for ${renderDuration(durationMs)}`
  if (lagMs === 0) return tooShort(durationMs, held, numbers)
  const what = `${held}, one period and the ${renderDuration(lagMs)} after which a metric is published`
  return tooShort(durationMs + periodMs + lagMs, what, numbers)
}

function tooShort(neededMs: number, what: string, { bakeTimeMs }: RunNumbers): string | undefined {
  if (neededMs <= bakeTimeMs) return undefined
  return `it takes ${renderDuration(neededMs)} (${what}), and bake-time is ${renderDuration(bakeTimeMs)}`
}
