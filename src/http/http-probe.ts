import type { Clock } from '../core/clock.ts'
import { withDeadline } from '../core/deadline.ts'
import { truncate } from '../core/truncate.ts'
import type { Answer, Observation } from '../health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../health/probe.ts'
import type { ControlRequest } from './control-request.ts'
import { type Exchange, exchange, renderConnection } from './exchange.ts'
import { describeFailure, type Failure } from './failure.ts'
import type { FullAnswer } from './model/answer.ts'
import type { HttpCheck } from './model/check-config.ts'
import { type AnswerJudgement, judgeAnswer } from './model/judge-answer.ts'
import type { Network } from './network.ts'
import { Progress } from './progress.ts'
import { hostname } from './proxy-choice.ts'
import { type Request, requestFor } from './request.ts'

export interface HttpProbeDeps {
  readonly clock: Clock
  readonly network: Network
  /** Hides every known secret; all that is observed goes through it. */
  readonly redact: (text: string) => string
  /** After the deploy a version is expected. */
  readonly isVersionNeeded?: boolean | undefined
  /** Absent: every failed connection counts as the service's. */
  readonly control?: ControlRequest | undefined
  /** Absent: over the network. */
  readonly exchange?: Exchange | undefined
}

/** A check by HTTP. `config.url` is an absolute http or https address. */
export function httpProbe(config: HttpCheck, deps: HttpProbeDeps): HealthProbe {
  return new HttpProbe(config, deps)
}

class HttpProbe implements HealthProbe {
  readonly name: string
  readonly required: boolean
  readonly #config: HttpCheck
  readonly #deps: HttpProbeDeps
  readonly #request: Request
  readonly #shownUrl: string
  #hasResolvedEver = false
  #latest: Answer | undefined

  constructor(config: HttpCheck, deps: HttpProbeDeps) {
    this.name = config.name
    this.required = config.required
    this.#config = config
    this.#deps = deps
    this.#request = requestFor(config, deps.network.userAgent)
    this.#shownUrl = this.#request.url.origin + this.#request.url.pathname
  }

  async probe(expected: VersionExpectation, signal: AbortSignal): Promise<Observation> {
    const startedAtMs = this.#deps.clock.nowMs()
    const progress = new Progress(this.#deps.clock)
    const ended = await this.#ask(progress, signal)
    const seen =
      ended.answer === undefined
        ? await this.#seenOfError(ended.error, progress, signal)
        : seenOf(ended.answer, this.#judge(ended.answer, expected))
    this.#hasResolvedEver ||= progress.hasResolved
    return this.#observe(startedAtMs, seen)
  }

  /** Rejects only with the signal's reason. */
  async #ask(progress: Progress, signal: AbortSignal): Promise<Asked> {
    const { clock, network, exchange: send = exchange } = this.#deps
    const { timeoutMs } = this.#config
    const context = { network, progress, timeoutMs }
    const ask = (stop: AbortSignal) => send(this.#request, context, stop)
    try {
      return { answer: await withDeadline(ask, { clock, limitMs: timeoutMs }, signal) }
    } catch (error) {
      if (signal.aborted) throw signal.reason
      return { error }
    }
  }

  #judge(answer: FullAnswer, version: VersionExpectation): AnswerJudgement {
    const { expectStatus: status, versionFrom, conditions = [] } = this.#config
    if (versionFrom === undefined) return judgeAnswer({ status, conditions, ...ANY_VERSION }, answer)
    const isAnyNeeded = version.kind === 'any' && this.#deps.isVersionNeeded === true
    const asked = { version: isAnyNeeded ? SOME_VERSION : version, versionFrom }
    return judgeAnswer({ status, conditions, ...asked }, answer)
  }

  async #seenOfError(error: unknown, progress: Progress, signal: AbortSignal): Promise<Seen> {
    const failure = describeFailure(error, progress, {
      host: hostname(this.#request.url),
      timeoutMs: this.#config.timeoutMs,
      hasResolvedEver: this.#hasResolvedEver,
    })
    const endedAtMs = this.#deps.clock.nowMs()
    return await this.#reconsider({ ...this.#seenOfFailure(failure, progress), endedAtMs }, failure, signal)
  }

  #seenOfFailure({ clause, attributeTo, isTimeout }: Failure, progress: Progress): Seen {
    const { address, status, proxy } = progress
    const { method, timeoutMs } = this.#config
    const from = address === undefined ? undefined : renderConnection(address, proxy)
    const at = from === undefined || clause.includes(from) ? '' : ` (${from})`
    return {
      result: attributeTo === 'us' ? 'error' : 'fail',
      reason: `${method} ${this.#shownUrl}${at}${status === undefined ? '' : ` answered ${status}`}: ${clause}`,
      ...(isTimeout && attributeTo !== 'us' && { latencyMs: timeoutMs }),
      answer: {
        url: this.#shownUrl,
        address: from,
        status,
      },
    }
  }

