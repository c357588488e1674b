import { isInsideKey } from './credential-shapes.ts'
import type { Redact } from './redact-deep.ts'

/** What a secret can be broken into at most; more lines are shown as they come. */
const MAX_HELD_LINES = 100

/**
 * Redacts a stream line by line. A line that may end within a secret, or within a private key, is held back until the
 * next ones have come.
 */
export class LineRedactor {
  readonly #redact: Redact
  readonly #onLine: (line: string) => void
  #held: string[] = []

  constructor(redact: Redact, onLine: (line: string) => void) {
    this.#redact = redact
    this.#onLine = onLine
  }

  add(line: string): void {
    this.#held.push(line)
    if (this.#held.length >= MAX_HELD_LINES || !this.#mayGoOn()) this.end()
  }

  end(): void {
    if (this.#held.length === 0) return
    const lines = this.#redact(this.#held.join('\n')).split('\n')
    this.#held = []
    for (const line of lines) this.#onLine(line)
  }

  /** A secret that was cut is recognised by an ellipsis. */
  #mayGoOn(): boolean {
    const text = this.#held.join('\n').trimEnd()
    return isInsideKey(text) || this.#redact(`${text}…`) !== `${this.#redact(text)}…`
  }
}
