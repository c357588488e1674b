import type { Style } from './rendering/style.ts'
import type { LogLine } from './runner/step-log.ts'

/** Shows a step's log as it comes, each line with the seconds since the step began. */
export class LiveLog {
  readonly #print: (line: string) => void
  readonly #style: Style
  readonly #startedAtMs = performance.now()
  #isInGroup = false

  constructor(print: (line: string) => void, style: Style) {
    this.#print = print
    this.#style = style
  }

  show({ kind, text }: LogLine): void {
    if (kind === 'debug') return
    if (kind === 'endgroup') {
      this.#isInGroup = false
      return
    }
    const seconds = ((performance.now() - this.#startedAtMs) / 1_000).toFixed(1)
    const margin = this.#style('dim', `${seconds.padStart(6)}s │ `)
    const indent = this.#isInGroup ? '  ' : ''
    for (const line of text.split('\n')) this.#print(`${margin}${indent}${this.#colour(kind, line)}`)
    if (kind === 'group') this.#isInGroup = true
  }

  #colour(kind: LogLine['kind'], text: string): string {
    switch (kind) {
      case 'error':
        return this.#style('red', `Error: ${text}`)
      case 'warning':
        return this.#style('yellow', `Warning: ${text}`)
      case 'notice':
        return this.#style('blue', `Notice: ${text}`)
      case 'group':
        return `▾ ${this.#style('bold', text)}`
      default:
        return text
    }
  }
}
