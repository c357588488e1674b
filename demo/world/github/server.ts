import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackServer, serve } from '../loopback.ts'
import { Faults } from './faults.ts'
import { Quota } from './quota.ts'
import { notFound, Refusal } from './refusal.ts'
import {
  type Access,
  type Call,
  type Found,
  findRoute,
  type Reply,
  type Route,
  type Scope,
} from './routing.ts'
import { fullName, type State } from './state.ts'

const PER_HOUR = 1_000

export type Permissions = Readonly<Partial<Record<Scope, Access>>>

export interface Token {
  readonly value: string
  readonly actor: string
  readonly permissions: Permissions
}

/** One request as it arrived, and what it got. */
export interface Exchange {
  readonly method: string
  /** As in GitHub's description; absent: no such route. */
  readonly route: string | undefined
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string | string[] | undefined>>
  readonly requestBody: unknown
  readonly status: number
  readonly responseBody: unknown
  /** It changed something, though the answer may have been lost. */
  readonly hasActed: boolean
}

/** Who answers requests, however they come. */
export interface Desk {
  readonly state: State
  readonly routes: readonly Route[]
  readonly faults: Faults
  readonly quota: Quota
  readonly tokens: Map<string, Token>
  readonly exchanges: Exchange[]
}

export function openDesk(state: State, routes: readonly Route[]): Desk {
  const quota = new Quota(PER_HOUR, () => state.timeline.nowMs)
  return { state, routes, faults: new Faults(), quota, tokens: new Map(), exchanges: [] }
}

export async function startApi(desk: Desk, catchUp: () => void): Promise<LoopbackServer> {
  return await serve((request, response) => {
    readBody(request).then(
      (body) => {
        catchUp()
        answer(desk, request, body, response)
      },
      () => response.destroy(),
    )
  })
}

/** What of a request says what it wants. */
type Asking = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

export interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** One request that is handed over in memory, without any fault. */
export function answerInMemory(desk: Desk, asking: Asking, body: unknown): Told {
  const url = new URL(asking.url ?? '/', desk.state.origin)
  const found = findRoute(desk.routes, asking.method ?? 'GET', url.pathname)
  return render(desk, asking, url, handle(desk, asking, url, found, body))
}

interface Answer extends Reply {
  readonly headers: Readonly<Record<string, string>>
  readonly hasActed: boolean
}

/** In GitHub's form; the same for all, so that what is shown of a run does not differ from time to time. */
const REQUEST_ID = '0A1B:2C3D:4E5F60:718293:6A7B8C9D'

function answer(desk: Desk, request: IncomingMessage, requestBody: unknown, response: ServerResponse): void {
  const { state } = desk
  const method = request.method ?? 'GET'
  const url = new URL(request.url ?? '/', state.origin)
  const prefix = state.edition === 'ghes' ? '/api/v3' : ''
  const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname
  const found = findRoute(desk.routes, method, path)
  const fault = desk.faults.hitting(method, path)
  const record = (status: number, responseBody: unknown, hasActed: boolean) =>
    desk.exchanges.push({
      method,
      route: found?.route.path,
      url: url.pathname + url.search,
      requestHeaders: request.headers,
      requestBody,
      status,
      responseBody,
      hasActed,
    })
  if (fault?.kind === 'drop' && !fault.afterActing) {
    record(0, undefined, false)
    response.destroy()
    return
  }
  const reply = fault?.kind === 'answer' ? faultReply(fault) : handle(desk, request, url, found, requestBody)
  if (fault?.kind === 'drop') {
    record(0, reply.body, reply.hasActed)
    response.destroy()
    return
  }
  if (fault?.kind === 'hold') {
    record(0, reply.body, reply.hasActed)
    fault.reached()
    void fault.until.then(() => send(desk, request, url, reply, response))
    return
  }
  record(send(desk, request, url, reply, response), reply.body, reply.hasActed)
}

function faultReply(fault: {
  status: number
  message: string
  headers?: Readonly<Record<string, string>>
}): Answer {
  const { status, message, headers = {} } = fault
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest' },
    headers,
    hasActed: false,
  }
}

