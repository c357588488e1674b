import type { Clock } from '../core/clock.ts'
import { retryOnError } from '../core/retry.ts'
import { AwsError } from './aws-error.ts'

export interface RetryPace {
  readonly clock: Clock
  readonly pollIntervalMs: number
}

/** Reads again while AWS is throttling or out of reach, for so long. Rejects with the last error then. */
export function retryWhileTransient<T>(
  read: () => Promise<T>,
  { clock, pollIntervalMs, limitMs }: RetryPace & { readonly limitMs: number },
  signal: AbortSignal,
): Promise<T> {
  const endsAtMs = clock.nowMs() + limitMs
  const delayAfterMs = (error: unknown) =>
    isTransient(error) && clock.nowMs() + pollIntervalMs < endsAtMs ? pollIntervalMs : undefined
  return retryOnError(read, { clock, delayAfterMs }, signal)
}

const BRIEF_ATTEMPTS = 3

/** The same for what can be done without: a bad version stays live for as long as it is waited for. */
export function retryBriefly<T>(
  read: () => Promise<T>,
  { clock, pollIntervalMs }: RetryPace,
  signal: AbortSignal,
): Promise<T> {
  const delayAfterMs = (error: unknown) => (isTransient(error) ? pollIntervalMs : undefined)
  return retryOnError(read, { clock, attempts: BRIEF_ATTEMPTS, delayAfterMs }, signal)
}

export function isTransient(error: unknown): error is AwsError {
  return error instanceof AwsError && error.kind === 'transient'
}
