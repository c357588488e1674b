import type { Clock } from '../../core/clock.ts'
import { renderDuration } from '../../core/duration.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { poll } from '../../core/poll.ts'
import { retry } from '../../core/retry.ts'
import { truncate } from '../../core/truncate.ts'
import { type CallEnd, call } from '../../http/call.ts'
import type { FullAnswer } from '../../http/model/answer.ts'
import { leadsToLogin } from '../../http/model/answer-hint.ts'
import type { Network } from '../../http/network.ts'
import { judgeBeforeWrite } from '../../run/judge-running.ts'
import type { ApplyResult, RollbackProgress } from '../../run/rollback.ts'
import { nextPollDelayMs } from '../../run/rollout-pace.ts'
import { describeAnswer, shownAddress } from './explanation.ts'
import { readDeployment } from './model/deployment-status.ts'
import { rollbackRequest } from './requests.ts'
import type { StatusAddress } from './status-address.ts'
import type { WebhookConfig } from './webhook-config.ts'

export interface WebhookRollbackDeps {
  readonly clock: Clock
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly network: Network
  readonly redact: (text: string) => string
  readonly pollIntervalMs: number
  /** The same for this run, attempt and step, and for no other. */
  readonly idempotencyKey: string
  /** Why the rollback happens, as far as it is known when it is asked. */
  readonly reason: () => string
}

export interface PlannedWebhook {
  readonly from: string
  readonly to: string
  /** `from` is what the status address itself says. */
  readonly isFromKnown: boolean
  /** The status before the rollback. Absent: there is no status address. */
  readonly before?: FullAnswer | undefined
}

/** How long an unknown end of the call is watched before manual action is required. */
const UNCLEAR_LIMIT_MS = 120_000
const CALL_TIMEOUT_MS = 60_000
const CONNECT_ATTEMPTS = 3
const RETRY_AFTER_MS = 2_000

/** What became of the one call. */
type Posted = { readonly kind: 'accepted' } | { readonly kind: 'unclear'; readonly because: string }

/** One rollback by one call. */
export class WebhookRollback {
  readonly #config: WebhookConfig
  readonly #deps: WebhookRollbackDeps & { readonly status?: StatusAddress | undefined }
  readonly #planned: PlannedWebhook
  #posted: Posted | undefined
  #end: ApplyResult | undefined

  constructor(
    config: WebhookConfig,
    deps: WebhookRollbackDeps & { readonly status?: StatusAddress | undefined },
    planned: PlannedWebhook,
  ) {
    this.#config = config
    this.#deps = deps
    this.#planned = planned
  }

