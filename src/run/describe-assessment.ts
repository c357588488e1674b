import type { Assessment } from '../health/assess.ts'
import { failuresInARow } from '../health/check.ts'
import type { HealthProgress } from '../health/health-progress.ts'

/**
 * In one line, what a decision rested on: the phase, how far each check is, which triggers are not at rest; while the
 * platform rolls out, what has failed since.
 */
export function describeAssessment(
  { phase, checks, triggers, verdict }: Assessment,
  progress: HealthProgress,
): string {
  const ofChecks = [...checks].map(
    ([check, one]) =>
      `${check} ${one.phase}, ${one.passesInARow} passed and ${failuresInARow(one)} failed in a row, ${one.bakedCount} probes of the bake`,
  )
  const restless = triggers
    .filter(({ state }) => state !== 'ok')
    .map(({ line, state }) => `"${line}" ${state}`)
  const decided =
    verdict === undefined ? `goes on: still ${phase}` : `decided ${verdict.kind}: ${verdict.reason}`
  const ofRollout = phase === 'rolling-out' ? describeRollout(progress) : []
  return [decided, ...ofRollout, ...ofChecks, ...restless].join('; ')
}

function describeRollout({ rollout, outages, shifted }: HealthProgress): string[] {
  const failed = [...rollout.failedTasks].filter(([, tasks]) => tasks.size > 0)
  return [
    rollout.firstTaskAtMs === undefined
      ? 'no task of the new version runs everywhere yet'
      : 'the new version does not have all the traffic yet',
    ...inARow(outages, ''),
    ...inARow(shifted, ' of the new version'),
    ...failed.map(([service, tasks]) => `${tasks.size} failed tasks of ${service}`),
  ]
}

function inARow(tallies: HealthProgress['outages'], whose: string): string[] {
  return [...tallies].flatMap(([check, { count }]) =>
    count === 0 ? [] : [`${check}${whose} failed ${count} in a row`],
  )
}
