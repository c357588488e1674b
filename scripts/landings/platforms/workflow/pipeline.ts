import { type ManualClock, manualClock, type WorldClock } from '../../../../demo/world/clock.ts'
import { addDeployment, addStatus } from '../../../../demo/world/github/deployments.ts'
import { type GithubWorld, openGithub } from '../../../../demo/world/github/index.ts'
import type { Told } from '../../../../demo/world/github/server.ts'
import {
  fullName,
  type JobStory,
  latestAttempt,
  type Run,
  statusOf,
} from '../../../../demo/world/github/state.ts'
import { Timeline } from '../../../../demo/world/timeline.ts'
import { NEW, pastVersion } from '../../chronicle.ts'
import type { Earlier } from '../../oracle/history.ts'
import type { VirtualTime } from '../../virtual-time.ts'
import type { After, RerunEnd, RunEvent, WorkflowPlan } from './plan.ts'
import { WorkflowRecord } from './record.ts'

const FILE = '.github/workflows/deploy.yml'
const YAML = `
name: Deploy
on:
  push:
  workflow_dispatch:
    inputs:
      version: { required: false, default: '' }
jobs:
  deploy:
    environment: production
  guard:
    needs: deploy
`
/** Between two versions of the past. */
const GAP_MS = 2 * 3_600_000
const JOB_MS = 20_000
const RERUN_ENDS: Readonly<Record<RerunEnd, JobStory>> = {
  succeeds: {},
  fails: { conclusion: 'failure' },
  'never ends': { durationMs: 'held' },
}

/** What a run deploys, and how its first attempt goes. */
interface Started {
  readonly version: string
  readonly deploy?: JobStory
  readonly guard?: JobStory
}

/** The repository's deploy workflow, whose runs decide what users meet. */
export class Pipeline {
  readonly github: GithubWorld
  readonly timeline: Timeline
  readonly record: WorkflowRecord
  /** The run of the new version. */
  readonly own: Run
  readonly #plan: WorkflowPlan
  readonly #before: Run
  readonly #started = new Map<number, Started>()
  /** By the number of the run and its attempt: how it deploys there. */
  readonly #reruns = new Map<string, JobStory>()
  #next: Started = { version: '' }
  #others = 0
  #isRerun = false

  constructor(plan: WorkflowPlan, time: VirtualTime) {
    this.#plan = plan
    const past = manualClock(time.wallMs - (2 * plan.past.length + 1) * GAP_MS)
    let clock: WorldClock = past
    this.timeline = new Timeline(past.nowMs())
    const settings = { clock: { nowMs: () => clock.nowMs() }, timeline: this.timeline }
    this.github = openGithub(settings, 'https://github.test')
    this.github.story(({ job, runId, attempt }) => this.#storyOf(job, runId, attempt))
    const { earlier, running } = this.#tellPast(past)
    clock = { nowMs: () => time.wallMs }
    this.github.catchUp()
    this.#before = running
    this.record = new WorkflowRecord(plan, this.timeline, earlier)
    this.#listen()
    const held: JobStory = { durationMs: 'held' }
    this.own = this.#start({ version: NEW, deploy: held, guard: held }, plan.event)
  }

  /** It is asked before the run has a name for anybody else. */
  #storyOf(job: string, runId: number, attempt: number): JobStory {
    const started = this.#started.get(runId) ?? this.#next
    this.#started.set(runId, started)
    const deploy = attempt === 1 ? started.deploy : this.#reruns.get(`${runId}/${attempt}`)
    return { durationMs: JOB_MS, ...(job === 'deploy' ? deploy : started.guard) }
  }

