import { renderDuration } from '../../core/duration.ts'
import { mean, percentile } from '../../core/statistics.ts'
import { isAnswer, type Observation } from '../observation.ts'
import type { TriggerReading, TriggerState, TriggerView } from './trigger.ts'
import { exceeds, renderNumber, renderStatistic, type Statistic, type TriggerLine } from './trigger-line.ts'

/** Fewer say nothing about a rate or a mean. */
export const MIN_SAMPLES = 10
/** A p95 of fewer is their maximum. */
const MIN_SAMPLES_OF_PERCENTILE = 20
/** Two blips within two minutes are more than 5% of them, and no failure of the version. */
export const MIN_FAILURES = 3

/** Asks each check by itself; the worst wins, and names its check if there are several. */
function askEachCheck(
  view: TriggerView,
  ask: (samples: readonly Observation[], check: string) => TriggerReading,
): TriggerReading {
  const readings = [...view.observations].map(([check, samples]) => ({ ...ask(samples, check), check }))
  const order: readonly TriggerState[] = ['fired', 'pending', 'not-evaluable', 'ok']
  const [worst] = readings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  if (worst === undefined) return { state: 'not-evaluable', text: 'there is no check to ask' }
  return readings.length === 1 ? worst : { ...worst, text: `${worst.check}: ${worst.text}` }
}

/** The same of the checks that have times. A pass without one was no request, such as what ECS says of a service. */
export function askEachTimedCheck(
  view: TriggerView,
  ask: (samples: readonly Observation[], check: string) => TriggerReading,
): TriggerReading {
  const isUntimed = ({ result, latencyMs }: Observation) => result === 'pass' && latencyMs === undefined
  const timed = [...view.observations].filter(([, samples]) => !samples.some(isUntimed))
  return askEachCheck({ ...view, observations: new Map(timed) }, ask)
}

type Of<K extends TriggerLine['kind']> = Extract<TriggerLine, { kind: K }>

/** A pass ends the run; errors, no data and other versions leave it alone. */
export function askFailuresInARow({ count }: Of<'failures-in-a-row'>, view: TriggerView): TriggerReading {
  return askEachCheck(view, (samples) => {
    const since = samples.findLastIndex(({ result }) => result === 'pass') + 1
    const failures = samples.slice(since).filter(({ result }) => result === 'fail').length
    const text = `${failures} of ${count} consecutive failures`
    return { state: failures >= count ? 'fired' : 'ok', text }
  })
}

export function askRate({ of, bound, windowMs }: Of<'rate'>, view: TriggerView): TriggerReading {
  return askEachCheck(view, (samples) => {
    const counted = inWindow(samples, view.nowMs, windowMs).filter(isAnswer)
    const bad = counted.filter(({ result }) => result === (of === 'failure' ? 'fail' : 'stale')).length
    const over = `over ${renderDuration(windowMs)}`
    if (counted.length < MIN_SAMPLES) return tooFew(`${of} rate ${over}`, counted.length, MIN_SAMPLES)
    const percent = (bad / counted.length) * 100
    const breaks = exceeds(percent, bound)
    const shown = `${of} rate ${bad}/${counted.length} = ${renderNumber(percent)}%`
    const text = `${shown} ${compared(breaks, bound.operator)} ${bound.value}% ${over}`
    if (breaks && bad < MIN_FAILURES) return { state: 'ok', text: `${text}, but fewer than ${MIN_FAILURES}` }
    return { state: stateOf(breaks, windowMs, view), text }
  })
}

export function askTime({ statistic, bound, windowMs }: Of<'time'>, view: TriggerView): TriggerReading {
  return askEachTimedCheck(view, (samples) => {
    const times = latencies(inWindow(samples, view.nowMs, windowMs))
    const over = `over ${renderDuration(windowMs)}`
    const needed = samplesFor(statistic)
    const name = `${renderStatistic(statistic)} time`
    if (times.length < needed) return tooFew(`${name} ${over}`, times.length, needed)
    const valueMs = compute(statistic, times)
    const breaks = exceeds(valueMs, bound)
    const text = `${name} ${renderDuration(valueMs)} ${compared(breaks, bound.operator)} ${renderDuration(bound.value)} ${over}`
    return { state: stateOf(breaks, windowMs, view), text }
  })
}

export function samplesFor({ kind }: Statistic): number {
  return kind === 'mean' ? MIN_SAMPLES : MIN_SAMPLES_OF_PERCENTILE
}

export function compute(statistic: Statistic, values: readonly number[]): number {
  return statistic.kind === 'mean' ? mean(values) : percentile(values, statistic.percent)
}

export function latencies(samples: readonly Observation[]): number[] {
  return samples.flatMap(({ latencyMs }) => latencyMs ?? [])
}

/** Completed in the last `windowMs`, and by now. */
function inWindow(samples: readonly Observation[], nowMs: number, windowMs: number): Observation[] {
  return samples.filter(({ endedAtMs }) => endedAtMs > nowMs - windowMs && endedAtMs <= nowMs)
}

/** `>` where it holds, and its opposite where it does not. */
export function compared(breaks: boolean, operator: '>' | '>=' | '<' | '<='): string {
  const opposite = { '>': '≤', '>=': '<', '<': '≥', '<=': '>' } as const
  const shown = { '>': '>', '>=': '≥', '<': '<', '<=': '≤' } as const
  return breaks ? shown[operator] : opposite[operator]
}

/** A window that is not full yet can only announce what it will say. */
function stateOf(breaks: boolean, windowMs: number, view: TriggerView): TriggerState {
  if (!breaks) return 'ok'
  return view.nowMs - view.bakeStartedAtMs >= windowMs ? 'fired' : 'pending'
}

export function tooFew(name: string, found: number, needed: number): TriggerReading {
  return { state: 'not-evaluable', text: `${name}: ${found} samples, ${needed} are needed` }
}
