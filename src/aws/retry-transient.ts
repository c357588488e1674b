import type { Clock } from '../core/clock.ts'
import { AwsError } from './aws-error.ts'

const ATTEMPTS = 10

/** Reads again while AWS is only throttling or out of reach: at three in the morning that is no reason to give up. */
export async function retryWhileTransient<T>(
  read: () => Promise<T>,
  { clock, pollIntervalMs }: { readonly clock: Clock; readonly pollIntervalMs: number },
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind !== 'transient' || attempt >= ATTEMPTS) throw error
    }
    await clock.sleep(pollIntervalMs, signal)
  }
}
