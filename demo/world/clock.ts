/** The time in which the world lives. Everything it does follows from this number alone. */
export interface WorldClock {
  nowMs(): number
}

/** A clock that stands still until a test moves it. */
export interface ManualClock extends WorldClock {
  advanceMs(ms: number): void
}

/**
 * A real clock in which one real second lasts `speed` world seconds.
 * @param longestGapMs real time that counts at most between two looks at the clock: where a busy machine keeps those
 * waiting who ask the world, the world waits for them
 */
export function scaledClock(
  speed: number,
  longestGapMs = Number.POSITIVE_INFINITY,
  startMs = Date.now(),
): WorldClock {
  let worldMs = startMs
  let lookedAtMs = performance.now()
  return {
    nowMs: () => {
      const realMs = performance.now()
      worldMs += Math.min(realMs - lookedAtMs, longestGapMs) * speed
      lookedAtMs = realMs
      return Math.round(worldMs)
    },
  }
}

export function manualClock(startMs: number = Date.parse('2026-01-05T10:00:00Z')): ManualClock {
  let nowMs = startMs
  return {
    nowMs: () => nowMs,
    advanceMs: (ms) => {
      nowMs += ms
    },
  }
}
