import type { Clock } from '../core/clock.ts'

/** When a loop takes its next sample. */
export interface Turn {
  readonly plannedAtMs: number
  /** When it began to take its last one. */
  readonly lastAtMs: number
  /** So shortly before a verdict is due it takes none, but waits for that. */
  readonly spareMs: number
  /** As soon as the checks show something new it takes one, but not before this. Absent: the checks show it nothing. */
  readonly soonestAtMs?: number | undefined
}

interface Due {
  readonly verdictAtMs?: number | undefined
  /** When the checks last showed something new. */
  readonly newsAtMs?: number | undefined
}

const MOVED = new Error('the next sample is due at another time')

/** When the loops of one verification take their samples: as planned, and at the moments that matter to all of them. */
export class SampleTimes {
  readonly #clock: Clock
  #due: Due = {}
  /** Ends the sleeps that were planned before that was known. */
  #dueMoved = new AbortController()
  #wake: { readonly moved: AbortController; readonly signal: AbortSignal } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The last sample of everything has to be taken since the end of the bake: nothing sleeps through it. */
  async sleepUntil(turn: Turn, until: AbortSignal): Promise<void> {
    for (;;) {
      const waitMs = nextSampleAtMs(turn, this.#due) - this.#clock.nowMs()
      if (waitMs <= 0) return
      const { signal } = this.#dueMoved
      try {
        await this.#clock.sleep(waitMs, this.#wakeSignal(until))
      } catch (error) {
        if (until.aborted || !signal.aborted) throw error
      }
    }
  }

  /** What was seen before the checks showed something new, or before a verdict was due, is too old. */
  freshSinceMs(atMs: number): number {
    const { newsAtMs = atMs } = this.#due
    return Math.max(atMs, newsAtMs, this.dueSinceMs)
  }

  /** Since when a verdict is due: what was seen before then is too old for it. */
  get dueSinceMs(): number {
    const { verdictAtMs = Number.POSITIVE_INFINITY } = this.#due
    return verdictAtMs <= this.#clock.nowMs() ? verdictAtMs : Number.NEGATIVE_INFINITY
  }

  moveVerdict(verdictAtMs: number | undefined): void {
    if (verdictAtMs !== this.#due.verdictAtMs) this.#move({ ...this.#due, verdictAtMs })
  }

  /** The checks show something new now. */
  hurry(): void {
    this.#move({ ...this.#due, newsAtMs: this.#clock.nowMs() })
  }

  #move(due: Due): void {
    this.#due = due
    this.#dueMoved.abort(MOVED)
    this.#dueMoved = new AbortController()
  }

  /** Aborted with `until` too. One for all sleeps: many checks sleep at once. */
  #wakeSignal(until: AbortSignal): AbortSignal {
    const { moved, signal } = this.#wake ?? {}
    if (signal !== undefined && moved === this.#dueMoved) return signal
    this.#wake = { moved: this.#dueMoved, signal: AbortSignal.any([until, this.#dueMoved.signal]) }
    return this.#wake.signal
  }
}

function nextSampleAtMs(turn: Turn, { verdictAtMs, newsAtMs }: Due): number {
  const { lastAtMs, spareMs, soonestAtMs } = turn
  const isHurried = soonestAtMs !== undefined && newsAtMs !== undefined && newsAtMs > lastAtMs
  const plannedAtMs = isHurried ? Math.min(turn.plannedAtMs, soonestAtMs) : turn.plannedAtMs
  if (verdictAtMs === undefined || lastAtMs >= verdictAtMs) return plannedAtMs
  return plannedAtMs > verdictAtMs - spareMs ? verdictAtMs : plannedAtMs
}
