import { because, type CheckProgress, unhealthy } from './check.ts'
import { add, NONE, type Observation, type Tally, type Verdict } from './observation.ts'
import type { RolloutProgress } from './rollout-progress.ts'

export interface ShiftedView {
  readonly rollout: RolloutProgress
  /** Absent: answers do not say which version they are of. */
  readonly expectedVersion?: string | undefined
  readonly startPeriodMs: number
}

/**
 * Follows what the new version itself answers while it gets a part of the production traffic, or all of it while old
 * tasks drain. Its failures count in a row; what the old version answers, or nobody, says nothing about it.
 */
export function followShifted(before: Tally, observation: Observation, view: ShiftedView): Tally {
  const { startedAtMs, result, answer } = observation
  const { rollout, expectedVersion, startPeriodMs } = view
  const isOfNewVersion = expectedVersion !== undefined && answer?.version === expectedVersion
  if (!isOfNewVersion || !isShifting(rollout)) return before
  if (result === 'pass') return NONE
  const isStarting = startedAtMs - (rollout.firstTaskAtMs ?? startedAtMs) < startPeriodMs
  return result !== 'fail' || isStarting ? before : add(before, observation)
}

function isShifting({ latest }: RolloutProgress): boolean {
  const services = latest?.services ?? []
  return services.some(
    ({ state }) => state.kind === 'in-progress' && (state.traffic !== 'nothing' || state.servingFully),
  )
}

/** Old tasks get no new requests any more, but take minutes to end. */
function onlyDrains({ latest }: RolloutProgress): boolean {
  const services = latest?.services ?? []
  return services.every(
    ({ state }) => state.kind === 'complete' || (state.kind === 'in-progress' && state.servingFully),
  )
}

/** As many failures in a row as decide while the version bakes. */
export function judgeShifted(
  { retries }: { readonly retries: number },
  checks: readonly Pick<CheckProgress, 'name' | 'shifted'>[],
  rollout: RolloutProgress,
): Verdict | undefined {
  const found = checks.find(({ shifted }) => shifted.count >= retries)
  if (found === undefined) return undefined
  const { name, shifted: tally } = found
  const serves = onlyDrains(rollout) ? 'serves while old tasks drain' : 'gets a part of the traffic'
  const reason = `${name} failed ${tally.count} times in a row on the new version, which ${serves}${because(tally.last)}`
  return unhealthy(name, reason, tally)
}
