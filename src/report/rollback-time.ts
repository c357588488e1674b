import { isRolledBack, type Result } from '../run/outcome.ts'
import type { RunStory } from './run-story.ts'
import { renderSpan } from './time.ts'

export interface RollbackTime {
  readonly verb: 'took' | 'ended after'
  readonly span: string
}

/** Their time is that of a refusal or of a request, which nobody should take for the time of a rollback. */
const NOTHING_DONE: ReadonlySet<Result> = new Set<Result>([
  'no-target',
  'handed-off',
  'awaiting-approval',
  'guard-stopped',
])

/** Undefined when this run saw no rollback. */
export function measureRollbackTime({ outcome, events }: RunStory): RollbackTime | undefined {
  const { result, timings } = outcome
  const isBegun = events.some(({ kind }) => kind === 'rollback-started')
  if (timings.rollbackMs === undefined || !isBegun || NOTHING_DONE.has(result)) return undefined
  const isDone = isRolledBack(result) || result === 'rollback-unhealthy'
  return { verb: isDone ? 'took' : 'ended after', span: renderSpan(timings.rollbackMs) }
}
