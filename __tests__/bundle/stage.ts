import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { dirname, join } from 'node:path'
import { readActionMetadata } from '../../demo/runner/action-metadata.ts'
import type { LogLine } from '../../demo/runner/step-log.ts'
import { Job, type JobOptions, type StepOptions, type StepResult } from '../../demo/runner.ts'
import { ACTION_FILE } from '../../demo/stage.ts'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'

/** Real time, as short as the rules allow. The timeout is long: a busy machine answers late, and nothing waits for it. */
export const QUICK = {
  interval: '50ms',
  timeout: '5s',
  'start-period': '100ms',
  'success-threshold': '2',
  'bake-time': '150ms',
}

export type Inputs = Readonly<Record<string, string>>

export interface StageOptions extends JobOptions {
  /** Answers at the `health-url` of every step. Absent: the steps say themselves what to ask. */
  readonly site?: RequestListener
  /** Inputs that all steps of the job have. */
  readonly with?: Inputs
  /** Values that may be read nowhere, and not in a file that is left behind. */
  readonly secrets?: readonly string[]
}

export interface StepWay {
  /** Default: `main`. */
  readonly entry?: 'pre' | 'main' | 'post'
  /** What `pre` saved for the entries after it. */
  readonly state?: StepOptions['state']
  /** The step's own `env:`. */
  readonly env?: StepOptions['env']
  readonly nodeOptions?: StepOptions['nodeOptions']
  /** The job is cancelled once this resolves. */
  readonly cancelWhen?: Promise<unknown>
  /** The job is cancelled at the first line for which this holds. */
  readonly cancelAt?: (line: LogLine) => boolean
  /** Its process is ended at once at the first line for which this holds, as when the runner itself dies. */
  readonly killAt?: (line: LogLine) => boolean
}

/** One step of the bundle, and what it left. */
export interface Ended extends StepResult {
  readonly log: string
  /** The JSON report. Empty: none was written. */
  readonly report: string
  /** The landing's test report. Empty: none was written. */
  readonly landing: string
  /** The first line of the summary, without its marks. */
  readonly headline: string
}

const action = readActionMetadata(ACTION_FILE)
const ENTRIES = {
  main: action.main,
  pre: action.pre ?? '',
  post: join(ACTION_FILE, '../dist/post.js'),
}

/** A job whose steps run the bundle as GitHub's runner does, with a site beside it, and an API of GitHub that is there. */
export class Stage {
  readonly #options: StageOptions
  readonly #api: LoopbackServer
  readonly #site: LoopbackServer | undefined
  readonly #jobs: Job[] = []

  static async open(options: StageOptions = {}): Promise<Stage> {
    const api = await serve((_, response) => response.end('{}'))
    return new Stage(options, api, options.site && (await serve(options.site)))
  }

  private constructor(options: StageOptions, api: LoopbackServer, site: LoopbackServer | undefined) {
    this.#options = options
    this.#api = api
    this.#site = site
    this.nextJob()
  }

  /** From now on the steps are those of another job: nothing that earlier ones left is found there. */
  nextJob(): void {
    const { github, ...options } = this.#options
    this.#jobs.unshift(new Job({ ...options, github: { api_url: this.#api.url, ...github } }))
  }

  /** The origin of the site. */
  get url(): string {
    return this.#site?.url ?? ''
  }

  /** An empty input counts as not given. */
  async run(
    own: Inputs = {},
    { entry = 'main', state, env, nodeOptions, cancelWhen, cancelAt, killAt }: StepWay = {},
  ): Promise<Ended> {
    const [job] = this.#jobs
    if (job === undefined) throw new Error('the stage has no job')
    const health = this.#site === undefined ? {} : { 'health-url': `${this.url}/health` }
    const all = { ...health, ...this.#options.with, ...own }
    const running = job.start({
      action: { ...action, main: ENTRIES[entry] },
      with: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
      onLine: (line) => {
        if (cancelAt?.(line)) running.cancel()
        if (killAt?.(line)) process.kill(running.pid, 'SIGKILL')
      },
      ...(state && { state }),
      ...(env && { env }),
      ...(nodeOptions && { nodeOptions }),
    })
    void cancelWhen?.then(() => running.cancel())
    const ended = readEnd(await running.ended)
    const traces = `${shown(ended)}${readAll(job.runnerTemp)}`
    for (const secret of this.#options.secrets ?? []) expect(traces).not.toContain(secret)
    return ended
  }

  async close(): Promise<void> {
    for (const job of this.#jobs) await job.close()
    await this.#site?.close()
    await this.#api.close()
  }
}

/** One step in a job of its own. */
export async function runStep(
  options: StageOptions,
  own: (stage: Stage) => Inputs = () => ({}),
): Promise<Ended> {
  const stage = await Stage.open(options)
  try {
    return await stage.run(own(stage))
  } finally {
    await stage.close()
  }
}

/** `test.concurrent` with a world of its own for each case: most of them wait for a process or for real time. */
export function testWith<World extends { close(): Promise<void> }>(open: () => Promise<World>) {
  return (name: string, play: (world: World) => Promise<void>): void => {
    test.concurrent(name, async () => {
      const world = await open()
      try {
        await play(world)
      } finally {
        await world.close()
      }
    })
  }
}

function readEnd(result: StepResult): Ended {
  const { report = '' } = result.outputs
  return {
    ...result,
    log: result.lines.map(({ text }) => text).join('\n'),
    report: readIfThere(report),
    landing: readIfThere(report === '' ? '' : join(dirname(report), 'landing.xml')),
    headline: /^## (.*)$/m.exec(result.summary)?.[1] ?? '',
  }
}

function readIfThere(path: string): string {
  return path !== '' && existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Everything that anybody could read of it. Outputs and report have not passed the runner's masks. */
function shown({ log, summary, annotations, outputs, report }: Ended): string {
  return JSON.stringify({ log, summary, annotations, outputs, report })
}

function readAll(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n')
}
