// GitHub's REST API: requests, errors, and reading what it answers. What a rollback makes of that stands in
// targets/.

import type { Clock } from '../core/clock.ts'
import { BRIEF, backOff, type Patience } from '../core/patience.ts'
import { traceRequest } from '../core/request-trace.ts'
import { retry, retryOnError } from '../core/retry.ts'
import type { Secret } from '../core/secret.ts'
import { GithubError } from './github-error.ts'
import { connect, type Exchange, type Send } from './octokit.ts'
import { answeredAtMs, rateLimitWaitMs } from './rate-limit.ts'

/** `GET /repos/{owner}/{repo}/actions/runs/{run_id}`, as GitHub documents it; `{+path}` keeps slashes. */
export type Route = `${'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'} /${string}`

/** Fill in the route; the rest becomes the query, or the body of a write. Owner and repo are known. */
export type Parameters = Readonly<Record<string, unknown>>

export interface Answer {
  readonly status: number
  /** Untrusted, and of whatever form: read it with `fields.ts`. */
  readonly body: unknown
  /** GitHub's own time of the answer, in epoch milliseconds. */
  readonly atMs: number
}

/** One repository by GitHub's REST API. Every method rejects with a GithubError or the signal's reason. */
export interface GithubClient {
  /** `owner/name`. */
  readonly repository: string
  /**
   * One request. A read is repeated while GitHub fails or does not answer, and costs nothing of the rate
   * limit when nothing has changed. A write that left is sent once: if its answer is lost, the error is `ambiguous`.
   */
  request(route: Route, parameters: Parameters, signal: AbortSignal): Promise<Answer>
  /** The pages of a list, each the elements of one; asked for only as far as they are read. */
  pages(route: Route, parameters: Parameters, signal: AbortSignal): AsyncGenerator<readonly unknown[], void>
}

export interface GithubConnection {
  /** GITHUB_API_URL: `https://api.github.com`, or `https://HOST/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string
  readonly repository: string
  readonly token: Secret
  readonly clock: Clock
  /** One request, from the name look-up to the end of the answer. */
  readonly requestTimeoutMs?: number
  /** For how long a request is repeated while GitHub is away. Absent: a few seconds. */
  readonly patience?: Patience | undefined
  /** How requests are sent; absent: over the network. */
  readonly send?: Send | undefined
}

const REQUEST_TIMEOUT_MS = 30_000
/** So long is the answer to a write still waited for in a run that is cancelled: the runner kills after ten seconds. */
const WRITE_GRACE_MS = 2_500
const LIMIT_ROUNDS = 3
/** Longer than this is not worth a runner's time; it is said instead. */
const LONGEST_LIMIT_WAIT_MS = 120_000
/** The oldest version that every server since GHES 3.9 knows. */
const HEADERS = { 'x-github-api-version': '2022-11-28', accept: 'application/vnd.github+json' }
const HIGHEST_PAGE = 100

export function githubClient(connection: GithubConnection): GithubClient {
  return new RestClient(connection)
}

interface CachedAnswer {
  readonly etag: string
  readonly answer: Answer
  readonly next: string | undefined
}

class RestClient implements GithubClient {
  readonly repository: string
  readonly #connection: GithubConnection
  readonly #names: { readonly owner: string; readonly repo: string }
  readonly #cached = new Map<string, CachedAnswer>()
  #send: Promise<Send> | undefined

  constructor(connection: GithubConnection) {
    const [owner = '', repo = ''] = connection.repository.split('/')
    this.repository = connection.repository
    this.#connection = connection
    this.#names = { owner, repo }
  }

  async request(route: Route, parameters: Parameters, signal: AbortSignal): Promise<Answer> {
    return (await this.#ask(route, parameters, signal)).answer
  }

  async *pages(route: Route, parameters: Parameters, signal: AbortSignal) {
    let asked: Parameters = { per_page: HIGHEST_PAGE, ...parameters }
    for (;;) {
      const { answer, next } = await this.#ask(route, asked, signal)
      yield elementsOf(answer.body)
      if (next === undefined) return
      asked = { ...asked, ...Object.fromEntries(new URL(next).searchParams) }
    }
  }

  async #ask(route: Route, parameters: Parameters, signal: AbortSignal) {
    const { clock, patience = BRIEF } = this.#connection
    const delayMs = backOff(clock, patience)
    // What never left the runner, or only reads.
    const delayAfterMs = (error: unknown, made: number) =>
      error instanceof GithubError && error.code === 'unreachable' ? delayMs(made) : undefined
    const ask = async () =>
      this.#interpret(route, parameters, await this.#exchange(route, parameters, signal))
    return await retryOnError(ask, { clock, delayAfterMs }, signal)
  }

