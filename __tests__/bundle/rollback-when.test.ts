import type { RequestListener } from 'node:http'
import { serveJson } from '../../demo/world/json-protocol.ts'
import { type Ended, QUICK, runStep, type Stage } from './stage.ts'

const STEP = {
  ...QUICK,
  target: 'none',
  'start-period': '200ms',
  'success-threshold': '1',
  // A busy machine is late to load and to ask what reads an alarm.
  'bake-time': '10s',
  'poll-interval': '100ms',
}

interface Alarm {
  readonly state: 'OK' | 'ALARM'
  readonly changedAgoMs: number
  /** Default: MetricAlarms. */
  readonly kind?: 'MetricAlarms' | 'CompositeAlarms' | 'LogAlarms'
}

interface World {
  readonly site: RequestListener
  readonly alarm?: Alarm | undefined
  readonly inputs: (url: string) => Readonly<Record<string, string>>
}

/** `target: none` against a site and a CloudWatch of the test's own. */
async function watch({ site, alarm, inputs }: World): Promise<Ended> {
  const cloudWatch = await serveJson('GraniteServiceVersion20100801', async () => {
    if (alarm === undefined) return { status: 200, body: { MetricAlarms: [] } }
    const changedAt = (Date.now() - alarm.changedAgoMs) / 1_000
    const described = { AlarmName: 'web-5xx', StateValue: alarm.state, StateTransitionedTimestamp: changedAt }
    return { status: 200, body: { [alarm.kind ?? 'MetricAlarms']: [described] } }
  })
  const env = {
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.url,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'example-key',
    AWS_REGION: 'us-east-1',
  }
  try {
    return await runStep({ site, env, with: STEP }, ({ url }: Stage) => inputs(url))
  } finally {
    await cloudWatch.close()
  }
}

const healthy: RequestListener = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"state":"ok","load":3}')

/** Every second answer fails, so that there are never two failures in a row. */
function flapping(): RequestListener {
  let count = 0
  return (request, response) => {
    count += 1
    if (count % 2 === 0) healthy(request, response)
    else response.writeHead(503).end('busy')
  }
}

const KINDS = ['MetricAlarms', 'CompositeAlarms', 'LogAlarms'] as const

test.concurrent.each(KINDS)(
  'one of %s that goes off is the reason, with its line in the summary',
  async (kind) => {
    const result = await watch({
      site: healthy,
      alarm: { state: 'ALARM', changedAgoMs: -2_000, kind },
      inputs: (url) => ({ 'health-url': url, 'rollback-when': 'alarm web-5xx in ALARM' }),
    })
    expect(result).toMatchObject({
      exitCode: 1,
      outputs: { result: 'unhealthy', reason: 'alarm web-5xx in ALARM' },
    })
    expect(result.summary).toContain('<summary>Triggers</summary>')
  },
)

test.concurrent('an alarm that was red before is reported, and does not count', async () => {
  const result = await watch({
    site: healthy,
    alarm: { state: 'ALARM', changedAgoMs: 3_600_000 },
    inputs: (url) => ({ 'health-url': url, 'rollback-when': 'alarm web-5xx in ALARM' }),
  })
  expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' } })
  expect(result.summary).toContain('since before the deployment')
})

test.concurrent('an alarm that cannot be found is evidence of neither good nor bad health', async () => {
  const result = await watch({
    site: healthy,
    inputs: (url) => ({ 'health-url': url, 'rollback-when': 'alarm web-5xx in ALARM' }),
  })
  expect(result).toMatchObject({
    exitCode: 1,
    outputs: { result: 'inconclusive', reason: expect.stringContaining('there is no alarm web-5xx') },
  })
})

test.concurrent('an alarm that cannot be found is reported in a pull request', async () => {
  const result = await watch({
    site: healthy,
    inputs: (url) => ({ mode: 'validate', 'health-url': url, 'rollback-when': 'alarm web-5xx in ALARM' }),
  })
  expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'validated' } })
  expect(result.summary).toContain('there is no alarm web-5xx')
})

test.concurrent('a rate of failures that are never in a row', async () => {
  const result = await watch({
    site: flapping(),
    inputs: (url) => ({
      'health-url': url,
      // Longer than the samples need, since a busy machine takes fewer of them.
      'bake-time': '40s',
      'rollback-when': 'failure rate > 20% over 30s',
    }),
  })
  expect(result).toMatchObject({
    exitCode: 1,
    outputs: {
      result: 'unhealthy',
      reason: expect.stringMatching(/^failure rate \d+\/\d+ = \d\d(\.\d)?% > 20% over 30s$/),
    },
  })
})

