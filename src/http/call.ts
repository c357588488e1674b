import type { Clock } from '../core/clock.ts'
import { withDeadline } from '../core/deadline.ts'
import { type Exchange, exchange } from './exchange.ts'
import { describeFailure } from './failure.ts'
import type { FullAnswer } from './model/answer.ts'
import type { Network } from './network.ts'
import { Progress, type Stage } from './progress.ts'
import { hostname } from './proxy-choice.ts'
import type { Request } from './request.ts'

export interface CallDeps {
  readonly clock: Clock
  readonly network: Network
  /** How it is sent. Absent: over the network. */
  readonly exchange?: Exchange | undefined
  readonly timeoutMs: number
}

export type CallEnd =
  | { readonly kind: 'answered'; readonly answer: FullAnswer }
  /** Nothing of the request can have reached the other side. `because` is one clause, untrusted. */
  | { readonly kind: 'unsent'; readonly because: string }
  /** The request was on its way, and there is no complete answer. */
  | { readonly kind: 'lost'; readonly because: string }

/** As long as one of these lasts, the request has not left us. */
const BEFORE_SENDING: ReadonlySet<Stage> = new Set<Stage>([
  'looking up the name',
  'connecting',
  'asking the proxy for a tunnel',
  'shaking hands by TLS',
])

/** Sends one request once, and never again by itself. Rejects only with the signal's reason. */
export async function call(request: Request, deps: CallDeps, signal: AbortSignal): Promise<CallEnd> {
  const { clock, network, timeoutMs, exchange: send = exchange } = deps
  const progress = new Progress(clock)
  const context = { network, progress, timeoutMs }
  try {
    const answer = await withDeadline(
      (stop) => send(request, context, stop),
      { clock, limitMs: timeoutMs },
      signal,
    )
    return { kind: 'answered', answer }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const asked = { host: hostname(request.url), timeoutMs, hasResolvedEver: true }
    const { clause } = describeFailure(error, progress, asked)
    return { kind: BEFORE_SENDING.has(progress.stage) ? 'unsent' : 'lost', because: clause }
  }
}
