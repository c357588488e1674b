import type { GithubClient } from '../../github/client.ts'
import { readDeployments, readStatuses } from '../../github/deployment-reading.ts'
import { runIdOf } from '../../github/model/deployment-record.ts'
import { nameRun, shortSha } from '../../github/model/workflow-run.ts'
import { pagesOfRuns, readJobs } from '../../github/workflow-reading.ts'
import { ROLLBACK_TASK } from './model/loop-guard.ts'
import { revisionOf, standsForCommit, type VersionedRun } from './model/run-version.ts'
import { type DeploymentPosition, findLater, supersedes } from './model/superseded.ts'
import type { RollbackRun } from './trigger-request.ts'
import type { WorkflowContext } from './workflow-context.ts'

/** Of a busy branch: the newest may only build, and one before them may have deployed. */
const MOST_LATER = 10
const MOST_RECORDS = 20

export interface NewerRun {
  /** As `rollback-to` names it. */
  readonly revision: string
  readonly reason: string
  /** Absent: another workflow or tool did it. */
  readonly rollbackRun?: RollbackRun
}

type Question = Pick<DeploymentPosition, 'from' | 'targetId'> & { readonly from: VersionedRun }

/** What began after the run that is rolled back, and deploys or has deployed: rolling back would undo it. */
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
  { config, workflow, self, deployJob, branch }: WorkflowContext,
  { from, targetId }: Question,
  signal: AbortSignal,
): Promise<NewerRun | undefined> {
  const { value: runs } = await pagesOfRuns(github, workflow.id, signal).next()
  const later = findLater(runs ?? [], { from, branch, ownRunId: self.id, targetId })
  let recorded: ReadonlySet<number> | undefined
  for (const run of later.slice(0, MOST_LATER)) {
    const does = supersedes(await readJobs(github, run, signal), deployJob)
    if (does === undefined) continue
    recorded ??= await recordedRuns(github, config.environment, from.startedAtMs, signal)
    // Where the deployment is recorded, a later one without a record was to another environment.
    if (recorded.has(from.id) && !recorded.has(run.id)) continue
    const reason = `${nameRun(run)}, which began later, ${does}`
    return { revision: revisionOf(run), reason, rollbackRun: { run, attempt: run.attempt } }
  }
  return undefined
}

/** The runs that deployed to the environment since then, as far as GitHub records it. */
async function recordedRuns(
  github: GithubClient,
  environment: string | undefined,
  sinceMs: number,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const runs = new Set<number>()
  if (environment === undefined) return runs
  const records = (await readDeployments(github, { environment }, signal)).filter(
    ({ task, createdAtMs }) => task !== ROLLBACK_TASK && createdAtMs >= sinceMs,
  )
  for (const { id } of records.slice(0, MOST_RECORDS)) {
    for (const { logUrl } of await readStatuses(github, id, signal)) {
      const runId = runIdOf(logUrl)
      if (runId !== undefined) runs.add(runId)
    }
  }
  return runs
}

const TAKING_OVER: ReadonlyMap<string, string> = new Map([
  ['success', 'has succeeded'],
  ['in_progress', 'is under way'],
])

/** Other workflows and tools deploy to the environment too; GitHub's records show them. */
async function findLaterRecord(
  github: GithubClient,
  wanted: Question & { readonly environment: string; readonly ownRunId: number },
  signal: AbortSignal,
): Promise<NewerRun | undefined> {
  const { from, targetId, environment, ownRunId } = wanted
  const known: ReadonlySet<number | undefined> = new Set([from.id, ownRunId, targetId])
  const later = (await readDeployments(github, { environment }, signal)).filter(
    ({ sha, task, createdAtMs }) =>
      task !== ROLLBACK_TASK &&
      createdAtMs > from.startedAtMs &&
      !(sha === from.sha && standsForCommit(from)),
  )
  for (const { id, sha } of later.slice(0, MOST_LATER)) {
    const statuses = await readStatuses(github, id, signal)
    const does = TAKING_OVER.get(statuses[0]?.state ?? '')
    const runId = statuses.map(({ logUrl }) => runIdOf(logUrl)).find((one) => one !== undefined)
    // Of one commit that many runs share, only the run shows whose record it is.
    const isKnown = runId === undefined ? sha === from.sha : known.has(runId)
    if (does === undefined || isKnown) continue
    return {
      revision: sha,
      reason: `the deployment of ${shortSha(sha)} to ${environment}, which began later, ${does}`,
    }
  }
  return undefined
}
