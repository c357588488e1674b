import type { Baseline } from '../baseline.ts'
import type { Observation } from '../observation.ts'
import type { MetricSample } from './metric-source.ts'

/**
 * - `fired`: it holds, so the version is unhealthy
 * - `pending`: it holds for a part of its time; the end of the bake waits for it
 * - `not-evaluable`: too few samples or no data, which says nothing about the version
 */
export type TriggerState = 'ok' | 'fired' | 'pending' | 'not-evaluable'

export interface TriggerStatus {
  /** The line as the user wrote it. */
  readonly line: string
  readonly state: TriggerState
  /** The line with its figures: `failure rate 12/24 = 50% > 5% over 2m`. */
  readonly text: string
  /** The check whose samples decided; absent for metrics, alarms and runs. */
  readonly check?: string
  /** Not evaluable because we could not ask; with no data alone, the end of the bake does not wait for it. */
  readonly isUnreadable?: true
  /** Lines of a log that were counted, shortened. Untrusted. */
  readonly examples?: readonly string[]
}

/** What a trigger can see. Times are on the run's clock. */
export interface TriggerView {
  readonly nowMs: number
  readonly bakeStartedAtMs: number
  /** When the bake can end at the earliest. */
  readonly bakeEndAtMs: number
  /** When the deployment began, as far as it is known; alarms that were red before it do not count. */
  readonly deployBegunAtMs: number
  /** When the new version was fully in place; metrics from before it do not count. */
  readonly deployedAtMs: number
  /** Of the bake, of required checks only, by check, oldest first: at least as far back as a trigger asks. */
  readonly observations: ReadonlyMap<string, readonly Observation[]>
  /** Every sample of metrics, alarms and runs, oldest first. */
  readonly samples: readonly MetricSample[]
  /** Absent: none was taken. */
  readonly baseline?: Baseline | undefined
}

export type TriggerReading = Omit<TriggerStatus, 'line'>

export interface LogRequest {
  readonly isNew: boolean
  /** Absent: those that are the application. */
  readonly container?: string | undefined
}

/** One line of `rollback-when`, ready to be asked. Pure. */
export interface Trigger {
  readonly line: string
  /** How far back it reads; the bake is extended by at most the longest window. 0: no window. */
  readonly windowMs: number
  /** It compares with what was before the deployment, and cannot be evaluated without. */
  readonly needsBaseline: boolean
  /** It reads the probes, or a log from then on, so that it judges what is put back as well: alarms and metrics are then still red. */
  readonly isAbsolute: boolean
  /** The log that it reads. Absent: none. */
  readonly log?: LogRequest | undefined
  evaluate(view: TriggerView): TriggerReading
}

/** How far back it asks for observations: a comparison with the baseline is of the whole bake. */
export function longestWindowMs({ windowMs, needsBaseline }: Trigger): number {
  return needsBaseline ? Number.POSITIVE_INFINITY : windowMs
}

export function askTriggers(triggers: readonly Trigger[], view: TriggerView): TriggerStatus[] {
  return triggers.map((trigger) => ({ line: trigger.line, ...trigger.evaluate(view) }))
}
