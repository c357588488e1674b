import { isRolledBack, isRolloutWaiting, type Result } from '../../run/outcome.ts'
import type { RunStory } from '../run-story.ts'
import { toPlainText } from '../untrusted.ts'

/** How a commit ended in an environment, in the words of GitHub's deployment statuses. */
export interface EnvironmentRecord {
  readonly state: 'failure' | 'inactive'
  readonly description: string
  readonly hasPutBack: boolean
}

/** What was found unhealthy, whether or not it could be put back. */
const FOUND_UNHEALTHY: ReadonlySet<Result> = new Set<Result>([
  'rolled-back',
  'rolled-back-by-platform',
  'rollback-unhealthy',
  'rollback-failed',
  'unhealthy',
  'unhealthy-before',
  'no-target',
  'handed-off',
  'awaiting-approval',
  'guard-stopped',
])

/** Undefined when the commit was not found unhealthy, so that its record stays as it is. */
export function renderEnvironmentRecord({ outcome, context }: RunStory): EnvironmentRecord | undefined {
  if (!FOUND_UNHEALTHY.has(outcome.result) || isRolloutWaiting(outcome)) return undefined
  // What a rehearsal goes back from is a healthy version.
  if (outcome.rehearsal !== undefined) return undefined
  const isManual = context.mode === 'rollback'
  const to = outcome.plan === undefined ? '' : ` to ${outcome.plan.to.replaceAll('\n', ', ')}`
  const what = isManual ? `Rolled back on request${to}` : `${outcome.result}${to}: ${outcome.reason}`
  return {
    state: isManual ? 'inactive' : 'failure',
    description: toPlainText(what, 140),
    // What came back may be unhealthy too, and the commit is known to be bad all the same.
    hasPutBack: isRolledBack(outcome.result) || outcome.result === 'rollback-unhealthy',
  }
}
