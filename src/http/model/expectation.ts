import type { VersionExpectation } from '../../health/probe.ts'
import type { AnswerCondition } from './answer-condition.ts'

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

/** Where an answer tells its version. */
export type VersionSource =
  | { readonly kind: 'body'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'header'; readonly name: string }
