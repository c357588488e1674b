import type { Baseline } from './baseline.ts'
import { beginCheck, type CheckPolicy, type CheckProgress, followCheck } from './check.ts'
import { excuse, isSince, withoutHeld, withoutInterrupted } from './interruption.ts'
import { NONE, type Observation, type Tally } from './observation.ts'
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
  /** By name; they begin when the new version has all production traffic. */
  readonly checks: ReadonlyMap<string, CheckProgress>
  /** By check, while the rollout runs. */
  readonly outages: ReadonlyMap<string, Tally>
  /** By check, while the traffic is shifted in steps: failures of the new version itself, in a row. */
  readonly shifted: ReadonlyMap<string, Tally>
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
    checks: new Map(checks.map((check) => [check.name, beginCheck(check)])),
    outages: new Map(),
    shifted: new Map(),
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
  const known = before.checks.get(name)
  if (known === undefined) return before
  const check = observation.result === 'pass' ? withoutHeld(known, before.rollout, policy.intervalMs) : known
  if (landedAtMs === undefined) {
    const outage = followOutage(before.outages.get(name) ?? NONE, observation)
    const view = { ...before, startPeriodMs: policy.startPeriodMs }
    const shifted = followShifted(before.shifted.get(name) ?? NONE, observation, view)
    return {
      ...before,
      outages: new Map(before.outages).set(name, outage),
      shifted: new Map(before.shifted).set(name, shifted),
      sincePoll: [...before.sincePoll, observation],
    }
  }
  if (startedAtMs < landedAtMs) return before
  // While starting, what the platform explains is no answer that is missing, either.
  const isExcused = observation !== seen && check.phase === 'starting'
  const after = isExcused
    ? { ...check, passesInARow: 0, last: observation }
    : followCheck(check, observation, policy, firstTaskAtMs)
  return { ...before, checks: new Map(before.checks).set(name, after) }
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
  const { sinceMs = 0 } = rollout.interruption ?? {}
  return {
    ...before,
    checks: new Map([...before.checks].map(([name, check]) => [name, withoutInterrupted(check, rollout)])),
    outages: new Map([...before.outages].filter(([, outage]) => !isSince(outage, sinceMs))),
  }
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
    const { last } = after.shifted.get(observation.check) ?? NONE
    const isCounted = last !== undefined && observation.startedAtMs <= last.startedAtMs
    if (!isCounted) after = followObservation(after, observation, policy)
  }
  return after
}

/** What the new version itself has failed before it had all the traffic goes on to count. */
function land(before: HealthProgress, rollout: RolloutProgress): HealthProgress {
  const checks = new Map(before.checks)
  for (const [name, fail] of before.shifted) {
    const check = checks.get(name)
    if (check !== undefined) checks.set(name, { ...check, counted: { ...check.counted, fail } })
  }
  return { ...before, rollout, checks, sincePoll: [] }
}

/** Adds samples of metrics, alarms and runs. */
export function followSamples(before: HealthProgress, samples: readonly MetricSample[]): HealthProgress {
  return { ...before, samples: [...before.samples, ...samples] }
}
