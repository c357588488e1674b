import type { RunRecord } from '../../health/triggers/metric-source.ts'
import type { WorkflowRun } from './workflow-run.ts'

const SUCCEEDED: ReadonlySet<string> = new Set(['success'])
/** Everything else says nothing of the pipeline: cancelled, skipped, neutral, stale, action_required. */
const FAILED: ReadonlySet<string> = new Set(['failure', 'timed_out', 'startup_failure'])

export interface HistoryView {
  readonly ownRunId: number
  /** The branch of this run; absent: any. */
  readonly branch: string | undefined
  readonly repository: string
  /** The commit that is being verified, and since when; epoch milliseconds. */
  readonly deployedSha: string
  readonly deployedSinceMs: number
}

/** The workflow's own completed runs on the branch, as evidence of the pipeline's health; oldest first. */
export function judgeRuns(runs: readonly WorkflowRun[], view: HistoryView): RunRecord[] {
  return runs
    .filter((run) => run.id !== view.ownRunId && run.status === 'completed')
    .filter((run) => view.branch === undefined || run.branch === view.branch)
    .filter((run) => run.headRepository?.toLowerCase() === view.repository.toLowerCase())
    .filter(({ conclusion = '' }) => SUCCEEDED.has(conclusion) || FAILED.has(conclusion))
    .sort((one, other) => one.startedAtMs - other.startedAtMs)
    .map((run) => ({
      id: String(run.id),
      succeeded: SUCCEEDED.has(run.conclusion ?? ''),
      durationMs: Math.max(0, run.updatedAtMs - run.startedAtMs),
      isOfThisDeploy: run.sha === view.deployedSha || run.startedAtMs >= view.deployedSinceMs,
    }))
}
