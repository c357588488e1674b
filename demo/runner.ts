import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ActionMetadata, type GithubContext, stepInputs } from './runner/action-metadata.ts'
import { readLines } from './runner/lines.ts'
import { Cancellation, type CancelSignal, type Grace, RUNNER_GRACE } from './runner/signalling.ts'
import { StepFiles } from './runner/step-files.ts'
import { type Annotation, type LogLine, StepLog } from './runner/step-log.ts'
import type { WorkflowCommand } from './runner/workflow-command.ts'

export interface JobOptions {
  /** Values of the `github` context that differ from {@link DEFAULT_GITHUB}; also `GITHUB_*` variables. */
  readonly github?: GithubContext
  /** The job's `env:`. */
  readonly env?: Readonly<Record<string, string>>
  /** GITHUB_WORKSPACE; absent: an empty folder that is removed with the job. */
  readonly workspace?: string
}

export interface StepOptions {
  readonly action: Pick<ActionMetadata, 'inputs' | 'main'>
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** What an earlier entry of the same step saved (`pre`, for `main`). */
  readonly state?: ReadonlyMap<string, string>
  /** Called for each line as it appears in the log. */
  readonly onLine?: (line: LogLine) => void
  readonly grace?: Grace
  /** Options of Node itself, before the entry; a runner has none. */
  readonly nodeOptions?: readonly string[]
}

export interface StepResult {
  readonly conclusion: 'success' | 'failure' | 'cancelled'
  /** Null when a signal ended the process. */
  readonly exitCode: number | null
  /** The last signal of the cancellation, if the process did not end by itself. */
  readonly killedBy?: CancelSignal
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly annotations: readonly Annotation[]
  readonly lines: readonly LogLine[]
  readonly commands: readonly WorkflowCommand[]
  readonly masks: readonly string[]
  readonly state: ReadonlyMap<string, string>
  /** The last signal of a cancellation. SIGINT: the process ended in the time that a runner gives it. */
  readonly lastSignal?: CancelSignal
}

export interface RunningStep {
  readonly pid: number
  readonly ended: Promise<StepResult>
  /** As when a person presses "Cancel workflow", or the step's time runs out. */
  cancel(): void
}

/** A person's repository on github.com, at its first attempt to deploy. */
export const DEFAULT_GITHUB: GithubContext = {
  actor: 'octocat',
  api_url: 'https://api.github.com',
  event_name: 'push',
  graphql_url: 'https://api.github.com/graphql',
  job: 'deploy',
  ref: 'refs/heads/main',
  ref_name: 'main',
  repository: 'octocat/shop',
  run_attempt: '1',
  run_id: '1658821493',
  run_number: '42',
  server_url: 'https://github.com',
  sha: '9c5b94b1f7a0e0d5c3b2a19e8f7d6c5b4a392817',
  triggering_actor: 'octocat',
  workflow: 'Deploy',
}

/**
 * Passed on from this process; a runner's own environment has far more, none of which we may rely on. The cache, if
 * there is one, is that of the tests: it saves a fifth of the processor time of a step, and changes nothing else.
 */
const INHERITED = ['PATH', 'HOME', 'SystemRoot', 'USERPROFILE', 'TEMP', 'TMPDIR', 'NODE_COMPILE_CACHE']

/**
 * One job on one runner, as GitHub's runner does it: its steps share a temporary folder, a workspace, masks
 * and what they export. Close it, so that its folders are removed and nothing keeps running.
 */
export class Job {
  readonly runnerTemp: string
  readonly workspace: string
  readonly #folder: string
  readonly #github: GithubContext
  readonly #env: Record<string, string>
  readonly #masks: string[] = []
  readonly #running = new Set<{ cancellation: Cancellation; ended: Promise<StepResult> }>()

  constructor(options: JobOptions = {}) {
    this.#folder = mkdtempSync(join(tmpdir(), 'runner-'))
    this.runnerTemp = join(this.#folder, '_temp')
    this.workspace = options.workspace ?? join(this.#folder, 'work')
    for (const folder of [this.runnerTemp, this.workspace]) mkdirSync(folder, { recursive: true })
    this.#github = { ...DEFAULT_GITHUB, ...options.github }
    this.#env = { ...options.env }
  }

  start(step: StepOptions): RunningStep {
    const log = new StepLog(step.onLine)
    for (const mask of this.#masks) log.masker.add(mask)
    const files = new StepFiles(this.runnerTemp)
    const inputs = stepInputs(step.action, step.with ?? {}, this.#github)
    if (inputs.unexpected.length > 0) warnOfUnexpected(log, inputs.unexpected, [...step.action.inputs.keys()])
    const child = spawn(process.execPath, [...(step.nodeOptions ?? []), step.action.main], {
      cwd: this.workspace,
      env: { ...this.#baseEnv(step), ...files.env, ...inputs.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    readLines(child.stdout, (line) => log.take(line))
    readLines(child.stderr, (line) => log.take(line))
    const cancellation = new Cancellation(child, step.grace ?? RUNNER_GRACE)
    const ended = new Promise<StepResult>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode, signal) => {
        const { sent } = cancellation
        const result = this.#collect(log, files, { exitCode, isCancelled: sent !== undefined })
        const lastSignal = sent === undefined ? {} : { lastSignal: sent }
        const killedBy = signal === null || sent === undefined ? {} : { killedBy: sent }
        resolve({ ...result, ...lastSignal, ...killedBy, exitCode })
      })
    })
    const running = { cancellation, ended }
    this.#running.add(running)
    child.once('close', () => this.#running.delete(running))
    return { pid: child.pid ?? 0, ended, cancel: () => cancellation.begin() }
  }

  async run(step: StepOptions): Promise<StepResult> {
    return await this.start(step).ended
  }

  async close(): Promise<void> {
    for (const { cancellation } of this.#running) cancellation.kill()
    await Promise.allSettled([...this.#running].map(({ ended }) => ended))
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #baseEnv(step: StepOptions): Record<string, string> {
    const inherited = INHERITED.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value] as const]
    })
    const github = Object.entries(this.#github)
      .filter(([name]) => name !== 'token')
      .map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value] as const)
    const state = [...(step.state ?? [])].map(([name, value]) => [`STATE_${name}`, value] as const)
    return {
      ...Object.fromEntries([...inherited, ...github, ...state]),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: this.workspace,
      RUNNER_OS: { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[String(process.platform)] ?? 'Linux',
      RUNNER_TEMP: this.runnerTemp,
      ...this.#env,
      ...step.env,
    }
  }

  /** The files count however the process ended. */
  #collect(log: StepLog, files: StepFiles, end: { exitCode: number | null; isCancelled: boolean }) {
    const outputs = new Map([...log.outputs, ...files.records('output', log)])
    const state = new Map([...log.state, ...files.records('state', log)])
    for (const [name, value] of files.records('env', log)) this.#env[name] = value
    this.#masks.push(...log.masker.values)
    const summary = files.summary(log)
    const isGood = end.exitCode === 0 && !log.failed
    const conclusion = end.isCancelled ? 'cancelled' : isGood ? 'success' : 'failure'
    return {
      conclusion,
      outputs: Object.fromEntries(outputs),
      summary,
      annotations: log.annotations,
      lines: log.lines,
      commands: log.commands,
      masks: log.masker.values,
      state,
    } as const
  }
}

function warnOfUnexpected(log: StepLog, unexpected: readonly string[], valid: readonly string[]): void {
  const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')
  log.annotate('warning', `Unexpected input(s) ${list(unexpected)}, valid inputs are [${list(valid)}]`)
}
