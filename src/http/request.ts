import { ACCEPTED_ENCODINGS } from './body-collector.ts'
import type { HttpCheck } from './model/check-config.ts'

/** One request, with everything that is sent. */
export interface Request {
  readonly method: string
  readonly url: URL
  /** Name, value, name, value. */
  readonly headers: readonly string[]
  readonly body?: string | undefined
}

/** The request is wrong, not the service. The message is one clause. */
export class UnsendableError extends Error {
  override readonly name = 'UnsendableError'
}

/** What a check sends: its own headers, and the defaults where it has none of that name. */
export function requestFor(config: HttpCheck, userAgent: string): Request {
  const own = config.headers.flatMap(({ name, value }) => [name, value.reveal()])
  const names = new Set(config.headers.map(({ name }) => name.toLowerCase()))
  const url = new URL(config.url.reveal())
  const body = config.body?.reveal()
  const authorization = basicAuthorization(url)
  const defaults: Record<string, string> = {
    'user-agent': userAgent,
    accept: needsJson(config) ? 'application/json, */*;q=0.8' : '*/*',
    'accept-encoding': ACCEPTED_ENCODINGS,
    'cache-control': 'no-cache',
    ...(body !== undefined && isJson(body) && { 'content-type': 'application/json' }),
    // As curl does with `https://name:password@host`.
    ...(authorization !== undefined && { authorization }),
  }
  const added = Object.entries(defaults).filter(([name]) => !names.has(name))
  return { method: config.method, url, headers: [...own, ...added.flat()], body }
}

/** A server that has its answer in several forms is asked for the one that is read. */
function needsJson({ versionFrom, conditions = [] }: HttpCheck): boolean {
  const readsField = versionFrom?.kind === 'body' && versionFrom.path.length > 0
  return readsField || conditions.some(({ field = '' }) => field !== '')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The user info of an address as basic authorization; undefined without user info. */
export function basicAuthorization({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined
  return `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}`
}

/** A stray `%` stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
