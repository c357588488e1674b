import type { Clock } from '../core/clock.ts'
import { renderDuration } from '../core/duration.ts'
import { PlatformError } from '../core/platform-error.ts'

export interface Deadline {
  readonly clock: Clock
  readonly limitMs: number
  /** Who is too slow, for the message. */
  readonly what: string
}

/** Runs `work` for at most so long; then it is aborted, and its end is a RollbackError `timed-out`. */
export async function withDeadline<T>(
  work: (until: AbortSignal) => Promise<T>,
  { clock, limitMs, what }: Deadline,
  signal: AbortSignal,
): Promise<T> {
  const timeUp = new AbortController()
  const done = new AbortController()
  const timer = clock.sleep(limitMs, AbortSignal.any([signal, done.signal])).then(
    () => timeUp.abort(timedOut(what, limitMs)),
    () => undefined,
  )
  try {
    return await work(AbortSignal.any([signal, timeUp.signal]))
  } finally {
    done.abort()
    await timer
  }
}

function timedOut(what: string, limitMs: number): PlatformError {
  return new PlatformError('timed-out', `${what} did not end within ${renderDuration(limitMs)}`, {
    hint: 'Find out by hand what it waits for; it was ended with every process that it had started.',
  })
}
