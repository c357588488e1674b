import { PlatformError } from '../core/platform-error.ts'
import type { GithubClient } from './client.ts'
import { findComparable, type Pipeline, type RunWithJobs, tracePipeline } from './model/pipeline.ts'
import type { GithubRun } from './run-context.ts'
import { pagesOfRuns, readJobs, readRun } from './workflow-reading.ts'

/**
 * The stages of this run up to now beside those of earlier ones. At most 13 requests while no run has more than 100
 * jobs. Rejects with a PlatformError or the signal's reason.
 */
export async function readPipeline(
  github: GithubClient,
  context: Pick<GithubRun, 'runId' | 'runAttempt' | 'job' | 'runnerName' | 'refType'>,
  signal: AbortSignal,
): Promise<Pipeline> {
  const { runId, runAttempt: attempt, refType } = context
  const { run } = await readRun(github, runId, signal)
  const withJobs = async (one: RunWithJobs['run']): Promise<RunWithJobs> => ({
    run: one,
    jobs: await readJobs(github, one, signal),
  })
  const [own, { value: runs }] = await Promise.all([
    withJobs({ ...run, attempt }),
    // A hundred runs: older ones say little about how long it takes today.
    pagesOfRuns(github, run.workflowId, signal).next(),
  ])
  if (own.jobs.length === 0) throw new PlatformError('not-found', 'GitHub lists no job of this run')
  const earlier: RunWithJobs[] = []
  for (const one of findComparable(runs ?? [], run, refType)) earlier.push(await withJobs(one))
  return tracePipeline(own, earlier, { ...context, attempt })
}
