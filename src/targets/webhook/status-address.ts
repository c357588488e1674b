import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { retry } from '../../core/retry.ts'
import { truncate } from '../../core/truncate.ts'
import { type CallEnd, call } from '../../http/call.ts'
import type { Exchange } from '../../http/exchange.ts'
import type { FullAnswer } from '../../http/model/answer.ts'
import { describeText } from '../../http/model/answer-version.ts'
import type { Network } from '../../http/network.ts'
import { describeAnswer, shownAddress } from './explanation.ts'
import {
  type ExpectationResult,
  isComparable,
  judgeStatus,
  needsJson,
  proveChange,
} from './model/status-expectation.ts'
import { statusRequest } from './requests.ts'
import type { WebhookConfig } from './webhook-config.ts'

export interface StatusDeps {
  readonly clock: Clock
  readonly network: Network
  /** How requests are sent. Absent: over the network. */
  readonly exchange?: Exchange | undefined
  readonly redact: (text: string) => string
}

const STATUS_TIMEOUT_MS = 15_000
const ATTEMPTS = 3
const RETRY_AFTER_MS = 2_000

type Status = NonNullable<WebhookConfig['status']>

/** The address that says which deployment is the current one. */
export class StatusAddress {
  readonly #config: WebhookConfig
  readonly #status: Status
  readonly #deps: StatusDeps

  constructor(config: WebhookConfig, status: Status, deps: StatusDeps) {
    this.#config = config
    this.#status = status
    this.#deps = deps
  }

  get shown(): string {
    return shownAddress(this.#status.url)
  }

  /** A good answer that can be judged. Rejects with a PlatformError after three tries. */
  async read(signal: AbortSignal): Promise<FullAnswer> {
    const { clock } = this.#deps
    const delayAfterMs = (end: CallEnd) => (mayPass(end) ? RETRY_AFTER_MS : undefined)
    const end = await retry(() => this.poll(signal), { clock, attempts: ATTEMPTS, delayAfterMs }, signal)
    return this.#readOrThrow(end)
  }

  /** One try; whatever comes. */
  poll(signal: AbortSignal): Promise<CallEnd> {
    const { clock, network, exchange } = this.#deps
    const request = statusRequest(this.#status.url, this.#config, network)
    return call(request, { clock, network, exchange, timeoutMs: STATUS_TIMEOUT_MS }, signal)
  }

  /** The lines of `webhook-status-expect` on the answer now. */
  judge(before: FullAnswer, now: FullAnswer): readonly ExpectationResult[] {
    return this.#status.expect.map((expectation) => judgeStatus(expectation, before, now))
  }

  /** The lines that have nothing to compare with. */
  incomparable(before: FullAnswer): readonly string[] {
    return this.#status.expect.flatMap((line) =>
      line.kind === 'condition' || isComparable(line, before) ? [] : [line.line],
    )
  }

  prove(before: FullAnswer, now: FullAnswer): ReturnType<typeof proveChange> {
    return proveChange(this.#status.expect, before, now)
  }

  #readOrThrow(end: CallEnd): FullAnswer {
    if (end.kind !== 'answered') {
      const message = `GET ${this.shown}: ${this.#deps.redact(end.because)}`
      throw new PlatformError('unreachable', message, {
        hint: 'The rollback endpoint was not called. See that webhook-status-url can be reached from this runner.',
      })
    }
    const { answer } = end
    const refusal = describeAnswer(answer, `GET ${this.shown}`, 'webhook-status-url', this.#deps.redact)
    if (refusal !== undefined) throw refusal
    if (answer.body.json === undefined && this.#status.expect.some(needsJson)) {
      const said = this.#deps.redact(truncate(answer.body.text, 120))
      const what = `GET ${this.shown}: webhook-status-expect asks for fields of JSON, and the answer is ${describeText(answer.body.text)}`
      throw new PlatformError('refused', said === '' ? what : `${what}: ${said}`, {
        hint: 'Point webhook-status-url at the address that answers with JSON; a page instead of it is often a login.',
      })
    }
    return answer
  }
}

/** What may be different a moment later; so may a page, which one node of several shows that has lost its session. */
function mayPass(end: CallEnd): boolean {
  if (end.kind !== 'answered') return true
  const { status, body } = end.answer
  return status >= 500 || status === 429 || /^\s*<(?:!doctype html|html)\b/i.test(body.text)
}
