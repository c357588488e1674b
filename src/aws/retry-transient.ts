import type { Clock } from '../core/clock.ts'
import { retryOnError } from '../core/retry.ts'
import { AwsError } from './aws-error.ts'

const ATTEMPTS = 10

/** Reads again while AWS is only throttling or out of reach: at three in the morning that is no reason to give up. */
export function retryWhileTransient<T>(
  read: () => Promise<T>,
  { clock, pollIntervalMs }: { readonly clock: Clock; readonly pollIntervalMs: number },
  signal: AbortSignal,
): Promise<T> {
  const delayAfterMs = (error: unknown) =>
    error instanceof AwsError && error.kind === 'transient' ? pollIntervalMs : undefined
  return retryOnError(read, { clock, attempts: ATTEMPTS, delayAfterMs }, signal)
}