  /** A connection that fails while nothing else can be reached either says nothing about the service. */
  async #reconsider(seen: Seen, { attributeTo }: Failure, signal: AbortSignal): Promise<Seen> {
    const { control } = this.#deps
    if (attributeTo !== 'connection' || control === undefined) return seen
    if (await control.isReachable(signal)) return seen
    const { latencyMs: _, ...rest } = seen
    const reason = `${seen.reason}; the control request failed too, so the runner's own network may be down`
    return { ...rest, result: 'error', reason }
  }

  #observe(startedAtMs: number, seen: Seen): Observation {
    const { clock, redact } = this.#deps
    const { reason, warnings, answer, endedAtMs = clock.nowMs(), ...rest } = seen
    return {
      check: this.name,
      startedAtMs,
      endedAtMs,
      ...rest,
      ...(reason !== undefined && { reason: redact(reason) }),
      ...(warnings !== undefined && { warnings: warnings.map(redact) }),
      answer: this.#keepOnce(redactAnswer(answer, redact)),
    }
  }

  /** A healthy service says the same for hours, and a run keeps every observation. */
  #keepOnce(answer: Answer): Answer {
    if (this.#latest === undefined || !isSame(this.#latest, answer)) this.#latest = answer
    return this.#latest
  }
}

/** How a request ended: with an answer, or with what went wrong. */
type Asked =
  | { readonly answer: FullAnswer; readonly error?: undefined }
  | { readonly answer?: undefined; readonly error: unknown }

/** Before a deploy: any version will do, but there has to be one. */
const SOME_VERSION = { kind: 'any', isNeeded: true } as const

const ANY_VERSION = { version: { kind: 'any' }, versionFrom: { kind: 'body', path: ['version'] } } as const

type Seen = Pick<Observation, 'result' | 'reason' | 'warnings' | 'latencyMs'> & {
  answer: Answer
  endedAtMs?: number
}

function seenOf(answer: FullAnswer, { result, reason, version, warnings }: AnswerJudgement): Seen {
  const { url, address, status, body, timings } = answer
  return {
    result,
    reason,
    ...(warnings.length > 0 && { warnings }),
    ...(result !== 'error' && { latencyMs: timings.totalMs }),
    answer: {
      url,
      address,
      status,
      ...(version !== undefined && { version: truncate(version) }),
      bodyHead: truncate(body.text),
    },
  }
}

function isSame(one: Answer, other: Answer): boolean {
  return (
    one.url === other.url &&
    one.address === other.address &&
    one.status === other.status &&
    one.version === other.version &&
    one.bodyHead === other.bodyHead
  )
}

function redactAnswer(answer: Answer, redact: (text: string) => string): Answer {
  const { version, bodyHead } = answer
  return {
    ...answer,
    url: redact(answer.url),
    ...(version !== undefined && { version: redact(version) }),
    ...(bodyHead !== undefined && { bodyHead: redact(bodyHead) }),
  }
}
