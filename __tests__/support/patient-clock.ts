import type { Clock } from '../../src/core/clock.ts'

/** The run has been under way for a while when a test begins: nothing may count from 0. */
const START_MS = 12_345_678

interface Deadline {
  readonly durationMs: number
  readonly end: () => void
}

/**
 * Virtual time beside real work (processes, servers): a short sleep is the wait between two looks and
 * passes at once, while a long one is a deadline and ends only when the test says so.
 */
export class PatientClock implements Clock {
  readonly #deadlineMs: number
  #nowMs = START_MS
  #deadlines: Deadline[] = []
  #awaited = new Map<number, () => void>()

  /** @param deadlineMs from this length on a sleep is a deadline */
  constructor(deadlineMs = 10_000) {
    this.#deadlineMs = deadlineMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  /** How long the test has run. */
  elapsedMs(): number {
    return this.#nowMs - START_MS
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const abort = () => {
        this.#deadlines = this.#deadlines.filter((one) => one !== deadline)
        reject(signal.reason)
      }
      const deadline: Deadline = {
        durationMs,
        end: () => {
          signal.removeEventListener('abort', abort)
          this.#nowMs += durationMs
          resolve()
        },
      }
      if (durationMs < this.#deadlineMs) {
        setImmediate(() => !signal.aborted && deadline.end())
        signal.addEventListener('abort', abort, { once: true })
        return
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#deadlines.push(deadline)
      this.#awaited.get(durationMs)?.()
    })
  }

  /** Lets every deadline of this length pass, and waits for one if nobody has set it yet. */
  async pass(durationMs: number): Promise<void> {
    const isSet = () => this.#deadlines.some((one) => one.durationMs === durationMs)
    if (!isSet()) await new Promise<void>((resolve) => this.#awaited.set(durationMs, resolve))
    this.#awaited.delete(durationMs)
    const passing = this.#deadlines.filter((one) => one.durationMs === durationMs)
    this.#deadlines = this.#deadlines.filter((one) => one.durationMs !== durationMs)
    for (const deadline of passing) deadline.end()
  }
}
