import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFileCommand } from './file-command.ts'
import type { StepLog } from './step-log.ts'

/** A summary above this is dropped as a whole, with an error; the step's conclusion stays. */
export const SUMMARY_MAX_BYTES = 1_048_576

const NAMES = ['output', 'step_summary', 'state', 'env', 'path'] as const

export type StepFileName = (typeof NAMES)[number]

/** The files through which a step talks to the runner. They exist, empty, before the step starts. */
export class StepFiles {
  readonly #paths: Record<StepFileName, string>

  constructor(runnerTemp: string) {
    const folder = join(runnerTemp, '_runner_file_commands')
    mkdirSync(folder, { recursive: true })
    const suffix = randomUUID()
    const create = (name: StepFileName): string => {
      const path = join(folder, `${name}_${suffix}`)
      writeFileSync(path, '')
      return path
    }
    this.#paths = {
      output: create('output'),
      step_summary: create('step_summary'),
      state: create('state'),
      env: create('env'),
      path: create('path'),
    }
  }

  get env(): Record<string, string> {
    return Object.fromEntries(NAMES.map((name) => [`GITHUB_${name.toUpperCase()}`, this.#paths[name]]))
  }

  /** A malformed file fails the step, as in the runner. */
  records(name: 'output' | 'state' | 'env', log: StepLog): Map<string, string> {
    try {
      return parseFileCommand(this.#read(name))
    } catch (error) {
      log.failed = true
      log.annotate('error', `Unable to process file command '${name}' successfully. ${String(error)}`)
      return new Map()
    }
  }

  /** Masked line by line; empty when it is too big. */
  summary(log: StepLog): string {
    const text = this.#read('step_summary')
    const bytes = Buffer.byteLength(text)
    if (bytes > SUMMARY_MAX_BYTES) {
      const got = `supports content up to a size of 1024k, got ${Math.round(bytes / 1024)}k`
      log.annotate('error', `$GITHUB_STEP_SUMMARY upload aborted, ${got}.`)
      return ''
    }
    return text
      .split('\n')
      .map((line) => log.masker.mask(line))
      .join('\n')
  }

  #read(name: StepFileName): string {
    // A step may have removed it.
    return existsSync(this.#paths[name]) ? readFileSync(this.#paths[name], 'utf8') : ''
  }
}
