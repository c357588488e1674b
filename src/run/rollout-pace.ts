import type { RolloutProgress } from '../health/rollout-progress.ts'

const LIVELY_MS = 30_000
const LONG_QUIET_MS = 180_000
const JITTER = 0.1

type Seen = Pick<RolloutProgress, 'latest' | 'moves'>

/**
 * How long to wait before the next poll of the platform: `pollIntervalMs` at first and around changes,
 * twice that while nothing changes, three times that once nothing has changed for minutes, four times that while it
 * does not answer, and up to twelve times that while it keeps to its own schedule; ±10 %, so that many
 * runs of one account do not ask in step and drain its token bucket together.
 *
 * @param random uniform in [0, 1)
 */
export function nextPollDelayMs(
  pollIntervalMs: number,
  sinceChangeMs: number,
  seen: Seen,
  random: number,
): number {
  return paceMs(pollIntervalMs, sinceChangeMs, seen) * (1 - JITTER + 2 * JITTER * random)
}

function paceMs(pollIntervalMs: number, sinceChangeMs: number, seen: Seen): number {
  const isBlind = seen.latest?.services.some(({ state }) => state.kind === 'unknown' && !state.permanent)
  if (isBlind) return 4 * pollIntervalMs
  const scheduledMs = scheduleLeftMs(seen)
  if (scheduledMs !== undefined) return Math.max(pollIntervalMs, Math.min(12 * pollIntervalMs, scheduledMs))
  if (sinceChangeMs < LIVELY_MS) return pollIntervalMs
  return sinceChangeMs < LONG_QUIET_MS ? 2 * pollIntervalMs : 3 * pollIntervalMs
}

/**
 * How long nothing but the platform's own schedule goes on, which takes minutes and is watched by the probes
 * meanwhile. Undefined: something else goes on too.
 */
function scheduleLeftMs({ latest, moves }: Seen): number | undefined {
  const open = latest?.services.filter(({ state }) => state.kind !== 'complete') ?? []
  const left = open.map(({ service, state }) => {
    const wait = state.kind === 'in-progress' ? state.waitsFor : undefined
    if (wait?.by !== 'schedule') return undefined
    const sinceMs = moves.get(service)?.wait?.sinceMs
    if (wait.durationMs === undefined || sinceMs === undefined) return Number.POSITIVE_INFINITY
    return sinceMs + wait.durationMs - (latest?.atMs ?? 0)
  })
  if (left.length === 0 || left.includes(undefined)) return undefined
  return Math.min(...left.map((each) => each ?? 0))
}