function handle(
  { state, quota, tokens }: Desk,
  request: Asking,
  url: URL,
  found: Found | undefined,
  body: unknown,
): Answer {
  const permission = found && acceptedPermissions(state, found)
  const headers: Record<string, string> =
    permission === undefined ? {} : { 'x-accepted-github-permissions': permission }
  headers['x-github-request-id'] = REQUEST_ID
  try {
    const token = authenticate(tokens, request.headers.authorization)
    if (state.edition === 'github.com') quota.check()
    if (found === undefined || (state.edition === 'ghes' && found.route.onlyOnGithubCom)) throw notFound()
    const { owner, repo } = found.parameters
    if (`${owner}/${repo}`.toLowerCase() !== fullName(state).toLowerCase()) throw notFound()
    authorize(state, token, found)
    const call: Call = {
      state,
      parameters: found.parameters,
      query: url.searchParams,
      body: typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {},
      actor: token.actor,
    }
    const reply = found.route.handle(call)
    return { ...reply, headers, hasActed: found.route.access === 'write' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, message, errors } = error
    const text = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }
    const told = errors === undefined ? text : { ...text, errors: errors as Reply['body'][] }
    return {
      status,
      body: told as Reply['body'] & object,
      headers: { ...headers, ...error.headers },
      hasActed: false,
    }
  }
}

function authenticate(tokens: ReadonlyMap<string, Token>, header: string | undefined): Token {
  const value = header?.replace(/^(token|bearer) /i, '')
  const token = value === undefined ? undefined : tokens.get(value)
  if (token === undefined)
    throw new Refusal(401, value === undefined ? 'Requires authentication' : 'Bad credentials')
  return token
}

/** As GitHub writes it: alternatives after a semicolon. */
function acceptedPermissions(state: State, found: Found): string {
  return scopesOf(state, found)
    .map((scope) => `${scope}=${found.route.access}`)
    .join('; ')
}

function scopesOf(state: State, { route: { scope, orScope }, parameters }: Found): Scope[] {
  const other = orScope?.(state, parameters)
  return other === undefined ? [scope] : [scope, other]
}

function authorize(state: State, { permissions }: Token, found: Found): void {
  const { scope, access } = found.route
  if (scope === 'metadata' && access === 'read') return
  const granted = scopesOf(state, found).map((one) => permissions[one])
  if (granted.some((one) => one === 'write' || one === access)) return
  throw new Refusal(403, 'Resource not accessible by integration')
}

/** Answers the status that was sent. */
function send(desk: Desk, request: Asking, url: URL, reply: Answer, response: ServerResponse): number {
  const { status, headers, text } = render(desk, request, url, reply)
  response.writeHead(status, headers)
  response.end(text)
  return status
}

/** 304 for what the client has already. */
function render({ state, quota }: Desk, request: Asking, url: URL, reply: Answer): Told {
  const text = reply.body === undefined ? '' : JSON.stringify(reply.body)
  const etag = `W/"${createHash('sha1').update(text).digest('hex')}"`
  const isGet = request.method === 'GET' && reply.status === 200
  const isUnchanged = isGet && request.headers['if-none-match'] === etag
  if (!isUnchanged) quota.spend()
  const limits = state.edition === 'ghes' ? {} : quota.headers()
  const headers = {
    date: new Date(state.timeline.nowMs).toUTCString(),
    ...limits,
    ...(isGet ? { etag, 'cache-control': 'private, max-age=60, s-maxage=60' } : {}),
    ...(text === '' || isUnchanged ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...(reply.nextPage === undefined ? {} : { link: linkTo(url, reply.nextPage) }),
    ...reply.headers,
  }
  return { status: isUnchanged ? 304 : reply.status, headers, text: isUnchanged ? '' : text }
}

function linkTo(url: URL, page: number): string {
  const next = new URL(url)
  next.searchParams.set('page', String(page))
  return `<${next.href}>; rel="next"`
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? undefined : JSON.parse(text)
}
