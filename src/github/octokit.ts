import type { GithubFailure } from './github-error.ts'
import type { Headers } from './rate-limit.ts'

/** One answer, whatever its status; `unanswered` if there is none. */
export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown; readonly headers: Headers }
  | { readonly kind: 'unanswered'; readonly failure: Pick<GithubFailure, 'said' | 'cause'> }

export interface SendOptions {
  readonly headers: Headers
  readonly signal: AbortSignal
}

export type Send = (
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  options: SendOptions,
) => Promise<Exchange>

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/**
 * Octokit, as @actions/github sets it up for proxies, without any retry of its own. Loaded only when the
 * run talks to GitHub at all. Its log is silent: what it prints comes from the other side.
 */
export async function connect(apiUrl: string, token: string): Promise<Send> {
  const { getOctokit } = await import('@actions/github')
  const octokit = getOctokit(token, { baseUrl: apiUrl, log: quiet, userAgent: 'safe-landing' })
  return async (route, parameters, { headers, signal }) => {
    try {
      const {
        status,
        data,
        headers: answered,
      } = await octokit.request(route, {
        ...parameters,
        headers,
        request: { signal },
      })
      return { kind: 'answered', status, body: data as unknown, headers: asHeaders(answered) }
    } catch (error) {
      return exchangeOf(error)
    }
  }
}

function exchangeOf(error: unknown): Exchange {
  if (!(error instanceof Error)) throw error
  const response = 'response' in error ? error.response : undefined
  if (typeof response !== 'object' || response === null) {
    return { kind: 'unanswered', failure: { said: error.message, cause: error.cause ?? error } }
  }
  const { status, data, headers } = response as { status: number; data: unknown; headers: object }
  return { kind: 'answered', status, body: data, headers: asHeaders(headers) }
}

function asHeaders(headers: object): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}
