import type { Secret } from '../../core/secret.ts'
import type { AnswerCondition, StatusRange, VersionSource } from './expectation.ts'

/** One HTTP check, as it is configured: a line of `health-url`, or an entry of `checks` with a `url`. */
export interface HttpCheck {
  /** Unique in a run, and plain text. */
  readonly name: string
  readonly url: Secret
  readonly method: string
  readonly headers: readonly HeaderConfig[]
  readonly body?: Secret
  readonly expectStatus: readonly StatusRange[]
  /** Absent: any version may answer. */
  readonly versionFrom?: VersionSource
  /** Absent: none. */
  readonly conditions?: readonly AnswerCondition[]
  readonly timeoutMs: number
  readonly required: boolean
  /** It asks the test listener, before the new version has production traffic. Absent: it asks production. */
  readonly stage?: 'test'
}

export interface HeaderConfig {
  readonly name: string
  readonly value: Secret
}
