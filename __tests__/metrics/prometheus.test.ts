import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import { Secret } from '../../src/core/secret.ts'
import { createNetwork } from '../../src/http/network.ts'
import type { PrometheusMetric } from '../../src/inputs/config.ts'
import { prometheusSource } from '../../src/metrics/prometheus.ts'
import { FakeClock } from '../support/fake-clock.ts'

const never = new AbortController().signal
const QUERY = 'sum(rate(http_requests_total{code=~"5.."}[1m])) / 3'

let server: LoopbackServer
let requests: { url: string; authorization: string | undefined }[] = []
let respond: (response: ServerResponse, request: IncomingMessage) => void

beforeAll(async () => {
  server = await serve((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization })
    respond(response, request)
  })
})
afterAll(() => server.close())
beforeEach(() => {
  requests = []
})

const clock = new FakeClock(90_000)

function source(overrides: Partial<PrometheusMetric> = {}, url = server.url) {
  const metric: PrometheusMetric = { kind: 'prometheus', url: new Secret(url), query: QUERY, ...overrides }
  return prometheusSource('errors', metric, {
    clock,
    network: createNetwork({ userAgent: 'safe-landing/test' }),
    intervalMs: 15_000,
    redact: (text) => text.replaceAll('s3cret', '***'),
  })
}

async function read(overrides?: Partial<PrometheusMetric>, url?: string) {
  const [look] = await clock.whileBusy(source(overrides, url).sample(never))
  return look?.reading
}

function answer(body: unknown, status = 200): void {
  respond = (response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

const vector = (...values: readonly string[]) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: values.map((value) => ({ metric: {}, value: [1_767_268_807.781, value] })),
  },
})
const scalar = (value: string) => ({
  status: 'success',
  data: { resultType: 'scalar', result: [1_767_268_807.781, value] },
})

describe('a query', () => {
  test.each([
    [vector('0.25'), [0.25]],
    [scalar('97'), [97]],
    [vector('+Inf'), [Number.POSITIVE_INFINITY]],
    [vector('1e-3'), [0.001]],
    [vector(), []],
    [vector('NaN'), []],
    [scalar('NaN'), []],
  ])('%j gives the values %j', async (body, values) => {
    answer(body)
    expect(await read()).toEqual({
      kind: 'metric',
      datapoints: values.map((value) => ({ startedAtMs: 75_000, periodMs: 15_000, value })),
    })
  })

  it('is sent to the API below the address, whole', async () => {
    answer(vector('1'))
    await read({}, `${server.url}/tenant/?key=s3cret`)
    await read({}, `${server.url}/api/v1`)
    const urls = requests.map(({ url }) => new URL(url, server.url))
    expect(urls.map(({ pathname }) => pathname)).toEqual(['/tenant/api/v1/query', '/api/v1/query'])
    expect(urls[0]?.searchParams.get('query')).toBe(QUERY)
    expect(urls[0]?.searchParams.get('key')).toBe('s3cret')
  })

  it('carries bearer or basic authorization', async () => {
    answer(vector('1'))
    await read({ auth: { kind: 'bearer', token: new Secret('t0ken') } })
    await read({ auth: { kind: 'basic', user: 'me', password: new Secret('pass:wörd') } })
    expect(requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer t0ken',
      `Basic ${Buffer.from('me:pass:wörd').toString('base64')}`,
    ])
  })
})

describe('what cannot be read', () => {
  test.each([
    [vector('1', '2'), 200, 'the query gives 2 series, and one is needed; use an aggregation such as sum(…)'],
    [
      { status: 'success', data: { resultType: 'matrix', result: [] } },
      200,
      'the query gives a matrix, and one value is needed; use an aggregation such as sum(…)',
    ],
    [
      { status: 'error', errorType: 'bad_data', error: 'parse error: s3cret' },
      400,
      'Prometheus answered 400: parse error: ***',
    ],
    [{}, 401, 'Prometheus answered 401. Check bearer-token, or username and password, in metrics'],
    ['<html>Sign in</html>', 200, 'Prometheus answered 200: <html>Sign in</html>'],
    ['upstream gone', 502, 'Prometheus answered 502: upstream gone'],
    [
      { status: 'success' },
      200,
      'the query gives nothing, and one value is needed; use an aggregation such as sum(…)',
    ],
    [
      { status: 'success', data: { resultType: 'scalar', result: [1] } },
      200,
      'Prometheus answered without a value',
    ],
    [
      { status: 'success', data: { resultType: 'vector', result: [null] } },
      200,
      'Prometheus answered without a value',
    ],
  ])('%j with %d', async (body, status, reason) => {
    answer(body, status)
    expect(await read()).toEqual({ kind: 'unreadable', reason })
  })

  it('a connection that breaks', async () => {
    respond = (response) => response.socket?.destroy()
    expect(await read()).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(/connection/) })
  })

  it('ends with the job', async () => {
    const cancel = new AbortController()
    respond = () => cancel.abort(new Error('cancelled'))
    await expect(clock.whileBusy(source().sample(cancel.signal))).rejects.toThrow('cancelled')
  })
})
