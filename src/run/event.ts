import type { Assessment } from '../health/assess.ts'
import type { Baseline } from '../health/baseline.ts'
import type { Observation, Verdict } from '../health/observation.ts'
import type { ServiceRollout } from '../health/rollout.ts'
import type { MetricSample } from '../health/triggers/metric-source.ts'
import type { EndedGate, OpenGate } from './gate.ts'
import type { ApplyResult, PlanDescription } from './rollback.ts'

/**
 * Baseline is of what runs before a deploy, test of the new version before it has production traffic, verification
 * of it in production, recovery of what was put back. A rehearsal treats a healthy version as failing, and puts it
 * forward again after the recovery.
 */
export type Stage = 'baseline' | 'test' | 'verification' | 'recovery' | 'rehearsal' | 'forward'

/**
 * Everything the run learns, each with its time on the run's clock. Log, summary, annotations and
 * reports are pure renderings of these.
 */
export type RunEvent = { readonly atMs: number } & EventBody

/** The events of a run in their order, as a list of them has these. */
export interface RunEvents extends Iterable<RunEvent> {
  readonly length: number
  at(index: number): RunEvent | undefined
  find<E extends RunEvent>(isOne: (event: RunEvent) => event is E): E | undefined
  find(isOne: (event: RunEvent) => boolean): RunEvent | undefined
  findLast<E extends RunEvent>(isOne: (event: RunEvent) => event is E): E | undefined
  findLast(isOne: (event: RunEvent) => boolean): RunEvent | undefined
  some(isOne: (event: RunEvent) => boolean): boolean
  flatMap<T>(map: (event: RunEvent) => readonly T[]): T[]
}

export type EventBody =
  /** With when the deployment began, if that is known; alarms that were red before it do not count. */
  | { readonly kind: 'stage-started'; readonly stage: Stage; readonly deployBegunAtMs?: number | undefined }
  /** What the checks showed before the deployment. */
  | { readonly kind: 'compared-with'; readonly stage: Stage; readonly baseline: Baseline }
  | { readonly kind: 'observed'; readonly stage: Stage; readonly observation: Observation }
  /** One sample of metrics, alarms or runs, every 15 s; kept so that a report can be judged again. */
  | { readonly kind: 'metrics-sampled'; readonly stage: Stage; readonly samples: readonly MetricSample[] }
  | ({ readonly kind: 'rollout-changed' } & ServiceRollout)
  /** A platform's own words, such as a service event of ECS. Untrusted. */
  | { readonly kind: 'platform-said'; readonly text: string }
  | { readonly kind: 'phase-changed'; readonly stage: Stage; readonly phase: Assessment['phase'] }
  | { readonly kind: 'judged'; readonly stage: Stage; readonly verdict: Verdict }
  /** The deployment waits at a pause of the platform for the answer of this run. */
  | { readonly kind: 'gate-reached'; readonly gates: readonly OpenGate[] }
  /** With whose answer its wait ended. */
  | { readonly kind: 'gate-ended'; readonly gate: OpenGate; readonly state: EndedGate }
  | ({ readonly kind: 'planned'; readonly plan: PlanDescription } & Way)
  | ({ readonly kind: 'rollback-started'; readonly plan: PlanDescription } & Way)
  | ({ readonly kind: 'rollback-progressed'; readonly text: string } & Way)
  | ({ readonly kind: 'rollback-ended'; readonly result: ApplyResult } & Way)
  /** Facts that explain, for people: stopped tasks by reason, exit codes, last log lines. Untrusted. */
  | {
      readonly kind: 'evidence'
      /** In our own words, such as `Stopped tasks of web`. */
      readonly title: string
      readonly lines: readonly string[]
      /** What the lines are, where a report sets it off: what failed containers logged, why tasks stopped. */
      readonly shows?: 'log' | 'stopped-tasks' | undefined
      readonly links?: readonly { readonly label: string; readonly url: string }[]
    }
  /** Something that the user should know, though it decides nothing; with what to do about it. */
  | ({ readonly kind: 'warned' } & Warning)

interface Way {
  /** Of the second half of a rehearsal, which puts the version forward again. */
  readonly isForward?: true | undefined
}

export interface Warning {
  readonly text: string
  readonly hint?: string | undefined
  /** It is the same on every deploy, until somebody changes the setup. */
  readonly isAdvice?: true | undefined
}

/** Where the run records what it learns. */
export interface Journal {
  record(body: EventBody): void
  /** Why something was decided so, for a person who debugs the run. It is no event. Absent: nobody reads it. */
  readonly trace?: (text: string) => void
}
