export type Headers = Readonly<Record<string, string | undefined>>

const SECONDARY_WAIT_MS = 60_000

/**
 * How long to wait before the same request may be sent again, by GitHub's rules; undefined: it was not a
 * rate limit that refused it. A limited request was not carried out, so that a write may be sent again.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function rateLimitWaitMs(status: number, said: string, headers: Headers): number | undefined {
  if (status !== 403 && status !== 429) return undefined
  const retryAfterS = Number(headers['retry-after'])
  if (headers['retry-after'] !== undefined && retryAfterS >= 0) return retryAfterS * 1_000
  if (headers['x-ratelimit-remaining'] === '0' && /rate limit/i.test(said)) {
    const resetMs = Number(headers['x-ratelimit-reset']) * 1_000
    const waitMs = resetMs - answeredAtMs(headers)
    return Number.isFinite(waitMs) ? Math.max(0, waitMs) + 1_000 : SECONDARY_WAIT_MS
  }
  return status === 429 || /secondary rate limit|abuse detection/i.test(said) ? SECONDARY_WAIT_MS : undefined
}

/** GitHub's own clock, since that of a runner may be wrong. Epoch milliseconds. */
export function answeredAtMs(headers: Headers): number {
  const date = Date.parse(headers.date ?? '')
  return Number.isNaN(date) ? Date.now() : date
}
