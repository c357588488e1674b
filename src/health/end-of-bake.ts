import { because, type CheckPolicy, type CheckStanding, unhealthy } from './check.ts'
import { renderDuration } from '../core/duration.ts'
import type { RolloutStanding } from './rollout-progress.ts'
import type { SignalLook } from './triggers/metric-source.ts'
import type { Trigger, TriggerStanding } from './triggers/trigger.ts'
import type { Verdict } from './verdict.ts'

export interface BellPolicy extends CheckPolicy {
  readonly intervalMs: number
  readonly bakeTimeMs: number
  readonly triggers: readonly Trigger[]
}

/** All that must look good at the bell. */
export interface BellView {
  readonly nowMs: number
  readonly bellAtMs: number
  /** The required checks that have not decided. */
  readonly open: readonly (CheckStanding & { readonly name: string })[]
  readonly rollout: RolloutStanding
  readonly signals: readonly SignalLook[]
  readonly triggers: readonly TriggerStanding[]
}

/**
 * Never healthy by the bell alone: the last look at everything must have been taken since, and be good.
 * While one is not, the bake goes on, by at most the longest window.
 */
export function judgeBell(policy: BellPolicy, view: BellView): Verdict | undefined {
  const oldestMs = Math.min(view.nowMs, ...lastLooks(view))
  if (oldestMs < view.bellAtMs) return undefined
  const doubt =
    view.open.map(doubtOfCheck).find((found) => found !== undefined) ??
    doubtOfRollout(view.rollout) ??
    doubtOfTriggers(view.triggers)
  if (doubt === undefined) {
    return { kind: 'healthy', reason: `healthy for ${renderDuration(policy.bakeTimeMs)} of bake time` }
  }
  return oldestMs >= view.bellAtMs + extensionMs(policy) ? doubt : undefined
}

/** When each thing was last looked at. */
function lastLooks({ open, rollout, signals }: BellView): number[] {
  const bySignal = new Map(signals.map(({ signal, atMs }) => [signal, atMs]))
  return [
    ...open.map(({ last }) => last?.endedAtMs ?? Number.NEGATIVE_INFINITY),
    ...(rollout.latest === undefined ? [] : [rollout.latest.atMs]),
    ...bySignal.values(),
  ]
}

/** How far past the bell a bake may go. */
export function extensionMs(
  policy: Pick<BellPolicy, 'triggers' | 'retries' | 'successThreshold' | 'intervalMs'>,
): number {
  const longestWindowMs = Math.max(0, ...policy.triggers.map(({ windowMs }) => windowMs))
  return longestWindowMs || (policy.retries + policy.successThreshold) * policy.intervalMs
}

/** What the last probe leaves open ends as its own class: only a failure is evidence of illness. */
function doubtOfCheck({ name, last }: BellView['open'][number]): Verdict | undefined {
  const still = `${name} was not healthy at the end of the extended bake time${because(last)}`
  switch (last?.result) {
    case 'pass':
      return undefined
    case 'fail':
      return unhealthy(name, still, [last])
    case 'stale':
      return { kind: 'not-deployed', reason: still }
    default:
      return { kind: 'inconclusive', reason: still }
  }
}

function doubtOfRollout({ latest }: RolloutStanding): Verdict | undefined {
  const blind = latest?.services.find(({ state }) => state.kind === 'unknown')
  if (blind?.state.kind !== 'unknown') return undefined
  return {
    kind: 'inconclusive',
    reason: `whether ${blind.service} still runs this deployment could not be found out: ${blind.state.reason}`,
  }
}

function doubtOfTriggers(triggers: readonly TriggerStanding[]): Verdict | undefined {
  const pending = triggers.find(({ state }) => state === 'pending')
  if (pending !== undefined) {
    const reason = `${pending.text} (still pending at the end of the extended bake time)`
    return { kind: 'unhealthy', reason }
  }
  const unreadable = triggers.find(({ isUnreadable }) => isUnreadable)
  return unreadable && { kind: 'inconclusive', reason: unreadable.text }
}
