import { renderDuration } from '../core/duration.ts'
import { because, type CheckProgress, unhealthy } from './check.ts'
import type { Verdict } from './observation.ts'
import { add, NONE, type Observation, type Tally } from './observation.ts'

export interface OutagePolicy {
  readonly startPeriodMs: number
  readonly retries: number
}

type Outage = Pick<CheckProgress, 'name' | 'outage'>

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
 * the start period, users see an outage that no rollout explains. Where the old tasks end first, the start period
 * is the new version's own. As long as none of its tasks runs, nothing is known of it: the platform may have no
 * room, or be slow, and the way back would begin with the same wait.
 *
 * @param outages of the required checks
 * @param firstTaskAtMs when every service had a task of the new version; undefined: not yet
 */
export function judgeOutage(
  policy: OutagePolicy,
  outages: readonly Outage[],
  firstTaskAtMs: number | undefined,
): Verdict | undefined {
  const verdicts = outages.map((outage) => judgeFailures(outage, policy, firstTaskAtMs))
  return verdicts.includes(undefined) ? undefined : verdicts[0]
}

function judgeFailures(
  { name, outage }: Outage,
  policy: OutagePolicy,
  firstTaskAtMs: number | undefined,
): Verdict | undefined {
  const { count, first, last } = outage
  if (first === undefined || last === undefined || count < policy.retries) return undefined
  if (firstTaskAtMs === undefined) return undefined
  const durationMs = last.endedAtMs - first.startedAtMs
  const startsAtMs = Math.max(first.startedAtMs, firstTaskAtMs)
  if (last.endedAtMs - startsAtMs <= policy.startPeriodMs) return undefined
  const reason = `${name} failed ${count} times in a row within ${renderDuration(durationMs)}, during the rollout${because(last)}`
  return unhealthy(name, reason, outage)
}
