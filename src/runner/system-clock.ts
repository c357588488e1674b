import type { Clock } from '../core/clock.ts'

/** The monotonic clock of the process, from when it is made. */
export class SystemClock implements Clock {
  readonly #startedAtMs = performance.now()

  nowMs(): number {
    return performance.now() - this.#startedAtMs
  }

  /** Not by `timers/promises`, which makes an error of its own for each sleep that is ended early: most are. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const abort = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const wake = () => {
        signal.removeEventListener('abort', abort)
        resolve()
      }
      const timer = setTimeout(wake, Math.max(0, durationMs))
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}
