import { scaledClock, type WorldClock } from '../clock.ts'
import { Timeline } from '../timeline.ts'
import type { Faults } from './faults.ts'
import type { Quota } from './quota.ts'
import { apiUrl } from './rendering/repository.ts'
import { addCommit, type NewCommit } from './repository.ts'
import { codeRoutes } from './routes/code.ts'
import { concurrencyRoutes } from './routes/concurrency.ts'
import { deploymentRoutes } from './routes/deployments.ts'
import { issueRoutes } from './routes/issues.ts'
import { runRoutes } from './routes/runs.ts'
import type { Route } from './routing.ts'
import { dispatch, rerun, type Start, startRunsFor } from './runs.ts'
import { cancelRun, completeJob, review } from './scheduler.ts'
import {
  answerInMemory,
  type Desk,
  type Exchange,
  openDesk,
  type Permissions,
  startApi,
  type Told,
} from './server.ts'
import {
  type Conclusion,
  type Environment,
  type Happening,
  type Issue,
  type JobFacts,
  type JobStory,
  latestAttempt,
  newId,
  type Run,
  type State,
} from './state.ts'

export interface GithubSettings {
  readonly clock?: WorldClock
  /** The world's own, so that a service and its GitHub live in one time. */
  readonly timeline?: Timeline
  /** `owner/name`. */
  readonly repository?: string
  readonly edition?: State['edition']
}

/** All that this GitHub answers. */
export const ROUTES: readonly Route[] = [
  ...runRoutes,
  ...concurrencyRoutes,
  ...deploymentRoutes,
  ...codeRoutes,
  ...issueRoutes,
]

const ALL: Permissions = {
  actions: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  pull_requests: 'write',
}

/** What it is, whether or not it listens. */
export interface GithubWorld {
  readonly url: string
  readonly apiUrl: string
  readonly state: State
  readonly faults: Faults
  readonly quota: Quota
  /** Every request so far, oldest first. */
  readonly exchanges: readonly Exchange[]
  /** Those that changed something, as `POST /repos/octo/shop/…`. */
  readonly writes: readonly string[]
  /** How jobs go from now on. */
  story(of: (facts: JobFacts) => JobStory): void
  onHappening(listener: (happening: Happening) => void): void
  /** A commit on a branch, and the runs that its push starts. */
  push(commit?: NewCommit): { readonly sha: string; readonly runs: readonly Run[] }
  /** What a person or another event starts. */
  start(ref: string, start: Partial<Start> & Pick<Start, 'event'>): readonly Run[]
  dispatch(path: string, ref: string, inputs?: Readonly<Record<string, string>>): Run
  rerun(run: Run): void
  /** "Re-run failed jobs". */
  rerunFailed(run: Run): void
  cancel(run: Run): void
  finishJob(run: Run, job: string, conclusion?: Conclusion): void
  review(run: Run, environment: string, isApproved: boolean): void
  /** A pull request of a branch; `mergedAs`: the commit that its merge made. */
  pull(wanted: NewPull): Issue
  environment(rules: Pick<Environment, 'name'> & Partial<Environment>): void
  /** A token with these permissions only; without an argument: with all of them. */
  token(permissions?: Permissions, actor?: string): string
  /** What the runner tells a step of the run. */
  env(run: Run, job: string): Record<string, string>
  /** Everything that is due by now has happened. */
  catchUp(): void
  /** One request in memory; no fault hits it. */
  answer(request: {
    readonly method: string
    /** With its query. */
    readonly path: string
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly body: unknown
  }): Told
}

/**
 * A GitHub on this machine that real clients talk to: one repository, its workflows, runs, deployments,
 * concurrency groups, environments, issues and pull requests, with GitHub's own rules and refusals.
 *
 * ```ts
 * const github = await startGithub({ clock: manualClock() })
 * github.push({ files: { '.github/workflows/deploy.yml': '…' } })        // starts its runs
 * github.story(({ job }) => (job === 'guard' ? { durationMs: 'held' } : { durationMs: 60_000 }))
 * const [run] = github.push({ message: 'Break it' }).runs
 * // run a client with github.env(run, 'guard') and github.token()
 * github.writes                                                          // what was asked for and done
 * ```
 */
export interface LocalGithub extends GithubWorld {
  close(): Promise<void>
}

export async function startGithub(settings: GithubSettings = {}): Promise<LocalGithub> {
  const { world, desk } = open(settings)
  const server = await startApi(desk, world.catchUp)
  world.state.origin = server.url
  return Object.assign(world, { close: () => server.close() })
}

/** One that nobody reaches over the network, with the address that it says it has. */
export function openGithub(settings: GithubSettings, origin: string): GithubWorld {
  const { world } = open(settings)
  world.state.origin = origin
  return world
}

