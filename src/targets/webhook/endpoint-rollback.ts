import { renderDuration } from '../../core/duration.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { poll } from '../../core/poll.ts'
import { retry } from '../../core/retry.ts'
import { truncate } from '../../core/truncate.ts'
import { type CallEnd, call } from '../../http/call.ts'
import type { FullAnswer } from '../../http/model/answer.ts'
import { leadsToLogin } from '../../http/model/answer-hint.ts'
import { judgeBeforeWrite } from '../../run/judge-running.ts'
import type { ApplyResult, NewerDeployment, RollbackProgress } from '../../run/rollback.ts'
import { nextPollDelayMs } from '../../run/rollout-pace.ts'
import { describeAnswer, shownAddress } from './explanation.ts'
import { readDeployment } from './model/deployment-status.ts'
import { rollbackRequest } from './requests.ts'
import type { StatusAddress, StatusDeps } from './status-address.ts'
import type { WebhookConfig } from './webhook-config.ts'

export interface WebhookRollbackDeps extends StatusDeps {
  /** Uniform in [0, 1). */
  readonly random: () => number
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
  /** So is `to`: in the same words. */
  readonly isToKnown: boolean
  /** The status before the rollback. Absent: there is no status address. */
  readonly before?: FullAnswer | undefined
}

/** How long an unknown end of the call is watched before manual action is required. */
const UNCLEAR_LIMIT_MS = 120_000
const CALL_TIMEOUT_MS = 60_000
const CONNECT_ATTEMPTS = 3
const NAMED_ATTEMPTS = 3
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
    const other = await this.#awaitStatus(this.#posted, progress, signal)
    this.#end = other === undefined ? { kind: 'in-place' } : this.#superseded(other)
    return this.#end
  }

  /** Whether the call would still do what was planned: neither has it been made, nor has anybody been quicker. */
  get isToDo(): boolean {
    return this.#end === undefined && this.#posted === undefined
  }

  /** After the recovery: is what was put back still the current one? */
  async findNewerDeployment(signal: AbortSignal): Promise<NewerDeployment | undefined> {
    const { status } = this.#deps
    const other = status && this.#otherIn(await status.read(signal))
    return other === undefined ? undefined : this.#superseded(other)
  }

  /** Immediately before the write: is it still the deployment that was planned for? */
  async #checkBefore(signal: AbortSignal): Promise<ApplyResult | undefined> {
    const { status } = this.#deps
    const { before, isFromKnown } = this.#planned
    if (status === undefined || before === undefined || this.#posted !== undefined) return undefined
    const now = await this.#readNamed(status, signal)
    const { current } = readDeployment(now)
    const found = isFromKnown ? judgeBeforeWrite(current, this.#planned) : undefined
    if (found !== undefined) return found === 'in-place' ? { kind: found } : this.#superseded(current)
    const { holds, isProof } = status.prove(before, now)
    return holds && isProof ? { kind: 'in-place' } : undefined
  }

  /** An answer that does not name the current deployment any more, such as a login page, says nothing about it. */
  async #readNamed(status: StatusAddress, signal: AbortSignal): Promise<FullAnswer> {
    const { clock, redact } = this.#deps
    const { isFromKnown, from } = this.#planned
    const isNameless = (answer: FullAnswer) => isFromKnown && readDeployment(answer).current === undefined
    const delayAfterMs = (answer: FullAnswer) => (isNameless(answer) ? RETRY_AFTER_MS : undefined)
    const answer = await retry(
      () => status.read(signal),
      { clock, attempts: NAMED_ATTEMPTS, delayAfterMs },
      signal,
    )
    if (!isNameless(answer)) return answer
    throw new PlatformError(
      'refused',
      `${status.shown} named ${redact(truncate(from))} as the current deployment, and now names none; the endpoint was not called`,
      {
        hint: 'Nothing was changed. See what webhook-status-url answers; a page instead of JSON is often a login.',
      },
    )
  }

  #superseded(current: string | undefined) {
    const { status, redact } = this.#deps
    const by = redact(truncate(current ?? 'another deployment'))
    return {
      kind: 'superseded' as const,
      reason: `${status?.shown} now says that ${by} is the current one`,
      by,
    }
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
    const { clock, network, exchange } = this.#deps
    try {
      return await call(request, { clock, network, exchange, timeoutMs: CALL_TIMEOUT_MS }, signal)
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

  /**
   * Waits until the status says what is asked. The caller's signal is the limit for an accepted call. Answers the
   * deployment of somebody else, if one is the current one by then.
   */
  async #awaitStatus(
    posted: Posted,
    progress: RollbackProgress,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { status, clock, random, pollIntervalMs } = this.#deps
    const { before } = this.#planned
    if (status === undefined || before === undefined) {
      if (posted.kind === 'accepted') return undefined
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
    const { isDone, other } = await poll(
      ask,
      { clock, intervalMs, until: (found) => found.isDone, limitMs },
      signal,
    )
    if (isDone || posted.kind === 'accepted') return other
    throw ambiguous(
      posted.because,
      `${renderDuration(UNCLEAR_LIMIT_MS)} later ${status.shown} said: ${reported}`,
    )
  }

  /** After a good answer what is asked is enough, if no name can show a change; after a lost one only proof is. */
  #read(
    end: CallEnd,
    before: FullAnswer,
    posted: Posted,
  ): { isDone: boolean; text: string; other?: string | undefined } {
    const { redact, status } = this.#deps
    if (status === undefined || end.kind !== 'answered') {
      return { isDone: false, text: end.kind === 'answered' ? '' : redact(end.because) }
    }
    const { answer } = end
    const other = this.#otherIn(answer)
    if (other !== undefined)
      return { isDone: true, other, text: redact(`${truncate(other)} is the current one`) }
    const { holds, isProof } = status.prove(before, answer)
    const isDone = holds && (isProof || (posted.kind === 'accepted' && !this.#planned.isFromKnown))
    const results = status.judge(before, answer)
    const reported = isDone || holds ? results : results.filter((result) => !result.holds)
    const text = reported.map((result) => result.text).join('; ')
    const doubt = holds && !isDone ? ', as it did before the call' : ''
    return { isDone, text: redact(`${truncate(`status ${answer.status}: ${text}`)}${doubt}`) }
  }

  /** Neither what was there nor what was to come back. */
  #otherIn(answer: FullAnswer): string | undefined {
    const { isFromKnown, isToKnown } = this.#planned
    const { current } = readDeployment(answer)
    if (!isFromKnown || !isToKnown || current === undefined) return undefined
    return judgeBeforeWrite(current, this.#planned) === 'superseded' ? current : undefined
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
