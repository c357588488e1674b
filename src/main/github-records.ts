import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/platform-error.ts'
import type { GithubClient } from '../github/client.ts'
import { readLandingHistory } from '../github/landing-history-reading.ts'
import { readPipeline } from '../github/pipeline-reading.ts'
import { connectGithub, type GithubRun, readGithubRun } from '../github/run-context.ts'
import type { GithubRecords, Recorded } from '../report/run-story.ts'
import type { RunConfig } from './parse-inputs.ts'

export interface RecordsDeps {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
}

type Read<Value> = (github: GithubClient, run: GithubRun) => Promise<Value>

/** People wait for the job, and nothing depends on this. */
const LIMIT_MS = 10_000

/**
 * What GitHub knows about this run and the ones before it. What cannot be read is left out with a line that says why:
 * it never fails a run, nor changes its result.
 */
export async function readGithubRecords(
  { githubToken: token, environment, landingReport, mode }: RunConfig,
  { env, clock }: RecordsDeps,
): Promise<GithubRecords> {
  const signal = AbortSignal.timeout(LIMIT_MS)
  const attempt = async <Value>(read: Read<Value>): Promise<Recorded<Value>> => {
    if (env.ACT === 'true') return leftOut('act runs this job, and GitHub has no record of it')
    if (token === undefined) return leftOut('github-token is empty')
    try {
      const run = readGithubRun(env)
      return { kind: 'read', value: await read(connectGithub(run, token, clock), run) }
    } catch (error) {
      return leftOut(signal.aborted ? 'GitHub did not answer in time' : explain(error))
    }
  }
  const isStaged = landingReport && mode !== 'validate'
  const [pipeline, landings] = await Promise.all([
    isStaged ? attempt((github, run) => readPipeline(github, run, signal)) : undefined,
    environment === undefined
      ? undefined
      : attempt((github, { runId: ownRunId }) =>
          readLandingHistory(github, { environment, ownRunId }, signal),
        ),
  ])
  return { pipeline, landings }
}

function leftOut(why: string): { readonly kind: 'left-out'; readonly why: string } {
  return { kind: 'left-out', why }
}

function explain(error: unknown): string {
  if (!(error instanceof PlatformError) || error.hint === undefined) return String(error)
  return `${error.message}. ${error.hint}`
}
