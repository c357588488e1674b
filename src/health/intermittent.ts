import { renderDuration } from '../core/duration.ts'
import type { CheckProgress } from './check.ts'
import type { BakePolicy } from './end-of-bake.ts'
import { MIN_FAILURES, MIN_SAMPLES } from './triggers/probe-trigger.ts'

/** Of the rates that people write, the highest one that the failures exceed would have fired. */
const PERCENTAGES = [50, 40, 30, 20, 10, 5, 2, 1]

/** `6 of 25 probes of api failed, never 3 in a row`; undefined: none failed in the bake. */
export function describeIntermittent(
  { name, bakedCount, failures }: CheckProgress,
  { retries }: Pick<BakePolicy, 'retries'>,
): string | undefined {
  if (failures.count === 0) return undefined
  const probes = `${failures.count} of ${bakedCount} ${bakedCount === 1 ? 'probe' : 'probes'} of ${name} failed`
  return failures.count < retries ? probes : `${probes}, never ${retries} in a row`
}

/** The line of `rollback-when` that rolls back at such a rate; undefined: so few failures are no rate. */
export function lineAgainst(
  { bakedCount, failures }: CheckProgress,
  { bakeTimeMs }: Pick<BakePolicy, 'bakeTimeMs'>,
): string | undefined {
  if (failures.count < MIN_FAILURES || bakedCount < MIN_SAMPLES) return undefined
  const percent = PERCENTAGES.find((candidate) => (failures.count / bakedCount) * 100 > candidate)
  return percent === undefined ? undefined : `failure rate > ${percent}% over ${renderDuration(bakeTimeMs)}`
}
