import { assess, type HealthPolicy } from '../../src/health/assess.ts'
import type { Baseline } from '../../src/health/baseline.ts'
import { beginHealth, followObservation } from '../../src/health/health-progress.ts'
import type { Observation } from '../../src/health/observation.ts'
import { withoutRollout } from '../../src/health/rollout-progress.ts'
import type { Trigger } from '../../src/health/triggers/trigger.ts'
import {
  eachWarmBetween,
  type Failures,
  failingFrom,
  inBursts,
  independent,
  warmBetween,
  warmingUp,
} from './failures.ts'
import { seededRandom } from './random.ts'

/** What of the inputs decides how soon a verdict comes. */
export interface Defaults {
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly retries: number
  readonly bakeTimeMs: number
}

export interface LandingPolicy extends Defaults {
  /** As of `rollback-when`. */
  readonly triggers?: readonly Trigger[]
}

/** The truth about a version: whether it fails a probe at a time since it has all traffic. */
export interface Version {
  readonly name: string
  readonly isGood: boolean
  readonly begin: Failures
}

const INTERVAL_MS = 5_000
const PROBE_MS = 50
/** From the first running task to all traffic. */
const ROLLOUT_MS = 60_000

export const VERSIONS: readonly Version[] = [
  { name: 'good, 1 % of the probes fail', isGood: true, begin: independent(0.01) },
  { name: 'good, 1 % fail in bursts', isGood: true, begin: inBursts(0.01) },
  { name: 'good, cold for 15 s in the mean', isGood: true, begin: warmingUp(15_000, ROLLOUT_MS) },
  { name: 'good, cold for 30 s in the mean', isGood: true, begin: warmingUp(30_000, ROLLOUT_MS) },
  { name: 'good, cold for 60 to 80 s', isGood: true, begin: warmBetween(60_000, 80_000, ROLLOUT_MS) },
  {
    name: 'good, each of 3 tasks cold for 60 to 80 s',
    isGood: true,
    begin: eachWarmBetween(3, 60_000, 80_000, ROLLOUT_MS),
  },
  { name: 'fails every probe', isGood: false, begin: failingFrom(0, 1) },
  { name: 'fails every second probe', isGood: false, begin: failingFrom(0, 0.5) },
  { name: 'fails every probe after 90 s', isGood: false, begin: failingFrom(90_000, 1) },
]

export interface LandingRates {
  /** The share of landings that were rolled back, from 0 to 1. */
  readonly rolledBack: number
  /** From all traffic to a rollback, in the median; undefined where there was none. */
  readonly detectionMs: number | undefined
  /** How long a landing that was not rolled back held the runner after all traffic, in the median. */
  readonly healthyMs: number | undefined
  /** The same from the first task on, in the whole minutes that a runner is billed by. */
  readonly healthyMinutes: number | undefined
}

export function simulateLandings(
  defaults: Defaults,
  version: Version,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): LandingRates {
  const random = seededRandom(seed)
  const rolledBackMs: number[] = []
  const healthyMs: number[] = []
  for (let run = 0; run < runs; run++) {
    const { isRolledBack, afterMs } = land(defaults, version.begin(random))
    ;(isRolledBack ? rolledBackMs : healthyMs).push(afterMs)
  }
  const healthy = medianOf(healthyMs)
  return {
    rolledBack: rolledBackMs.length / runs,
    detectionMs: medianOf(rolledBackMs),
    healthyMs: healthy,
    healthyMinutes: healthy && Math.ceil((ROLLOUT_MS + healthy) / 60_000),
  }
}

export interface Landed {
  readonly isRolledBack: boolean
  /** From all traffic to the verdict. */
  readonly afterMs: number
}

interface LandingDetails {
  /** How long the answers take. Absent: no time at all. */
  readonly timeMs?: (sinceTrafficMs: number) => number
  readonly baseline?: Baseline
  /** A further rule, which is asked of each probe of the bake. */
  readonly endsEarly?: ((fails: boolean) => boolean) | undefined
}

/** The product's own rules, asked after each probe as a run does. */
export function land(
  { triggers = [], ...defaults }: LandingPolicy,
  fails: (sinceTrafficMs: number) => boolean,
  { timeMs = () => PROBE_MS, baseline, endsEarly = () => false }: LandingDetails = {},
): Landed {
  const policy: HealthPolicy = {
    ...defaults,
    startPeriodMs: Math.max(0, defaults.startPeriodMs - ROLLOUT_MS),
    intervalMs: INTERVAL_MS,
    rolloutTimeoutMs: 900_000,
    triggers,
  }
  let progress = { ...beginHealth([{ name: 'api', required: true }], withoutRollout(0)), baseline }
  for (let startedAtMs = 0; ; startedAtMs += INTERVAL_MS) {
    const latencyMs = timeMs(startedAtMs)
    const endedAtMs = startedAtMs + latencyMs
    const result = fails(startedAtMs) ? 'fail' : 'pass'
    const isBaking = progress.checks[0]?.phase === 'baking'
    const observation: Observation = { check: 'api', startedAtMs, endedAtMs, result, latencyMs }
    progress = { ...followObservation(progress, observation, policy), baseline }
    const { verdict } = assess(policy, progress, endedAtMs)
    if (verdict !== undefined) return { isRolledBack: verdict.kind === 'unhealthy', afterMs: endedAtMs }
    if (isBaking && endsEarly(result === 'fail')) return { isRolledBack: true, afterMs: endedAtMs }
  }
}

export function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
}
