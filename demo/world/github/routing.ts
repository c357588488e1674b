import { Refusal } from './refusal.ts'
import type { Json, JsonObject } from './rendering/json.ts'
import type { State } from './state.ts'

export type Scope = 'actions' | 'contents' | 'deployments' | 'issues' | 'metadata' | 'pull_requests'
export type Access = 'read' | 'write'

export interface Call {
  readonly state: State
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
  /** Who the token acts as. */
  readonly actor: string
}

export interface Reply {
  readonly status: number
  /** Absent: an answer without a body. */
  readonly body?: Json
  /** The page that comes next, if there is one. */
  readonly nextPage?: number
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** As in GitHub's description: `/repos/{owner}/{repo}/…`. */
  readonly path: string
  readonly scope: Scope
  readonly access: Access
  /** The same permission of another scope does as well, for some of its objects. */
  readonly orScope?: (state: State, parameters: Call['parameters']) => Scope | undefined
  /** Absent from a GitHub Enterprise Server. */
  readonly onlyOnGithubCom?: true
  readonly handle: (call: Call) => Reply
}

export interface Found {
  readonly route: Route
  readonly parameters: Readonly<Record<string, string>>
}

export function findRoute(routes: readonly Route[], method: string, path: string): Found | undefined {
  const parts = path.split('/')
  for (const route of routes) {
    if (route.method !== method) continue
    const parameters = match(route.path.split('/'), parts)
    if (parameters !== undefined) return { route, parameters }
  }
  return undefined
}

/** A last part in braces takes the rest of the path, which `contents/{path}` needs. */
function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const takesRest = pattern.at(-1) === '{path}'
  if (takesRest ? parts.length < pattern.length : parts.length !== pattern.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, wanted] of pattern.entries()) {
    const rest = takesRest && index === pattern.length - 1
    const part = rest ? parts.slice(index).join('/') : (parts[index] ?? '')
    const name = /^\{(.+)\}$/.exec(wanted)?.[1]
    if (name !== undefined) parameters[name] = decodeURIComponent(part)
    else if (wanted !== part) return undefined
  }
  return parameters
}

const USUAL_PAGE = 30
const LARGEST_PAGE = 100

export function paged<Item>({ query }: Call, items: readonly Item[], render: (shown: Item[]) => Json): Reply {
  const size = Math.min(LARGEST_PAGE, Number(query.get('per_page') ?? USUAL_PAGE))
  const page = Number(query.get('page') ?? 1)
  const body = render(items.slice((page - 1) * size, page * size))
  return items.length > page * size ? { status: 200, body, nextPage: page + 1 } : { status: 200, body }
}

export function ok(body: Json): Reply {
  return { status: 200, body }
}

export function parameter({ parameters }: Call, name: string): string {
  const value = parameters[name]
  if (value === undefined) throw new Error(`the route has no {${name}}`)
  return value
}

export function text({ body }: Call, name: string, otherwise?: string): string {
  const value = body[name] ?? otherwise
  if (typeof value === 'string') return value
  throw new Refusal(422, `Invalid request.\n\n"${name}" wasn't supplied.`, { errors: [] })
}

export function flag({ body }: Call, name: string, otherwise: boolean): boolean {
  const value = body[name] ?? otherwise
  if (typeof value === 'boolean') return value
  throw new Refusal(422, `Invalid request.\n\nFor '${name}', ${JSON.stringify(value)} is not a boolean.`)
}

/** For the parts of a body that hold anything at all, such as a payload. */
export function objectOrText(value: unknown): JsonObject | string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
