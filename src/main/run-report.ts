import type { Clock } from '../core/clock.ts'
import { type Redact, redactDeep } from '../core/redact-deep.ts'
import { onRequest } from '../core/request-trace.ts'
import { VERSION } from '../core/version.ts'
import { readCommit } from '../github/event-payload.ts'
import type { Notifications } from '../report/deliver/deliver.ts'
import { RunJournal } from '../report/journal.ts'
import { renderJsonReport } from '../report/json-report.ts'
import { renderConfiguration } from '../report/log/configuration.ts'
import { describeRequest } from '../report/log/debug-text.ts'
import { LiveLog } from '../report/log/live-log.ts'
import { LogRenderer } from '../report/log/log.ts'
import { renderOutputs } from '../report/outputs.ts'
import { type GithubRecords, type RunStory, reportSettings, type WorkflowRun } from '../report/run-story.ts'
import { renderOpening } from '../report/summary/opening.ts'
import type { Journal, RunEvent } from '../run/event.ts'
import { conclude, type ExitCode, type Outcome } from '../run/outcome.ts'
import type { Runner } from '../runner/runner.ts'
import { SystemClock } from '../runner/system-clock.ts'
import { recoveryBakeTime } from './health-policy.ts'
import type { RunConfig } from './parse-inputs.ts'

export interface RunReportDeps {
  readonly env: NodeJS.ProcessEnv
  readonly runner: Runner
  readonly redact: Redact
}

/** What is not rendered anew with each publication. */
interface OwnParts {
  readonly summary?: string
  readonly incident?: string | undefined
  readonly landing?: string | undefined
}

/** Everything that leaves a run: the live log, and at its end the summary, outputs, report and annotations. */
export class RunReport {
  readonly clock: Clock = new SystemClock()
  readonly journal: Journal
  /** The wall clock at the run's time 0. */
  readonly epochMs = Date.now() - this.clock.nowMs()
  readonly #events: RunJournal
  readonly #log: LiveLog
  #notifications: Promise<Notifications> | undefined
  readonly #heartbeat = new AbortController()
  #captured = ''
  readonly #config: RunConfig
  readonly #deps: RunReportDeps

