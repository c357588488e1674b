import { Refusal } from './refusal.ts'

const HOUR_MS = 3_600_000

/** The primary rate limit: so many requests an hour, counted per token. */
export class Quota {
  readonly #perHour: number
  readonly #nowMs: () => number
  #windowEndsMs: number
  #used = 0

  constructor(perHour: number, nowMs: () => number) {
    this.#perHour = perHour
    this.#nowMs = nowMs
    this.#windowEndsMs = nowMs() + HOUR_MS
  }

  /** Leaves so many requests until the hour is over. */
  leave(remaining: number): void {
    this.#turn()
    this.#used = this.#perHour - remaining
  }

  headers(): Record<string, string> {
    this.#turn()
    return {
      'x-ratelimit-limit': String(this.#perHour),
      'x-ratelimit-remaining': String(Math.max(0, this.#perHour - this.#used)),
      'x-ratelimit-used': String(this.#used),
      'x-ratelimit-reset': String(Math.ceil(this.#windowEndsMs / 1_000)),
      'x-ratelimit-resource': 'core',
    }
  }

  check(): void {
    this.#turn()
    if (this.#used < this.#perHour) return
    throw new Refusal(403, 'API rate limit exceeded for installation ID 1234567.')
  }

  spend(): void {
    this.#used += 1
  }

  #turn(): void {
    const nowMs = this.#nowMs()
    if (nowMs < this.#windowEndsMs) return
    this.#windowEndsMs = nowMs + HOUR_MS
    this.#used = 0
  }
}
