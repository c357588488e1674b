import { PlatformError } from '../../core/platform-error.ts'
import type { GithubClient } from '../../github/client.ts'
import {
  type NewStatus,
  readDeployments,
  readStatuses,
  writeDeployment,
  writeStatus,
} from '../../github/deployment-reading.ts'
import { runIdOf } from '../../github/model/deployment-record.ts'
import { shortSha } from '../../github/model/workflow-run.ts'
import { type LoopMarker, type LoopMarkerPayload, parsePayload, ROLLBACK_TASK } from './model/loop-guard.ts'

/** Older ones are read by their payload alone, which says neither what a dispatch started nor what was refused. */
const MOST_STATUSES = 8

export async function readMarkers(
  github: GithubClient,
  environment: string,
  signal: AbortSignal,
): Promise<LoopMarker[]> {
  const records = await readDeployments(github, { environment, task: ROLLBACK_TASK }, signal)
  const markers: LoopMarker[] = []
  for (const { id, createdAtMs, payload: reported } of records) {
    const payload = parsePayload(reported)
    if (payload === undefined) continue
    const bare: LoopMarker = { id, createdAtMs, payload, state: undefined, rollbackRunId: payload.to_run }
    const isAsked = markers.length < MOST_STATUSES
    markers.push(isAsked ? await withStatus(github, bare, signal) : bare)
  }
  return markers
}

async function withStatus(
  github: GithubClient,
  marker: LoopMarker,
  signal: AbortSignal,
): Promise<LoopMarker> {
  const statuses = await readStatuses(github, marker.id, signal)
  const rollbackRunId = statuses
    .map(({ logUrl }) => runIdOf(logUrl))
    .find((id) => id !== undefined && id !== marker.payload.from_run)
  return { ...marker, state: statuses[0]?.state, rollbackRunId: rollbackRunId ?? marker.rollbackRunId }
}

/** Answers the number of the record. Rejects with a GithubError when it may not be written. */
export async function writeMarker(
  github: GithubClient,
  marker: { readonly environment: string; readonly payload: LoopMarkerPayload; readonly logUrl: string },
  signal: AbortSignal,
): Promise<number> {
  const { environment, payload, logUrl } = marker
  const { from_version = shortSha(payload.from_sha), to_version = shortSha(payload.to_sha) } = payload
  const description = `Roll back ${from_version} to ${to_version}`
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
    if (error instanceof PlatformError) return error.message
    throw error
  }
}
