import type { Assessment } from '../health/assess.ts'
import type { RunEvents } from '../run/event.ts'

/** A phase of the watch of the new version, on the clock of the run. */
export interface LandingPhase {
  readonly name: string
  readonly beganAtMs: number
  readonly tookMs: number
}

const NAMES: Readonly<Record<Assessment['phase'], string>> = {
  'rolling-out': 'Rollout',
  starting: 'Start',
  baking: 'Bake time',
}

/** The phases up to the verdict, in their order; a phase that came twice is there twice. */
export function measurePhases(events: RunEvents): LandingPhase[] {
  const endMs = verdictAtMs(events) ?? events.at(-1)?.atMs ?? 0
  const begun = events.flatMap((event) =>
    event.kind === 'phase-changed' && event.stage === 'verification' ? [event] : [],
  )
  return begun.map(({ phase, atMs }, index) => ({
    name: NAMES[phase],
    beganAtMs: atMs,
    tookMs: Math.max(0, (begun[index + 1]?.atMs ?? endMs) - atMs),
  }))
}

/** When the new version was judged. Undefined: it was not. */
export function verdictAtMs(events: RunEvents): number | undefined {
  return events.findLast((event) => event.kind === 'judged' && event.stage === 'verification')?.atMs
}
