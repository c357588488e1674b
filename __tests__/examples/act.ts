import { type ChildProcess, spawn } from 'node:child_process'

export interface Order {
  readonly act: string
  /** A git repository with the workflow at `.github/workflows/`. */
  readonly workspace: string
  readonly event: string
  readonly eventFile: string
  readonly vars: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** Folders that stand for `owner/name@ref`. */
  readonly actions: Readonly<Record<string, string>>
  /** The environment of act itself, of which the steps inherit PATH. */
  readonly host: NodeJS.ProcessEnv
}

/** A step as the workflow's reader knows it. */
export interface StepRun {
  /** `success`, `failure` or `skipped`; absent: it never got its turn. */
  result?: string
  readonly outputs: Record<string, string>
  summary: string
}

export interface JobRun {
  /** `success`, `failure` or `cancelled`; absent: it was skipped. */
  result?: string
  /** By their `id`, or else by their place from 0. */
  readonly steps: Record<string, StepRun>
}

export interface WorkflowRun {
  readonly exitCode: number | null
  /** By the job's key; those of a matrix by key and values, such as `deploy {"region":"eu-west-1"}`. */
  readonly jobs: Record<string, JobRun>
  /** For a failing test: everything that was printed. */
  readonly log: string
}

/** No example needs longer; one that hangs is ended, so that the test can say where. */
const LONGEST_MS = 100_000

/** Runs the workflow on this machine by act, https://github.com/nektos/act, as a self-hosted runner does. */
export async function runWorkflow(order: Order): Promise<WorkflowRun> {
  const child = spawn(order.act, argumentsOf(order), {
    cwd: order.workspace,
    env: order.host,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
  })
  const [exitCode, lines] = await Promise.all([ended(child), linesOf(child)])
  const jobs: Record<string, JobRun> = {}
  const log: string[] = []
  for (const line of lines) {
    const entry = parseEntry(line)
    log.push(entry === undefined ? line : `[${entry.job ?? ''}] ${entry.msg ?? ''}`.trimEnd())
    if (entry?.jobID !== undefined) take(jobs, entry)
  }
  return { exitCode, jobs, log: log.join('\n') }
}

function argumentsOf({ event, eventFile, vars, secrets, env, actions }: Order): string[] {
  const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])
  return [
    event,
    '--json',
    '--no-cache-server',
    ...['--eventpath', eventFile],
    ...['--platform', 'ubuntu-24.04=-self-hosted'],
    ...pairs('--local-repository', actions),
    ...pairs('--var', vars),
    ...pairs('--secret', secrets),
    ...pairs('--env', env),
  ]
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
}

async function linesOf({ stdout, stderr }: ChildProcess): Promise<readonly string[]> {
  let text = ''
  for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', (part) => (text += part))
  await Promise.all([stdout, stderr].map((stream) => new Promise((done) => stream?.once('close', done))))
  return text.split('\n').filter((line) => line !== '')
}

/** One line of `act --json`. */
interface Entry {
  readonly job?: string
  readonly jobID?: string
  readonly matrix?: Readonly<Record<string, unknown>>
  readonly msg?: string
  readonly stepID?: readonly string[]
  readonly stage?: string
  readonly stepResult?: string
  readonly jobResult?: string
  readonly command?: string
  readonly name?: string
  readonly arg?: string
  readonly content?: string
}

function parseEntry(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry
  } catch {
    return undefined
  }
}

function take(jobs: Record<string, JobRun>, entry: Entry): void {
  const { jobID, matrix = {}, stepID = [] } = entry
  const key = Object.keys(matrix).length === 0 ? `${jobID}` : `${jobID} ${JSON.stringify(matrix)}`
  jobs[key] ??= { steps: {} }
  const job = jobs[key]
  if (entry.jobResult !== undefined) job.result = entry.jobResult
  const [id, ...inside] = stepID
  if (id === undefined) return
  job.steps[id] ??= { outputs: {}, summary: '' }
  const step = job.steps[id]
  if (entry.command === 'summary') step.summary += entry.content ?? ''
  if (inside.length > 0) return
  if (entry.command === 'set-output') step.outputs[entry.name ?? ''] = entry.arg ?? ''
  if (entry.stepResult !== undefined && entry.stage === 'Main') step.result = entry.stepResult
}
