import { renderDuration } from '../../core/duration.ts'
import { percentile } from '../../core/statistics.ts'
import { samplesOf } from './metric-trigger.ts'
import { compared, tooFew } from './probe-trigger.ts'
import type { TriggerReading, TriggerView } from './trigger.ts'
import { exceeds, renderNumber, type TriggerLine } from './trigger-line.ts'

type Of<K extends TriggerLine['kind']> = Extract<TriggerLine, { kind: K }>

/** Fewer earlier runs say nothing about how long one takes. */
const MIN_EARLIER_RUNS = 5

/** A run of this deployment must be among the failed ones: earlier failures are not its fault. */
export function askRunSuccessRate(
  { bound, runs: count }: Of<'run-success-rate'>,
  view: TriggerView,
): TriggerReading {
  const samples = samplesOf(view, 'runs')
  if (!Array.isArray(samples)) return samples
  const runs = (samples.at(-1)?.reading.runs ?? []).slice(-count)
  if (runs.length < count) {
    return { state: 'not-evaluable', text: `run success rate: ${runs.length} runs, ${count} are needed` }
  }
  const good = runs.filter(({ succeeded }) => succeeded).length
  const percent = (good / runs.length) * 100
  const breaks = exceeds(percent, bound)
  const text = `run success rate ${good}/${runs.length} = ${renderNumber(percent)}% ${compared(breaks, bound.operator)} ${bound.value}% over ${count} runs`
  const hasOwnFailure = runs.some(({ succeeded, isOfThisDeploy }) => !succeeded && isOfThisDeploy)
  if (breaks && !hasOwnFailure) return { state: 'ok', text: `${text}, but no run of this deployment failed` }
  return { state: breaks ? 'fired' : 'ok', text }
}

/**
 * The latest run of this deployment against the median of the earlier good ones. It must also be longer
 * than every one of them, since how long a run takes varies from run to run.
 */
export function askRunDuration({ bound }: Of<'run-duration'>, view: TriggerView): TriggerReading {
  const samples = samplesOf(view, 'runs')
  if (!Array.isArray(samples)) return samples
  const runs = samples.at(-1)?.reading.runs ?? []
  const earlier = runs.flatMap((run) => (run.succeeded && !run.isOfThisDeploy ? run.durationMs : []))
  if (earlier.length < MIN_EARLIER_RUNS)
    return tooFew('run duration in the baseline', earlier.length, MIN_EARLIER_RUNS)
  const latest = runs.findLast(({ isOfThisDeploy }) => isOfThisDeploy)
  if (latest === undefined) {
    return { state: 'not-evaluable', text: 'run duration: no run of this deployment has ended yet' }
  }
  const medianMs = percentile(earlier, 50)
  const isOver = exceeds(latest.durationMs, { ...bound, value: (medianMs * bound.value) / 100 })
  const text = `run duration ${renderDuration(latest.durationMs)} ${compared(isOver, bound.operator)} ${bound.value}% of baseline ${renderDuration(medianMs)}`
  const isLongest = earlier.every((durationMs) => durationMs < latest.durationMs)
  if (isOver && !isLongest) return { state: 'ok', text: `${text}, but an earlier run took longer` }
  return { state: isOver ? 'fired' : 'ok', text }
}
