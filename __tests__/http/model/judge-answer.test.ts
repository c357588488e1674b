import { type FullAnswer, readBody } from '../../../src/http/model/answer.ts'
import type { AnswerCondition, AnswerExpectations } from '../../../src/http/model/expectation.ts'
import { judgeAnswer } from '../../../src/http/model/judge-answer.ts'

interface Sketch {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly isCut?: boolean
}

function answer({ status = 200, body = '', headers = {}, isCut = false }: Sketch): FullAnswer {
  return {
    method: 'GET',
    url: 'https://web.test/health',
    address: '203.0.113.7:443',
    status,
    headers: new Map(Object.entries(headers)),
    body: readBody(typeof body === 'string' ? body : JSON.stringify(body), isCut),
    timings: { waitMs: 1, bodyMs: 1, totalMs: 3 },
    redirects: 0,
  }
}

const EXPECTATIONS: AnswerExpectations = {
  status: [{ from: 200, to: 299 }],
  version: { kind: 'any' },
  versionFrom: { kind: 'body', path: ['version'] },
  conditions: [],
}
const judge = (sketch: Sketch, expectations: Partial<AnswerExpectations> = {}) =>
  judgeAnswer({ ...EXPECTATIONS, ...expectations }, answer(sketch))

const condition = (line: string, holds: boolean, field?: string): AnswerCondition => ({
  line,
  ...(field !== undefined && { field }),
  evaluate: ({ status }) => ({ holds, text: `${line}: status was ${status}` }),
})

describe('status', () => {
  const status = [
    { from: 200, to: 204 },
    { from: 301, to: 301 },
  ]
  it.each([
    [200, 'pass'],
    [204, 'pass'],
    [205, 'fail'],
    [199, 'fail'],
    [301, 'pass'],
    [302, 'fail'],
  ])('%i is a %s', (code, result) => {
    expect(judge({ status: code }, { status }).result).toBe(result)
  })

  it('that is wrong is reported with address, expectation and body', () => {
    expect(judge({ status: 503, body: 'over\ncapacity' }, { status }).reason).toBe(
      'GET https://web.test/health (203.0.113.7:443) answered 503, expected 200-204, 301; body: over capacity',
    )
    expect(judge({ status: 503 }).reason).toMatch(/expected 200-299; no body$/)
  })

  it.each([
    [401, {}, 'it asks for credentials'],
    [403, {}, 'a login or a web application firewall in front of the service may refuse runners'],
    [403, { 'cf-mitigated': 'challenge' }, 'allow the probe there by a secret header'],
    [429, {}, 'raise `interval`, or exempt the probe from the limit'],
    [
      301,
      { location: 'https://www.web.test/?a=b' },
      'it redirects to https://www.web.test/ (redirects are not followed',
    ],
    [300, { location: '/new' }, 'it redirects to /new'],
    [399, { location: '/new' }, 'it redirects to /new'],
    [302, { location: '/blog-info' }, 'it redirects to /blog-info (redirects are not followed'],
    [302, { location: '/Account/SignIn#x' }, 'it redirects to /Account/SignIn (it looks like a login page'],
    [302, { location: '//me:pw@sso.test/a' }, 'it redirects to //sso.test/a (it looks like a login page'],
    [500, { 'x-cache': 'Hit from cloudfront' }, 'a cache answered (x-cache: Hit from cloudfront)'],
    [500, { age: '120' }, 'a cache answered (age: 120)'],
  ])('%i with %j comes with a hint', (code, headers, hint) => {
    expect(judge({ status: code, headers }).reason).toContain(hint)
  })

  it.each([
    [404, {}],
    [500, { location: '/login' }],
    [400, { location: '/login' }],
    [100, { location: '/login' }],
    [500, { 'cf-cache-status': 'MISS', age: '0' }],
  ])('%i with %j needs no hint', (code, headers) => {
    expect(judge({ status: code, headers }).reason).toMatch(/expected 200-299; no body$/)
  })
})

