import { enter, type GroupDecisions, leave } from './concurrency.ts'
import { recordJob } from './deployments.ts'
import {
  type Attempt,
  type Conclusion,
  type GroupMember,
  type Job,
  latestAttempt,
  newId,
  type Run,
  type State,
  tell,
} from './state.ts'
import { isPartOf } from './workflow-file.ts'

const MINUTE_MS = 60_000

/**
 * Begins one more attempt of a run; it may have to wait for its workflow's concurrency group.
 *
 * @param done jobs of the attempt before that do not run again
 */
export function beginAttempt(
  state: State,
  run: Run,
  triggeringActor: string,
  done: readonly Job[] = [],
): void {
  const attempt: Attempt = {
    number: run.attempts.length + 1,
    triggeringActor,
    startedAtMs: state.timeline.nowMs,
    updatedAtMs: state.timeline.nowMs,
    isPending: run.file.concurrency !== undefined,
    conclusion: undefined,
    done,
    jobs: [],
  }
  run.attempts.push(attempt)
  const { concurrency } = run.file
  if (concurrency === undefined) createJobs(state, run, attempt)
  else settle(state, enter(state, { run, attempt, job: undefined }, concurrency))
}

function settle(state: State, { cancelled, admitted }: GroupDecisions): void {
  for (const member of cancelled) cancelMember(state, member)
  if (admitted !== undefined) admit(state, admitted)
}

function admit(state: State, { run, attempt, job }: GroupMember): void {
  if (job === undefined) {
    attempt.isPending = false
    createJobs(state, run, attempt)
  } else {
    job.status = 'queued'
    passEnvironment(state, run, attempt, job)
  }
}

function cancelMember(state: State, { run, attempt, job }: GroupMember): void {
  if (job === undefined) cancelAttempt(state, run, attempt)
  else completeJob(state, { run, attempt, job }, 'cancelled')
}

export function cancelRun(state: State, run: Run): void {
  cancelAttempt(state, run, latestAttempt(run))
}

function cancelAttempt(state: State, run: Run, attempt: Attempt): void {
  if (attempt.conclusion !== undefined) return
  if (attempt.isPending) {
    attempt.isPending = false
    endAttempt(state, run, attempt, 'cancelled')
    return
  }
  for (const job of attempt.jobs) {
    if (job.status !== 'completed') completeJob(state, { run, attempt, job }, 'cancelled')
  }
}

function createJobs(state: State, run: Run, attempt: Attempt): void {
  attempt.jobs = run.file.jobs.map((definition) => ({
    ...definition,
    id: newId(state),
    createdAtMs: state.timeline.nowMs,
    status: 'queued',
    conclusion: undefined,
    startedAtMs: undefined,
    completedAtMs: undefined,
    runner: undefined,
    steps: [],
    deployment: undefined,
    waitingSinceMs: undefined,
    hasEntered: false,
    ...attempt.done.find(({ key }) => key === definition.key),
  }))
  advance(state, run, attempt)
}

/** Starts every job whose needs are met, and skips those whose needs failed. */
function advance(state: State, run: Run, attempt: Attempt): void {
  for (const job of attempt.jobs) {
    if (job.status !== 'queued' || job.startedAtMs !== undefined || job.hasEntered) continue
    const needed = attempt.jobs.filter((other) => job.needs.some((key) => isPartOf(other, key)))
    if (needed.some(({ status }) => status !== 'completed')) continue
    const story = storyOf(state, run, attempt, job)
    const isBlocked = job.needs.some((key) => !hasSucceeded(needed.filter((other) => isPartOf(other, key))))
    if (story.conclusion === 'skipped' || isBlocked) completeJob(state, { run, attempt, job }, 'skipped')
    else enterJob(state, run, attempt, job)
  }
  const isOver = attempt.jobs.every(({ status }) => status === 'completed')
  if (isOver && attempt.conclusion === undefined) endAttempt(state, run, attempt, conclusionOf(attempt))
}

/** A part that a called workflow skips does not fail its caller. */
function hasSucceeded(parts: readonly Job[]): boolean {
  const conclusions = parts.map(({ conclusion }) => conclusion)
  return conclusions.includes('success') && conclusions.every((one) => one === 'success' || one === 'skipped')
}

