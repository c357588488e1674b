import type { GithubClient } from './client.ts'
import { readDeployments, readStatuses } from './deployment-reading.ts'
import { GithubError } from './github-error.ts'
import {
  type Landing,
  type LandingHistory,
  type RecordedDeployment,
  readLandings,
} from './model/landing-history.ts'
import { readRun } from './workflow-reading.ts'

/** So many records are read: one request each. */
const MOST_RECORDS = 20
/** At once; GitHub asks for few. */
const AT_ONCE = 5
export const MOST_SHOWN = 5

/**
 * What the records of an environment say of its last landings. Rejects with a PlatformError or the signal's reason.
 *
 * @param ownRunId its own landing is not among them
 */
export async function readLandingHistory(
  github: GithubClient,
  { environment, ownRunId }: { readonly environment: string; readonly ownRunId: number },
  signal: AbortSignal,
): Promise<LandingHistory> {
  const records = (await readDeployments(github, { environment }, signal))
    .filter(({ task, isTransient }) => task === 'deploy' && !isTransient)
    .slice(0, MOST_RECORDS)
  const deployments: RecordedDeployment[] = []
  for (let first = 0; first < records.length; first += AT_ONCE) {
    const batch = records.slice(first, first + AT_ONCE).map(async ({ payload: _, ...record }) => ({
      record,
      statuses: await readStatuses(github, record.id, signal),
    }))
    deployments.push(...(await Promise.all(batch)))
  }
  const { landings, figures } = readLandings(deployments, ownRunId)
  return { landings: await nameActors(github, landings.slice(0, MOST_SHOWN), signal), figures }
}

/** GitHub names its own app as the creator of what a job deployed; the run knows the person. */
async function nameActors(
  github: GithubClient,
  landings: readonly Landing[],
  signal: AbortSignal,
): Promise<Landing[]> {
  const named: Landing[] = []
  let isReadable = true
  for (const landing of landings) {
    const { by, runId } = landing
    const isPerson = by !== undefined && !by.endsWith('[bot]')
    if (isPerson || runId === undefined || !isReadable) named.push(landing)
    else {
      const actor = await readActor(github, runId, signal)
      // Without the permission every other one would be refused too.
      isReadable = actor !== 'refused'
      named.push(actor === 'refused' ? landing : { ...landing, by: actor ?? by })
    }
  }
  return named
}

/** Undefined: the run is gone. */
async function readActor(
  github: GithubClient,
  runId: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return (await readRun(github, runId, signal)).run.actor
  } catch (error) {
    if (!(error instanceof GithubError)) throw error
    return error.status === 404 ? undefined : 'refused'
  }
}
