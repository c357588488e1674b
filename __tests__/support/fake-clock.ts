import type { Clock } from '../../src/core/clock.ts'

interface Sleeper {
  readonly wakeAtMs: number
  readonly wake: () => void
  readonly fail: (reason: unknown) => void
}

/** The run has been under way for a while when a test begins: nothing may count from 0. */
const START_MS = 12_345_678

/** Far beyond any run: a test that gets here loops for ever. */
const LONGEST_MS = 7 * 24 * 3_600_000

/**
 * Virtual time. It stands still while anything runs, and moves to the earliest sleeper once a turn of
 * the event loop has passed in which nobody did anything. Sleepers wake one at a time, in the order of
 * their time and then of their going to sleep, so that a test runs the same way each time.
 */
export class FakeClock implements Clock {
  readonly startedAtMs: number
  #nowMs: number
  #sleepers: Sleeper[] = []
  #isTurning = false
  #busy = 0

  constructor(startedAtMs = START_MS) {
    this.startedAtMs = startedAtMs
    this.#nowMs = startedAtMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper)
        reject(signal.reason)
      }
      const sleeper: Sleeper = {
        wakeAtMs: this.#nowMs + Math.max(0, durationMs),
        wake: () => {
          signal.removeEventListener('abort', abort)
          resolve()
        },
        fail: (reason) => {
          signal.removeEventListener('abort', abort)
          reject(reason)
        },
      }
      signal.addEventListener('abort', abort, { once: true })
      this.#sleepers.push(sleeper)
      this.#turn()
    })
  }

  /** How long the test has run, or had run at that time. */
  elapsedMs(atMs = this.#nowMs): number {
    return atMs - this.startedAtMs
  }

  /** Runs `act` so long from now, as one more sleeper; for "the job is cancelled after 42 s". */
  after(durationMs: number, act: () => void): void {
    const never = new AbortController().signal
    void this.sleep(durationMs, never).then(act)
  }

  /** Time stands still until `work` has settled; for real I/O in a test on virtual time. */
  async whileBusy<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1
    try {
      return await work
    } finally {
      this.#busy -= 1
      this.#turn()
    }
  }

  #turn(): void {
    if (this.#isTurning) return
    this.#isTurning = true
    setImmediate(() => {
      this.#isTurning = false
      this.#wakeEarliest()
    })
  }

  #wakeEarliest(): void {
    if (this.#busy > 0) return
    let next: Sleeper | undefined
    for (const sleeper of this.#sleepers) {
      if (next === undefined || sleeper.wakeAtMs < next.wakeAtMs) next = sleeper
    }
    if (next === undefined) return
    this.#sleepers = this.#sleepers.filter((one) => one !== next)
    if (this.elapsedMs(next.wakeAtMs) > LONGEST_MS)
      next.fail(new Error('virtual time has run for a week without an end'))
    else {
      this.#nowMs = Math.max(this.#nowMs, next.wakeAtMs)
      next.wake()
    }
    this.#turn()
  }
}
