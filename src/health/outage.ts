import { renderDuration } from '../core/duration.ts'
import type { Evidence, HealthPolicy } from './assess.ts'
import { because, unhealthy } from './check.ts'
import type { Observation } from './observation.ts'
import type { Verdict } from './verdict.ts'

/**
 * While the rollout runs, probes decide nothing, since old tasks answer too, and may not have what only the
 * new version has: a path, a field, a version. But when nothing answers, or only with 5xx, for longer than
 * the start period, users see an outage that no rollout explains.
 */
export function judgeOutage(policy: HealthPolicy, evidence: Evidence): Verdict | undefined {
  const outages = evidence.checks
    .filter(({ required }) => required)
    .map(({ name }) => findOutage(name, policy, evidence.observations.get(name) ?? []))
  return outages.includes(undefined) ? undefined : outages[0]
}

function findOutage(name: string, policy: HealthPolicy, seen: readonly Observation[]): Verdict | undefined {
  const failures = seen.slice(seen.findLastIndex(isAnswered) + 1).filter(({ result }) => result === 'fail')
  const [first, last] = [failures[0], failures.at(-1)]
  if (first === undefined || last === undefined || failures.length < policy.retries) return undefined
  const durationMs = last.endedAtMs - first.startedAtMs
  if (durationMs <= policy.startPeriodMs) return undefined
  const reason = `${name} has failed ${failures.length} times in a row for ${renderDuration(durationMs)} while the rollout runs${because(last)}`
  return unhealthy(name, reason, failures)
}

/** A whole answer, and no 5xx: somebody serves. What breaks off has no head of a body. */
function isAnswered({ result, answer }: Observation): boolean {
  if (result !== 'fail') return result === 'pass' || result === 'stale'
  return answer?.bodyHead !== undefined && (answer.status ?? 500) < 500
}
