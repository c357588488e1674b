import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contradictions, type StepVariables } from './step-variables.ts'

const PREFIX = 'safe-landing-capture-'

/** What a capture is of: one subject may be several targets, which only the environment tells apart. */
export interface CaptureKey {
  readonly subject: string
  readonly variables: StepVariables
}

export interface KeptCapture {
  readonly text: string
  /** Variables that have another value now: it is of another target. */
  readonly contradicted: readonly string[]
}

interface Entry {
  readonly keptAtMs: number
  readonly variables: StepVariables
  readonly text: string
}

/**
 * Keeps a capture for the later steps of the same job: RUNNER_TEMP is emptied between jobs, so that what
 * is found there was taken in this one.
 */
export class CaptureStore {
  readonly #folder: string

  constructor(runnerTemp: string | undefined) {
    this.#folder = runnerTemp || tmpdir()
  }

  /** @throws if the folder cannot be written to */
  keep({ subject, variables }: CaptureKey, text: string): void {
    const entry: Entry = { keptAtMs: Date.now(), variables, text }
    const name = `${this.#prefixOf(subject)}${digest(JSON.stringify(Object.entries(variables).sort()))}.json`
    writeFileSync(join(this.#folder, name), JSON.stringify(entry), { mode: 0o600 })
  }

  /** The last of this subject in this job, rather one that nothing contradicts. Undefined: there is none. */
  find({ subject, variables }: CaptureKey): KeptCapture | undefined {
    // Most jobs have no capture, and a digest would load `node:crypto` before the first probe.
    const names = this.#names()
    if (names.length === 0) return undefined
    const kept = names
      .filter((name) => name.startsWith(this.#prefixOf(subject)))
      .map((name) => this.#read(name))
      .sort((one, other) => other.keptAtMs - one.keptAtMs)
      .map((entry) => ({ text: entry.text, contradicted: contradictions(entry.variables, variables) }))
    return kept.find(({ contradicted }) => contradicted.length === 0) ?? kept[0]
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder).filter((name) => name.startsWith(PREFIX))
    } catch {
      return []
    }
  }

  /** What is not as it was written is a capture that cannot be read. */
  #read(name: string): Entry {
    try {
      const entry: unknown = JSON.parse(readFileSync(join(this.#folder, name), 'utf8'))
      return isEntry(entry) ? entry : UNREADABLE
    } catch {
      return UNREADABLE
    }
  }

  #prefixOf(subject: string): string {
    return `${PREFIX}${digest(subject)}-`
  }
}

const UNREADABLE: Entry = { keptAtMs: 0, variables: {}, text: '' }

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const { keptAtMs, variables, text } = value as Record<string, unknown>
  return typeof keptAtMs === 'number' && typeof variables === 'object' && typeof text === 'string'
}

function digest(text: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(text).digest('hex').slice(0, 24)
}
