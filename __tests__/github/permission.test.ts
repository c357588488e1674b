import { permissionHint } from '../../src/github/github-error.ts'
import { rateLimitWaitMs } from '../../src/github/rate-limit.ts'

describe('the permission that a refusal names', () => {
  it.each([
    ['actions=write', '`permissions: { actions: write }`'],
    ['pull_requests=write,contents=read', '`permissions: { pull-requests: write, contents: read }`'],
    ['issues=read; pull_requests=read', '`permissions: { issues: read }`'],
    [undefined, 'the permission that is missing'],
    ['}}`::error::', 'the permission that is missing'],
  ])('%s', (accepted, told) => {
    expect(permissionHint(accepted)).toContain(told)
  })
})

describe('how long a rate limit lasts', () => {
  const date = 'Mon, 05 Jan 2026 10:00:00 GMT'
  const resetS = String(Date.parse(date) / 1_000 + 90)
  it.each([
    ['no limit', 403, 'Resource not accessible by integration', {}, undefined],
    [
      'no limit though none remain',
      403,
      'This workflow is already running',
      { 'x-ratelimit-remaining': '0' },
      undefined,
    ],
    ['retry-after', 403, 'secondary rate limit', { 'retry-after': '30' }, 30_000],
    [
      'the reset, by the clock of GitHub',
      403,
      'API rate limit exceeded',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': resetS, date },
      91_000,
    ],
    ['a minute at least for a secondary limit', 403, 'You have exceeded a secondary rate limit', {}, 60_000],
    ['a minute for any 429', 429, 'slow down', {}, 60_000],
    ['another status', 404, 'rate limit', { 'retry-after': '30' }, undefined],
  ])('%s', (_, status, said, headers, waitMs) => {
    expect(rateLimitWaitMs(status, said, headers)).toBe(waitMs)
  })
})
