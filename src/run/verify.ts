import type { Clock } from '../core/clock.ts'
import type { Assessment, HealthPolicy } from '../health/assess.ts'
import type { Baseline } from '../health/baseline.ts'
import type { Verdict } from '../health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../health/probe.ts'
import type { RolloutWatch } from '../health/rollout.ts'
import type { MetricSource } from '../health/triggers/metric-source.ts'
import type { Journal, Stage } from './event.ts'
import { Verifying } from './verification.ts'

export interface VerifyPorts {
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly journal: Journal
  readonly probes: readonly HealthProbe[]
  /** Absent: there is no platform to follow, and only the probes decide. */
  readonly watch?: RolloutWatch | undefined
  /** What the triggers read besides the probes. */
  readonly metricSources?: readonly MetricSource[] | undefined
}

export interface VerifySettings {
  readonly stage: Stage
  readonly policy: HealthPolicy
  readonly pollIntervalMs: number
  readonly expected: VersionExpectation
  readonly baseline?: Baseline | undefined
  /** When the deployment began, on the run's clock. Absent: with the watch. */
  readonly deployBegunAtMs?: number | undefined
}

/** What a verification found, and how it got there. */
export interface Verification {
  readonly verdict: Verdict
  readonly assessment: Assessment
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** When the last of the watched deployments began, on the run's clock. Absent: no platform says so. */
  readonly lastBegunAtMs?: number | undefined
}

/**
 * Probes and follows the rollout at the same time until there is a verdict. Everything still running
 * is aborted then. Rejects only with the signal's reason.
 */
export async function verify(
  ports: VerifyPorts,
  settings: VerifySettings,
  signal: AbortSignal,
): Promise<Verification> {
  signal.throwIfAborted()
  const watch = new Verifying(ports, settings)
  const offsets = stagger(ports.probes.length, settings.policy.intervalMs)
  const stop = new AbortController()
  const until = AbortSignal.any([signal, stop.signal])
  const loops = [
    ...ports.probes.map((probe, index) => watch.probeAtFixedRate(probe, offsets(index), until)),
    ...(ports.watch === undefined ? [] : [watch.followPlatform(ports.watch, until)]),
    ...(ports.metricSources ?? []).map((source) => watch.sampleMetrics(source, until)),
    ...(ports.probes.some(({ required }) => required) ? [] : [watch.waitForBakeEnd(until)]),
  ]
  try {
    return await Promise.race([watch.decided, rejectWithFirst(loops)])
  } finally {
    stop.abort()
    await Promise.allSettled(loops)
  }
}

/** Never resolves, so that only a verdict or a fault ends the race. */
function rejectWithFirst(loops: readonly Promise<void>[]): Promise<never> {
  return new Promise((_, reject) => {
    for (const loop of loops) loop.catch(reject)
  })
}

/** As many as these may well ask at the same moment. */
const MAX_SIMULTANEOUS_PROBES = 10

/** Many checks would all ask in one burst, and each would wait for the others: they share the interval. */
function stagger(count: number, intervalMs: number): (index: number) => number {
  return count <= MAX_SIMULTANEOUS_PROBES ? () => 0 : (index) => Math.floor((index * intervalMs) / count)
}
