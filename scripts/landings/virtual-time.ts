import type { Clock } from '../../src/core/clock.ts'

interface Sleeper {
  readonly wakeAtMs: number
  readonly wake: () => void
}

/** The event loop asks the operating system at each turn of its own, which costs most here. So often it is let do so. */
const TURNS_A_LOOP = 100

/** The time of one landing. It moves to the earliest sleeper whenever nobody has anything else to do. */
export class VirtualTime {
  readonly #epochMs: number
  #nowMs = 0
  #sleepers: Sleeper[] = []
  #isTurning = false
  #turns = 0
  #isOver = false

  constructor(epochMs: number) {
    this.#epochMs = epochMs
  }

  /** Since the epoch of the landing. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** As the wall shows it. */
  get wallMs(): number {
    return this.#epochMs + this.#nowMs
  }

  at(wakeAtMs: number, wake: () => void): Sleeper {
    // In whole milliseconds: what is shorter than the last digit of a number would never pass.
    const sleeper = { wakeAtMs: Math.ceil(Math.max(wakeAtMs, this.#nowMs)), wake }
    const later = this.#sleepers.findLastIndex((other) => other.wakeAtMs <= sleeper.wakeAtMs)
    this.#sleepers.splice(later + 1, 0, sleeper)
    this.#turn()
    return sleeper
  }

  forget(sleeper: Sleeper): void {
    const index = this.#sleepers.indexOf(sleeper)
    if (index !== -1) this.#sleepers.splice(index, 1)
  }

  sleep(durationMs: number): Promise<void> {
    return new Promise((resolve) => this.at(this.#nowMs + durationMs, resolve))
  }

  /** Nobody wakes any more. */
  end(): void {
    this.#isOver = true
    this.#sleepers = []
  }

  #turn(): void {
    if (this.#isTurning || this.#isOver) return
    this.#isTurning = true
    this.#turns += 1
    const next = () => this.#wakeNext()
    // After all promises: whatever is under way has come as far as it can without time.
    if (this.#turns % TURNS_A_LOOP === 0) setImmediate(next)
    else queueMicrotask(() => process.nextTick(next))
  }

  #wakeNext(): void {
    this.#isTurning = false
    const next = this.#sleepers.shift()
    if (next === undefined) return
    this.#nowMs = next.wakeAtMs
    next.wake()
    this.#turn()
  }
}

/** The clock of one process, which can die: then it never goes on. */
export class ProcessClock implements Clock {
  readonly #time: VirtualTime
  readonly #startedAtMs: number
  isDead = false

  constructor(time: VirtualTime) {
    this.#time = time
    this.#startedAtMs = time.nowMs
  }

  nowMs(): number {
    return this.#time.nowMs - this.#startedAtMs
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const abort = () => {
        this.#time.forget(sleeper)
        if (!this.isDead) reject(signal.reason)
      }
      const sleeper = this.#time.at(this.#time.nowMs + Math.max(0, durationMs), () => {
        signal.removeEventListener('abort', abort)
        if (!this.isDead) resolve()
      })
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}

const RealDate = Date
let running: VirtualTime | undefined

class VirtualDate extends RealDate {
  constructor(...given: readonly (number | string | Date)[]) {
    const [value = VirtualDate.now()] = given
    super(value)
  }

  static override now(): number {
    return running?.wallMs ?? RealDate.now()
  }
}

/** From here on, whoever asks the wall clock in this process, or draws by chance, gets what the landing says. */
export function takeOver(time: VirtualTime, random: () => number): void {
  running = time
  globalThis.Date = VirtualDate as DateConstructor
  Math.random = random
}