function enterJob(state: State, run: Run, attempt: Attempt, job: Job): void {
  job.hasEntered = true
  if (job.concurrency === undefined) {
    passEnvironment(state, run, attempt, job)
    return
  }
  job.status = 'pending'
  settle(state, enter(state, { run, attempt, job }, job.concurrency))
}

function passEnvironment(state: State, run: Run, attempt: Attempt, job: Job): void {
  const rules = job.environment === undefined ? undefined : state.environments.get(job.environment)
  const waits = rules !== undefined && (rules.reviewers.length > 0 || rules.waitTimerMinutes > 0)
  if (!waits) {
    startJob(state, run, attempt, job)
    return
  }
  job.status = 'waiting'
  job.waitingSinceMs = state.timeline.nowMs
  recordJob(state, run, job, 'pending')
  if (rules.reviewers.length > 0) return
  state.timeline.after(rules.waitTimerMinutes * MINUTE_MS, () => {
    if (job.status === 'waiting') startJob(state, run, attempt, job)
  })
}

/** A reviewer's answer to every job of the run that waits for the environment. */
export function review(state: State, run: Run, environment: string, isApproved: boolean): void {
  const attempt = latestAttempt(run)
  for (const job of attempt.jobs) {
    if (job.status !== 'waiting' || job.environment !== environment) continue
    if (isApproved) startJob(state, run, attempt, job)
    else completeJob(state, { run, attempt, job }, 'failure')
  }
}

function startJob(state: State, run: Run, attempt: Attempt, job: Job): void {
  const story = storyOf(state, run, attempt, job)
  job.status = 'queued'
  const start = () => {
    if (job.status !== 'queued') return
    job.status = 'in_progress'
    job.startedAtMs = state.timeline.nowMs
    job.runner = `GitHub Actions ${job.id}`
    job.steps = story.steps ?? []
    attempt.updatedAtMs = state.timeline.nowMs
    recordJob(state, run, job, 'in_progress')
    tell(state, { kind: 'job-started', run, attempt, job })
    const { durationMs = 30_000, conclusion = 'success' } = story
    if (durationMs === 'held') return
    state.timeline.after(durationMs, () => completeJob(state, { run, attempt, job }, conclusion))
  }
  if (story.queueMs === undefined) start()
  else state.timeline.after(story.queueMs, start)
}

type RunningJob = GroupMember & { readonly job: Job }

export function completeJob(state: State, member: RunningJob, conclusion: Conclusion): void {
  const { run, attempt, job } = member
  if (job.status === 'completed') return
  job.status = 'completed'
  job.conclusion = conclusion
  job.startedAtMs ??= state.timeline.nowMs
  job.completedAtMs = state.timeline.nowMs
  attempt.updatedAtMs = state.timeline.nowMs
  if (job.deployment !== undefined) recordJob(state, run, job, deploymentStateOf(conclusion))
  tell(state, { kind: 'job-completed', run, attempt, job })
  for (const next of leave(state, member)) admit(state, next)
  advance(state, run, attempt)
}

function deploymentStateOf(conclusion: Conclusion) {
  return conclusion === 'success' ? 'success' : conclusion === 'cancelled' ? 'error' : 'failure'
}

function conclusionOf({ jobs }: Attempt): Conclusion {
  const has = (conclusion: Conclusion) => jobs.some((job) => job.conclusion === conclusion)
  if (has('failure') || has('timed_out')) return 'failure'
  if (has('cancelled')) return 'cancelled'
  return has('success') ? 'success' : 'skipped'
}

function endAttempt(state: State, run: Run, attempt: Attempt, conclusion: Conclusion): void {
  attempt.conclusion = conclusion
  attempt.updatedAtMs = state.timeline.nowMs
  for (const next of leave(state, { run, attempt, job: undefined })) admit(state, next)
}

function storyOf(state: State, run: Run, attempt: Attempt, job: Job) {
  return state.story({
    job: job.key,
    workflow: run.workflow.path,
    sha: run.sha,
    attempt: attempt.number,
    runId: run.id,
    event: run.event,
  })
}
