import type { Clock } from '../core/clock.ts'
import { untilAborted, withDeadline } from '../core/deadline.ts'
import { type Exchange, exchange } from './exchange.ts'
import type { Network } from './network.ts'
import { Progress } from './progress.ts'

/**
 * Distinguishes an outage of the service from one of the runner's network: asked after a failed connection, about a
 * server that has nothing to do with the service.
 */
export interface ControlRequest {
  /** Any HTTP answer at all counts. Rejects only with the signal's reason. */
  isReachable(signal: AbortSignal): Promise<boolean>
}

export interface ControlDeps {
  readonly clock: Clock
  readonly network: Network
  readonly timeoutMs?: number
  /** Absent: over the network. */
  readonly exchange?: Exchange | undefined
}

const TIMEOUT_MS = 5_000
/** So long an answer stands, so that many checks that fail at once ask once. */
const SHARED_FOR_MS = 1_000

interface Asking {
  readonly result: Promise<boolean>
  readonly stop: AbortController
  waiting: number
  finishedAtMs?: number
}

/** `url`: GITHUB_API_URL, which every run needs to reach anyway. */
export function controlRequest(url: string, deps: ControlDeps): ControlRequest {
  const { clock, timeoutMs = TIMEOUT_MS } = deps
  let latest: Asking | undefined
  return {
    async isReachable(signal) {
      signal.throwIfAborted()
      const asking = isFresh(latest) ? latest : ask()
      latest = asking
      asking.waiting += 1
      try {
        return await untilAborted(asking.result, signal)
      } finally {
        asking.waiting -= 1
        if (asking.waiting === 0) asking.stop.abort()
      }
    },
  }

  function isFresh(asking: Asking | undefined): asking is Asking {
    if (asking === undefined) return false
    if (asking.finishedAtMs === undefined) return !asking.stop.signal.aborted
    return clock.nowMs() - asking.finishedAtMs < SHARED_FOR_MS
  }

  function ask(): Asking {
    const stop = new AbortController()
    const asking: Asking = { result: answers(stop.signal), stop, waiting: 0 }
    const finish = () => {
      asking.finishedAtMs = clock.nowMs()
    }
    asking.result.then(finish, finish)
    return asking
  }

  async function answers(signal: AbortSignal): Promise<boolean> {
    const { network, exchange: send = exchange } = deps
    const request = { method: 'HEAD', url: new URL(url), headers: ['user-agent', network.userAgent] }
    const context = { network, progress: new Progress(clock), timeoutMs }
    try {
      await withDeadline((until) => send(request, context, until), { clock, limitMs: timeoutMs }, signal)
      return true
    } catch {
      return context.progress.status !== undefined
    }
  }
}
