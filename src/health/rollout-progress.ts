import { followInterruption, type Interruptions } from './interruption.ts'
import type { FailedTask, RolloutPoll, RolloutState, ServiceRollout } from './rollout.ts'
import { beginMoves, followMoves, isStalled, type ServiceMoves } from './rollout-moves.ts'

export interface RolloutPolicy {
  /** A rollout that has not moved for so long has stalled. */
  readonly rolloutTimeoutMs: number
  /** So many failed tasks of one service make it unhealthy, without waiting for the platform. */
  readonly retries: number
  /** For so long a platform may not yet show a revision that it has accepted. */
  readonly startPeriodMs: number
}

/** What the polls of the platform add up to. */
export interface RolloutProgress extends Interruptions {
  /** When every service first had a running task of our version: its start period counts from then. */
  readonly firstTaskAtMs?: number | undefined
  /** When our version had all production traffic of every service; from then on the probes decide. */
  readonly landedAtMs?: number | undefined
  /** When the platform had nothing more to do, or only old tasks to end for too long. */
  readonly completedAtMs?: number | undefined
  /** Since when each poll that learnt anything has shown what was deployed as absent or stopped. */
  readonly goneSinceMs?: number | undefined
  /** By service: how far each has come. */
  readonly moves: ReadonlyMap<string, ServiceMoves>
  /** By service, then by task: everything that has failed since the watch began. */
  readonly failedTasks: ReadonlyMap<string, ReadonlyMap<string, FailedTask>>
}

/** Nothing on a platform to wait for: only the probes decide, from the start. */
export function withoutRollout(startedAtMs: number): RolloutProgress {
  return {
    ...beginRollout(startedAtMs),
    firstTaskAtMs: startedAtMs,
    landedAtMs: startedAtMs,
    completedAtMs: startedAtMs,
  }
}

export function beginRollout(startedAtMs: number): RolloutProgress {
  return { startedAtMs, moves: new Map(), failedTasks: new Map() }
}

/** Adds one poll. A poll that learnt nothing changes nothing but `latest`. */
export function followRollout(
  before: RolloutProgress,
  poll: RolloutPoll,
  policy: RolloutPolicy,
): RolloutProgress {
  const { atMs, services } = poll
  const failedTasks = addFailedTasks(before.failedTasks, poll)
  const moves = new Map(before.moves)
  for (const { service, state, begunAtMs } of services) {
    const known = moves.get(service) ?? beginMoves(before.startedAtMs)
    const failedCount = failedTasks.get(service)?.size ?? 0
    moves.set(service, {
      ...followMoves(known, { state, failedCount, atMs }),
      begunAtMs: known.begunAtMs ?? begunAtMs,
    })
  }
  const isOver = (one: ServiceRollout) =>
    one.state.kind === 'complete' || (servesFully(one.state) && isLate(one, moves, policy, atMs))
  const isServed = (one: ServiceRollout) => hasAllTraffic(one.state) || isOver(one)
  return {
    ...before,
    latest: poll,
    moves,
    failedTasks,
    firstTaskAtMs: before.firstTaskAtMs ?? findFirstTask(services, moves),
    landedAtMs: before.landedAtMs ?? (services.every(isServed) ? atMs : undefined),
    completedAtMs: before.completedAtMs ?? (services.every(isOver) ? atMs : undefined),
    ...followInterruption(before, poll),
    goneSinceMs: followAbsence(before.goneSinceMs, poll),
  }
}

// Old tasks may drain for minutes after the new ones serve; they are never a reason against a rollout.
function servesFully(state: RolloutState): boolean {
  return state.kind === 'in-progress' && state.servingFully
}

function hasAllTraffic(state: RolloutState): boolean {
  return state.kind === 'in-progress' && state.traffic === 'all'
}

function isLate(
  { service }: ServiceRollout,
  moves: RolloutProgress['moves'],
  { rolloutTimeoutMs }: RolloutPolicy,
  atMs: number,
): boolean {
  const own = moves.get(service)
  return own !== undefined && isStalled(own, rolloutTimeoutMs, atMs)
}

/** The last service to have one decides. */
function findFirstTask(
  services: readonly ServiceRollout[],
  moves: RolloutProgress['moves'],
): number | undefined {
  const firsts = services.map(({ service }) => moves.get(service)?.firstTaskAtMs)
  return firsts.includes(undefined) ? undefined : Math.max(...firsts.map((atMs) => atMs ?? 0))
}

/** A job of GitHub's own runners ends after six hours: what began before that was not deployed by it. */
const LONGEST_JOB_MS = 6 * 3_600_000

/** When the first of the deployments began that may be of this job. Undefined: the platform shows none. */
export function findDeployBegin({ moves, startedAtMs }: RolloutProgress): number | undefined {
  const fresh = beginsOf(moves).filter((atMs) => atMs > startedAtMs - LONGEST_JOB_MS)
  return fresh.length === 0 ? undefined : Math.min(...fresh)
}

/** When the last of the deployments began, of whichever job. */
export function findLastBegin({ moves }: RolloutProgress): number | undefined {
  const begun = beginsOf(moves)
  return begun.length === 0 ? undefined : Math.max(...begun)
}

function beginsOf(moves: RolloutProgress['moves']): number[] {
  return [...moves.values()].flatMap(({ begunAtMs }) => begunAtMs ?? [])
}

function followAbsence(sinceMs: number | undefined, { atMs, services }: RolloutPoll): number | undefined {
  const isGone = services.some(({ state }) => state.kind === 'absent' || state.kind === 'stopped')
  const isBlind = services.some(({ state }) => state.kind === 'unknown')
  return (isGone || isBlind ? sinceMs : undefined) ?? (isGone ? atMs : undefined)
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
