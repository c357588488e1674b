import type { Clock } from './clock.ts'

/** For how long an attempt is made again while the other side is away, and how often at the end of it. */
export interface Patience {
  readonly limitMs: number
  readonly longestDelayMs: number
}

/** A few seconds, where somebody waits for the answer. */
export const BRIEF: Patience = { limitMs: 7_500, longestDelayMs: 4_000 }

const FIRST_DELAY_MS = 1_000

/**
 * The wait after so many attempts: it doubles, up to the longest. Undefined: the next attempt would begin after the
 * limit, which is counted from this call.
 */
export function backOff(
  clock: Clock,
  { limitMs, longestDelayMs }: Patience,
): (made: number) => number | undefined {
  const endsAtMs = clock.nowMs() + limitMs
  return (made) => {
    const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (made - 1), longestDelayMs)
    return clock.nowMs() + delayMs < endsAtMs ? delayMs : undefined
  }
}
