import type { Observation } from './observation.ts'

/**
 * - `fired`: it holds, so the version is unhealthy
 * - `pending`: it holds for a part of its time; the bell waits for it
 * - `not-evaluable`: too few samples or no data, which is neither health nor illness
 */
export type TriggerState = 'ok' | 'fired' | 'pending' | 'not-evaluable'

export interface TriggerStanding {
  /** The line as the user wrote it. */
  readonly line: string
  readonly state: TriggerState
  /** The line with its figures: `failure rate 12/24 = 50% > 5% over 2m`. */
  readonly text: string
}

/** What a trigger can see: the samples of the bake, by check, oldest first, and the time. */
export interface TriggerView {
  readonly nowMs: number
  readonly bakeStartedAtMs: number
  readonly observations: ReadonlyMap<string, readonly Observation[]>
}

/** One line of `rollback-when`, ready to be asked. Pure. */
export interface Trigger {
  readonly line: string
  /** How far back it looks; the bell is extended by at most the longest window. 0: no window. */
  readonly windowMs: number
  evaluate(view: TriggerView): Omit<TriggerStanding, 'line'>
}

export function askTriggers(triggers: readonly Trigger[], view: TriggerView): TriggerStanding[] {
  return triggers.map((trigger) => ({ line: trigger.line, ...trigger.evaluate(view) }))
}
