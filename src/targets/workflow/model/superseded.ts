import type { WorkflowJob, WorkflowRun } from '../../../github/model/workflow-run.ts'
import { type DeployJob, deployingJobs, findDeploy } from './deploy-job.ts'

export interface DeploymentPosition {
  /** The run whose deployment is rolled back. */
  readonly from: Pick<WorkflowRun, 'id' | 'startedAtMs'>
  /** Absent: any. */
  readonly branch: string | undefined
  /** This run, which does not count. */
  readonly ownRunId: number
  /** The run that is to be the rollback run: it is read by itself. */
  readonly targetId: number | undefined
}

/** Runs that began after the deployment and may have deployed since; newest first. */
export function findLater(
  runs: readonly WorkflowRun[],
  { from, branch, ownRunId, targetId }: DeploymentPosition,
): WorkflowRun[] {
  return runs
    .filter(({ id }) => id !== from.id && id !== ownRunId && id !== targetId)
    .filter((run) => run.startedAtMs > from.startedAtMs && (branch === undefined || run.branch === branch))
    .sort((one, other) => other.startedAtMs - one.startedAtMs)
}

/** Whether a later run has taken over; the text says what it does there. */
export function supersedes(jobs: readonly WorkflowJob[], deployJob: DeployJob): string | undefined {
  if (findDeploy(jobs, deployJob).kind === 'deployed') return 'has deployed since'
  const isDeploying = deployingJobs(jobs, deployJob).some(({ status }) => status === 'in_progress')
  return isDeploying ? 'deploys now' : undefined
}
