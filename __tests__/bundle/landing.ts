import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readActionMetadata } from '../../demo/runner/action-metadata.ts'
import type { LogLine } from '../../demo/runner/step-log.ts'
import { Job, type JobOptions, type RunningStep, type StepResult } from '../../demo/runner.ts'
import { ACTION_FILE } from '../../demo/stage.ts'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'

/** Real time, as short as the rules allow. */
const QUICK = {
  interval: '50ms',
  timeout: '500ms',
  'start-period': '100ms',
  'success-threshold': '2',
  'bake-time': '150ms',
  'poll-interval': '100ms',
  'rollback-timeout': '20s',
}

type Inputs = Readonly<Record<string, string>>

export interface Wish extends JobOptions {
  /** The version that is deployed now: what the site answers, and whether well, follows it. */
  readonly live: () => string
  /** Inputs that all steps of the job have. */
  readonly with: Inputs
  /** Values that may be read nowhere, and not in a file that is left behind. */
  readonly secrets?: readonly string[]
}

/** One step of the bundle, and what it told. */
export interface Landed extends StepResult {
  readonly log: string
  /** The JSON report. Empty: none was written. */
  readonly report: string
  /** The first line of the summary, without its marks. */
  readonly headline: string
}

/** A job with a site beside it that is as the deployed version is: what is put back can be seen to be back. */
export class Landing {
  /** Versions that answer badly. */
  readonly ill = new Set<string>()
  /** How often a version answers well before it turns ill. */
  turnsIllAfter = Number.POSITIVE_INFINITY
  readonly #job: Job
  readonly #wish: Wish
  readonly #site: LoopbackServer
  readonly #api: LoopbackServer
  readonly #answers = new Map<string, number>()

  static async open(wish: Wish): Promise<Landing> {
    const api = await serve((_, response) => response.end('{}'))
    let landing: Landing | undefined
    const site = await serve((_, response) => {
      const { status, body } = landing?.answer() ?? { status: 503, body: {} }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    landing = new Landing(wish, site, api)
    return landing
  }

  constructor(wish: Wish, site: LoopbackServer, api: LoopbackServer) {
    this.#wish = wish
    this.#site = site
    this.#api = api
    this.#job = new Job({ ...wish, github: { api_url: api.url, ...wish.github } })
  }

  /** Requests that reached the site. */
  get probes(): number {
    return [...this.#answers.values()].reduce((sum, count) => sum + count, 0)
  }

  answer(): { readonly status: number; readonly body: unknown } {
    const version = this.#wish.live()
    const answers = (this.#answers.get(version) ?? 0) + 1
    this.#answers.set(version, answers)
    const isIll = this.ill.has(version) || answers > this.turnsIllAfter
    return { status: isIll ? 500 : 200, body: { version, ...(isIll && { error: 'no such table: orders' }) } }
  }

  /** `cancelWhen`: the job is cancelled once this resolves. An empty input counts as not given. */
  async run(own: Inputs = {}, { cancelWhen }: { cancelWhen?: Promise<unknown> } = {}): Promise<Landed> {
    const all = { ...QUICK, 'health-url': `${this.#site.url}/health`, ...this.#wish.with, ...own }
    const inputs = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
    const running = this.#start(inputs)
    void cancelWhen?.then(() => running.cancel())
    const result = await running.ended
    const landed = tell(result)
    const traces = `${shown(landed)}${readAll(this.#job.runnerTemp)}`
    for (const secret of this.#wish.secrets ?? []) expect(traces).not.toContain(secret)
    return landed
  }

  async close(): Promise<void> {
    await this.#job.close()
    await this.#site.close()
    await this.#api.close()
  }

  #start(inputs: Inputs): RunningStep {
    return this.#job.start({ action: readActionMetadata(ACTION_FILE), with: inputs })
  }
}

function tell(result: StepResult): Landed {
  const { report = '' } = result.outputs
  return {
    ...result,
    log: result.lines.map(({ text }: LogLine) => text).join('\n'),
    report: report === '' ? '' : readFileSync(report, 'utf8'),
    headline: /^## (.*)$/m.exec(result.summary)?.[1] ?? '',
  }
}

/** Everything that anybody could read of it. Outputs and report have not passed the runner's masks. */
function shown({ log, summary, annotations, outputs, report }: Landed): string {
  return JSON.stringify({ log, summary, annotations, outputs, report })
}

function readAll(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n')
}
