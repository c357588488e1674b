import { findLater, overtakes, type Standing } from '../../../domain/workflow/overtaken.ts'
import { nameRun, type WorkflowRun } from '../../../domain/workflow/run.ts'
import type { GithubClient } from '../../github/client.ts'
import { pagesOfRuns, readJobs } from '../../github/workflow-reading.ts'
import type { Situation } from './situation.ts'

const MOST_LATER_RUNS = 3

export interface Overtaker {
  readonly run: WorkflowRun
  readonly reason: string
}

/** A run that began after the one we roll back, and deploys or has deployed: rolling back would undo it. */
export async function findOvertaker(
  github: GithubClient,
  { workflow, self, deployJob }: Situation,
  { from, targetId }: Pick<Standing, 'from' | 'targetId'>,
  signal: AbortSignal,
): Promise<Overtaker | undefined> {
  const { value: runs } = await pagesOfRuns(github, workflow.id, signal).next()
  const later = findLater(runs ?? [], { from, ownRunId: self.id, targetId })
  for (const run of later.slice(0, MOST_LATER_RUNS)) {
    const does = overtakes(await readJobs(github, run, signal), deployJob)
    if (does !== undefined) return { run, reason: `${nameRun(run)}, which began later, ${does}` }
  }
  return undefined
}
