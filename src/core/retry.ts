import type { Clock } from './clock.ts'

/** When a failed attempt is made again. `Failure`: what an attempt gave, or what it rejected with. */
export interface RetryPolicy<Failure> {
  readonly clock: Clock
  /** In all, the first one included. Absent: only `delayAfterMs` ends it. */
  readonly attempts?: number | undefined
  /** The wait before the next attempt; undefined: there is none. Asked only while attempts are left. */
  readonly delayAfterMs: (failure: Failure, made: number) => number | undefined
}

/**
 * Makes an attempt again as long as its result asks for that. Resolves with the last result, good or bad.
 * Rejects as `attempt` does, or with the signal's reason while it waits.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let made = 1; ; made += 1) {
    const result = await attempt()
    const delayMs = delayAfter(result, made, policy)
    if (delayMs === undefined) return result
    await policy.clock.sleep(delayMs, signal)
  }
}

/**
 * The same for an attempt that fails by rejecting. Rejects with the last error, or with the signal's
 * reason while it waits.
 */
export async function retryOnError<T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy<unknown>,
  signal: AbortSignal,
): Promise<T> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt()
    } catch (error) {
      const delayMs = delayAfter(error, made, policy)
      if (delayMs === undefined) throw error
      await policy.clock.sleep(delayMs, signal)
    }
  }
}

function delayAfter<Failure>(
  failure: Failure,
  made: number,
  { attempts = Number.POSITIVE_INFINITY, delayAfterMs }: RetryPolicy<Failure>,
): number | undefined {
  return made < attempts ? delayAfterMs(failure, made) : undefined
}
