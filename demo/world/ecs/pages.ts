import { invalidParameter } from './errors.ts'
import type { EcsState } from './state.ts'

interface PageRequest {
  nextToken?: string | undefined
  maxResults?: number | undefined
}

export interface Page<Item> {
  items: Item[]
  nextToken?: string
}

/** One page of a list. ECS may answer fewer than were asked for, and still have more. */
export function page<Item>(
  ecs: EcsState,
  all: readonly Item[],
  request: PageRequest,
  defaultSize = 100,
): Page<Item> {
  const { nextToken, maxResults = defaultSize } = request
  if (maxResults < 1 || maxResults > 100) throw invalidParameter('maxResults must be between 1 and 100.')
  const start = nextToken === undefined ? 0 : decodeToken(nextToken)
  const end = start + Math.min(maxResults, ecs.quirks.pageSize ?? maxResults)
  const items = all.slice(start, end)
  return end < all.length ? { items, nextToken: encodeToken(end) } : { items }
}

const encodeToken = (start: number): string => Buffer.from(`from ${start}`).toString('base64url')

function decodeToken(token: string): number {
  const [, start] = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? []
  if (start === undefined) throw invalidParameter('Invalid token.')
  return Number(start)
}
