import type { Clock } from '../core/clock.ts'
import { type Baseline, summariseBaseline } from '../health/baseline.ts'
import type { Observation } from '../health/observation.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { Trigger } from '../health/triggers/trigger.ts'
import type { Journal } from './event.ts'
import { Warnings } from './warnings.ts'

export interface BaselinePorts {
  readonly clock: Clock
  readonly journal: Journal
  readonly probes: readonly HealthProbe[]
}

/** How a baseline is taken. No probe starts after `atMostMs`; the last one ends by its own timeout. */
export interface BaselinePace {
  readonly probes: number
  readonly intervalMs: number
  readonly atMostMs: number
}

/**
 * Ten probes show whether the service was well. A comparison needs twenty answers at least, so that
 * with one they are more and closer together; the deployment waits for them.
 */
export function paceBaseline(intervalMs: number, triggers: readonly Trigger[]): BaselinePace {
  return triggers.some(({ needsBaseline }) => needsBaseline)
    ? { probes: 30, intervalMs: Math.min(intervalMs, 1_000), atMostMs: 60_000 }
    : { probes: 10, intervalMs, atMostMs: 30_000 }
}

/** Asks every check about whatever version runs now. Rejects only with the signal's reason. */
export async function takeBaseline(
  ports: BaselinePorts,
  pace: BaselinePace,
  signal: AbortSignal,
): Promise<Baseline> {
  signal.throwIfAborted()
  ports.journal.record({ kind: 'stage-started', stage: 'baseline' })
  const series = ports.probes.map((probe) => probeRepeatedly(ports, probe, pace, signal))
  return summariseBaseline((await Promise.all(series)).flat())
}

async function probeRepeatedly(
  { clock, journal }: BaselinePorts,
  probe: HealthProbe,
  { probes, intervalMs, atMostMs }: BaselinePace,
  signal: AbortSignal,
): Promise<Observation[]> {
  const startedAtMs = clock.nowMs()
  const warnings = new Warnings(journal)
  const seen: Observation[] = []
  for (;;) {
    const observation = await probe.probe({ kind: 'any' }, signal)
    journal.record({ kind: 'observed', stage: 'baseline', observation })
    warnings.reportAnswer(observation)
    seen.push(observation)
    const elapsedMs = clock.nowMs() - startedAtMs
    const nextMs = (Math.floor(elapsedMs / intervalMs) + 1) * intervalMs
    if (seen.length >= probes || nextMs >= atMostMs) return seen
    await clock.sleep(nextMs - elapsedMs, signal)
  }
}