describe('an answer of somebody in front of the service', () => {
  it.each([
    [429, {}, 'a rate limiter refuses the probe'],
    [429, { 'retry-after': '30' }, 'a rate limiter refuses the probe'],
    [407, {}, 'a proxy asks for credentials'],
    [511, {}, 'a network asks for a login'],
    [403, { 'cf-mitigated': 'challenge' }, 'Cloudflare stopped the probe (cf-mitigated: challenge)'],
    [403, { 'cf-mitigated': 'block' }, 'Cloudflare stopped the probe (cf-mitigated: block)'],
    [503, { 'cf-mitigated': 'challenge' }, 'Cloudflare stopped the probe'],
    [202, { 'x-amzn-waf-action': 'challenge' }, 'AWS WAF stopped the probe (x-amzn-waf-action: challenge)'],
    [405, { 'x-amzn-waf-action': 'captcha' }, 'AWS WAF stopped the probe (x-amzn-waf-action: captcha)'],
    [429, { 'x-vercel-mitigated': 'challenge' }, 'the Vercel Firewall stopped the probe'],
    [403, { 'x-sucuri-block': '12' }, 'the Sucuri Firewall stopped the probe'],
    [200, { 'cf-mitigated': 'challenge' }, 'Cloudflare stopped the probe'],
    [403, { server: 'AkamaiGHost' }, 'Akamai refuses the probe'],
    [403, { 'x-ratelimit-remaining': '0', 'retry-after': '9' }, 'a rate limiter refuses the probe'],
    [503, { 'ratelimit-remaining': '0' }, 'a rate limiter refuses the probe'],
    [503, { ratelimit: '"default";r=0;t=9' }, 'a rate limiter refuses the probe'],
    [503, { ratelimit: 'limit=10, remaining=0, reset=9' }, 'a rate limiter refuses the probe'],
  ])('%i with %j is an error', (status, headers, text) => {
    const { result, reason } = judge({ status, headers, body: { status: 'down', version: 'v1' } })
    expect(result).toBe('error')
    expect(reason).toContain(`answered ${status}, which says nothing about the service: ${text}`)
  })

  it.each([
    [403, { server: 'cloudflare' }, 'error code: 1020', 'error'],
    [403, { server: 'cloudflare' }, '<title>Access denied</title> Error code 1010', 'error'],
    [403, { server: 'cloudflare' }, 'no access', 'fail'],
    [503, { server: 'cloudflare' }, 'error code: 502', 'fail'],
    [403, { server: 'nginx' }, 'error code: 1020', 'fail'],
    [403, {}, '<iframe src="/_Incapsula_Resource?CWUDNSAI=27">', 'error'],
    [503, { server: 'AkamaiGHost' }, '', 'fail'],
    [403, { 'x-ratelimit-remaining': '7' }, '', 'fail'],
    [500, { 'x-ratelimit-remaining': '0' }, '', 'fail'],
    [200, { 'x-ratelimit-remaining': '0' }, '', 'pass'],
    [503, { ratelimit: '"default";r=5;t=0' }, '', 'fail'],
  ])('%i with %j and the body %j is a %s', (status, headers, body, result) => {
    expect(judge({ status, headers, body }).result).toBe(result)
  })

  it.each([
    [429, {}, [{ from: 429, to: 429 }], 'pass'],
    [429, {}, [{ from: 200, to: 499 }], 'pass'],
    [202, { 'x-amzn-waf-action': 'challenge' }, [{ from: 202, to: 202 }], 'pass'],
    [202, { 'x-amzn-waf-action': 'challenge' }, [{ from: 200, to: 299 }], 'error'],
    [429, {}, [{ from: 200, to: 200 }], 'error'],
    [401, {}, [{ from: 200, to: 299 }], 'fail'],
    [403, {}, [{ from: 200, to: 299 }], 'fail'],
    [403, { 'cf-mitigated': '' }, [{ from: 200, to: 299 }], 'fail'],
    [503, { 'retry-after': '30' }, [{ from: 200, to: 299 }], 'fail'],
  ] as const)('%i with %j, expected %j, is a %s', (status, headers, expected, result) => {
    expect(judge({ status, headers }, { status: expected }).result).toBe(result)
  })
})

