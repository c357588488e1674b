import { because, unhealthy } from './check.ts'
import { renderDuration } from './duration.ts'
import type { Evidence, HealthPolicy } from './health.ts'
import type { Verdict } from './verdict.ts'

/**
 * While the rollout runs, probes decide nothing, since old tasks answer too; but when nothing at all
 * answers for longer than the start period, users see an outage that no rollout explains.
 */
export function judgeOutage(policy: HealthPolicy, evidence: Evidence): Verdict | undefined {
  for (const { name, required } of evidence.checks) {
    if (!required) continue
    const seen = evidence.observations.get(name) ?? []
    const lastGood = seen.findLastIndex(({ result }) => result === 'pass' || result === 'stale')
    const failures = seen.slice(lastGood + 1).filter(({ result }) => result === 'fail')
    const [first, last] = [failures[0], failures.at(-1)]
    if (first === undefined || last === undefined || failures.length < policy.retries) continue
    const durationMs = last.endedAtMs - first.startedAtMs
    if (durationMs <= policy.startPeriodMs) continue
    const reason = `${name} has failed ${failures.length} times in a row for ${renderDuration(durationMs)} while the rollout runs${because(last)}`
    return unhealthy(name, reason, failures)
  }
  return undefined
}
