import type { Clock } from '../../core/clock.ts'
import { renderDuration } from '../../core/duration.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { poll } from '../../core/poll.ts'
import { retryOnError } from '../../core/retry.ts'
import type { GithubClient } from '../../github/client.ts'
import { GithubError } from '../../github/github-error.ts'
import { nameRun, type WorkflowRun } from '../../github/model/workflow-run.ts'
import {
  type PendingApproval,
  readJobs,
  readPendingApprovals,
  readRun,
} from '../../github/workflow-reading.ts'
import type { ApplyResult, RollbackProgress } from '../../run/rollback.ts'
import { type DeployJob, findDeploy } from './model/deploy-job.ts'
import type { RollbackRun } from './trigger-request.ts'

const LIVELY_MS = 60_000
/** So long a run may wait for a group before it is taken to wait for this run. */
const PENDING_MS = 60_000

export interface FollowDeps {
  readonly github: GithubClient
  readonly clock: Clock
  readonly pollIntervalMs: number
  readonly deployJob: DeployJob
  readonly mayHoldGroup: boolean
}

/** Waits until the rollback run has deployed, or until waiting for it is no use. */
export async function follow(
  deps: FollowDeps,
  rollbackRun: RollbackRun,
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const { github, clock, pollIntervalMs } = deps
  const ask = <Answer>(question: () => Promise<Answer>) =>
    retryWhileUnreachable(question, { deps, progress }, signal)
  let status: string | undefined
  let changedAtMs = clock.nowMs()
  let sinceMs = 0
  const findEnd = async (): Promise<ApplyResult | undefined> => {
    const { run } = await ask(() => readRun(github, rollbackRun.run.id, signal))
    if (run.status !== status) {
      status = run.status
      changedAtMs = clock.nowMs()
      progress(`${nameRun(run)}, attempt ${run.attempt}, is ${run.conclusion ?? run.status}: ${run.url}`)
      const approval =
        status === 'waiting' ? await ask(() => findApproval(github, run, progress, signal)) : undefined
      if (approval !== undefined) return approval
    }
    sinceMs = clock.nowMs() - changedAtMs
    if (status === 'completed') return await ask(() => judgeCompleted(deps, run, signal))
    const isStuck = status === 'pending' && deps.mayHoldGroup && sinceMs >= PENDING_MS
    return isStuck ? waitsForUs(run, sinceMs) : undefined
  }
  const intervalMs = () => (sinceMs < LIVELY_MS ? pollIntervalMs : 2 * pollIntervalMs)
  return await poll(findEnd, { clock, intervalMs, until: (end) => end !== undefined }, signal)
}

/** What was accepted goes on anyway: while GitHub cannot be asked, nothing is known against it. */
async function retryWhileUnreachable<Answer>(
  question: () => Promise<Answer>,
  { deps, progress }: { readonly deps: FollowDeps; readonly progress: RollbackProgress },
  signal: AbortSignal,
): Promise<Answer> {
  const { clock, pollIntervalMs } = deps
  const delayAfterMs = (error: unknown, made: number) => {
    if (!(error instanceof GithubError) || error.code !== 'unreachable') return undefined
    if (made === 1) progress(`${error.message}; asking again`)
    return 2 * pollIntervalMs
  }
  return await retryOnError(question, { clock, delayAfterMs }, signal)
}

export function reference(run: WorkflowRun) {
  return { id: String(run.id), url: run.url }
}

function waitsForUs(run: WorkflowRun, sinceMs: number): ApplyResult {
  const waited = renderDuration(sinceMs)
  const reason = `${nameRun(run)} has been pending for a concurrency group for ${waited}, most likely for this run, and starts once this run has ended`
  return { kind: 'handed-off', reason, run: reference(run) }
}

/** Reviewers are waited for by nobody's runner; a timer alone runs out by itself. */
async function findApproval(
  github: GithubClient,
  run: WorkflowRun,
  progress: RollbackProgress,
  signal: AbortSignal,
): Promise<ApplyResult | undefined> {
  const pending = await readPendingApprovals(github, run.id, signal)
  const reviewed = pending.filter(({ reviewers }) => reviewers.length > 0)
  if (reviewed.length === 0) {
    for (const { environment, waitMinutes } of pending) {
      const rule = waitMinutes > 0 ? `a wait timer of ${waitMinutes} min` : 'a protection rule of its own'
      progress(`${environment} has ${rule}`)
    }
    return undefined
  }
  const reason = `${nameRun(run)} waits for an approval: ${reviewed.map(describeApproval).join('; ')}`
  return { kind: 'awaiting-approval', reason, run: reference(run) }
}

function describeApproval({ environment, reviewers, waitMinutes }: PendingApproval): string {
  const timer = waitMinutes > 0 ? `, and a wait timer of ${waitMinutes} min` : ''
  return `${environment} by ${reviewers.join(' or ')}${timer}`
}

async function judgeCompleted(
  { github, deployJob }: FollowDeps,
  run: WorkflowRun,
  signal: AbortSignal,
): Promise<ApplyResult> {
  const name = `${nameRun(run)}, attempt ${run.attempt},`
  const hint = `See ${run.url}; nothing else was changed.`
  if (run.conclusion === 'cancelled') {
    const why = 'a newer run that enters the same concurrency group cancels the one that waits there'
    throw new PlatformError('refused', `${name} was cancelled; ${why}`, { hint })
  }
  const jobs = await readJobs(github, run, signal)
  const deploy = findDeploy(jobs, deployJob)
  if (run.conclusion === 'success' && deploy.kind === 'deployed')
    return { kind: 'in-place', run: reference(run) }
  if (run.conclusion === 'success' && deploy.kind !== 'deployed') {
    throw new PlatformError('refused', `${name} succeeded without deploying: ${deploy.reason}`, { hint })
  }
  const failed = jobs.filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out')
  const where =
    failed.length === 0 ? '' : `: ${failed.map((job) => `job ${job.name} ${job.conclusion}`).join(', ')}`
  throw new PlatformError('refused', `${name} ended as ${run.conclusion ?? 'unknown'}${where}`, { hint })
}
