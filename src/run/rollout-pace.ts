import type { RolloutPoll } from '../health/rollout.ts'

const LIVELY_MS = 30_000
const LONG_QUIET_MS = 180_000
const JITTER = 0.1

/**
 * How long to wait before the next poll of the platform: `pollIntervalMs` at first and around changes,
 * twice that while nothing changes, three times that once nothing has changed for minutes, four times that while it
 * does not answer, and twelve times that while it keeps to its own schedule; ±10 %, so that many
 * runs of one account do not ask in step and drain its token bucket together.
 *
 * @param random uniform in [0, 1)
 */
export function nextPollDelayMs(
  pollIntervalMs: number,
  sinceChangeMs: number,
  latest: RolloutPoll | undefined,
  random: number,
): number {
  return paceMs(pollIntervalMs, sinceChangeMs, latest) * (1 - JITTER + 2 * JITTER * random)
}

/** Nothing but the platform's own schedule goes on, which takes minutes and is watched by the probes meanwhile. */
function isOnSchedule(latest: RolloutPoll | undefined): boolean {
  const open = latest?.services.filter(({ state }) => state.kind !== 'complete') ?? []
  return (
    open.length > 0 &&
    open.every(({ state }) => state.kind === 'in-progress' && state.waitsFor?.by === 'schedule')
  )
}

function paceMs(pollIntervalMs: number, sinceChangeMs: number, latest: RolloutPoll | undefined): number {
  const isBlind = latest?.services.some(({ state }) => state.kind === 'unknown' && !state.permanent) ?? false
  if (isBlind) return 4 * pollIntervalMs
  if (isOnSchedule(latest)) return 12 * pollIntervalMs
  if (sinceChangeMs < LIVELY_MS) return pollIntervalMs
  return sinceChangeMs < LONG_QUIET_MS ? 2 * pollIntervalMs : 3 * pollIntervalMs
}
