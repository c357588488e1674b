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

/**
 * Why GitHub refused a re-run. Every one of them is a 403, told apart by its text alone:
 * https://github.com/cli/cli/issues/9221, https://github.com/cli/cli/issues/9989
 */
export type RerunRefusal = 'already-running' | 'too-old' | 'cannot-be-rerun' | 'no-permission' | 'other'

export function classifyRefusal(said: string): RerunRefusal {
  if (/already running/i.test(said)) return 'already-running'
  if (/over a month ago/i.test(said)) return 'too-old'
  if (/not accessible by/i.test(said)) return 'no-permission'
  return /cannot be (retried|rerun)/i.test(said) ? 'cannot-be-rerun' : 'other'
}

/** What the user can do about it. */
export function refusalHint(refusal: RerunRefusal, runUrl: string): string {
  switch (refusal) {
    case 'already-running':
      return `Somebody else runs it again; follow it at ${runUrl}.`
    case 'too-old':
      return 'Deploy the good commit anew, or use `workflow-strategy: dispatch`, which has no age limit.'
    case 'cannot-be-rerun':
      return `See ${runUrl}: its workflow may be disabled, or its file at that commit broken.`
    case 'no-permission':
      return 'Add `permissions: { actions: write }` to the job; a permissions block sets every scope that it does not name to none.'
    case 'other':
      return `See ${runUrl}; what GitHub says there is the reason.`
    default:
      return refusal satisfies never
  }
}
