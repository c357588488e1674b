import type { Told } from '../../../../demo/world/github/server.ts'
import type { Exchange, Send } from '../../../../src/github/octokit.ts'
import type { ApiFault } from '../../common-plan.ts'
import type { Link } from '../../platform.ts'
import type { Pipeline } from './pipeline.ts'

const TIMEOUT_MS = 30_000

const REFUSALS: Partial<Record<ApiFault, Exchange>> = {
  throttled: refusal(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '20' }),
  'server error': refusal(502, 'Server Error'),
  expired: refusal(401, 'Bad credentials'),
}

/** GitHub's API, as the product reaches it. */
export function sendTo(pipeline: Pipeline, token: string, { wire, caller }: Link): Send {
  return async (route, parameters, { headers, signal }) => {
    if (wire.isOffline) {
      await caller.clock.sleep(10, signal)
      return unanswered('getaddrinfo EAI_AGAIN', 'EAI_AGAIN')
    }
    const { method, path, body } = fillIn(route, parameters)
    const sent = { ...headers, authorization: `token ${token}` }
    try {
      return await wire.request<Exchange>(
        caller,
        {
          ...{ name: `${method} ${path}`, isRead: method === 'GET', timeoutMs: TIMEOUT_MS },
          act: (say) => {
            const told = pipeline.answer(caller.number, { method, path, headers: sent, body })
            say(String(told.status))
            return answered(told)
          },
          isRefusal: (fault) => fault in REFUSALS,
          refuse: (fault) => REFUSALS[fault] ?? unanswered('socket hang up', 'ECONNRESET'),
          lose: () => unanswered('socket hang up', 'ECONNRESET'),
          // GitHub itself answers in its own forms; what a proxy says in its place is no JSON.
          emptied: (answer) => (answer.kind === 'answered' ? { ...answer, body: '' } : answer),
        },
        signal,
      )
    } catch (error) {
      if (signal.aborted) return unanswered('This operation was aborted', 'ABORT_ERR')
      throw error
    }
  }
}

function fillIn(route: string, parameters: Readonly<Record<string, unknown>>) {
  const [method = '', template = ''] = route.split(' ')
  const rest = new Map(Object.entries(parameters))
  const filled = template.replace(/\{(\+?)(\w+)\}/g, (_, keepsSlashes: string, name: string) => {
    const value = encodeURIComponent(String(rest.get(name)))
    rest.delete(name)
    return keepsSlashes === '' ? value : value.replaceAll('%2F', '/')
  })
  if (method !== 'GET') return { method, path: filled, body: Object.fromEntries(rest) }
  const query = new URLSearchParams([...rest].map(([name, value]): [string, string] => [name, String(value)]))
  return { method, path: rest.size === 0 ? filled : `${filled}?${query}`, body: undefined }
}

function answered({ status, headers, text }: Told): Exchange {
  return { kind: 'answered', status, headers, body: text === '' ? '' : JSON.parse(text) }
}

function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Exchange {
  return { kind: 'answered', status, headers, body: { message } }
}

const unanswered = (said: string, code: string): Exchange => ({
  kind: 'unanswered',
  failure: { said, cause: Object.assign(new Error(said), { code }) },
})
