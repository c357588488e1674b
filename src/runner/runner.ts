// The runner that GitHub gives us: inputs, outputs, masks, the event, files, the clock. What is written
// there is rendered in report/.

import { appendFileSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Redact, redactDeep } from '../core/redact-deep.ts'
import type { Annotation } from '../report/annotations.ts'
import { layOut } from '../report/json-report.ts'
import { writeAnnotation } from './workflow-commands.ts'

const MIN_MASKED_LINE = 8

export interface RunnerEnvironment {
  readonly GITHUB_STATE?: string | undefined
  readonly GITHUB_OUTPUT?: string | undefined
  readonly GITHUB_STEP_SUMMARY?: string | undefined
  readonly RUNNER_TEMP?: string | undefined
}

/** What a run leaves with the runner. */
export interface Publication {
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  /** The JSON report. */
  readonly report?: string | undefined
  /** The incident report, Markdown; it is put beside the JSON report. */
  readonly incident?: string | undefined
  /** The result of a drill, JUnit XML; it is put there too. */
  readonly drill?: string | undefined
  /** The landing's test report, JUnit XML; it is put there too. */
  readonly landing?: string | undefined
  /** The test report of a rehearsal, Markdown and JUnit XML. */
  readonly rehearsal?:
    | { readonly markdown?: string | undefined; readonly xml?: string | undefined }
    | undefined
}

/**
 * Where summary, outputs and annotations go. What is published is written in one go, so that a signal may
 * end the process at any moment, and written again, so that a checkpoint gives way to the final word.
 * What cannot be written is warned about, never fatal.
 */
export class Runner {
  readonly #environment: RunnerEnvironment
  readonly #redact: Redact
  readonly #warned = new Map<string, 'pending' | 'reported'>()
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

  /** Records for the end of the job that this step started; otherwise post.ts warns that it did not. */
  noteTurn(): void {
    const path = this.#environment.GITHUB_STATE
    if (path) this.#attempt('the state of the step', () => appendFileSync(path, 'started=true\n'))
  }

  publish({ summary, outputs, report, incident, drill, landing, rehearsal = {} }: Publication): void {
    this.#writeSummary(this.#redact(summary))
    this.#attempt('an output', () => this.#writeOutputs(outputs))
    if (report !== undefined) this.#writeBeside('report.json', redactJson(report, this.#redact))
    if (incident !== undefined) this.#writeBeside('incident.md', this.#redact(incident))
    if (drill !== undefined) this.#writeBeside('recovery.xml', this.#redact(drill))
    if (landing !== undefined) this.#writeBeside('landing.xml', this.#redact(landing))
    if (rehearsal.markdown !== undefined) this.#writeBeside('rehearsal.md', this.#redact(rehearsal.markdown))
    if (rehearsal.xml !== undefined) this.#writeBeside('rehearsal.xml', this.#redact(rehearsal.xml))
    this.#reportWarnings()
  }

  annotate(annotations: readonly Annotation[]): void {
    this.#reportWarnings()
    for (const annotation of annotations) this.#annotate(annotation)
  }

  mask(secret: string): void {
    // The runner masks by lines. Of several, those like `{` would hide half of the log.
    const lines = secret.split(/[\r\n]+/)
    const isMaskable = (line: string) =>
      line.trim() !== '' && (lines.length === 1 || line.length >= MIN_MASKED_LINE)
    for (const line of lines.filter(isMaskable)) {
      process.stdout.write(`::add-mask::${line.replaceAll('%', '%25')}\n`)
    }
  }

  #writeBeside(name: string, text: string): void {
    const { reportPath } = this
    if (reportPath === undefined) return
    this.#attempt(name, () => writeFileSync(join(dirname(reportPath), name), text, { mode: 0o600 }))
  }

  /** The file is of this step alone, so that overwriting it takes nothing from anybody. */
  #writeSummary(text: string): void {
    this.#attempt('the job summary', () => {
      const path = this.#environment.GITHUB_STEP_SUMMARY
      if (!path) throw new Error('GITHUB_STEP_SUMMARY is not set')
      // The runner makes the file; where it is missing, nobody would read one that we made.
      if (!existsSync(path)) throw new Error(`${path} does not exist`)
      writeFileSync(path, text)
    })
  }

  /**
   * In one go. The format is from docs.github.com, "Workflow commands", "Multiline strings". A random delimiter
   * would do too, but brings all of `node:crypto` before the first probe.
   */
  #writeOutputs(outputs: Readonly<Record<string, string>>): void {
    const path = this.#environment.GITHUB_OUTPUT
    if (!path) throw new Error('GITHUB_OUTPUT is not set')
    if (!existsSync(path)) throw new Error(`${path} does not exist`)
    const values = Object.entries(outputs).map(([name, value]) => [name, this.#redact(value)] as const)
    let delimiter = 'safe-landing'
    while (values.some(([, value]) => value.includes(delimiter))) delimiter += '-end'
    const records = values.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    appendFileSync(path, records.join(''))
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
    const text = `Safe Landing could not write ${what}: ${why}. The result is not affected.`
    if (!this.#warned.has(text)) this.#warned.set(text, 'pending')
  }

  #annotate({ level, title, message }: Annotation): void {
    writeAnnotation({ level, title, message: this.#redact(message) })
  }

  #reportWarnings(): void {
    for (const [text, state] of this.#warned) {
      if (state === 'pending') this.#annotate({ level: 'warning', title: 'Safe Landing', message: text })
      this.#warned.set(text, 'reported')
    }
  }
}

/** Value by value: in the text itself, a secret that is a number would make it no JSON any more. */
function redactJson(json: string, redact: Redact): string {
  // The form with JSON's escapes is among those that are looked for, so that nothing found is nothing there. Each
  // text by itself, since a search needs many times the memory of what it searches, and most of them come often.
  for (const [text] of json.matchAll(/"(?:[^"\\]+|\\.)*"/g)) {
    if (redact(text) !== text) return redactValues(json, redact)
  }
  return json
}

function redactValues(json: string, redact: Redact): string {
  return `${layOut(redactDeep(JSON.parse(json), redact))}\n`
}
