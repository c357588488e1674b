/** The time in which the world lives. Everything it does follows from this number alone. */
export interface WorldClock {
  nowMs(): number
}

/** A clock that stands still until a test moves it. */
export interface ManualClock extends WorldClock {
  advanceMs(ms: number): void
}

/** A real clock in which one real second lasts `speed` world seconds. */
export function scaledClock(speed: number): WorldClock {
  const startedAtMs = Date.now()
  const origin = performance.now()
  return { nowMs: () => Math.round(startedAtMs + (performance.now() - origin) * speed) }
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
