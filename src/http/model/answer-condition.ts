import type { FullAnswer } from './answer.ts'

/** One line of `conditions`, ready to be asked. Pure. */
export interface AnswerCondition {
  /** The line as the user wrote it. */
  readonly line: string
  /**
   * The top-level field of the body that the line is about, if it is about one; `''` for the whole text.
   * The rule about answers that report themselves unhealthy leaves it to the condition.
   */
  readonly field?: string | undefined
  /** Fails closed: what cannot be evaluated (a missing field, another type, a cut body) does not hold. */
  evaluate(answer: FullAnswer): ConditionResult
}

export interface ConditionResult {
  readonly holds: boolean
  /** The line with what was found: `body.status == "ok": body.status is "starting"`. Untrusted. */
  readonly text: string
}
