import { renderDuration } from '../core/duration.ts'
import { because, type CheckPolicy, type CheckProgress } from './check.ts'
import { describeIntermittent } from './intermittent.ts'
import type { Verdict } from './observation.ts'
import type { RolloutProgress } from './rollout-progress.ts'
import type { MetricSample } from './triggers/metric-source.ts'
import type { TriggerStatus } from './triggers/trigger.ts'

export interface BakePolicy extends CheckPolicy {
  readonly intervalMs: number
  readonly bakeTimeMs: number
}

/** All that must be good when the bake time ends. */
export interface BakeView {
  readonly nowMs: number
  readonly bakeEndAtMs: number
  /** The required checks that have not decided. */
  readonly open: readonly CheckProgress[]
  readonly rollout: RolloutProgress
  readonly samples: readonly MetricSample[]
  readonly triggers: readonly TriggerStatus[]
}

/**
 * Never healthy by the end of the bake time alone: the last sample of everything must have been taken since, and be good.
 * While one is not, the bake goes on, by at most the longest window. A check that fails goes on even then, until it passes
 * or fails often enough: fewer failures are no evidence.
 */
export function judgeBakeEnd(policy: BakePolicy, view: BakeView): Verdict | undefined {
  const oldestMs = oldestSampleMs(view)
  const endAtMs = findEnd(view)
  if (endAtMs === undefined || oldestMs < endAtMs) return undefined
  const doubt =
    view.open.map(doubtOfCheck).find((found) => found !== undefined) ??
    doubtOfRollout(view.rollout) ??
    doubtOfTriggers(view.triggers)
  if (doubt === undefined) {
    const intermittent = view.open.flatMap((check) => describeIntermittent(check, policy) ?? [])
    const healthy = describeBake(policy)
    return { kind: 'healthy', reason: [healthy, ...intermittent].join('; ') }
  }
  const isOver = oldestMs >= endAtMs + extensionMs(policy)
  return isOver && !view.open.some(isFailing) ? doubt : undefined
}

/** The next time at which a sample of everything can bring a verdict. Undefined: not known yet. */
export function findVerdictDue(policy: BakePolicy, view: BakeView): number | undefined {
  const endAtMs = findEnd(view)
  if (endAtMs === undefined) return undefined
  return oldestSampleMs(view) < endAtMs ? endAtMs : endAtMs + extensionMs(policy)
}

/** When both bakes are over, this run's and the platform's. Undefined: the platform's goes on. */
function findEnd({ bakeEndAtMs, rollout }: BakeView): number | undefined {
  const { completedAtMs } = rollout
  return completedAtMs === undefined ? undefined : Math.max(bakeEndAtMs, completedAtMs)
}

/** Since when each thing has been sampled; of hundreds of checks, at each probe of one of them. */
function oldestSampleMs({ nowMs, open, rollout, samples }: BakeView): number {
  let oldestMs = Math.min(nowMs, rollout.latest?.atMs ?? nowMs)
  for (const { last } of open) {
    if (last === undefined) return Number.NEGATIVE_INFINITY
    if (last.endedAtMs < oldestMs) oldestMs = last.endedAtMs
  }
  if (samples.length === 0) return oldestMs
  const bySource = new Map(samples.map(({ signal, atMs }) => [signal, atMs]))
  return Math.min(oldestMs, ...bySource.values())
}

/** How far past its time a bake may go. */
export function extensionMs(
  policy: Pick<BakePolicy, 'triggers' | 'retries' | 'successThreshold' | 'intervalMs'>,
): number {
  const longestWindowMs = Math.max(0, ...policy.triggers.map(({ windowMs }) => windowMs))
  return longestWindowMs || (policy.retries + policy.successThreshold) * policy.intervalMs
}

const isFailing = ({ last }: CheckProgress): boolean => last?.result === 'fail'

/** What the last probe leaves open ends as its own class. */
function doubtOfCheck({ name, last }: CheckProgress): Verdict | undefined {
  if (last?.result === 'pass') return undefined
  const reason = `${name} was not healthy at the end of the extended bake time${because(last)}`
  return { kind: last?.result === 'stale' ? 'not-deployed' : 'inconclusive', reason }
}

function doubtOfRollout({ latest }: RolloutProgress): Verdict | undefined {
  const blind = latest?.services.find(({ state }) => state.kind === 'unknown')
  if (blind?.state.kind !== 'unknown') return undefined
  return {
    kind: 'inconclusive',
    reason: `whether ${blind.service} still runs this deployment could not be determined: ${blind.state.reason}`,
  }
}

function doubtOfTriggers(triggers: readonly TriggerStatus[]): Verdict | undefined {
  const pending = triggers.find(({ state }) => state === 'pending')
  if (pending !== undefined) {
    const reason = `${pending.text} (still pending at the end of the extended bake time)`
    return { kind: 'unhealthy', reason }
  }
  const unreadable = triggers.find(({ isUnreadable }) => isUnreadable)
  return unreadable && { kind: 'inconclusive', reason: unreadable.text }
}

function describeBake({ bakeTimeMs }: BakePolicy): string {
  return bakeTimeMs === 0
    ? 'passed, and no bake time was asked for'
    : `healthy for ${renderDuration(bakeTimeMs)} of bake time`
}
