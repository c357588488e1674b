import type { RolloutPoll } from '../health/rollout.ts'

const LIVELY_MS = 30_000
const JITTER = 0.1

/**
 * How long to wait before the next poll of the platform: `pollIntervalMs` at first and around changes,
 * twice that while nothing changes, and four times that while it does not answer; ±10 %, so that many
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

function paceMs(pollIntervalMs: number, sinceChangeMs: number, latest: RolloutPoll | undefined): number {
  const isBlind = latest?.services.some(({ state }) => state.kind === 'unknown' && !state.permanent) ?? false
  if (isBlind) return 4 * pollIntervalMs
  return sinceChangeMs < LIVELY_MS ? pollIntervalMs : 2 * pollIntervalMs
}
