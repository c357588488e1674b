import { judgeRecord } from '../../../domain/workflow/deployment-record.ts'
import { shortSha, type WorkflowRun } from '../../../domain/workflow/run.ts'
import type { GithubClient } from '../../github/client.ts'
import { readDeployments, readStatuses } from '../../github/deployment-reading.ts'
import { GithubError } from '../../github/github-error.ts'
import { tryStatus } from './marks.ts'

export interface BadRecord {
  readonly environment: string
  readonly from: WorkflowRun
  readonly toSha: string
  /** `inactive`: a person wanted another version; nobody said that this one was bad. */
  readonly state: 'failure' | 'inactive'
}

const MOST_RECORDS = 3

/**
 * Takes back the success that GitHub recorded for the bad commit when its deploy job ended green before
 * this job found it ill: the next rollback would go back to it. A record whose job still runs is left to
 * GitHub, which writes it when the job ends. Answers what went wrong, if anything did.
 */
export async function correctRecord(
  github: GithubClient,
  { environment, from, toSha, state }: BadRecord,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const records = await readDeployments(github, { environment, sha: from.sha }, signal)
    for (const { id, task } of records.slice(0, MOST_RECORDS)) {
      if (task !== 'deploy') continue
      const statuses = await readStatuses(github, id, signal)
      const found = judgeRecord(statuses)
      if (statuses[0]?.state !== 'success' || found.kind !== 'succeeded' || found.runId !== from.id) continue
      const description = `Rolled back to ${shortSha(toSha)}`
      return await tryStatus(github, id, { state, description, logUrl: from.url }, signal)
    }
    return undefined
  } catch (error) {
    if (error instanceof GithubError) return error.message
    throw error
  }
}
