import type { GithubClient } from './client.ts'
import { readDeployments, readStatuses, writeStatus } from './deployment-reading.ts'
import { type DeploymentStatus, judgeRecord, runIdOf } from './model/deployment-record.ts'
import { NOTE_STATE } from './model/landing-history.ts'

/** A commit of which GitHub's record of an environment must not say that it is live and well. */
export interface Correction {
  readonly environment: string
  readonly sha: string
  /** The run that deployed it. */
  readonly runId: number
  /** `inactive`: a person chose another version; nobody said that this one was bad. */
  readonly state: 'failure' | 'inactive'
  readonly description: string
  /** Something was put back by this job, which nobody else writes down. */
  readonly hasPutBack: boolean
  readonly logUrl: string
}

/** Of runs that share the commit, and of their attempts. */
const MOST_RECORDS = 10

/**
 * Takes back the success that GitHub recorded for a commit when its deploy job ended green before another
 * job found it unhealthy: the environment's page would be wrong, and the next rollback would go back to
 * it. How a record ends whose job still runs is left to GitHub, which writes it when the job ends; what was put back
 * is noted there. Rejects with a GithubError or the signal's reason.
 *
 * @returns whether there was a success to take back
 */
export async function takeBackSuccess(
  github: GithubClient,
  { environment, sha, runId, state, description, hasPutBack, logUrl }: Correction,
  signal: AbortSignal,
): Promise<boolean> {
  const records = await readDeployments(github, { environment, sha }, signal)
  let underWay: number | undefined
  for (const { id, task } of records.slice(0, MOST_RECORDS)) {
    if (task !== 'deploy') continue
    const statuses = await readStatuses(github, id, signal)
    if (isUnderWay(statuses, runId)) underWay ??= id
    const found = judgeRecord(statuses)
    // One that became inactive meanwhile still counts as a success.
    const isTakenBack = statuses[0]?.state === state
    if (isTakenBack || found.kind !== 'succeeded' || found.runId !== runId) continue
    await writeStatus(github, id, { state, description, logUrl }, signal)
    return true
  }
  if (hasPutBack && underWay !== undefined)
    await writeStatus(github, underWay, { state: NOTE_STATE, description, logUrl }, signal)
  return false
}

/** Its job runs, as that of this step does. */
function isUnderWay([newest]: readonly DeploymentStatus[], runId: number): boolean {
  return newest?.state === NOTE_STATE && runIdOf(newest.logUrl) === runId
}
