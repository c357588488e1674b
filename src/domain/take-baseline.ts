import { type Baseline, summariseBaseline } from './baseline.ts'
import type { Clock } from './clock.ts'
import type { Journal } from './event.ts'
import type { Observation } from './observation.ts'
import type { HealthProbe } from './probe.ts'

const PROBES = 10
const LIMIT_MS = 30_000

export interface BaselinePorts {
  readonly clock: Clock
  readonly journal: Journal
  readonly probes: readonly HealthProbe[]
}

/**
 * Asks every check ten times at the interval, for at most 30 s, about whatever version runs now.
 * Rejects only with the signal's reason.
 */
export async function takeBaseline(
  ports: BaselinePorts,
  intervalMs: number,
  signal: AbortSignal,
): Promise<Baseline> {
  const startedAtMs = ports.clock.nowMs()
  ports.journal.record({ kind: 'stage-started', stage: 'baseline' })
  const series = ports.probes.map((probe) =>
    probeRepeatedly(ports, probe, { startedAtMs, intervalMs }, signal),
  )
  return summariseBaseline((await Promise.all(series)).flat())
}

async function probeRepeatedly(
  { clock, journal }: BaselinePorts,
  probe: HealthProbe,
  { startedAtMs, intervalMs }: { readonly startedAtMs: number; readonly intervalMs: number },
  signal: AbortSignal,
): Promise<Observation[]> {
  const seen: Observation[] = []
  for (;;) {
    const observation = await probe.probe({ kind: 'any' }, signal)
    journal.record({ kind: 'observed', stage: 'baseline', observation })
    seen.push(observation)
    const elapsedMs = clock.nowMs() - startedAtMs
    const nextMs = (Math.floor(elapsedMs / intervalMs) + 1) * intervalMs
    if (seen.length >= PROBES || nextMs >= LIMIT_MS) return seen
    await clock.sleep(nextMs - elapsedMs, signal)
  }
}
