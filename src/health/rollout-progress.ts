import { renderDuration } from '../core/duration.ts'
import type { Verdict } from './observation.ts'
import type { FailedTask, RolloutPoll, RolloutState } from './rollout.ts'

export interface RolloutPolicy {
  readonly rolloutTimeoutMs: number
  /** So many failed tasks of one service make it unhealthy, without waiting for the platform. */
  readonly retries: number
  /** For so long a platform may not yet show a revision that it has accepted. */
  readonly startPeriodMs: number
}

/** What the looks at the platform add up to. */
export interface RolloutProgress {
  readonly startedAtMs: number
  /** When every service ran our revision fully; from then on the probes decide. */
  readonly completedAtMs?: number | undefined
  readonly latest?: RolloutPoll | undefined
  readonly absentSinceMs?: number | undefined
  /** By service, then by task: everything that has failed since the watch began. */
  readonly failedTasks: ReadonlyMap<string, ReadonlyMap<string, FailedTask>>
}

/** Nothing on a platform to wait for: only the probes decide, from the start. */
export function withoutRollout(startedAtMs: number): RolloutProgress {
  return { startedAtMs, completedAtMs: startedAtMs, failedTasks: new Map() }
}

export function beginRollout(startedAtMs: number): RolloutProgress {
  return { startedAtMs, failedTasks: new Map() }
}

/** Adds one look. A look that learned nothing changes nothing but `latest`. */
export function followRollout(
  before: RolloutProgress,
  poll: RolloutPoll,
  policy: RolloutPolicy,
): RolloutProgress {
  const { atMs, services } = poll
  const timeIsUp = atMs - before.startedAtMs >= policy.rolloutTimeoutMs
  const done = services.every(({ state }) => state.kind === 'complete' || (timeIsUp && servesFully(state)))
  const isAbsent = services.some(({ state }) => state.kind === 'absent')
  const isBlind = services.some(({ state }) => state.kind === 'unknown')
  const knownMs = isAbsent || isBlind ? before.absentSinceMs : undefined
  const absentSinceMs = knownMs ?? (isAbsent ? atMs : undefined)
  const completedAtMs = before.completedAtMs ?? (done ? atMs : undefined)
  return {
    startedAtMs: before.startedAtMs,
    latest: poll,
    failedTasks: addFailedTasks(before.failedTasks, poll),
    completedAtMs,
    absentSinceMs,
  }
}

// Old tasks may drain for minutes after the new ones serve; they are never a reason against a rollout.
function servesFully(state: RolloutState): boolean {
  return state.kind === 'in-progress' && state.servingFully
}

function addFailedTasks(
  before: RolloutProgress['failedTasks'],
  poll: RolloutPoll,
): RolloutProgress['failedTasks'] {
  const after = new Map(before)
  for (const { service, state } of poll.services) {
    if (state.kind !== 'in-progress' && state.kind !== 'complete') continue
    const known = new Map(after.get(service))
    for (const task of state.failedTasks) known.set(task.id, task)
    after.set(service, known)
  }
  return after
}

/** What the platform alone decides; undefined: keep looking. */
export function judgeRollout(
  progress: RolloutProgress,
  policy: RolloutPolicy,
  nowMs: number,
): Verdict | undefined {
  return (
    worstState(progress, policy) ?? tooManyFailedTasks(progress, policy) ?? outOfTime(progress, policy, nowMs)
  )
}

/** Over several services, the first of these that applies to any of them. */
const WORST_FIRST = ['failed', 'rolled-back', 'superseded', 'absent', 'unverifiable', 'unknown'] as const

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
    case 'absent': {
      const sinceMs = (progress.latest?.atMs ?? 0) - (progress.absentSinceMs ?? Number.POSITIVE_INFINITY)
      return sinceMs >= Math.min(policy.startPeriodMs, ABSENT_GRACE_MS)
        ? { kind: 'not-deployed', reason: state.reason }
        : undefined
    }
    case 'unknown':
      return state.permanent ? { kind: 'inconclusive', reason: state.reason } : undefined
    case 'in-progress':
    case 'complete':
      return undefined
  }
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

function outOfTime(progress: RolloutProgress, policy: RolloutPolicy, nowMs: number): Verdict | undefined {
  if (progress.completedAtMs !== undefined || nowMs - progress.startedAtMs < policy.rolloutTimeoutMs)
    return undefined
  const after = `within the rollout timeout of ${renderDuration(policy.rolloutTimeoutMs)}`
  const { services = [], atMs = 0 } = progress.latest ?? {}
  // It may have ended between a look before the timeout and the timeout itself.
  const isLastPoll = atMs - progress.startedAtMs >= policy.rolloutTimeoutMs
  const late = services.find(({ state }) => state.kind === 'in-progress' && !state.servingFully)
  if (late !== undefined && !isLastPoll) return undefined
  if (late?.state.kind === 'in-progress') {
    const reason = `${late.service} did not finish its rollout ${after}: ${late.state.detail}`
    return { kind: 'unhealthy', reason }
  }
  const blind = services.find(({ state }) => state.kind === 'unknown')
  if (services.length > 0 && blind === undefined) return undefined
  const why = blind?.state.kind === 'unknown' ? blind.state.reason : 'the platform never answered'
  return { kind: 'inconclusive', reason: `the rollout could not be followed to its end ${after}: ${why}` }
}