  #tellPast(clock: ManualClock): { readonly earlier: readonly Earlier[]; readonly running: Run } {
    const { past, pastRuns } = this.#plan
    const pass = () => {
      clock.advanceMs(GAP_MS)
      this.github.catchUp()
    }
    const first = this.#start({ version: pastVersion(0) }, 'push')
    const earlier: Earlier[] = [{ revision: pastVersion(0), ended: 'completed' }]
    let running = first
    pass()
    for (const [index, fate] of past.entries()) {
      const came = pastRuns[index]
      if (came === undefined || index === 0) continue
      const revision = pastVersion(index)
      const guard: JobStory = fate === 'good' || came.isGreen ? {} : { conclusion: 'failure' }
      const run = this.#start({ version: revision, guard }, came.event)
      pass()
      if (fate === 'good') {
        earlier.push({ revision, ended: 'completed' })
        running = run
      } else {
        this.#wasRolledBack(run, running)
        earlier.push({ revision, ended: 'rolled back', restored: this.#versionOf(running) })
        pass()
      }
      if (came.after === 're-run') {
        this.github.rerun(first)
        earlier.push({ revision: pastVersion(0), ended: 'completed' })
        running = first
      } else this.#comesToNothing(came.after)
    }
    pass()
    return { earlier, running }
  }

  #comesToNothing(after: Exclude<After, 're-run'>): void {
    if (after === 'failed') this.#start({ version: after, deploy: { conclusion: 'failure' } }, 'push')
    if (after === 'cancelled') this.github.cancel(this.#start({ version: after }, 'push'))
  }

  /** As an earlier run of this action has left it. */
  #wasRolledBack(from: Run, to: Run): void {
    const { state } = this.github
    const identity = (run: Run) => (run.event === 'push' ? run.sha : `run ${run.id}`)
    const { environment = 'safe-landing-deploy.yml' } = this.#plan.inputs
    const marker = addDeployment(state, {
      ...{ sha: to.sha, ref: to.sha, environment, task: 'rollback' },
      payload: {
        ...{ v: 1, from_run: from.id, from_attempt: 1, from_sha: from.sha, to_sha: to.sha },
        ...{ from_version: identity(from), to_version: identity(to) },
        ...{ to_run: to.id, to_attempt: latestAttempt(to).number + 1 },
      },
    })
    const logUrl = `${state.origin}/${fullName(state)}/actions/runs/${to.id}`
    addStatus(state, marker, { state: 'success', description: 'Back', logUrl, autoInactive: false })
    this.github.rerun(to)
  }

  #start(started: Started, event: RunEvent): Run {
    this.#next = started
    const { version } = started
    const run =
      event === 'push'
        ? this.github.push({ message: version, files: { [FILE]: YAML } }).runs[0]
        : this.github.dispatch(FILE, 'main', { version })
    if (run === undefined) throw new Error('the push started no run')
    return run
  }

  #versionOf({ id }: Run): string {
    return this.#started.get(id)?.version ?? ''
  }

  /** A deploy gives its version to users once it is through, and leaves them alone if it fails. */
  #listen(): void {
    this.github.onHappening(({ kind, run, job }) => {
      if (job.key !== 'deploy') return
      const version = this.#versionOf(run)
      if (kind === 'job-started') this.record.heads(version)
      else if (job.conclusion === 'success') this.record.serves(version)
      else this.record.heads(this.serving)
    })
  }

  get serving(): string {
    return this.record.live.at(-1)?.revision ?? ''
  }

  /** The new version is there. */
  deploy(): void {
    this.github.finishJob(this.own, 'deploy')
  }

  deployOther(isGood: boolean): void {
    this.#others += 1
    const version = `other-${this.#others}`
    this.record.addOther(version, isGood)
    this.record.acted({ by: 'other', kind: 'deploy', to: version, isAccepted: true, cameToNothing: false })
    this.#start({ version }, 'push')
  }

  rerunByHand(): void {
    const run = this.#before
    if (statusOf(latestAttempt(run)) !== 'completed') return
    const to = this.#versionOf(run)
    this.record.acted({ by: 'other', kind: 'roll back', to, isAccepted: true, cameToNothing: false })
    this.github.rerun(run)
  }

  /** Somebody runs the failed job of the step again. */
  rerunOwnJob(): void {
    this.github.finishJob(this.own, 'guard', 'failure')
    this.github.rerunFailed(this.own)
  }

  /** One request of a run of ours. */
  answer(by: number, request: Parameters<GithubWorld['answer']>[0]): Told {
    const { state } = this.github
    const shownUntilMs = state.timeline.nowMs - this.#plan.staleMs
    state.frozen = { allAtMs: shownUntilMs, filteredAtMs: shownUntilMs }
    const [, id] = /\/actions\/runs\/(\d+)\/rerun$/.exec(request.path) ?? []
    const run = state.runs.find((one) => String(one.id) === id)
    if (run === undefined) return this.github.answer(request)
    const { rerun, rerunMs, otherAfterRerunMs } = this.#plan
    const attempt = latestAttempt(run).number + 1
    this.#reruns.set(`${run.id}/${attempt}`, { durationMs: rerunMs, ...RERUN_ENDS[rerun] })
    const who = { by: 'run', run: by, kind: 'roll back', to: this.#versionOf(run) } as const
    const told = this.record.asked({ ...who, cameToNothing: rerun !== 'succeeds' }, () =>
      this.github.answer(request),
    )
    if (!this.#isRerun && otherAfterRerunMs !== undefined)
      this.timeline.after(otherAfterRerunMs, () => this.deployOther(true))
    this.#isRerun = true
    return told
  }

  /** What the world calls what GitHub has a number or a commit for. */
  named(revision: string): string {
    const { runs } = this.github.state
    const run = runs.find(({ id, sha, event }) =>
      event === 'push' ? sha === revision : String(id) === revision,
    )
    return run === undefined ? revision : this.#versionOf(run)
  }
}
