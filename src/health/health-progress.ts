import type { Baseline } from './baseline.ts'
import { beginCheck, type CheckPolicy, type CheckProgress, followCheck } from './check.ts'
import { excuse, withoutHeld, withoutInterrupted } from './interruption.ts'
import type { Observation } from './observation.ts'
import { followOutage } from './outage.ts'
import type { HealthProbe } from './probe.ts'
import type { RolloutPoll } from './rollout.ts'
import {
  findDeployBegin,
  followRollout,
  type RolloutPolicy,
  type RolloutProgress,
} from './rollout-progress.ts'
import { followShifted } from './shifted-traffic.ts'
import type { MetricSample } from './triggers/metric-source.ts'

export type HealthCheck = Pick<HealthProbe, 'name' | 'required'>

/** What a verification has learnt so far. A value: each observation, poll and sample leads to the next one. */
export interface HealthProgress {
  readonly rollout: RolloutProgress
  /** The version that was deployed. Absent: answers do not say which version they are of. */
  readonly expectedVersion?: string | undefined
  /** Each name once; they begin when the new version has all production traffic. */
  readonly checks: readonly CheckProgress[]
  /** Of probes that began after the latest poll, which may yet turn out to be of a version that had all the traffic. */
  readonly sincePoll: readonly Observation[]
  /** Of metrics, alarms and runs, oldest first. */
  readonly samples: readonly MetricSample[]
  readonly baseline?: Baseline | undefined
  /** When the deployment began, on the run's clock. Absent: with the watch. */
  readonly deployBegunAtMs?: number | undefined
}

/** When the deployment began: by the platform, else by what was recorded before it, else with the watch. */
export function deployBegin({ rollout, deployBegunAtMs }: HealthProgress): number {
  return findDeployBegin(rollout) ?? deployBegunAtMs ?? rollout.startedAtMs
}

export function beginHealth(
  checks: readonly HealthCheck[],
  rollout: RolloutProgress,
  expectedVersion?: string,
): HealthProgress {
  return {
    rollout,
    expectedVersion,
    checks: checks.map(beginCheck),
    sincePoll: [],
    samples: [],
  }
}

/** With the time from one probe to the next. */
type ProbePolicy = CheckPolicy & { readonly intervalMs: number }

/** Adds what one probe showed. Only probes that began when the new version had all the traffic judge it alone. */
export function followObservation(
  before: HealthProgress,
  seen: Observation,
  policy: ProbePolicy,
): HealthProgress {
  const observation = excuse(seen, before.rollout, policy.startPeriodMs)
  const { check: name, startedAtMs } = observation
  const { landedAtMs, firstTaskAtMs } = before.rollout
  const place = before.checks.findIndex((each) => each.name === name)
  const known = before.checks[place]
  if (known === undefined) return before
  const check = observation.result === 'pass' ? withoutHeld(known, before.rollout, policy.intervalMs) : known
  if (landedAtMs === undefined) {
    const outage = followOutage(check.outage, observation)
    const view = { ...before, startPeriodMs: policy.startPeriodMs }
    const shifted = followShifted(check.shifted, observation, view)
    return {
      ...before,
      checks: before.checks.with(place, { ...check, outage, shifted }),
      sincePoll: [...before.sincePoll, observation],
    }
  }
  if (startedAtMs < landedAtMs) return before
  // While starting, what the platform explains is no answer that is missing, either.
  const isExcused = observation !== seen && check.phase === 'starting'
  const after = isExcused
    ? { ...check, passesInARow: 0, last: observation }
    : followCheck(check, observation, policy, firstTaskAtMs)
  return { ...before, checks: before.checks.with(place, after) }
}

/** Adds one poll of the platform. */
export function followPoll(
  before: HealthProgress,
  poll: RolloutPoll,
  policy: RolloutPolicy & ProbePolicy,
): HealthProgress {
  const rollout = followRollout(before.rollout, poll, policy)
  const isNew = rollout.interruption !== undefined && before.rollout.interruption !== rollout.interruption
  return followLanding(isNew ? takeBack(before, rollout) : before, rollout, poll, policy)
}

/** What failed since the tasks were last seen to run is not of the version. */
function takeBack(before: HealthProgress, rollout: RolloutProgress): HealthProgress {
  return { ...before, checks: before.checks.map((check) => withoutInterrupted(check, rollout)) }
}

function followLanding(
  before: HealthProgress,
  rollout: RolloutProgress,
  poll: RolloutPoll,
  policy: ProbePolicy,
): HealthProgress {
  const sincePoll = before.sincePoll.filter(({ startedAtMs }) => startedAtMs >= poll.atMs)
  if (rollout.landedAtMs === undefined) return { ...before, rollout, sincePoll }
  if (before.rollout.landedAtMs !== undefined) return { ...before, rollout, sincePoll: [] }
  let after = land(before, rollout)
  for (const observation of sincePoll) {
    const { last } = after.checks.find(({ name }) => name === observation.check)?.shifted ?? {}
    const isCounted = last !== undefined && observation.startedAtMs <= last.startedAtMs
    if (!isCounted) after = followObservation(after, observation, policy)
  }
  return after
}

/** What the new version itself has failed before it had all the traffic goes on to count. */
function land(before: HealthProgress, rollout: RolloutProgress): HealthProgress {
  const checks = before.checks.map((check) => ({
    ...check,
    counted: { ...check.counted, fail: check.shifted },
  }))
  return { ...before, rollout, checks, sincePoll: [] }
}

/** Adds samples of metrics, alarms and runs. */
export function followSamples(before: HealthProgress, samples: readonly MetricSample[]): HealthProgress {
  return { ...before, samples: [...before.samples, ...samples] }
}
