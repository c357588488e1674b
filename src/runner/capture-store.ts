import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'safe-landing-capture-'

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
  keep(subject: string, text: string): void {
    writeFileSync(this.#fileOf(subject), text, { mode: 0o600 })
  }

  /** Undefined: nothing was captured of this subject in this job. */
  find(subject: string): string | undefined {
    try {
      // Most jobs have no capture, and a digest would load `node:crypto` before the first probe.
      if (!readdirSync(this.#folder).some((name) => name.startsWith(PREFIX))) return undefined
      return readFileSync(this.#fileOf(subject), 'utf8')
    } catch {
      return undefined
    }
  }

  #fileOf(subject: string): string {
    const { createHash } = process.getBuiltinModule('node:crypto')
    const name = createHash('sha256').update(subject).digest('hex').slice(0, 24)
    return join(this.#folder, `${PREFIX}${name}.json`)
  }
}
