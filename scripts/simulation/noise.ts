import { assess, type HealthPolicy } from '../../src/health/assess.ts'
import { beginHealth, followObservation } from '../../src/health/health-progress.ts'
import type { Observation } from '../../src/health/observation.ts'
import { withoutRollout } from '../../src/health/rollout-progress.ts'
import type { Trigger } from '../../src/health/triggers/trigger.ts'
import { seededRandom } from './random.ts'
import { readTrigger } from './rules.ts'

const INTERVAL_MS = 5_000
const PROBES = 40

export interface NoiseRates {
  /** The first failure rolls back, as most health-check steps do. */
  readonly naive: number
  /** Ours, without lines in `rollback-when`. */
  readonly inARow: number
  /** With `failure rate > 5% over 2m`. */
  readonly withRate: number
}

/** Each probe of a service that is already well fails by itself with `failureRate`. */
export function simulateNoise(
  failureRate: number,
  { runs, seed }: { readonly runs: number; readonly seed: number },
): NoiseRates {
  const random = seededRandom(seed)
  const fired = { naive: 0, inARow: 0, withRate: 0 }
  const rate = readTrigger('failure rate > 5% over 2m')
  for (let run = 0; run < runs; run++) {
    const samples = Array.from({ length: PROBES }, (_, index) =>
      observe(index, index >= 3 && random() < failureRate),
    )
    const bake = samples.slice(3, 3 + 24)
    if (bake.some(({ result }) => result === 'fail')) fired.naive += 1
    if (isRolledBack(samples, [])) fired.inARow += 1
    if (isRolledBack(samples, [rate])) fired.withRate += 1
  }
  return { naive: fired.naive / runs, inARow: fired.inARow / runs, withRate: fired.withRate / runs }
}

function observe(index: number, fails: boolean): Observation {
  const startedAtMs = index * INTERVAL_MS
  return {
    check: 'api',
    startedAtMs,
    endedAtMs: startedAtMs + 50,
    result: fails ? 'fail' : 'pass',
    latencyMs: 50,
  }
}

function isRolledBack(samples: readonly Observation[], triggers: readonly Trigger[]): boolean {
  const policy: HealthPolicy = {
    intervalMs: INTERVAL_MS,
    startPeriodMs: 90_000,
    successThreshold: 3,
    retries: 3,
    bakeTimeMs: 120_000,
    rolloutTimeoutMs: 900_000,
    triggers,
  }
  let progress = beginHealth([{ name: 'api', required: true }], withoutRollout(0))
  for (const sample of samples) {
    progress = followObservation(progress, sample, policy)
    const { verdict } = assess(policy, progress, sample.endedAtMs)
    if (verdict !== undefined) return verdict.kind === 'unhealthy'
  }
  return false
}
