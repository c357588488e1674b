import { fieldAt } from '../core/field-at.ts'
import type { GithubClient } from './client.ts'
import { readDeployments, readStatuses } from './deployment-reading.ts'
import { judgeCommit, type KnownBad, type RollbackMarker } from './model/rolled-back-commit.ts'

/** Of runs that share the commit, and of their attempts. */
const MOST_RECORDS = 5
const MOST_MARKERS = 2

/** What GitHub's records of the environment say of a commit. Rejects with a GithubError or the signal's reason. */
export async function findBadCommit(
  github: GithubClient,
  { environment, sha }: { readonly environment: string; readonly sha: string },
  signal: AbortSignal,
): Promise<KnownBad | undefined> {
  const records = (await readDeployments(github, { environment, sha }, signal)).filter(
    ({ task }) => task === 'deploy',
  )
  const statuses = []
  for (const { id } of records.slice(0, MOST_RECORDS)) statuses.push(await readStatuses(github, id, signal))
  return judgeCommit(statuses, await readMarkers(github, environment, sha, signal))
}

/** A run that stands for more than its commit left a version of its own in the marker. */
async function readMarkers(
  github: GithubClient,
  environment: string,
  sha: string,
  signal: AbortSignal,
): Promise<RollbackMarker[]> {
  const own = (await readDeployments(github, { environment, task: 'rollback' }, signal)).filter(
    ({ payload }) => {
      const fields = typeof payload === 'string' ? parse(payload) : payload
      return fieldAt(fields, 'from_sha') === sha && fieldAt(fields, 'from_version') === undefined
    },
  )
  const markers: RollbackMarker[] = []
  for (const { id, createdAtMs } of own.slice(0, MOST_MARKERS)) {
    const [newest] = await readStatuses(github, id, signal)
    markers.push({ createdAtMs, state: newest?.state })
  }
  return markers
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
