import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../core/clock.ts'

/** The monotonic clock of the process, from when it is made. */
export class SystemClock implements Clock {
  readonly #startedAtMs = performance.now()

  nowMs(): number {
    return performance.now() - this.#startedAtMs
  }

  async sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    try {
      await setTimeout(Math.max(0, durationMs), undefined, { signal })
    } catch (error) {
      // timers/promises wraps the reason in an AbortError of its own.
      signal.throwIfAborted()
      throw error
    }
  }
}
