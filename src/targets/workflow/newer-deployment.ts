import type { GithubClient } from '../../github/client.ts'
import { readDeployments, readStatuses } from '../../github/deployment-reading.ts'
import { runIdOf } from '../../github/model/deployment-record.ts'
import { nameRun, shortSha } from '../../github/model/workflow-run.ts'
import { pagesOfRuns, readJobs } from '../../github/workflow-reading.ts'
import { ROLLBACK_TASK } from './model/loop-guard.ts'
import { type DeploymentPosition, findLater, supersedes } from './model/superseded.ts'
import type { RollbackRun } from './trigger-request.ts'
import type { WorkflowContext } from './workflow-context.ts'

/** Of a busy branch: the newest may only build, and one before them may have deployed. */
const MOST_LATER = 10

export interface NewerRun {
  readonly sha: string
  readonly reason: string
  /** Absent: another workflow or tool did it. */
  readonly rollbackRun?: RollbackRun
}

type Question = Pick<DeploymentPosition, 'from' | 'targetId'> & { readonly from: { readonly sha: string } }

/** What began after the run we roll back, and deploys or has deployed: rolling back would undo it. */
export async function findNewerDeployment(
  github: GithubClient,
  context: WorkflowContext,
  question: Question,
  signal: AbortSignal,
): Promise<NewerRun | undefined> {
  const byRun = await findLaterRun(github, context, question, signal)
  if (byRun !== undefined) return byRun
  const { environment } = context.config
  if (environment === undefined) return undefined
  return await findLaterRecord(github, { ...question, environment, ownRunId: context.self.id }, signal)
}

async function findLaterRun(
  github: GithubClient,
  { workflow, self, deployJob, branch }: WorkflowContext,
  { from, targetId }: Question,
  signal: AbortSignal,
): Promise<NewerRun | undefined> {
  const { value: runs } = await pagesOfRuns(github, workflow.id, signal).next()
  const later = findLater(runs ?? [], { from, branch, ownRunId: self.id, targetId })
  for (const run of later.slice(0, MOST_LATER)) {
    const does = supersedes(await readJobs(github, run, signal), deployJob)
    if (does === undefined) continue
    const reason = `${nameRun(run)}, which began later, ${does}`
    return { sha: run.sha, reason, rollbackRun: { run, attempt: run.attempt } }
  }
  return undefined
}

const TAKING_OVER: ReadonlyMap<string, string> = new Map([
  ['success', 'has succeeded'],
  ['in_progress', 'is under way'],
])

/** Other workflows and tools deploy to the environment too; GitHub's records tell of them. */
async function findLaterRecord(
  github: GithubClient,
  wanted: Question & { readonly environment: string; readonly ownRunId: number },
  signal: AbortSignal,
): Promise<NewerRun | undefined> {
  const { from, targetId, environment, ownRunId } = wanted
  const known: ReadonlySet<number | undefined> = new Set([from.id, ownRunId, targetId])
  const later = (await readDeployments(github, { environment }, signal)).filter(
    ({ sha, task, createdAtMs }) =>
      sha !== from.sha && task !== ROLLBACK_TASK && createdAtMs > from.startedAtMs,
  )
  for (const { id, sha } of later.slice(0, MOST_LATER)) {
    const statuses = await readStatuses(github, id, signal)
    const does = TAKING_OVER.get(statuses[0]?.state ?? '')
    const runId = statuses.map(({ logUrl }) => runIdOf(logUrl)).find((one) => one !== undefined)
    if (does === undefined || (runId !== undefined && known.has(runId))) continue
    return { sha, reason: `the deployment of ${shortSha(sha)} to ${environment}, which began later, ${does}` }
  }
  return undefined
}
