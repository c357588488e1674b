import { serve } from '../../demo/world/loopback.ts'
import { poll } from '../../src/core/poll.ts'
import { Secret } from '../../src/core/secret.ts'
import { createNetwork } from '../../src/http/network.ts'
import { prometheusSource } from '../../src/metrics/prometheus.ts'
import { SystemClock } from '../../src/runner/system-clock.ts'
import { findProgram } from '../examples/programs.ts'
import { freePort, RealServer } from '../support/real-server.ts'
import { QUICK, runStep } from './stage.ts'

const program = findProgram('prometheus')
if (program === undefined) console.warn('The tests with a real Prometheus are skipped: there is none.')
const describeHere = program === undefined ? describe.skip : describe

const never = new AbortController().signal
const clock = new SystemClock()

/** What the service tells its Prometheus. */
const METRICS = `# TYPE app_requests_total counter
app_requests_total{code="200"} 90
app_requests_total{code="500"} 7
app_requests_total{code="502"} 3
# TYPE app_errors gauge
app_errors 7
# TYPE app_nothing gauge
app_nothing 0
`

describeHere('a real Prometheus', () => {
  const server = new RealServer()
  let service: Awaited<ReturnType<typeof serve>>
  let url: string

  beforeAll(async () => {
    service = await serve((_, response) => {
      response.setHeader('content-type', 'text/plain; version=0.0.4')
      response.end(METRICS)
    })
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const config = [
      'global: { scrape_interval: 1s }',
      'scrape_configs:',
      `  - { job_name: app, static_configs: [{ targets: ['${new URL(service.url).host}'] }] }`,
    ]
    const args = [
      `--config.file=${server.write('prometheus.yml', config.join('\n'))}`,
      `--storage.tsdb.path=${server.folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]
    await server.start(program ?? '', args, /Server is ready to receive web requests/)
    const isScraped = async () => {
      const reading = await read('app_errors')
      return reading?.kind === 'metric' && reading.datapoints.length > 0
    }
    await poll(isScraped, { clock, intervalMs: 100, until: (is: boolean) => is }, never)
  })

  afterAll(async () => {
    await server.close()
    await service.close()
  })

  async function read(query: string) {
    const source = prometheusSource(
      'errors',
      { kind: 'prometheus', url: new Secret(url), query },
      {
        clock,
        network: createNetwork({ userAgent: 'safe-landing/test' }),
        intervalMs: 15_000,
        redact: String,
      },
    )
    const [sample] = await source.sample(never)
    return sample?.reading
  }

  it.each([
    ['app_errors', 7],
    ['sum(app_requests_total{code=~"5.."}) / sum(app_requests_total)', 0.1],
    ['1 / app_nothing', Number.POSITIVE_INFINITY],
    ['scalar(app_errors)', 7],
  ])('is asked for one value: %s', async (query, value) => {
    expect(await read(query)).toMatchObject({ kind: 'metric', datapoints: [{ value, periodMs: 15_000 }] })
  })

  it.each(['no_such_metric', 'app_nothing / app_nothing'])('has no data for %s', async (query) => {
    expect(await read(query)).toEqual({ kind: 'metric', datapoints: [] })
  })

  it.each([
    ['app_requests_total', 'the query gives 3 series, and one is needed; use an aggregation such as sum(…)'],
    [
      'app_requests_total[1m]',
      'the query gives a matrix, and one value is needed; use an aggregation such as sum(…)',
    ],
    ['sum(', /^Prometheus answered 400: .*parse error: unclosed left parenthesis/],
  ])('says what is wrong with %s', async (query, reason) => {
    const expected = typeof reason === 'string' ? reason : expect.stringMatching(reason)
    expect(await read(query)).toEqual({ kind: 'unreadable', reason: expected })
  })

  const stepWith = (trigger: string, query: string) =>
    runStep(
      {
        site: (_, response) => response.end('ok'),
        with: { ...QUICK, target: 'none', interval: '1s', 'bake-time': '30s', 'rollback-when': trigger },
      },
      () => ({ metrics: `errors: { prometheus: { url: "${url}", query: '${query}' } }` }),
    )

  it('decides about a version over its limit, and lets one under it land', async () => {
    const [over, under] = await Promise.all([
      stepWith('metric errors > 5 for 30s', 'sum(app_errors)'),
      stepWith(
        'metric errors > 0.2 for 30s',
        'sum(app_requests_total{code=~"5.."}) / sum(app_requests_total)',
      ),
    ])
    expect(over.outputs).toMatchObject({
      result: 'unhealthy',
      reason: expect.stringMatching(/^metric errors 7 > 5 for \d+s$/),
    })
    expect(under).toMatchObject({ exitCode: 0, outputs: { result: 'healthy' } })
  })
})
