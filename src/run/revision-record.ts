import type { Outcome, Result } from './outcome.ts'

/** What a run found of a revision: it stayed healthy to the end of its watch, or it did not. */
export type RecordedHealth = 'verified' | 'bad'

/** Keeps what a run found of the version it watched, for the runs after it. */
export interface RevisionRecord {
  /** Never fatal: what cannot be kept is a warning. Rejects only with the signal's reason. */
  record(found: RecordedHealth, signal: AbortSignal): Promise<void>
}

/** After these the version itself is the cause; after `rollback-unhealthy` it probably is not. */
const BAD_RESULTS: ReadonlySet<Result> = new Set([
  'rolled-back',
  'rolled-back-by-platform',
  'rollback-failed',
  'unhealthy',
  'no-target',
])

/** What a run has found of the version that it watched. Undefined: nothing that is worth keeping. */
export function judgeRecord({ result, verification, plan }: Outcome): RecordedHealth | undefined {
  if (result === 'healthy') return 'verified'
  const verdict = verification?.verdict.kind
  const isBad = verdict === 'unhealthy' || verdict === 'rolled-back-by-platform'
  // A rollback to itself is one to an earlier image under the same name, which then is good and bad.
  const hasTwoMeanings = plan !== undefined && plan.from === plan.to
  return isBad && BAD_RESULTS.has(result) && !hasTwoMeanings ? 'bad' : undefined
}
