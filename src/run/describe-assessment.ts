import type { Assessment } from '../health/assess.ts'
import { failuresInARow } from '../health/check.ts'
import type { HealthProgress } from '../health/health-progress.ts'
import type { Tally } from '../health/observation.ts'

/**
 * In one line, what a decision rested on: the phase, how far each check is, which triggers are not at rest; while the
 * platform rolls out, what has failed since.
 */
export function describeAssessment(
  { phase, checks, triggers, verdict }: Assessment,
  progress: HealthProgress,
): string {
  const ofChecks = checks.map(
    (one) =>
      `${one.name} ${one.phase}, ${one.passesInARow} passed and ${failuresInARow(one)} failed in a row, ${one.bakedCount} probes of the bake`,
  )
  const restless = triggers
    .filter(({ state }) => state !== 'ok')
    .map(({ line, state }) => `"${line}" ${state}`)
  const decided =
    verdict === undefined ? `goes on: still ${phase}` : `decided ${verdict.kind}: ${verdict.reason}`
  const ofRollout = phase === 'rolling-out' ? describeRollout(progress) : []
  return [decided, ...ofRollout, ...ofChecks, ...restless].join('; ')
}

function describeRollout({ rollout, checks }: HealthProgress): string[] {
  const failed = [...rollout.failedTasks].filter(([, tasks]) => tasks.size > 0)
  return [
    rollout.firstTaskAtMs === undefined
      ? 'no task of the new version runs everywhere yet'
      : 'the new version does not have all the traffic yet',
    ...checks.flatMap(({ name, outage }) => inARow(name, outage)),
    ...checks.flatMap(({ name, shifted }) => inARow(`${name} of the new version`, shifted)),
    ...failed.map(([service, tasks]) => `${tasks.size} failed tasks of ${service}`),
  ]
}

function inARow(what: string, { count }: Tally): string[] {
  return count === 0 ? [] : [`${what} failed ${count} in a row`]
}