describe('an answer that reports itself unhealthy', () => {
  const WORDS = [
    'unhealthy',
    'down',
    'error',
    'fail',
    'failed',
    'failing',
    'critical',
    'red',
    'out_of_service',
    'unavailable',
    'false',
    'NOT_SERVING',
    'not ok',
    'NOK',
    'KO',
    'not healthy',
    'failure',
    'Service Unavailable',
    'major_outage',
  ]
  const FIELDS = ['status', 'state', 'health', 'healthy', 'ok', 'success']

  it.each(WORDS)('%s is a fail in a field and as the whole text', (word) => {
    for (const body of [{ status: word }, word, ` ${word.toUpperCase()}\n`, JSON.stringify(word)]) {
      expect([body, judge({ body }).result]).toEqual([body, 'fail'])
    }
  })

  it.each(FIELDS)('the field %s is read', (field) => {
    const { result, reason } = judge({ body: { [field]: 'down' } })
    expect(result).toBe('fail')
    expect(reason).toContain(`answered 200, but the answer reports itself unhealthy: ${field} is "down"`)
  })

  it.each([
    [{ status: 'DOWN' }],
    [{ Status: 'Unhealthy' }],
    [{ status: ' error ' }],
    [{ status: 'OUT OF SERVICE' }],
    [{ status: 'out-of-service' }],
    [{ healthy: false }],
    [{ ok: false }],
    [{ success: false, status: 'ok' }],
    [{ healthy: 'False' }],
    [{ ok: true, status: 'down' }],
    [{ status: 'degraded', healthy: false }],
    ['false'],
  ])('%j is a fail', (body) => {
    expect(judge({ body }).result).toBe('fail')
  })

  it.each([
    [{ status: 'ok' }],
    [{ status: 'failover-ready' }],
    [{ status: 'redis' }],
    [{ healthy: true }],
    [{ healthy: 0 }],
    [{ status: null }],
    [{ status: { db: 'down' } }],
    [{ status: ['down'] }],
    [{ checks: { status: 'down' } }],
    [{ error: 'down' }],
    [[{ status: 'down' }]],
    ['the database is down'],
    ['status: down'],
    ['null'],
    ['0'],
  ])('%j is none', (body) => {
    expect(judge({ body })).toEqual({ result: 'pass', version: undefined, warnings: [] })
  })

  it.each(['degraded', 'WARN', 'warning', 'yellow', 'partially available', 'partial', 'impaired'])(
    '%s passes, with a warning',
    (word) => {
      const { result, warnings } = judge({ body: { status: word } })
      expect([result, warnings]).toEqual([
        'pass',
        [`the answer reports itself degraded: status is ${JSON.stringify(word)}`],
      ])
      expect(judge({ body: word }).warnings).toHaveLength(1)
    },
  )

  it('is one for a 2xx only: another expected status has said so already', () => {
    const status = [{ from: 503, to: 503 }]
    expect(judge({ status: 503, body: { status: 'down' } }, { status }).result).toBe('pass')
  })

  it('is left to a condition on that field, and only on that', () => {
    const body = { status: 'down' }
    const conditions = (field: string) => ({
      conditions: [condition(`body.${field} == "down"`, true, field)],
    })
    expect(judge({ body }, conditions('status')).result).toBe('pass')
    expect(judge({ body }, conditions('health')).result).toBe('fail')
    expect(judge({ body: 'down' }, { conditions: [condition('text == "down"', true, '')] }).result).toBe(
      'pass',
    )
  })
})

describe('what passes with a warning', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' }
  it.each([
    ['{"status":"ok"', json, 'the answer calls itself JSON, and its body cannot be parsed as JSON'],
    ['OK', { 'content-type': 'application/health+json' }, 'cannot be parsed as JSON'],
  ])('%j of %j', (body, headers, text) => {
    const { result, warnings } = judge({ body, headers })
    expect([result, warnings]).toEqual(['pass', [expect.stringContaining(text)]])
  })

  it.each([
    ['OK', { 'content-type': 'text/plain' }],
    ['', json],
    ['{"status":"ok"}', json],
  ])('%j of %j needs none', (body, headers) => {
    expect(judge({ body, headers }).warnings).toEqual([])
  })
})

describe('conditions', () => {
  it('must all hold, and those that do not are all named', () => {
    const conditions = [condition('a', true), condition('b', false), condition('c', false)]
    const { result, reason } = judge({}, { conditions })
    expect(result).toBe('fail')
    expect(reason).toContain('answered 200, but conditions are not met: b: status was 200; c: status was 200')
    expect(judge({}, { conditions: [condition('a', true)] }).result).toBe('pass')
  })

  it('are not asked about an answer with a wrong status', () => {
    const { reason } = judge({ status: 500 }, { conditions: [condition('b', false)] })
    expect(reason).not.toContain('b:')
  })
})

