import { assess, type HealthPolicy } from '../../src/health/assess.ts'
import { beginHealth, followObservation } from '../../src/health/health-progress.ts'
import type { Observation } from '../../src/health/observation.ts'
import { withoutRollout } from '../../src/health/rollout-progress.ts'
import { seededRandom } from './random.ts'

/** What of the inputs decides how soon a verdict comes. */
export interface Defaults {
  readonly startPeriodMs: number
  readonly successThreshold: number
  readonly retries: number
  readonly bakeTimeMs: number
}

/** The truth about a version: whether it fails a probe at a time since it has all traffic. */
export interface Version {
  readonly name: string
  readonly isGood: boolean
  /** A new one for each landing, so that it can remember. */
  readonly begin: (random: () => number) => (sinceTrafficMs: number) => boolean
}

const INTERVAL_MS = 5_000
const PROBE_MS = 50
/** From the first running task to all traffic. */
const ROLLOUT_MS = 60_000

/** Each probe fails by itself. */
const independent = (rate: number) => (random: () => number) => () => random() < rate

/** As many failures, in runs of 3 in the mean. */
const inBursts = (rate: number) => (random: () => number) => {
  const meanLength = 3
  let isFailing = random() < rate
  return () => {
    isFailing = isFailing ? random() < 1 - 1 / meanLength : random() < rate / (1 - rate) / meanLength
    return isFailing
  }
}

/** It fails until it is warm: an exponential time from its first task. */
const warmingUp = (meanMs: number) => (random: () => number) => {
  const warmAtMs = -meanMs * Math.log(1 - random()) - ROLLOUT_MS
  return (sinceTrafficMs: number) => sinceTrafficMs < warmAtMs
}

/** It fails until it is warm, which is certain between two times from its first task. */
const warmBetween = (fromMs: number, toMs: number) => (random: () => number) => {
  const warmAtMs = fromMs + (toMs - fromMs) * random() - ROLLOUT_MS
  return (sinceTrafficMs: number) => sinceTrafficMs < warmAtMs
}

/** Tasks that start one after the other over the rollout; each gets its share of the probes, cold or not. */
const eachWarmBetween = (tasks: number, fromMs: number, toMs: number) => (random: () => number) => {
  const warmAtMs = Array.from({ length: tasks }, (_, index) => {
    const startedAtMs = (index * ROLLOUT_MS) / tasks
    return startedAtMs + fromMs + (toMs - fromMs) * random() - ROLLOUT_MS
  })
  return (sinceTrafficMs: number) => sinceTrafficMs < (warmAtMs[Math.floor(random() * tasks)] ?? 0)
}

const failingFrom = (atMs: number, rate: number) => (random: () => number) => (sinceTrafficMs: number) =>
  sinceTrafficMs >= atMs && random() < rate

export const VERSIONS: readonly Version[] = [
  { name: 'good, 1 % of the probes fail', isGood: true, begin: independent(0.01) },
  { name: 'good, 1 % fail in bursts', isGood: true, begin: inBursts(0.01) },
  { name: 'good, cold for 15 s in the mean', isGood: true, begin: warmingUp(15_000) },
  { name: 'good, cold for 30 s in the mean', isGood: true, begin: warmingUp(30_000) },
  { name: 'good, cold for 60 to 80 s', isGood: true, begin: warmBetween(60_000, 80_000) },
  {
    name: 'good, each of 3 tasks cold for 60 to 80 s',
    isGood: true,
    begin: eachWarmBetween(3, 60_000, 80_000),
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

/** The real rules, asked after each probe as a run does. */
function land(defaults: Defaults, fails: (sinceTrafficMs: number) => boolean) {
  const policy: HealthPolicy = {
    ...defaults,
    startPeriodMs: Math.max(0, defaults.startPeriodMs - ROLLOUT_MS),
    intervalMs: INTERVAL_MS,
    rolloutTimeoutMs: 900_000,
    triggers: [],
  }
  let progress = beginHealth([{ name: 'api', required: true }], withoutRollout(0))
  for (let startedAtMs = 0; ; startedAtMs += INTERVAL_MS) {
    const endedAtMs = startedAtMs + PROBE_MS
    const result = fails(startedAtMs) ? 'fail' : 'pass'
    const observation: Observation = { check: 'api', startedAtMs, endedAtMs, result, latencyMs: PROBE_MS }
    progress = followObservation(progress, observation, policy)
    const { verdict } = assess(policy, progress, endedAtMs)
    if (verdict !== undefined) return { isRolledBack: verdict.kind === 'unhealthy', afterMs: endedAtMs }
  }
}

function medianOf(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
}
