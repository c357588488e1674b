import type { Timeline } from '../timeline.ts'
import type { Concurrency, WorkflowFile } from './workflow-file.ts'

/** The words of GitHub's REST API, in the order in which a run goes through them. */
export type RunStatus = 'requested' | 'queued' | 'pending' | 'waiting' | 'in_progress' | 'completed'
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | 'startup_failure'
export type DeploymentState =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'queued'
  | 'pending'
  | 'success'

export interface Commit {
  readonly sha: string
  readonly message: string
  readonly author: string
  readonly parents: readonly string[]
  readonly atMs: number
  /** The whole tree: path to text. */
  readonly files: ReadonlyMap<string, string>
}

export interface Workflow {
  readonly id: number
  readonly path: string
  state: 'active' | 'disabled_manually' | 'disabled_inactivity'
  readonly createdAtMs: number
}

export interface Run {
  readonly id: number
  readonly number: number
  readonly workflow: Workflow
  /** The file as it was at the run's commit. */
  readonly file: WorkflowFile
  readonly sha: string
  /** Branch or tag, without `refs/`. */
  readonly refName: string
  readonly event: string
  readonly actor: string
  readonly inputs: Readonly<Record<string, string>>
  /** `owner/name` of the fork that a pull request came from; otherwise the repository itself. */
  readonly headRepository: string
  readonly createdAtMs: number
  readonly attempts: Attempt[]
}

export interface Attempt {
  readonly number: number
  readonly triggeringActor: string
  readonly startedAtMs: number
  updatedAtMs: number
  /** The run waits for its workflow's concurrency group, so it has no jobs yet. */
  isPending: boolean
  conclusion: Conclusion | undefined
  /** Of the attempt before: what succeeded there, if only the failed jobs run again. */
  readonly done: readonly Job[]
  jobs: Job[]
}

export interface Job {
  readonly id: number
  /** The key in the file, and the name that people see. */
  readonly key: string
  readonly name: string
  readonly needs: readonly string[]
  readonly environment: string | undefined
  readonly makesDeployment: boolean
  readonly concurrency: Concurrency | undefined
  readonly calls: string | undefined
  readonly createdAtMs: number
  status: 'queued' | 'pending' | 'waiting' | 'in_progress' | 'completed'
  conclusion: Conclusion | undefined
  startedAtMs: number | undefined
  completedAtMs: number | undefined
  runner: string | undefined
  steps: readonly StepStory[]
  deployment: Deployment | undefined
  /** When the environment's wait timer began. */
  waitingSinceMs: number | undefined
  /** Its needs are met, and it has taken its turn at concurrency and environment. */
  hasEntered: boolean
}

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly task: string
  readonly environment: string
  readonly payload: Readonly<Record<string, unknown>> | string
  readonly description: string | null
  readonly creator: string
  readonly isTransient: boolean
  readonly isProduction: boolean
  readonly createdAtMs: number
  /** Oldest first. */
  readonly statuses: DeploymentStatus[]
}

export interface DeploymentStatus {
  readonly id: number
  readonly state: DeploymentState
  readonly description: string
  readonly logUrl: string
  readonly creator: string
  readonly atMs: number
}

export interface Environment {
  readonly id: number
  readonly name: string
  readonly reviewers: readonly string[]
  readonly waitTimerMinutes: number
}

export interface GroupMember {
  readonly run: Run
  readonly attempt: Attempt
  /** Absent: the whole run is the member. */
  readonly job: Job | undefined
}

export interface Group {
  readonly name: string
  holder: GroupMember | undefined
  pending: GroupMember | undefined
}

export interface Comment {
  readonly id: number
  readonly author: string
  body: string
  readonly atMs: number
  updatedAtMs: number
}

export interface Pull {
  readonly head: string
  readonly base: string
  readonly headSha: string
  /** The commit that its merge made. Absent: it is not merged. */
  merged?: { readonly sha: string; readonly atMs: number }
}

export interface Issue {
  readonly id: number
  readonly number: number
  readonly title: string
  readonly body: string
  readonly author: string
  readonly labels: string[]
  readonly createdAtMs: number
  state: 'open' | 'closed'
  readonly comments: Comment[]
  /** Present: the issue is a pull request. */
  readonly pull?: Pull
}

export interface StepStory {
  readonly name: string
  readonly durationMs: number
  /** Default: what the job ends with for the last one, and success for the others. */
  readonly conclusion?: 'success' | 'failure' | 'skipped'
}

/** How a job goes, said by the scenario. `held`: it runs until the scenario ends it. */
export interface JobStory {
  /** One after the other; the last one lasts until the job ends. */
  readonly steps?: readonly StepStory[]
  readonly durationMs?: number | 'held'
  readonly conclusion?: Conclusion
  /** Until a runner takes it. */
  readonly queueMs?: number
}

export interface JobFacts {
  readonly job: string
  readonly workflow: string
  readonly sha: string
  readonly attempt: number
  readonly runId: number
  readonly event: string
}

export interface State {
  readonly timeline: Timeline
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  readonly createdAtMs: number
  /** A GitHub Enterprise Server has no concurrency API and no `return_run_details`. */
  readonly edition: 'github.com' | 'ghes'
  /** Set once the server listens. */
  origin: string
  nextId: number
  readonly commits: Map<string, Commit>
  readonly branches: Map<string, string>
  readonly tags: Map<string, string>
  readonly workflows: Map<string, Workflow>
  readonly runs: Run[]
  readonly groups: Map<string, Group>
  readonly environments: Map<string, Environment>
  readonly deployments: Deployment[]
  readonly issues: Issue[]
  readonly labels: Set<string>
  readonly listeners: ((happening: Happening) => void)[]
  story: (facts: JobFacts) => JobStory
  /** Lists show nothing that was created later than this. */
  frozen: { filteredAtMs: number | undefined; allAtMs: number | undefined }
  /** Accepted re-runs and dispatches that never start, as past a limit that only a check suite tells. */
  ignoresReruns: boolean
}

/** What the scenario can react to: a deploy that takes effect, a runner that is told to stop. */
export type Happening =
  | { readonly kind: 'job-started'; readonly run: Run; readonly attempt: Attempt; readonly job: Job }
  | { readonly kind: 'job-completed'; readonly run: Run; readonly attempt: Attempt; readonly job: Job }

export function newId(state: State): number {
  state.nextId += 1
  return state.nextId
}

export function tell(state: State, happening: Happening): void {
  for (const listener of state.listeners) listener(happening)
}

export function latestAttempt(run: Run): Attempt {
  const latest = run.attempts.at(-1)
  if (latest === undefined) throw new Error(`run ${run.id} has no attempt`)
  return latest
}

/** The status of the whole, from that of its jobs. */
export function statusOf(attempt: Attempt): RunStatus {
  if (attempt.conclusion !== undefined) return 'completed'
  if (attempt.isPending) return 'pending'
  const has = (status: Job['status']) => attempt.jobs.some((job) => job.status === status)
  if (has('in_progress')) return 'in_progress'
  if (has('waiting')) return 'waiting'
  if (has('pending')) return 'pending'
  return has('completed') ? 'in_progress' : 'queued'
}

export function fullName(state: State): string {
  return `${state.owner}/${state.name}`
}
