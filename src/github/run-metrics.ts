import type { Clock } from '../core/clock.ts'
import { PlatformError } from '../core/platform-error.ts'
import type { Observation } from '../health/observation.ts'
import type { HealthProbe } from '../health/probe.ts'
import { type MetricSource, type RunRecord, sampleKey } from '../health/triggers/metric-source.ts'
import type { GithubClient } from './client.ts'
import { judgeRuns } from './model/run-history.ts'
import type { GithubRun } from './run-context.ts'
import { pagesOfRuns, readRun, readWorkflow } from './workflow-reading.ts'

export interface RunMetricsDeps {
  readonly github: GithubClient
  readonly clock: Clock
  readonly context: Pick<GithubRun, 'runId' | 'refType'>
  /** File name or id. Absent: the workflow that this step runs in. */
  readonly workflow?: string | undefined
}

/** The workflow's own recent runs on the branch: the pipeline itself can be what fails. */
export function runMetrics(deps: RunMetricsDeps): MetricSource {
  const { clock } = deps
  return {
    async sample(signal) {
      const metricName = sampleKey('runs')
      try {
        const runs = await readHistory(deps, signal)
        return [{ signal: metricName, atMs: clock.nowMs(), reading: { kind: 'runs', runs } }]
      } catch (error) {
        const reason = describe(error)
        return [{ signal: metricName, atMs: clock.nowMs(), reading: { kind: 'unreadable', reason } }]
      }
    },
  }
}

/**
 * For a pipeline that nothing else reports on: healthy while its newest run that says anything succeeded. After
 * a rollback that is the run which put the good version back.
 */
export function runProbe(deps: RunMetricsDeps): HealthProbe {
  const { clock } = deps
  const name = `runs of ${deps.workflow ?? 'the workflow'}`
  const sample = async (signal: AbortSignal): Promise<Pick<Observation, 'result' | 'reason'>> => {
    try {
      const newest = (await readHistory(deps, signal)).at(-1)
      if (newest === undefined) return { result: 'nodata', reason: 'no run of the branch has ended yet' }
      return newest.succeeded ? { result: 'pass' } : { result: 'fail', reason: `run ${newest.id} failed` }
    } catch (error) {
      return { result: 'error', reason: describe(error) }
    }
  }
  return {
    name,
    required: true,
    async probe(_expected, signal) {
      const startedAtMs = clock.nowMs()
      const seen = await sample(signal)
      return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...seen }
    },
  }
}

async function readHistory(
  { github, context, workflow }: RunMetricsDeps,
  signal: AbortSignal,
): Promise<readonly RunRecord[]> {
  const { run: self } = await readRun(github, context.runId, signal)
  const workflowId =
    workflow === undefined ? self.workflowId : (await readWorkflow(github, workflow, signal)).id
  // One page is a hundred runs, more than any trigger asks for; it costs nothing while nothing changes.
  const { value } = await pagesOfRuns(github, workflowId, signal).next()
  return judgeRuns(value ?? [], {
    ownRunId: self.id,
    branch: context.refType === 'tag' ? undefined : self.branch,
    repository: github.repository,
    deployedSha: self.sha,
    deployedSinceMs: self.startedAtMs,
  })
}

/** We could not ask, which is neither a success nor a failure. Anything but a `PlatformError` is rethrown. */
function describe(error: unknown): string {
  if (!(error instanceof PlatformError)) throw error
  return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`
}