function open(settings: GithubSettings): { readonly world: GithubWorld; readonly desk: Desk } {
  const clock = settings.clock ?? scaledClock(1)
  const timeline = settings.timeline ?? new Timeline(clock.nowMs())
  const state = newState(timeline, settings)
  const catchUp = () => timeline.catchUp(clock.nowMs())
  const desk = openDesk(state, ROUTES)
  const { faults, quota, tokens, exchanges } = desk
  const now = <Result>(act: () => Result): Result => {
    catchUp()
    return act()
  }
  const world: GithubWorld = {
    get url() {
      return state.origin
    },
    get apiUrl() {
      return apiUrl(state)
    },
    state,
    faults,
    quota,
    exchanges,
    get writes() {
      return exchanges.filter(({ hasActed }) => hasActed).map(({ method, url }) => `${method} ${url}`)
    },
    story: (of) => {
      state.story = of
    },
    onHappening: (listener) => void state.listeners.push(listener),
    push: (commit = {}) => now(() => push(state, commit)),
    start: (ref, start) => now(() => startOn(state, ref, start)),
    dispatch: (path, ref, inputs = {}) => now(() => dispatchByHand(state, path, { ref, inputs })),
    rerun: (run) => now(() => rerun(state, run, 'mona')),
    rerunFailed: (run) => now(() => rerun(state, run, 'mona', true)),
    cancel: (run) => now(() => cancelRun(state, run)),
    finishJob: (run, job, conclusion = 'success') => now(() => finish(state, run, job, conclusion)),
    review: (run, name, isApproved) => now(() => review(state, run, name, isApproved)),
    pull: (wanted) => now(() => addPull(state, wanted)),
    environment: (rules) => {
      const environment = { id: newId(state), reviewers: [], waitTimerMinutes: 0, ...rules }
      state.environments.set(rules.name, environment)
    },
    token: (permissions = ALL, actor = 'github-actions[bot]') => {
      const value = `ghs_${newId(state).toString(36).padStart(36, '0')}`
      tokens.set(value, { value, actor, permissions })
      return value
    },
    env: (run, job) => environmentOf(state, run, job),
    catchUp,
    answer: ({ method, path, headers, body }) =>
      now(() => answerInMemory(desk, { method, url: path, headers: { ...headers } }, body)),
  }
  return { world, desk }
}

function newState(timeline: Timeline, settings: GithubSettings): State {
  const [owner = 'octo', name = 'shop'] = settings.repository?.split('/') ?? []
  return {
    timeline,
    owner,
    name,
    defaultBranch: 'main',
    createdAtMs: timeline.nowMs,
    edition: settings.edition ?? 'github.com',
    origin: '',
    nextId: 17_000_000_000,
    commits: new Map(),
    branches: new Map(),
    tags: new Map(),
    workflows: new Map(),
    runs: [],
    groups: new Map(),
    environments: new Map(),
    deployments: [],
    issues: [],
    labels: new Set(),
    listeners: [],
    story: () => ({}),
    frozen: { filteredAtMs: undefined, allAtMs: undefined },
    ignoresReruns: false,
  }
}

function push(state: State, wanted: NewCommit) {
  const commit = addCommit(state, wanted)
  const refName = wanted.branch ?? state.defaultBranch
  return {
    sha: commit.sha,
    runs: startRunsFor(state, commit, { event: 'push', refName, actor: commit.author }),
  }
}

function startOn(state: State, ref: string, start: Partial<Start> & Pick<Start, 'event'>): Run[] {
  const commit = state.commits.get(state.branches.get(ref) ?? state.tags.get(ref) ?? ref)
  if (commit === undefined) throw new Error(`${ref} does not exist`)
  return startRunsFor(state, commit, { refName: ref, actor: 'mona', ...start })
}

export interface NewPull {
  readonly title: string
  readonly author?: string
  readonly head: string
  readonly headSha: string
  readonly mergedAs?: string
}

function addPull(state: State, { title, author = 'mona', head, headSha, mergedAs }: NewPull): Issue {
  const atMs = state.timeline.nowMs
  const merged = mergedAs === undefined ? {} : { merged: { sha: mergedAs, atMs } }
  const issue: Issue = {
    id: newId(state),
    number: state.issues.length + 1,
    title,
    body: '',
    author,
    labels: [],
    createdAtMs: atMs,
    state: mergedAs === undefined ? 'open' : 'closed',
    comments: [],
    pull: { head, base: state.defaultBranch, headSha, ...merged },
  }
  state.issues.push(issue)
  return issue
}

function dispatchByHand(
  state: State,
  path: string,
  order: { ref: string; inputs: Readonly<Record<string, string>> },
): Run {
  const workflow = state.workflows.get(path)
  const run = workflow && dispatch(state, workflow, { ...order, actor: 'mona' })
  if (run === undefined) throw new Error(`${path} could not be dispatched`)
  return run
}

function finish(state: State, run: Run, name: string, conclusion: Conclusion): void {
  const attempt = latestAttempt(run)
  const job = attempt.jobs.find((one) => one.key === name || one.name === name)
  if (job === undefined) throw new Error(`run ${run.id} has no job ${name}`)
  completeJob(state, { run, attempt, job }, conclusion)
}

function environmentOf(state: State, run: Run, jobName: string): Record<string, string> {
  const attempt = latestAttempt(run)
  const job = attempt.jobs.find((one) => one.key === jobName || one.name === jobName)
  if (job === undefined) throw new Error(`run ${run.id} has no job ${jobName}`)
  const isTag = state.tags.has(run.refName) && !state.branches.has(run.refName)
  const ref = `refs/${isTag ? 'tags' : 'heads'}/${run.refName}`
  const repository = `${state.owner}/${state.name}`
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: apiUrl(state),
    GITHUB_SERVER_URL: state.origin,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: state.owner,
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_ATTEMPT: String(attempt.number),
    GITHUB_RUN_NUMBER: String(run.number),
    GITHUB_SHA: run.sha,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: run.refName,
    GITHUB_REF_TYPE: isTag ? 'tag' : 'branch',
    GITHUB_EVENT_NAME: run.event,
    GITHUB_ACTOR: run.actor,
    GITHUB_TRIGGERING_ACTOR: attempt.triggeringActor,
    GITHUB_WORKFLOW: run.file.name,
    GITHUB_WORKFLOW_REF: `${repository}/${run.workflow.path}@${ref}`,
    GITHUB_JOB: job.key,
    RUNNER_NAME: job.runner ?? '',
  }
}
