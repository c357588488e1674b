import { renderDuration } from '../core/duration.ts'
import type { Verdict } from './observation.ts'
import type { RolloutInProgress, RolloutState } from './rollout.ts'
import { hasEverServed, isStalled } from './rollout-moves.ts'
import type { RolloutPolicy, RolloutProgress } from './rollout-progress.ts'

/** What the platform alone decides; undefined: keep polling. */
export function judgeRollout(
  progress: RolloutProgress,
  policy: RolloutPolicy,
  nowMs: number,
): Verdict | undefined {
  return (
    worstState(progress, policy) ??
    tooManyFailedTasks(progress, policy) ??
    judgeStalled(progress, policy) ??
    judgeUnfollowed(progress, policy, nowMs)
  )
}

/** Over several services, the first of these that applies to any of them. */
const WORST_FIRST = [
  'failed',
  'rolled-back',
  'superseded',
  'absent',
  'unverifiable',
  'stopped',
  'unknown',
] as const

function worstState(progress: RolloutProgress, policy: RolloutPolicy): Verdict | undefined {
  const services = progress.latest?.services ?? []
  for (const kind of WORST_FIRST) {
    for (const { service, state } of services) {
      const verdict = state.kind === kind ? judgeState(service, state, progress, policy) : undefined
      if (verdict !== undefined) return verdict
    }
  }
  return undefined
}

function judgeState(
  service: string,
  state: RolloutState,
  progress: RolloutProgress,
  policy: RolloutPolicy,
): Verdict | undefined {
  switch (state.kind) {
    case 'failed':
      return { kind: 'unhealthy', reason: `the rollout of ${service} failed: ${state.reason}` }
    case 'rolled-back':
      return { kind: 'rolled-back-by-platform', ...withoutKind(state) }
    case 'superseded':
      return { kind: 'superseded', ...withoutKind(state) }
    case 'unverifiable':
      return { kind: 'inconclusive', reason: `${service} cannot be verified: ${state.reason}` }
    case 'stopped':
      return goneForMs(progress) > 0
        ? { kind: 'inconclusive', reason: `the deployment of ${service} was stopped: ${state.reason}` }
        : undefined
    case 'absent':
      return goneForMs(progress) >= Math.min(policy.startPeriodMs, ABSENT_GRACE_MS)
        ? { kind: 'not-deployed', reason: state.reason }
        : undefined
    case 'unknown':
      return state.permanent ? { kind: 'inconclusive', reason: state.reason } : undefined
    case 'in-progress':
    case 'complete':
      return undefined
  }
}

function goneForMs({ latest, goneSinceMs = Number.POSITIVE_INFINITY }: RolloutProgress): number {
  return (latest?.atMs ?? 0) - goneSinceMs
}

// A read may lag behind an accepted UpdateService by seconds; after this it is no longer a lag.
const ABSENT_GRACE_MS = 30_000

function withoutKind<T extends { kind: string }>(state: T): Omit<T, 'kind'> {
  const { kind: _, ...rest } = state
  return rest
}

function tooManyFailedTasks(progress: RolloutProgress, policy: RolloutPolicy): Verdict | undefined {
  for (const [service, tasks] of progress.failedTasks) {
    if (tasks.size < policy.retries) continue
    const last = [...tasks.values()].at(-1)
    return {
      kind: 'unhealthy',
      reason: `${tasks.size} tasks of ${service} failed, the last one: ${last?.reason}`,
    }
  }
  return undefined
}

/**
 * No service may go without a move for longer than the rollout timeout, seen by a poll after it: the rollout
 * may have moved between the last poll and the timeout. Time alone is no evidence against a version that has
 * served.
 */
function judgeStalled(progress: RolloutProgress, policy: RolloutPolicy): Verdict | undefined {
  const { services = [], atMs = 0 } = progress.latest ?? {}
  const verdicts = services.flatMap(({ service, state }) => {
    const moves = progress.moves.get(service)
    if (state.kind !== 'in-progress' || state.servingFully || moves === undefined) return []
    if (!isStalled(moves, policy.rolloutTimeoutMs, atMs)) return []
    const hasServed = hasEverServed(moves, policy.rolloutTimeoutMs, atMs)
    return [judgeStall(service, state, hasServed, policy)]
  })
  return verdicts.find(({ kind }) => kind === 'unhealthy') ?? verdicts[0]
}

function judgeStall(
  service: string,
  state: RolloutInProgress,
  hasServed: boolean,
  policy: RolloutPolicy,
): Verdict {
  const { waitsFor, blocking, detail, failedTasks } = state
  const timeout = `the rollout timeout of ${renderDuration(policy.rolloutTimeoutMs)}`
  if (waitsFor !== undefined) {
    const reason = `${service} has waited for longer than ${timeout} for ${waitsFor.what}: ${detail}`
    return { kind: 'awaiting-approval', reason }
  }
  const why = blocking === undefined ? '' : `; the platform says: ${blocking.text}`
  const reason = `the rollout of ${service} made no progress within ${timeout}: ${detail}${why}`
  const isOnlyRoom = blocking?.isRoom === true && failedTasks.length === 0
  return { kind: hasServed || isOnlyRoom ? 'inconclusive' : 'unhealthy', reason }
}

/** The platform did not answer for so long that nobody can say what became of the rollout. */
function judgeUnfollowed(
  progress: RolloutProgress,
  policy: RolloutPolicy,
  nowMs: number,
): Verdict | undefined {
  if (progress.completedAtMs !== undefined) return undefined
  const { services } = progress.latest ?? {}
  const blind = services?.find(({ state }) => state.kind === 'unknown')
  if (services !== undefined && blind === undefined) return undefined
  const movedAtMs = Math.max(
    progress.startedAtMs,
    ...[...progress.moves.values()].map((own) => own.movedAtMs),
  )
  if (nowMs - movedAtMs < policy.rolloutTimeoutMs) return undefined
  const why = blind?.state.kind === 'unknown' ? blind.state.reason : 'the platform never answered'
  const timeout = `the rollout timeout of ${renderDuration(policy.rolloutTimeoutMs)}`
  return {
    kind: 'inconclusive',
    reason: `the rollout could not be followed to its end within ${timeout}: ${why}`,
  }
}
