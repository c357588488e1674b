import type { Clock } from '../../core/clock.ts'
import { retry } from '../../core/retry.ts'
import { truncate } from '../../core/truncate.ts'
import { type CallEnd, call } from '../../http/call.ts'
import type { Network } from '../../http/network.ts'
import { basicAuthorization } from '../../http/request.ts'
import type { NotifyAddress } from '../../inputs/config.ts'
import type { Notification } from './notification.ts'
import { renderRequest } from './notification-payload.ts'

const TIMEOUT_MS = 10_000
const ATTEMPTS = 3
const RETRY_MS = 1_000
/** A receiver that asks for a longer wait is given up. */
const LONGEST_WAIT_MS = 20_000

export interface NotifierDeps {
  readonly clock: Clock
  readonly network: Network
  readonly redact: (text: string) => string
  /** Receives what is known of a notification that did not arrive; it changes nothing else. */
  readonly warn: (text: string, hint: string) => void
}

/** Sends each kind of notification at most once. Its address is a secret: only the host is ever shown. */
export class Notifier {
  readonly #url: URL
  readonly #deps: NotifierDeps
  readonly #reported = new Set<Notification['moment']>()

  constructor(config: Pick<NotifyAddress, 'url'>, deps: NotifierDeps) {
    this.#url = new URL(config.url.reveal())
    this.#deps = deps
  }

  /** Resolves once it is delivered or given up, at the latest when the signal is aborted. Never rejects. */
  async send(notification: Notification, signal: AbortSignal): Promise<void> {
    if (this.#reported.has(notification.moment)) return
    this.#reported.add(notification.moment)
    try {
      const failure = await this.#deliver(notification, signal)
      if (failure !== undefined) this.#warn(failure)
    } catch (error) {
      if (!signal.aborted) throw error
      this.#warn('there was no time left for it')
    }
  }

  /** What went wrong, if anything. A message that may have arrived is not sent again. */
  async #deliver(notification: Notification, signal: AbortSignal): Promise<string | undefined> {
    const { clock } = this.#deps
    const end = await retry(
      () => this.#post(notification, signal),
      { clock, attempts: ATTEMPTS, delayAfterMs: retryAfterMs },
      signal,
    )
    const isDelivered = end.kind === 'answered' && end.answer.status >= 200 && end.answer.status <= 299
    return isDelivered ? undefined : describe(end)
  }

  async #post(notification: Notification, signal: AbortSignal): Promise<CallEnd> {
    const { clock, network } = this.#deps
    const { url, contentType, body } = renderRequest(this.#url, notification)
    const authorization = basicAuthorization(url)
    const headers = [
      ...['content-type', contentType, 'user-agent', network.userAgent, 'accept', '*/*'],
      ...(authorization === undefined ? [] : ['authorization', authorization]),
    ]
    return await call(
      { method: 'POST', url, headers, body },
      { clock, network, timeoutMs: TIMEOUT_MS },
      signal,
    )
  }

  #warn(failure: string): void {
    const { redact, warn } = this.#deps
    warn(
      redact(`the notification to ${this.#url.host} did not arrive: ${failure}`),
      'The result is not affected. See that notify-url is still valid and can be reached from this runner.',
    )
  }
}

/**
 * Undefined: sending it again would not help, might say it twice, or would have to wait for too long. `Retry-After` is a number of seconds
 * or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
function retryAfterMs(end: CallEnd): number | undefined {
  if (end.kind === 'unsent') return RETRY_MS
  if (end.kind === 'lost' || end.answer.status !== 429) return undefined
  const said = end.answer.headers.get('retry-after') ?? ''
  const waitMs = /^\s*[\d.]+\s*$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now()
  if (!Number.isFinite(waitMs)) return RETRY_MS
  return waitMs > LONGEST_WAIT_MS ? undefined : Math.max(0, waitMs)
}

function describe(end: CallEnd): string {
  if (end.kind !== 'answered') return end.because
  const body = truncate(end.answer.body.text, 120)
  return `it was answered with ${end.answer.status}${body === '' ? '' : `: ${body}`}`
}
