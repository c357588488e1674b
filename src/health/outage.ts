import { renderDuration } from '../core/duration.ts'
import { because, unhealthy } from './check.ts'
import { add, NONE, type Observation, type Tally } from './observation.ts'
import type { Verdict } from './verdict.ts'

export interface OutagePolicy {
  readonly startPeriodMs: number
  readonly retries: number
}

/** Follows the failures of one check since anything answered it. */
export function followOutage(before: Tally, observation: Observation): Tally {
  if (isAnswered(observation)) return NONE
  return observation.result === 'fail' ? add(before, observation) : before
}

/** A whole answer, and no 5xx: somebody serves. What breaks off has no head of a body. */
function isAnswered({ result, answer }: Observation): boolean {
  if (result !== 'fail') return result === 'pass' || result === 'stale'
  return answer?.bodyHead !== undefined && (answer.status ?? 500) < 500
}

/**
 * While the rollout runs, probes decide nothing, since old tasks answer too, and may not have what only the
 * new version has: a path, a field, a version. But when nothing answers, or only with 5xx, for longer than
 * the start period, users see an outage that no rollout explains.
 *
 * @param outages of the required checks, by name
 */
export function judgeOutage(
  policy: OutagePolicy,
  outages: readonly (readonly [string, Tally])[],
): Verdict | undefined {
  const verdicts = outages.map(([name, failures]) => judgeFailures(name, failures, policy))
  return verdicts.includes(undefined) ? undefined : verdicts[0]
}

function judgeFailures(name: string, failures: Tally, policy: OutagePolicy): Verdict | undefined {
  const { count, first, last } = failures
  if (first === undefined || last === undefined || count < policy.retries) return undefined
  const durationMs = last.endedAtMs - first.startedAtMs
  if (durationMs <= policy.startPeriodMs) return undefined
  const reason = `${name} has failed ${count} times in a row for ${renderDuration(durationMs)} while the rollout runs${because(last)}`
  return unhealthy(name, reason, failures)
}