  constructor(config: RunConfig, deps: RunReportDeps) {
    this.#config = config
    this.#deps = deps
    const { successThreshold, bakeTimeMs } = config.health
    const { rolloutTimeoutMs, promotion } = config
    // Set by the runner for ACTIONS_STEP_DEBUG.
    const isDebug = deps.env.RUNNER_DEBUG === '1'
    this.#log = new LiveLog(
      new LogRenderer({
        successThreshold,
        bakeTimeMs,
        promoteBakeTimeMs: promotion?.bakeTimeMs,
        recoveryBakeTimeMs: recoveryBakeTime(bakeTimeMs),
        rolloutTimeoutMs,
      }),
      this.clock,
      (text) => process.stdout.write(deps.redact(text)),
      { isColoured: deps.env.GITHUB_ACTIONS === 'true' && !deps.env.NO_COLOR, isDebug },
    )
    const trace = (text: string) => this.#log.trace(text)
    if (isDebug) onRequest((request) => trace(describeRequest(request)))
    this.#events = new RunJournal(
      this.clock,
      deps.redact,
      (event) => this.#onEvent(event),
      isDebug ? trace : undefined,
    )
    this.#log.show(renderConfiguration(this.#context()))
    this.journal = this.#events
    void this.#log.beat(this.#heartbeat.signal)
  }

  /** Why the version was judged as it was, or why the rollback was requested. */
  get reason(): string {
    const judged = this.#events.events.findLast(
      (event) => event.kind === 'judged' && event.stage !== 'recovery',
    )
    if (judged?.kind === 'judged') return judged.verdict.reason
    return `${this.#deps.env.GITHUB_ACTOR || 'a person'} requested it`
  }

  /** Whether a check has had an answer from this version. */
  hasAnswered(version: string): boolean {
    return this.#events.events.some(
      (event) => event.kind === 'observed' && event.observation.answer?.version === version,
    )
  }

  /** Where the JSON report is written; empty: nowhere. */
  get path(): string {
    return this.#deps.runner.reportPath ?? ''
  }

  /** Writes what there is to say before the first request, in case that nothing can be written later. */
  open(soFar: Outcome): void {
    const story = this.#story(soFar)
    this.#deps.runner.publish({
      summary: renderOpening(story),
      outputs: { ...renderOutputs(story, '') },
      report: renderJsonReport(story),
    })
  }

  /** Writes how things stand, in case that nothing can be written later. */
  async checkpoint(soFar: Outcome): Promise<void> {
    await this.#publish(this.#story(soFar))
  }

  /** What `mode: capture` recorded, for the output of that name. */
  keepCapture(text: string): void {
    this.#captured = text
  }

  /** Ends the heartbeat of a run that leaves no report. */
  close(): void {
    this.#heartbeat.abort()
  }

  /** The final report: on disk first, then to the receivers elsewhere; a failed delivery is then reported as well. */
  async end(outcome: Outcome): Promise<ExitCode> {
    this.#heartbeat.abort()
    const story = this.#story(outcome)
    await this.#publish(story)
    const { length: reported } = this.#events.events
    const [incident, records] = await Promise.all([
      this.#openNotifications().then((notifications) => notifications.end(story)),
      this.#readRecords(outcome),
    ])
    const whole = { ...story, records }
    const landing = await this.#renderLanding(whole)
    const isMore = [incident, records, landing].some((one) => one !== undefined)
    if (isMore || this.#events.events.length > reported) await this.#publish(whole, { incident, landing })
    const { renderAnnotations } = await loadPages()
    this.#deps.runner.annotate(renderAnnotations(story))
    return story.context.exitCode
  }

  async #readRecords({ result }: Outcome): Promise<GithubRecords | undefined> {
    const { env, redact } = this.#deps
    const isInHurry = result === 'cancelled'
    if (isInHurry || !isInRecords(this.#config)) return undefined
    const { readGithubRecords } = await import('./github-records.ts')
    return redactDeep(await readGithubRecords(this.#config, { env, clock: this.clock }), redact)
  }

  async #renderLanding(story: RunStory): Promise<string | undefined> {
    if (!this.#config.landingReport || this.#config.mode !== 'guard') return undefined
    const { renderLandingReport } = await import('../report/summary/landing-report.ts')
    return renderLandingReport(story)
  }

  #onEvent(event: RunEvent): void {
    this.#log.onEvent(event)
    if (event.kind !== 'rollback-started' || event.isForward) return
    const { plan } = event
    const story = this.#story({ result: 'cancelled', reason: this.reason, plan, timings: {} })
    void this.#openNotifications().then((notifications) => notifications.begin(story))
  }

  #openNotifications(): Promise<Notifications> {
    const warn = (text: string, hint?: string, isAdvice?: true) =>
      this.journal.record({ kind: 'warned', text, hint, isAdvice })
    const deps = { ...this.#deps, clock: this.clock, warn }
    this.#notifications ??= import('../report/deliver/deliver.ts').then(
      ({ Notifications }) => new Notifications(this.#config, deps),
    )
    return this.#notifications
  }

  /** For what should not have happened: says so, and where things stand as far as is known. */
  async endWithBug(error: unknown): Promise<ExitCode> {
    this.#heartbeat.abort()
    const begun = this.#events.events.findLast((event) => event.kind === 'rollback-started')
    const known = begun
      ? 'A rollback had begun; whether it finished is unknown.'
      : 'No rollback had been begun, so the platform is as the deploy step left it.'
    const outcome: Outcome = {
      result: begun ? 'rollback-failed' : 'inconclusive',
      plan: begun?.plan,
      reason: `Safe Landing stopped on a bug of its own. ${known}`,
      timings: {},
    }
    const { context, ...rest } = this.#story(outcome)
    const story: RunStory = { ...rest, context: { ...context, exitCode: 1 } }
    const { renderBugAnnotations, renderBugSummary } = await import('../report/error-pages.ts')
    const summary = renderBugSummary(error, known, { run: context.run, issuesUrl: this.#issuesUrl() })
    await this.#publish(story, { summary })
    const incident = await (await this.#openNotifications()).end(story)
    if (incident !== undefined) await this.#publish(story, { summary, incident })
    this.#deps.runner.annotate(renderBugAnnotations(error))
    return 1
  }

  async #publish(story: RunStory, own: OwnParts = {}): Promise<void> {
    const pages = await loadPages()
    const { incident, landing } = own
    const drill = pages.renderDrillReport(story)
    const rehearsal = { markdown: pages.renderRehearsalReport(story), xml: pages.renderRehearsalXml(story) }
    const files = namesOf({
      'incident.md': incident,
      'recovery.xml': drill,
      'landing.xml': landing,
      'rehearsal.md': rehearsal.markdown,
      'rehearsal.xml': rehearsal.xml,
    })
    this.#deps.runner.publish({
      summary: own.summary ?? pages.renderSummary({ ...story, files }),
      outputs: { ...renderOutputs(story, this.#captured) },
      report: renderJsonReport(story),
      incident,
      drill,
      landing,
      rehearsal,
    })
  }

  /** Of the repository that this action was taken from. */
  #issuesUrl(): string | undefined {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository } = this.#deps.env
    return server && repository ? `${server}/${repository}/issues` : undefined
  }

  #story(reported: Outcome): RunStory {
    const { mode, failOnRollback, onInconclusive } = this.#config
    const { runner, redact } = this.#deps
    return {
      outcome: redactDeep(reported, redact),
      events: this.#events.events,
      context: {
        ...this.#context(),
        exitCode: conclude(reported.result, { mode, failOnRollback, onInconclusive }),
        reportPath: runner.reportPath,
      },
    }
  }

  #context(): Omit<RunStory['context'], 'exitCode'> {
    const { mode, target, environment } = this.#config
    const { env } = this.#deps
    return {
      mode,
      target: target.kind,
      settings: reportSettings(this.#config),
      startedAt: new Date(this.epochMs).toISOString(),
      version: VERSION,
      where: target.location(env),
      environment,
      run: readWorkflowRun(env),
    }
  }
}

/** Of those that there are. */
function namesOf(files: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [name]))
}

const loadPages = () => import('../report/pages.ts')

/** Whether anything was asked for that only GitHub knows. */
function isInRecords({ environment, landingReport, mode }: RunConfig): boolean {
  return mode !== 'capture' && (environment !== undefined || landingReport)
}

/** What the runner says of the run, https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function readWorkflowRun(env: NodeJS.ProcessEnv): WorkflowRun | undefined {
  const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId, GITHUB_SERVER_URL: server } = env
  if (!repository || !runId || !server) return undefined
  return {
    repository,
    workflow: env.GITHUB_WORKFLOW ?? '',
    job: env.GITHUB_JOB ?? '',
    commit: env.GITHUB_SHA ?? '',
    ...readCommit(env),
    ref: env.GITHUB_REF_NAME ?? '',
    actor: env.GITHUB_TRIGGERING_ACTOR || (env.GITHUB_ACTOR ?? ''),
    url: `${server}/${repository}/actions/runs/${runId}`,
    attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1),
  }
}