test.concurrent('a line that only warns is shown with its figures and counted, and decides nothing', async () => {
  const result = await watch({
    site: flapping(),
    alarm: { state: 'OK', changedAgoMs: 3_600_000 },
    inputs: (url) => ({
      'health-url': url,
      'bake-time': '5s',
      'warn-when': 'failure rate > 20% over 4s\nalarm web-5xx in ALARM\nfailure rate > 90% over 4s',
    }),
  })
  expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' } })
  const warnings = result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
  const fired = warnings.filter((message) => / > \d+% over 4s$/.test(message))
  expect(fired).toEqual([expect.stringMatching(/^failure rate \d+\/\d+ = \d\d(\.\d)?% > 20% over 4s$/)])
  expect(result.outputs.warnings).toBe(String(warnings.length))
  expect(result.summary).toContain('failure rate')
})

test.concurrent('a check that only warns is named with its failures, and decides nothing', async () => {
  const site: RequestListener = (request, response) =>
    request.url === '/extra' ? response.writeHead(500).end() : healthy(request, response)
  const result = await watch({
    site,
    inputs: (url) => ({
      'health-url': url,
      retries: '2',
      checks: `- { name: extra, url: "${url}/extra", warn: true }`,
    }),
  })
  expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'healthy', warnings: '1' } })
  expect(result.annotations[1]).toMatchObject({
    level: 'warning',
    message: expect.stringMatching(/^extra never became healthy: it failed 2 times .* answered 500/),
  })
})

test.concurrent('an alarm that only warns, and one that cannot be found, roll nothing back', async () => {
  const red = { state: 'ALARM', changedAgoMs: -2_000 } as const
  for (const [alarm, expected] of [
    [red, 'alarm web-5xx in ALARM'],
    [undefined, 'there is no alarm web-5xx'],
  ] as const) {
    const result = await watch({
      site: healthy,
      alarm,
      inputs: (url) => ({ 'health-url': url, 'warn-when': 'alarm web-5xx in ALARM' }),
    })
    expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'healthy', warnings: '1' } })
    expect(result.annotations[1]).toMatchObject({
      level: 'warning',
      message: expect.stringContaining(expected),
    })
  }
})

test.concurrent('a Prometheus query, asked with its token, which is shown nowhere', async () => {
  const tokens = new Set<string | undefined>()
  const site: RequestListener = (request, response) => {
    if (!request.url?.startsWith('/api/v1/query')) return healthy(request, response)
    tokens.add(request.headers.authorization)
    response.end('{"status":"success","data":{"resultType":"scalar","result":[1,"7"]}}')
  }
  const result = await watch({
    site,
    inputs: (url) => ({
      'health-url': url,
      'bake-time': '30s',
      interval: '1s',
      'rollback-when': 'metric errors > 5 for 30s',
      metrics: `errors: { prometheus: { url: "${url}", query: errors, bearer-token: t0ken-of-prometheus } }`,
    }),
  })
  expect(result.outputs).toMatchObject({
    result: 'unhealthy',
    // One sample comes late on a busy machine.
    reason: expect.stringMatching(/^metric errors 7 > 5 for (30|45)s$/),
  })
  expect([...tokens]).toEqual(['Bearer t0ken-of-prometheus'])
  // The runner learns what to mask by being told.
  const shown = result.lines.map(({ text }) => text).filter((text) => !text.startsWith('::add-mask::'))
  expect(JSON.stringify([shown, result.summary, result.outputs])).not.toContain('t0ken')
})

test.concurrent('different checks with conditions of their own', async () => {
  const result = await watch({
    site: healthy,
    inputs: (url) => ({
      checks: [
        `- { name: api, url: "${url}/a", conditions: 'body.state == "ok"' }`,
        `- { name: load, url: "${url}/b", conditions: [body.load < 3] }`,
      ].join('\n'),
    }),
  })
  expect(result.outputs).toMatchObject({
    result: 'unhealthy',
    reason: expect.stringContaining('body.load < 3: body.load is 3'),
  })
})

test.concurrent('wrong lines are reported with their places, and no request is sent', async () => {
  let requests = 0
  const result = await watch({
    site: (request, response) => {
      requests += 1
      healthy(request, response)
    },
    inputs: (url) => ({
      'health-url': url,
      conditions: 'status == 200\nbody.state = "ok"',
      'rollback-when': 'failure rate > 5 over 2m',
      checks: '- name: a\n  urll: https://x',
    }),
  })
  expect(result.exitCode).toBe(2)
  expect(result.log).toContain('conditions: invalid value "=" on line 2, column 12')
  expect(result.log).toContain('checks: invalid value "urll" on line 2, column 3')
  expect(requests).toBe(0)
})
