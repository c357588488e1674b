import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import { takeBackSuccess } from '../../github/deployment-correction.ts'
import { shortSha, type WorkflowRun } from '../../github/model/workflow-run.ts'

export interface BadRecord {
  readonly environment: string
  readonly from: WorkflowRun
  readonly toSha: string
  /** `inactive`: a person wanted another version; nobody said that this one was bad. */
  readonly state: 'failure' | 'inactive'
}

/** Answers what went wrong, if anything did: the rollback itself is done. */
export async function correctRecord(
  github: GithubClient,
  { environment, from, toSha, state }: BadRecord,
  signal: AbortSignal,
): Promise<string | undefined> {
  const description = `Rolled back to ${shortSha(toSha)}`
  const correction = { environment, sha: from.sha, runId: from.id, state, description, logUrl: from.url }
  try {
    await takeBackSuccess(github, correction, signal)
    return undefined
  } catch (error) {
    if (error instanceof PlatformError) return error.message
    throw error
  }
}
