/** The reason of the signal when the time is up, so that it can be told from the caller's abort. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * Gives `work` a signal that is aborted after `timeoutMs` or with the caller's signal, whichever is
 * first, and in any case when `work` has ended, so that nothing of it stays behind.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  work: (stop: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted()
  const stop = new AbortController()
  const follow = () => stop.abort(signal.reason)
  signal.addEventListener('abort', follow, { once: true })
  const timer = setTimeout(() => stop.abort(new DeadlineError('the time is up')), timeoutMs)
  try {
    return await work(stop.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', follow)
    stop.abort()
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
