import type { CheckProgress } from '../health/check.ts'
import type { Observation } from '../health/observation.ts'
import type { TriggerStatus } from '../health/triggers/trigger.ts'
import type { Journal } from './event.ts'

/** Passes on what speaks against a version and decides nothing: each once, although every sample shows it. */
export class Warnings {
  readonly #journal: Journal
  readonly #reported = new Set<string>()
  readonly #shown = new Set<string>()

  constructor(journal: Journal) {
    this.#journal = journal
  }

  /** What good answers say against themselves. */
  reportAnswer({ check, warnings = [] }: Observation): void {
    for (const warning of warnings) this.#reportOnce(`${check} ${warning}`, `${check}: ${warning}`)
  }

  /** Lines of `warn-when` that hold, with the figures of the first time. */
  reportTriggers(statuses: readonly TriggerStatus[]): void {
    for (const { line, state, text } of statuses) {
      if (state === 'fired') this.#reportOnce(line, text)
    }
  }

  /** Checks that only warn, once they would have decided. */
  reportChecks(checks: readonly CheckProgress[]): void {
    for (const { name, required, verdict } of checks) {
      if (!required && verdict !== undefined) this.#reportOnce(`check ${name}`, verdict.reason)
    }
  }

  /** The lines of a log that a trigger has counted; those that decide are the cause. */
  showExamples(statuses: readonly TriggerStatus[], shows?: 'log'): void {
    for (const { line, state, examples = [] } of statuses) {
      if (state !== 'fired' || examples.length === 0 || this.#shown.has(line)) continue
      this.#shown.add(line)
      this.#journal.record({ kind: 'evidence', title: `Lines of the log: ${line}`, lines: examples, shows })
    }
  }

  #reportOnce(key: string, text: string): void {
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    this.#journal.record({ kind: 'warned', text })
  }
}
