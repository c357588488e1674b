import type { Observation } from '../health/observation.ts'
import type { Journal } from './event.ts'

/** Passes on what good answers say against themselves: each once, although every answer says it. */
export class AnswerWarnings {
  readonly #journal: Journal
  readonly #reported = new Set<string>()

  constructor(journal: Journal) {
    this.#journal = journal
  }

  report({ check, warnings = [] }: Observation): void {
    for (const warning of warnings) {
      const text = `${check}: ${warning}`
      if (this.#reported.has(text)) continue
      this.#reported.add(text)
      this.#journal.record({ kind: 'warned', text })
    }
  }
}