  async apply(progress: RollbackProgress, signal: AbortSignal): Promise<ApplyResult> {
    signal.throwIfAborted()
    this.#end ??= await this.#checkBefore(signal)
    if (this.#end !== undefined) return this.#end
    // Once the request may have left, it is never sent again: the status shows what became of it.
    this.#posted ??= await this.#post(progress, signal)
    await this.#awaitStatus(this.#posted, progress, signal)
    this.#end = { kind: 'in-place' }
    return this.#end
  }

  /** Whether the call would still do what was planned: neither has it been made, nor has anybody been quicker. */
  get isToDo(): boolean {
    return this.#end === undefined && this.#posted === undefined
  }

  /** Immediately before the write: is it still the deployment that was planned for? */
  async #checkBefore(signal: AbortSignal): Promise<ApplyResult | undefined> {
    const { status } = this.#deps
    const { before, isFromKnown } = this.#planned
    if (status === undefined || before === undefined || this.#posted !== undefined) return undefined
    const now = await status.read(signal)
    const { current } = readDeployment(now)
    const found = isFromKnown ? judgeBeforeWrite(current, this.#planned) : undefined
    if (found !== undefined) return found === 'in-place' ? { kind: found } : this.#superseded(current)
    const { holds, isProof } = status.prove(before, now)
    return holds && isProof ? { kind: 'in-place' } : undefined
  }

  #superseded(current: string | undefined): ApplyResult {
    const { status, redact } = this.#deps
    const by = redact(truncate(current ?? 'another deployment'))
    return { kind: 'superseded', reason: `${status?.shown} now says that ${by} is the current one`, by }
  }

  async #post(progress: RollbackProgress, signal: AbortSignal): Promise<Posted> {
    const { network, reason, idempotencyKey, clock, redact } = this.#deps
    const { from, to } = this.#planned
    const name = `${this.#config.method} ${shownAddress(this.#config.url)}`
    const request = rollbackRequest(this.#config, network, {
      values: { from, to, reason: redact(reason()) },
      idempotencyKey,
    })
    progress(name)
    const delayAfterMs = (end: CallEnd) => {
      if (end.kind !== 'unsent') return undefined
      progress(`${name}: ${redact(end.because)}; nothing was sent, trying again`)
      return RETRY_AFTER_MS
    }
    const end = await retry(
      () => this.#callOnce(request, signal),
      { clock, attempts: CONNECT_ATTEMPTS, delayAfterMs },
      signal,
    )
    if (end.kind === 'unsent') throw this.#unreachable(name, end.because)
    if (end.kind !== 'answered') return this.#unclear(name, end.because, progress)
    const { status } = end.answer
    const refusal = describeAnswer(end.answer, name, 'webhook-url', redact)
    // A gateway in between says 5xx too, when the endpoint may already have acted.
    if (status >= 500 || status === 408)
      return this.#unclear(name, `it was answered with ${status}`, progress)
    if (isAccepted(end.answer, request.url)) {
      // Nobody is sent there who was let in; but it may be where the page after the rollback is.
      if (leadsToLogin(end.answer.headers.get('location') ?? ''))
        return this.#unclear(name, `it was answered with ${status}, a redirect to a login page`, progress)
      progress(`${name} was answered with ${status}`)
      return { kind: 'accepted' }
    }
    if (refusal !== undefined) throw refusal
    progress(`${name} was answered with ${status}`)
    return { kind: 'accepted' }
  }

  async #callOnce(request: ReturnType<typeof rollbackRequest>, signal: AbortSignal): Promise<CallEnd> {
    const { clock, network } = this.#deps
    try {
      return await call(request, { clock, network, timeoutMs: CALL_TIMEOUT_MS }, signal)
    } catch (error) {
      // Cancelled while it may have been on its way.
      this.#posted = { kind: 'unclear', because: 'the job was cancelled while the endpoint was being called' }
      throw error
    }
  }

  #unclear(name: string, because: string, progress: RollbackProgress): Posted {
    const reported = this.#deps.redact(because)
    progress(`${name}: ${reported}; it is not called again, the status shows what became of it`)
    return { kind: 'unclear', because: reported }
  }

  /** Waits until the status says what is asked. The caller's signal is the limit for an accepted call. */
  async #awaitStatus(posted: Posted, progress: RollbackProgress, signal: AbortSignal): Promise<void> {
    const { status, clock, random, pollIntervalMs } = this.#deps
    const { before } = this.#planned
    if (status === undefined || before === undefined) {
      if (posted.kind === 'accepted') return
      throw ambiguous(posted.because, 'there is no webhook-status-url to read')
    }
    let [reported, changedAtMs] = ['', clock.nowMs()]
    const ask = async () => {
      const found = this.#read(await status.poll(signal), before, posted)
      if (found.isDone || found.text !== reported) {
        ;[reported, changedAtMs] = [found.text, clock.nowMs()]
        progress(`${status.shown}: ${found.text}`)
      }
      return found
    }
    const intervalMs = () =>
      nextPollDelayMs(pollIntervalMs, clock.nowMs() - changedAtMs, { moves: new Map() }, random())
    const limitMs = posted.kind === 'unclear' ? UNCLEAR_LIMIT_MS : undefined
    const { isDone } = await poll(ask, { clock, intervalMs, until: (found) => found.isDone, limitMs }, signal)
    if (isDone || posted.kind === 'accepted') return
    throw ambiguous(
      posted.because,
      `${renderDuration(UNCLEAR_LIMIT_MS)} later ${status.shown} said: ${reported}`,
    )
  }

  /** After a good answer what is asked is enough, if no name can show a change; after a lost one only proof is. */
  #read(end: CallEnd, before: FullAnswer, posted: Posted): { isDone: boolean; text: string } {
    const { redact, status } = this.#deps
    if (status === undefined || end.kind !== 'answered') {
      return { isDone: false, text: end.kind === 'answered' ? '' : redact(end.because) }
    }
    const { answer } = end
    const { holds, isProof } = status.prove(before, answer)
    const isDone = holds && (isProof || (posted.kind === 'accepted' && !this.#planned.isFromKnown))
    const results = status.judge(before, answer)
    const reported = isDone || holds ? results : results.filter((result) => !result.holds)
    const text = reported.map((result) => result.text).join('; ')
    const doubt = holds && !isDone ? ', as it did before the call' : ''
    return { isDone, text: redact(`${truncate(`status ${answer.status}: ${text}`)}${doubt}`) }
  }

  #unreachable(name: string, because: string): PlatformError {
    return new PlatformError('unreachable', `${name}: ${this.#deps.redact(because)}; nothing was sent`, {
      hint: 'Nothing was changed. See that webhook-url can be reached from this runner.',
    })
  }
}

/**
 * Many endpoints answer a form with 303 or 302 once they have acted. To the same path of another origin, or with another
 * slash at its end, it says that the address is not the final one, and nothing has acted.
 */
function isAccepted({ status, headers }: FullAnswer, asked: URL): boolean {
  if (status !== 302 && status !== 303) return false
  const target = URL.parse(headers.get('location') ?? '', asked.href)
  const pathOf = ({ pathname }: URL) => pathname.replace(/\/$/, '')
  if (status === 303 || target === null || pathOf(target) !== pathOf(asked)) return true
  return target.origin === asked.origin && target.pathname === asked.pathname
}

function ambiguous(because: string, reading: string): PlatformError {
  return new PlatformError(
    'ambiguous',
    `could not determine whether the rollback happened: ${because}, and ${reading}`,
    {
      hint: 'Look at the service, which version of it runs: a second call might roll back once more.',
    },
  )
}
