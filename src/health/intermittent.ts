import { renderDuration } from '../core/duration.ts'
import type { CheckProgress } from './check.ts'
import { MIN_FAILURES, MIN_SAMPLES } from './triggers/probe-trigger.ts'
import type { Trigger } from './triggers/trigger.ts'

/** Of the rates that people write, the highest one that the failures exceed would have fired. */
const PERCENTAGES = [50, 40, 30, 20, 10, 5, 2, 1]

/** `6 of 25 probes of api failed, never 3 in a row`; undefined: none failed in the bake. */
export function describeIntermittent(
  { name, askedCount, failures, hasRecovered = false }: CheckProgress,
  { retries }: { readonly retries: number },
): string | undefined {
  if (failures.count === 0) return undefined
  const probes = `${failures.count} of ${askedCount} ${askedCount === 1 ? 'probe' : 'probes'} of ${name} failed`
  return failures.count < retries || hasRecovered ? probes : `${probes}, never ${retries} in a row`
}

/** The line of `rollback-when` that rolls back at such a rate; undefined: there are lines already, or too few failures for a rate. */
export function lineAgainst(
  { askedCount, failures }: CheckProgress,
  { bakeTimeMs, triggers }: { readonly bakeTimeMs: number; readonly triggers: readonly Trigger[] },
): string | undefined {
  // Whoever has lines has chosen what a rate may be.
  if (triggers.length > 0 || failures.count < MIN_FAILURES || askedCount < MIN_SAMPLES) return undefined
  const percent = PERCENTAGES.find((candidate) => (failures.count / askedCount) * 100 > candidate)
  return percent === undefined ? undefined : `failure rate > ${percent}% over ${renderDuration(bakeTimeMs)}`
}
