import type { Revision } from '../core/revision.ts'
import type { RollbackTo } from './rollback-to.ts'

/** Revisions in the target's own terms; undefined: not known. */
export interface RunningQuestion {
  readonly running: Revision | undefined
  readonly deployed: Revision | undefined
  /** What ran before the deployment, as `mode: capture` or `pre` recorded it. */
  readonly captured: Revision | undefined
  readonly rollbackTo: RollbackTo
  /** Those that the target itself names as having run before what runs now. */
  readonly earlier?: readonly (Revision | undefined)[]
}

/**
 * Whether something else runs than what was deployed, so that a rollback would undo something else.
 * Undefined: it may be what was deployed. A person who names a target knows what runs.
 */
export function judgeRunning(question: RunningQuestion): 'not-deployed' | 'superseded' | undefined {
  const { running, deployed, captured, rollbackTo, earlier = [] } = question
  if (running === undefined || running === deployed) return undefined
  if (rollbackTo.kind === 'previous' && running === captured) return 'not-deployed'
  return deployed !== undefined && earlier.includes(deployed) ? 'superseded' : undefined
}

/** A last poll before the write: undefined if what runs is still what the plan goes back from. */
export function judgeBeforeWrite(
  running: Revision | undefined,
  { from, to }: { readonly from: Revision; readonly to: Revision },
): 'in-place' | 'superseded' | undefined {
  if (running === to) return 'in-place'
  return running === from ? undefined : 'superseded'
}
