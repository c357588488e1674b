interface Due {
  atMs: number
  happen: () => void
}

/**
 * What will happen in the world, in order. Nothing runs by itself: the world catches up when somebody looks,
 * and each happening sees the time it was due at, so that a late look finds what an early one would have found.
 */
export class Timeline {
  #nowMs: number
  #due: Due[] = []
  #isHappening = false

  constructor(startMs: number) {
    this.#nowMs = startMs
  }

  get nowMs(): number {
    return this.#nowMs
  }

  after(delayMs: number, happen: () => void): void {
    const due = { atMs: this.#nowMs + delayMs, happen }
    const later = this.#due.findIndex((other) => other.atMs > due.atMs)
    this.#due.splice(later === -1 ? this.#due.length : later, 0, due)
  }

  /** Within a happening it does nothing: there it is the time of that happening. */
  catchUp(toMs: number): void {
    if (this.#isHappening) return
    this.#isHappening = true
    try {
      for (let next = this.#due[0]; next && next.atMs <= toMs; next = this.#due[0]) {
        this.#due.shift()
        this.#nowMs = next.atMs
        next.happen()
      }
      this.#nowMs = Math.max(this.#nowMs, toMs)
    } finally {
      this.#isHappening = false
    }
  }
}
