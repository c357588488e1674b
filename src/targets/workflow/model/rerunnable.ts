import { renderAge, type WorkflowRun } from '../../../github/model/workflow-run.ts'

const DAY_MS = 86_400_000
/** GitHub's limit is 30 days after the first attempt; one is left for clocks and slow approvals. */
const LONGEST_AGE_MS = 29 * DAY_MS
/** GitHub takes 50 re-runs: https://docs.github.com/actions/reference/limits */
const MOST_ATTEMPTS = 51

/** Why GitHub would not run it again; undefined: it would. */
export function rejectRerun(run: WorkflowRun, workflowState: string, nowMs: number): string | undefined {
  const ageMs = nowMs - run.createdAtMs
  if (ageMs > LONGEST_AGE_MS) {
    return `GitHub runs nothing again that is older than 30 days, and it was created ${renderAge(ageMs)}`
  }
  if (run.attempt >= MOST_ATTEMPTS)
    return `it has been run ${run.attempt} times, and GitHub allows 50 re-runs`
  if (run.status !== 'completed') return `it is still ${run.status}`
  if (workflowState !== 'active') return `its workflow is ${workflowState.replaceAll('_', ' ')}`
  return undefined
}
