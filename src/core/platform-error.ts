/**
 * - `access-denied`: credentials or permissions do not allow it
 * - `expired-credentials`: they did, but ran out
 * - `not-found`: the named thing does not exist
 * - `refused`: the platform said no
 * - `timed-out`: it did not finish within `rollback-timeout`
 * - `unreachable`: no answer, after retries
 * - `ambiguous`: a write's answer was lost, and reading did not show whether it happened
 */
export type PlatformErrorCode =
  | 'access-denied'
  | 'expired-credentials'
  | 'not-found'
  | 'refused'
  | 'timed-out'
  | 'unreachable'
  | 'ambiguous'

/** The platform refused, or did not answer. Thrown by adapters only; the message is for the user. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError'
  readonly code: PlatformErrorCode
  /** What the user can do about it. */
  readonly hint: string | undefined

  constructor(
    code: PlatformErrorCode,
    message: string,
    details: { cause?: unknown; hint?: string | undefined } = {},
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause })
    this.code = code
    this.hint = details.hint
  }
}