  /** Sends it, and again after a rate limit that is worth waiting for. */
  async #exchange(route: Route, parameters: Parameters, signal: AbortSignal): Promise<Exchange> {
    const { clock } = this.#connection
    const delayAfterMs = (exchange: Exchange) => {
      const waitMs = limitWaitMs(exchange)
      return waitMs === undefined || waitMs > LONGEST_LIMIT_WAIT_MS ? undefined : waitMs
    }
    const exchange = await retry(
      () => this.#sendOnce(route, parameters, signal),
      { clock, attempts: LIMIT_ROUNDS, delayAfterMs },
      signal,
    )
    const waitMs = limitWaitMs(exchange)
    if (exchange.kind === 'unanswered' || waitMs === undefined) return exchange
    const { status, body, headers } = exchange
    const until = new Date(answeredAtMs(headers) + waitMs)
    const limitedUntil = `${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    throw new GithubError({ route, status, said: messageOf(body), limitedUntil })
  }

  async #sendOnce(route: Route, parameters: Parameters, signal: AbortSignal): Promise<Exchange> {
    signal.throwIfAborted()
    const { apiUrl, token, requestTimeoutMs = REQUEST_TIMEOUT_MS, send: given } = this.#connection
    this.#send ??= given === undefined ? connect(apiUrl, token.reveal()) : Promise.resolve(given)
    const send = await this.#send
    const known = this.#cached.get(keyOf(route, parameters))
    const headers = known === undefined ? HEADERS : { ...HEADERS, 'if-none-match': known.etag }
    // Whether an aborted write happened would be unknown.
    const isRead = route.startsWith('GET ')
    const stop = isRead ? signal : afterGrace(signal)
    const within = AbortSignal.any([stop, AbortSignal.timeout(requestTimeoutMs)])
    const startedAtMs = performance.now()
    const exchange = await send(route, { ...this.#names, ...parameters }, { headers, signal: within })
    traceExchange(route, exchange, performance.now() - startedAtMs)
    if (isRead || exchange.kind === 'unanswered') signal.throwIfAborted()
    return exchange
  }

  #interpret(route: Route, parameters: Parameters, exchange: Exchange) {
    if (exchange.kind === 'unanswered') throw new GithubError({ route, ...exchange.failure })
    const { status, body, headers } = exchange
    const key = keyOf(route, parameters)
    const known = this.#cached.get(key)
    if (status === 304 && known !== undefined) {
      return { answer: { ...known.answer, atMs: answeredAtMs(headers) }, next: known.next }
    }
    if (status >= 400) {
      const acceptedPermissions = headers['x-accepted-github-permissions']
      throw new GithubError({ route, status, said: messageOf(body), acceptedPermissions })
    }
    const answer: Answer = { status, body, atMs: answeredAtMs(headers) }
    const next = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? '')?.[1]
    if (route.startsWith('GET ') && headers.etag !== undefined) {
      this.#cached.set(key, { etag: headers.etag, answer, next })
    }
    return { answer, next }
  }
}

function traceExchange(action: Route, exchange: Exchange, tookMs: number): void {
  if (exchange.kind === 'unanswered') traceRequest({ action, tookMs, failure: exchange.failure.said })
  else traceRequest({ action, tookMs, status: exchange.status, id: exchange.headers['x-github-request-id'] })
}

/** Undefined: no rate limit refused it. */
function limitWaitMs(exchange: Exchange): number | undefined {
  if (exchange.kind === 'unanswered') return undefined
  return rateLimitWaitMs(exchange.status, messageOf(exchange.body), exchange.headers)
}

/** Aborted a moment after the given one is. */
function afterGrace(signal: AbortSignal): AbortSignal {
  const late = new AbortController()
  const wait = () => setTimeout(() => late.abort(signal.reason), WRITE_GRACE_MS).unref()
  signal.addEventListener('abort', wait, { once: true })
  return late.signal
}

function keyOf(route: Route, parameters: Parameters): string {
  return `${route} ${JSON.stringify(parameters)}`
}

/** A list is the body itself, or the one array in it, as `workflow_runs`. */
function elementsOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body
  const list = Object.values((body ?? {}) as object).find((value) => Array.isArray(value))
  return Array.isArray(list) ? list : []
}

function messageOf(body: unknown): string {
  if (typeof body === 'string') return body || 'no explanation'
  if (typeof body !== 'object' || body === null || !('message' in body)) return 'no explanation'
  const errors = 'errors' in body && Array.isArray(body.errors) ? body.errors.map(errorText) : []
  return [String(body.message), ...errors].join(': ')
}

function errorText(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message)
  return JSON.stringify(error)
}
