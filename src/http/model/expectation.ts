import type { VersionExpectation } from '../../health/probe.ts'
import type { FullAnswer } from './answer.ts'

/** What an answer must be to count as good. */
export interface AnswerExpectations {
  /** At least one. */
  readonly status: readonly StatusRange[]
  readonly version: VersionExpectation
  readonly versionFrom: VersionSource
  /** All must hold. */
  readonly conditions: readonly AnswerCondition[]
}

/** Both ends included. */
export interface StatusRange {
  readonly from: number
  readonly to: number
}

/** Where an answer reports its version. */
export type VersionSource =
  | { readonly kind: 'body'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'header'; readonly name: string }

/** One line of `conditions`, ready to be asked. Pure. */
export interface AnswerCondition {
  /** The line as the user wrote it. */
  readonly line: string
  /**
   * The top-level field of the body that the line is about, if it is about one; `''` for the whole text.
   * The rule about answers that report themselves unhealthy leaves it to the condition.
   */
  readonly field?: string | undefined
  /** Fails closed: what cannot be evaluated (a missing field, another type, a truncated body) does not hold. */
  evaluate(answer: FullAnswer): ConditionResult
}

export interface ConditionResult {
  readonly holds: boolean
  /** The line with what was found: `body.status == "ok": body.status is "starting"`. Untrusted. */
  readonly text: string
}
