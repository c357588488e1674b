import type { LoggedError } from './error-lines.ts'

/** How many errors of one kind were logged in one second. */
export interface LogCount {
  /** The beginning of that second, on the run's clock. */
  readonly atMs: number
  readonly count: number
  /** The version before did not log them. */
  readonly isNew: boolean
  /** One of them, shortened: untrusted. Absent: there are enough examples already. */
  readonly example?: string | undefined
}

/** Of errors of before and of new ones each. */
const MAX_EXAMPLES = 3
const SECOND_MS = 1_000

/** Adds errors up, so that a flood of them stays small. Examples are of different shapes, and in all no more than a person reads. */
export class LogCounter {
  /** What the version before logged. Undefined: unknown, so that nothing is new. */
  readonly #before: ReadonlySet<string> | undefined
  readonly #shown = { old: new Set<string>(), new: new Set<string>() }

  constructor(before: ReadonlySet<string> | undefined) {
    this.#before = before
  }

  count(errors: readonly LoggedError[]): LogCount[] {
    const counts = new Map<string, LogCount>()
    for (const error of errors) {
      const isNew = this.#before !== undefined && !this.#before.has(error.shape)
      const atMs = Math.floor(error.atMs / SECOND_MS) * SECOND_MS
      const example = this.#exampleOf(error, isNew)
      const key = `${atMs} ${isNew} ${example ?? ''}`
      const count = (counts.get(key)?.count ?? 0) + 1
      counts.set(key, { atMs, count, isNew, example })
    }
    return [...counts.values()]
  }

  #exampleOf({ shape, text }: LoggedError, isNew: boolean): string | undefined {
    const shown = isNew ? this.#shown.new : this.#shown.old
    if (shown.has(shape) || shown.size >= MAX_EXAMPLES) return undefined
    shown.add(shape)
    return text
  }
}
