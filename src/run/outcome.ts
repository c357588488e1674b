import type { PromotionReport } from './promote.ts'
import type { PlanDescription, RunReference } from './rollback.ts'
import type { Verification } from './verification.ts'

/** How a run ends: the stable values of the `result` output. */
export type Result =
  | 'healthy'
  | 'rolled-back'
  | 'rolled-back-by-platform'
  | 'rollback-unhealthy'
  | 'rollback-failed'
  | 'unhealthy'
  | 'unhealthy-before'
  | 'no-target'
  | 'not-deployed'
  | 'superseded'
  | 'inconclusive'
  | 'handed-off'
  | 'awaiting-approval'
  | 'guard-stopped'
  | 'cancelled'
  | 'invalid'
  | 'validated'
  | 'captured'
  | 'rehearsed'

/** How a run ended, and what it knew by then. Texts may hold untrusted parts. */
export interface Outcome {
  readonly result: Result
  /** One sentence: why it ended so. */
  readonly reason: string
  /** What was last verified about the service now; absent: not known. */
  readonly isHealthy?: boolean | undefined
  /** What the user can do about it, if that is more than the result itself says. */
  readonly hint?: string | undefined
  readonly verification?: Verification | undefined
  readonly plan?: PlanDescription | undefined
  readonly recovery?: Verification | undefined
  readonly run?: RunReference | undefined
  /** It was stopped because the version was rolled back from before. */
  readonly isKnownBad?: true | undefined
  /** How far the promotion came. Absent: none was asked for. */
  readonly promotion?: PromotionReport | undefined
  /** How far the rehearsal came. Absent: none had begun, so that nothing in this outcome is of one. */
  readonly rehearsal?: Rehearsal | undefined
  /** What was considered when no rollback target was found. */
  readonly evidence?: readonly string[] | undefined
  readonly timings: Timings
}

/** How far a rehearsal came. Its parts are in the order in which they happen. */
export interface Rehearsal {
  /** How long it took until the version, which was treated as failing, was judged unhealthy. Absent: not judged. */
  readonly detection?: Timed | undefined
  readonly back?: Leg | undefined
  /** Absent: it was not reached, or the target cannot. */
  readonly forward?: Leg | undefined
  /** Why the target cannot go forward again by itself. Absent: it can. */
  readonly staysBack?: string | undefined
}

export interface Timed {
  readonly startedAtMs: number
  readonly endedAtMs: number
}

/** One way: back to the rollback target, or forward again. */
export type Leg = Timed &
  Pick<Outcome, 'result' | 'reason' | 'isHealthy' | 'hint' | 'plan' | 'recovery' | 'evidence' | 'run'>

export interface Timings {
  /** From the start of the watch to the verdict against the version. */
  readonly detectionMs?: number | undefined
  /** From that verdict to the verified recovery, or to where the rollback ended. */
  readonly rollbackMs?: number | undefined
}

export interface ConclusionSettings {
  readonly failOnRollback: boolean
  readonly onInconclusive: 'fail' | 'pass' | 'rollback'
  /** `rollback`: a person requested it, so that a rollback is what they wanted. */
  readonly mode: 'guard' | 'rollback' | 'validate' | 'capture' | 'rehearse'
}

/** The exit codes: 0 green, 1 red, 2 wrong inputs. */
export type ExitCode = 0 | 1 | 2

/** The one place where a result becomes a conclusion of the step. */
export function conclude(result: Result, settings: ConclusionSettings): ExitCode {
  switch (result) {
    case 'healthy':
    case 'validated':
    case 'captured':
    case 'rehearsed':
      return 0
    case 'rolled-back':
    case 'rolled-back-by-platform':
      return settings.mode === 'rollback' || !settings.failOnRollback ? 0 : 1
    case 'inconclusive':
      return settings.onInconclusive === 'pass' ? 0 : 1
    case 'invalid':
      return 2
    case 'rollback-unhealthy':
    case 'rollback-failed':
    case 'unhealthy':
    case 'unhealthy-before':
    case 'no-target':
    case 'not-deployed':
    case 'superseded':
    case 'handed-off':
    case 'awaiting-approval':
    case 'guard-stopped':
    case 'cancelled':
      return 1
    default:
      return result satisfies never
  }
}

/** A person is waited for before any verdict on the version: nothing was judged, planned or changed. */
export function isRolloutWaiting({ result, verification }: Outcome): boolean {
  return result === 'awaiting-approval' && verification?.verdict.kind === 'awaiting-approval'
}

/** True only when an earlier version is verified to be back. */
export function isRolledBack(result: Result): boolean {
  return result === 'rolled-back' || result === 'rolled-back-by-platform'
}
