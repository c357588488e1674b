import type { Exchange } from '../../../../src/http/exchange.ts'
import { type FullAnswer, readBody } from '../../../../src/http/model/answer.ts'
import type { Request } from '../../../../src/http/request.ts'
import type { ApiFault } from '../../common-plan.ts'
import type { Link } from '../../platform.ts'
import { type Gateway, type GatewayAnswer, LOGIN_PAGE } from './gateway.ts'

const RESET_AFTER_MS = 20_000

const REFUSALS: Partial<Record<ApiFault, GatewayAnswer>> = {
  throttled: { status: 429, body: 'Too Many Requests' },
  'server error': { status: 503, body: 'Service Unavailable' },
  expired: { status: 401, body: '{"error": "the token has expired"}' },
}

/** The gateway's addresses, as the product reaches them. */
export function gatewayExchange(gateway: Gateway, { wire, caller }: Link, afterCall: () => void): Exchange {
  return async (request, { progress }, stop): Promise<FullAnswer> => {
    const { method, url } = request
    progress.enter('connecting')
    progress.hasResolved = true
    if (wire.isOffline)
      throw Object.assign(new Error('connect ENETUNREACH'), { code: 'ENETUNREACH', syscall: 'connect' })
    progress.enter('waiting for the headers')
    const isRead = method === 'GET'
    const answer = await wire.request<GatewayAnswer>(
      caller,
      {
        ...{ name: `${method} ${url.pathname}`, isRead, timeoutMs: RESET_AFTER_MS },
        act: (say) => {
          const by = { by: 'run', run: caller.number } as const
          const given = isRead ? gateway.describe() : gateway.call(by, readCall(request))
          if (!isRead) afterCall()
          say(`${given.status} ${given.body}`)
          return given
        },
        isRefusal: (fault) => fault in REFUSALS,
        refuse: (fault) => REFUSALS[fault] ?? LOGIN_PAGE,
        lose,
        emptied: () => LOGIN_PAGE,
      },
      stop,
    )
    if (answer.status === 0) lose()
    return {
      method,
      url: url.origin + url.pathname,
      status: answer.status,
      headers: new Map(Object.entries({ 'content-type': 'application/json', ...answer.headers })),
      body: readBody(answer.body, false),
      timings: progress.finish(),
      redirects: 0,
    }
  }
}

function lose(): never {
  throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

function readCall({ headers, body = '{}' }: Request): { key: string; version: string } {
  const { version = '' } = JSON.parse(body) as { version?: string }
  return { key: headers[headers.indexOf('idempotency-key') + 1] ?? '', version }
}
