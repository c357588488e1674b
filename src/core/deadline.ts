import type { Clock } from './clock.ts'

/** The reason of the signal when the time is up, so that it can be distinguished from the caller's abort. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** Nobody reads it, and one for each piece of work would cost more than the rest of this. */
const ENDED = new Error('the work has ended')

export interface Deadline {
  readonly clock: Clock
  readonly limitMs: number
  /** What the signal's reason is when the time is up; absent: a {@link DeadlineError}. */
  readonly reason?: (() => Error) | undefined
}

/**
 * Gives `work` a signal that is aborted after `limitMs` or with the caller's signal, whichever is first,
 * and in any case when `work` has ended, so that nothing of it stays behind. It is the work that ends
 * then: resolves and rejects as it does, and with the caller's reason if that is aborted from the start.
 */
export async function withDeadline<T>(
  work: (stop: AbortSignal) => Promise<T>,
  { clock, limitMs, reason = () => new DeadlineError('the time is up') }: Deadline,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted()
  const stop = new AbortController()
  const follow = () => stop.abort(signal.reason)
  signal.addEventListener('abort', follow, { once: true })
  clock.sleep(limitMs, stop.signal).then(
    () => stop.abort(reason()),
    () => undefined,
  )
  try {
    return await work(stop.signal)
  } finally {
    signal.removeEventListener('abort', follow)
    stop.abort(ENDED)
  }
}

/** For what cannot be aborted itself: it goes on, but nobody waits for it any more. */
export async function untilAborted<T>(promise: Promise<T>, stop: AbortSignal): Promise<T> {
  let leave = () => {}
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(stop.reason)
    if (stop.aborted) leave()
    else stop.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    stop.removeEventListener('abort', leave)
  }
}