describe('the version', () => {
  const exactly = { version: { kind: 'exactly', version: 'v2' } } as const
  const otherThan = { version: { kind: 'other-than', version: 'v2' } } as const

  it.each([
    [exactly, 'v2', 'pass'],
    [exactly, ' v2\n', 'pass'],
    [exactly, 'v1', 'stale'],
    [exactly, 'V2', 'stale'],
    [otherThan, 'v2', 'stale'],
    [otherThan, 'v1', 'pass'],
    [{}, 'v1', 'pass'],
  ] as const)('%j, answered by %j, is %s', (expectations, version, result) => {
    const judgement = judge({ body: { version } }, expectations)
    expect([judgement.result, judgement.version]).toEqual([result, version.trim()])
  })

  it('that is missing is no data where a certain one is expected, and nothing otherwise', () => {
    expect(judge({ body: { build: 1 } }, exactly).result).toBe('nodata')
    expect(judge({ body: { build: 1 } }, otherThan).result).toBe('pass')
    expect(judge({ body: { build: 1 } }).result).toBe('pass')
  })

  it.each(['42', '2.0', '1.10', '20261128110512345', '1e3', '-0'])(
    '%s as a number is its own text',
    (version) => {
      const body = `{"a": 1, "version": ${version}, "b": {"version": 3}}`
      expect(judge({ body }, { version: { kind: 'exactly', version } })).toMatchObject({
        result: 'pass',
        version,
      })
      expect(judge({ body }, { version: { kind: 'exactly', version: `${version}0` } }).result).toBe('stale')
      const whole = {
        ...exactly,
        version: { kind: 'exactly', version },
        versionFrom: { kind: 'body', path: [] },
      } as const
      expect(judge({ body: version }, whole).result).toBe('pass')
    },
  )

  it.each([
    ['v2', 'pass', 'v2'],
    [' v2\n', 'pass', 'v2'],
    ['v1', 'stale', 'v1'],
    ['', 'nodata', undefined],
    ['<html>v2</html>', 'nodata', undefined],
    ['v2\nbuilt today', 'nodata', undefined],
  ])('of a plain text answer is the text: %j is %s', (body, result, version) => {
    const judgement = judge({ body }, { ...exactly, versionFrom: { kind: 'body', path: [] } })
    expect([judgement.result, judgement.version]).toEqual([result, version])
  })

  it('that will be needed is missed with a warning before the deploy, with the fields that there are', () => {
    const needed = { version: { kind: 'any', isNeeded: true } } as const
    expect(judge({ body: { status: 'ok', up: 1 } }, needed)).toMatchObject({
      result: 'pass',
      warnings: [
        'expect-version needs a version, and the answer has none where version-from points: it has no body.version, only status, up',
      ],
    })
    expect(judge({ body: { version: 'v1' } }, needed).warnings).toEqual([])
    expect(judge({ body: { status: 'ok' } }).warnings).toEqual([])
  })

  it.each([
    ['2.0', '2'],
    ['1.10', '1.1'],
    ['1e3', '1000'],
    ['20261128110512345', '20261128110512344'],
  ])('%s is not %s, and the answer says why they may look alike', (version, expected) => {
    const { result, reason } = judge(
      { body: `{"version": ${version}}` },
      { version: { kind: 'exactly', version: expected } },
    )
    expect(result).toBe('stale')
    expect(reason).toContain('(versions are compared as text, and YAML rewrites a number without quotes')
  })

  it.each([
    ['v1', 'v2'],
    ['1.2.3', '1.2.4'],
    ['1.0', '2.0'],
  ])('%s and %s do not look alike', (version, expected) => {
    const { reason } = judge({ body: { version } }, { version: { kind: 'exactly', version: expected } })
    expect(reason).not.toContain('compared as')
  })

  it('of an unhealthy answer does not make it stale', () => {
    const judgement = judge({ body: { version: 'v1', status: 'down' } }, exactly)
    expect([judgement.result, judgement.version]).toEqual(['fail', 'v1'])
    expect(judge({ status: 500, body: { version: 'v1' } }, exactly).result).toBe('fail')
    expect(
      judge({ body: { version: 'v1' } }, { ...exactly, conditions: [condition('a', false)] }).result,
    ).toBe('fail')
  })

  it('that is truncated is reported as such', () => {
    const version = { kind: 'exactly', version: '0123456789abcdef' } as const
    const { result, reason } = judge({ body: { version: '0123456' } }, { version })
    expect(result).toBe('stale')
    expect(reason).toContain('(its beginning, but versions are compared as a whole)')
    expect(judge({ body: { version: 'f00' } }, { version }).reason).not.toContain('beginning')
  })

  it.each([
    [['version'], '', 'body.version needs JSON, and the body is empty'],
    [['version'], '<!DOCTYPE html><p>Sign in', 'body.version needs JSON, and the body is HTML'],
    [['version'], 'v2', 'body.version needs JSON, and the body is not JSON'],
    [['version'], [], 'it has no body.version'],
    [['app', 'build', 0], { app: { build: [] } }, 'it has no body.app.build[0]'],
    [['app', 'build'], { app: 'v2' }, 'it has no body.app.build'],
    [['app', 'x'], {}, 'it has no body.app, and no other field'],
    [['a b'], { c: 1, d: 2 }, 'it has no body["a b"], only c, d'],
    [['version'], { status: 'ok' }, 'it has no body.version, only status'],
    [['toString'], {}, 'it has no body.toString, and no other field'],
    [['length'], [1], 'it has no body.length'],
    [['version'], { version: null }, 'body.version is null, not a version'],
    [['version'], { version: true }, 'body.version is true, not a version'],
    [['version'], { version: [1] }, 'body.version is a list, not a version'],
    [['version'], { version: { id: 1 } }, 'body.version is an object, not a version'],
    [['version'], { version: ' ' }, 'body.version is "", not a version'],
  ])('at %j of %j is missing: %s', (path, body, because) => {
    const { result, reason } = judge({ body }, { ...exactly, versionFrom: { kind: 'body', path } })
    expect(result).toBe('nodata')
    expect(`${reason}`).toContain(`without a version, expected version v2: ${because}`)
  })

  it.each([
    [['a', 1, 'b c'], { a: [0, { 'b c': 'v2' }] }],
    [[], '"v2"'],
    [['__proto__'], '{"__proto__":"v2"}'],
  ])('is found at %j of %j', (path, body) => {
    expect(judge({ body }, { ...exactly, versionFrom: { kind: 'body', path } }).result).toBe('pass')
  })

  it('is missing where its number stands in a body that is nested beyond measure', () => {
    const body = `{"version":2.0,"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect(judge({ body }, { version: { kind: 'exactly', version: '2.0' } })).toMatchObject({
      result: 'nodata',
      reason: expect.stringContaining('body.version is a number in a body that is nested too deep'),
    })
  })

  it('is found in a header whatever its case', () => {
    const versionFrom = { kind: 'header', name: 'X-Version' } as const
    expect(judge({ headers: { 'x-version': ' v2 ' } }, { ...exactly, versionFrom }).result).toBe('pass')
    expect(judge({ headers: { 'x-version': 'v2, v2' } }, { ...exactly, versionFrom }).result).toBe('pass')
    expect(judge({ headers: { 'x-version': 'v2, v1' } }, { ...exactly, versionFrom }).result).toBe('stale')
    const reasonFor = (headers: Record<string, string>) =>
      judge({ headers }, { ...exactly, versionFrom }).reason
    expect(reasonFor({ 'x-version': ' ' })).toContain('its header X-Version is empty')
    expect(reasonFor({ 'x-build': '7' })).toContain('it has no header X-Version, only x-build')
  })
})

describe('a body that is cut', () => {
  const exactly = { version: { kind: 'exactly', version: 'v2' } } as const

  it.each([
    ['<p>', {}, 'pass'],
    ['[{"status":', {}, 'pass'],
    [' {"status":', {}, 'pass'],
    ['<p>', exactly, 'nodata'],
  ])('%j with %j is a %s', (body, expectations, result) => {
    expect(judge({ body, isCut: true }, expectations).result).toBe(result)
  })

  it('holds no JSON, although what is left may be some', () => {
    expect(readBody('{"version":"v2"}', true)).toEqual({ text: '{"version":"v2"}', isTruncated: true })
  })

  it('is not taken for whole JSON, although its beginning is', () => {
    expect(judge({ body: '{"version":"v2"}', isCut: true }, exactly).result).toBe('nodata')
  })

  it('of JSON passes with a warning, since it may report itself unhealthy', () => {
    const headers = { 'content-type': 'application/json' }
    expect(judge({ body: '{"status":', headers, isCut: true }).warnings).toEqual([
      'the answer is JSON longer than 1 MiB, so that its own status cannot be read',
    ])
  })
})

it('HTML with a good status is reported as a page that may not be the service', () => {
  const html = '<!doctype html><title>Sign in</title>'
  const { reason } = judge(
    { body: html },
    { conditions: [condition('body.status == "ok"', false, 'status')] },
  )
  expect(reason).toContain('the body is HTML: a login page, an error page of a proxy or a single-page app')
})

it('the shown body is one line of at most 200 characters without controls', () => {
  const { reason } = judge({ status: 500, body: `a\r\n\t\u0000b\u202e\u001b[31mc\u0007${'🙂'.repeat(300)}` })
  const shown = reason?.split('body: ')[1] ?? ''
  expect(shown).toMatch(/^a b c 🙂+…$/u)
  expect(shown.length).toBeLessThanOrEqual(200)
  expect(shown.isWellFormed()).toBe(true)
})
