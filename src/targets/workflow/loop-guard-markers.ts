import { RollbackError } from '../../run/rollback.ts'
import { runIdOf } from '../../github/model/deployment-record.ts'
import {
  isWithinWindow,
  type Mark,
  type MarkPayload,
  parsePayload,
  ROLLBACK_TASK,
} from './model/loop-guard.ts'
import { shortSha } from '../../github/model/workflow-run.ts'
import type { GithubClient } from '../../github/client.ts'
import {
  type NewStatus,
  readDeployments,
  readStatuses,
  writeDeployment,
  writeStatus,
} from '../../github/deployment-reading.ts'

/** Older ones are read by their payload alone, which does not tell what a dispatch started. */
const MOST_STATUSES = 5

export async function readMarks(
  github: GithubClient,
  { environment, nowMs }: { readonly environment: string; readonly nowMs: number },
  signal: AbortSignal,
): Promise<Mark[]> {
  const records = await readDeployments(github, { environment, task: ROLLBACK_TASK }, signal)
  const marks: Mark[] = []
  for (const { id, createdAtMs, payload: told } of records) {
    const payload = parsePayload(told)
    if (payload === undefined) continue
    const bare: Mark = { id, createdAtMs, payload, state: undefined, carrierId: payload.to_run }
    const matters = isWithinWindow(bare, nowMs) || payload.to_run === undefined
    const isAsked = matters && marks.length < MOST_STATUSES
    marks.push(isAsked ? await withStatus(github, bare, signal) : bare)
  }
  return marks
}

async function withStatus(github: GithubClient, mark: Mark, signal: AbortSignal): Promise<Mark> {
  const statuses = await readStatuses(github, mark.id, signal)
  const carrierId = statuses
    .map(({ logUrl }) => runIdOf(logUrl))
    .find((id) => id !== undefined && id !== mark.payload.from_run)
  return { ...mark, state: statuses[0]?.state, carrierId: carrierId ?? mark.carrierId }
}

/** Answers the number of the record. Rejects with a GithubError when it may not be written. */
export async function writeMark(
  github: GithubClient,
  mark: { readonly environment: string; readonly payload: MarkPayload; readonly logUrl: string },
  signal: AbortSignal,
): Promise<number> {
  const { environment, payload, logUrl } = mark
  const description = `Roll back ${shortSha(payload.from_sha)} to ${shortSha(payload.to_sha)}`
  const deployment = { sha: payload.to_sha, environment, task: ROLLBACK_TASK, description, payload }
  const id = await writeDeployment(github, deployment, signal)
  await writeStatus(github, id, { state: 'queued', description, logUrl }, signal)
  return id
}

/** Records are worth an attempt, and never the rollback. Answers what went wrong, if anything did. */
export async function tryStatus(
  github: GithubClient,
  deploymentId: number,
  status: NewStatus,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    await writeStatus(github, deploymentId, status, signal)
    return undefined
  } catch (error) {
    if (error instanceof RollbackError) return error.message
    throw error
  }
}
