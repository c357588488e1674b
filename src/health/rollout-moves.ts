import type { RolloutInProgress, RolloutState } from './rollout.ts'

/**
 * How far the rollout of one service has come. Only what was never reached before is a move: tasks that
 * stop and start again, as in a crash loop, are none.
 */
export interface ServiceMoves {
  /** When it moved last, or was last within the platform's own schedule. */
  readonly movedAtMs: number
  readonly mostTasks: number
  readonly milestones: ReadonlySet<string>
  /** When the platform began this deployment, on the run's clock. Absent: it does not say. */
  readonly begunAtMs?: number | undefined
  readonly firstTaskAtMs?: number | undefined
  readonly failedCount: number
  /** Since when tasks have run without one that failed. */
  readonly runningSinceMs?: number | undefined
  /** A task of our version was healthy once, as far as the platform or time can show it. */
  readonly hasServed: boolean
  /** What the platform waits for by its own schedule, and when that was first seen. */
  readonly wait?: { readonly what: string; readonly sinceMs: number } | undefined
}

export interface MovesPoll {
  readonly state: RolloutState
  /** Of this service, since the watch began. */
  readonly failedCount: number
  readonly atMs: number
}

export function beginMoves(startedAtMs: number): ServiceMoves {
  return { movedAtMs: startedAtMs, mostTasks: 0, milestones: new Set(), failedCount: 0, hasServed: false }
}

export function followMoves(before: ServiceMoves, { state, failedCount, atMs }: MovesPoll): ServiceMoves {
  if (state.kind === 'complete')
    return { ...before, firstTaskAtMs: before.firstTaskAtMs ?? atMs, hasServed: true, failedCount }
  if (state.kind !== 'in-progress') return before
  const { runningTasks, milestones, waitsFor } = state
  const hasMoved =
    runningTasks > before.mostTasks ||
    milestones.some((each) => !before.milestones.has(each)) ||
    waitsFor?.by === 'schedule'
  const isSteady = runningTasks > 0 && failedCount === before.failedCount
  const runningSinceMs = isSteady ? (before.runningSinceMs ?? atMs) : undefined
  return {
    movedAtMs: hasMoved ? atMs : before.movedAtMs,
    mostTasks: Math.max(before.mostTasks, runningTasks),
    milestones: new Set([...before.milestones, ...milestones]),
    firstTaskAtMs: before.firstTaskAtMs ?? (runningTasks > 0 ? atMs : undefined),
    failedCount,
    runningSinceMs,
    hasServed: before.hasServed || state.hasServed || hasRunFor(SERVED_AFTER_MS, runningSinceMs, atMs),
    wait: followWait(before, state, atMs),
  }
}

function followWait(
  { wait }: ServiceMoves,
  { waitsFor }: RolloutInProgress,
  atMs: number,
): ServiceMoves['wait'] {
  if (waitsFor?.by !== 'schedule') return undefined
  return wait?.what === waitsFor.what ? wait : { what: waitsFor.what, sinceMs: atMs }
}

/** A task that crashes at its start or fails its health checks is gone, and counted as failed, before this. */
const SERVED_AFTER_MS = 180_000

function hasRunFor(durationMs: number, sinceMs: number | undefined, atMs: number): boolean {
  return sinceMs !== undefined && atMs - sinceMs >= durationMs
}

export function isStalled({ movedAtMs }: ServiceMoves, timeoutMs: number, atMs: number): boolean {
  return atMs - movedAtMs >= timeoutMs
}

/** Whether a task of our version ever served. With a short timeout, one that ran all that time did. */
export function hasEverServed(moves: ServiceMoves, timeoutMs: number, atMs: number): boolean {
  return moves.hasServed || hasRunFor(Math.min(timeoutMs, SERVED_AFTER_MS), moves.runningSinceMs, atMs)
}
