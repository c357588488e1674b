import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import type { Annotation } from '../../report/annotations.ts'
import type { Redact } from '../../report/redaction.ts'

export interface RunnerEnvironment {
  readonly GITHUB_STEP_SUMMARY?: string | undefined
  readonly RUNNER_TEMP?: string | undefined
}

/** What a run leaves with the runner. */
export interface Publication {
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  /** The JSON report. */
  readonly report?: string
}

/**
 * Where summary, outputs and annotations go. Everything is written at once, so that a signal may end
 * the process at any moment, and written again, so that a checkpoint gives way to the final word.
 * What cannot be written is warned about, never fatal.
 */
export class Runner {
  readonly #environment: RunnerEnvironment
  readonly #redact: Redact
  readonly #warned = new Set<string>()
  #reportPath: string | undefined

  constructor(environment: RunnerEnvironment, redact: Redact) {
    this.#environment = environment
    this.#redact = redact
  }

  /** The file of the JSON report: its own for each step, and out of others' reach. Absent: no such place. */
  get reportPath(): string | undefined {
    this.#reportPath ??= this.#attempt('the JSON report', () => {
      const folder = mkdtempSync(join(this.#environment.RUNNER_TEMP || tmpdir(), 'safe-landing-'))
      return join(folder, 'report.json')
    })
    return this.#reportPath
  }

  publish({ summary, outputs, report }: Publication): void {
    this.#writeSummary(this.#redact(summary))
    for (const [name, value] of Object.entries(outputs)) {
      this.#attempt('an output', () => core.setOutput(name, this.#redact(value)))
    }
    const path = report === undefined ? undefined : this.reportPath
    if (report === undefined || path === undefined) return
    this.#attempt('the JSON report', () => writeFileSync(path, this.#redact(report), { mode: 0o600 }))
  }

  annotate(annotations: readonly Annotation[]): void {
    const tell = { error: core.error, warning: core.warning, notice: core.notice }
    for (const { level, title, message } of annotations) tell[level](this.#redact(message), { title })
  }

  mask(secret: string): void {
    // The runner refuses an empty mask, and masks by lines: a key of several lines is masked line by line.
    for (const line of secret.split(/\r?\n/)) if (line.trim() !== '') core.setSecret(line)
  }

  /** The file is of this step alone, so that overwriting it takes nothing from anybody. */
  #writeSummary(text: string): void {
    this.#attempt('the job summary', () => {
      const path = this.#environment.GITHUB_STEP_SUMMARY
      if (!path) throw new Error('GITHUB_STEP_SUMMARY is not set')
      // The runner makes the file; where it is missing, nobody would read one of ours.
      if (!existsSync(path)) throw new Error(`${path} does not exist`)
      writeFileSync(path, text)
    })
  }

  #attempt<T>(what: string, act: () => T): T | undefined {
    try {
      return act()
    } catch (error) {
      this.#warnOnce(what, error instanceof Error ? error.message : String(error))
      return undefined
    }
  }

  #warnOnce(what: string, why: string): void {
    if (this.#warned.has(what)) return
    this.#warned.add(what)
    core.warning(this.#redact(`Safe Landing could not write ${what}: ${why}. The result is not affected.`))
  }
}
