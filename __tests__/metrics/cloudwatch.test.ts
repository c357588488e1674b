import { type JsonAnswer, type JsonHandler, jsonError, serveJson } from '../../demo/world/json-protocol.ts'
import type { LoopbackServer } from '../../demo/world/loopback.ts'
import type { CloudWatchMetric } from '../../src/inputs/config.ts'
import { type CloudWatchNeeds, cloudWatchSource } from '../../src/metrics/cloudwatch.ts'
import { FakeClock } from '../support/fake-clock.ts'

/** The wall clock at the start of the run, seven seconds into a minute. */
const EPOCH_MS = Date.UTC(2026, 0, 1, 12, 0, 7)
const MINUTE = 60_000
const never = new AbortController().signal
const cpu: CloudWatchMetric = {
  kind: 'cloudwatch',
  namespace: 'AWS/ECS',
  metric: 'CPUUtilization',
  stat: 'Average',
  periodMs: MINUTE,
  dimensions: [
    { name: 'ClusterName', value: 'prod' },
    { name: 'ServiceName', value: 'web' },
  ],
}

interface Call {
  readonly action: string
  readonly input: Record<string, unknown>
}

let server: LoopbackServer
let calls: Call[] = []
let answerWith: (call: Call) => JsonAnswer
const before = { ...process.env }

beforeAll(async () => {
  const handle: JsonHandler = async (action, input) => {
    const call = { action, input: input as Record<string, unknown> }
    calls.push(call)
    return answerWith(call)
  }
  server = await serveJson('GraniteServiceVersion20100801', handle)
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_CLOUDWATCH: server.url,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 's3cret',
    AWS_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1',
  })
})

afterAll(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
  await server.close()
})

beforeEach(() => {
  calls = []
})

async function look(wish: Partial<CloudWatchNeeds>, nowMs = 5 * MINUTE) {
  const source = cloudWatchSource(
    { alarms: [], metrics: [], ...wish },
    { clock: new FakeClock(nowMs), epochMs: EPOCH_MS, redact: (text) => text.replaceAll('s3cret', '***') },
  )
  return await source.sample(never)
}

const seconds = (ms: number) => ms / 1_000
const ok = (body: object): JsonAnswer => ({ status: 200, body })

describe('alarms', () => {
  const named = (alarms: readonly object[], composites: readonly object[] = []) => {
    answerWith = () => ok({ MetricAlarms: alarms, CompositeAlarms: composites })
  }

  it('are read with their real change of state, of both kinds, on the clock of the run', async () => {
    const changed = (atMs: number) => ({
      StateTransitionedTimestamp: seconds(EPOCH_MS + atMs),
      StateUpdatedTimestamp: seconds(EPOCH_MS + 200_000),
    })
    named(
      [
        { AlarmName: 'red', StateValue: 'ALARM', ...changed(-MINUTE) },
        { AlarmName: 'green', StateValue: 'OK', EvaluationState: 'PARTIAL_DATA', ...changed(MINUTE) },
        { AlarmName: 'blind', StateValue: 'INSUFFICIENT_DATA', ...changed(MINUTE) },
        { AlarmName: 'broken', StateValue: 'OK', EvaluationState: 'EVALUATION_FAILURE', ...changed(MINUTE) },
      ],
      [{ AlarmName: 'composite', StateValue: 'ALARM', ...changed(2 * MINUTE) }],
    )
    const looks = await look({ alarms: ['composite', 'red', 'green', 'blind', 'broken'] })
    expect(looks.map(({ signal, atMs, reading }) => ({ signal, atMs, ...reading }))).toEqual([
      { signal: 'alarm composite', atMs: 5 * MINUTE, kind: 'alarm', state: 'alarm', changedAtMs: 2 * MINUTE },
      { signal: 'alarm red', atMs: 5 * MINUTE, kind: 'alarm', state: 'alarm', changedAtMs: -MINUTE },
      { signal: 'alarm green', atMs: 5 * MINUTE, kind: 'alarm', state: 'ok', changedAtMs: MINUTE },
      {
        signal: 'alarm blind',
        atMs: 5 * MINUTE,
        kind: 'alarm',
        state: 'insufficient-data',
        changedAtMs: MINUTE,
      },
      {
        signal: 'alarm broken',
        atMs: 5 * MINUTE,
        kind: 'alarm',
        state: 'insufficient-data',
        changedAtMs: MINUTE,
      },
    ])
    expect(calls).toEqual([
      {
        action: 'DescribeAlarms',
        input: {
          AlarmNames: ['composite', 'red', 'green', 'blind', 'broken'],
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
          MaxRecords: 100,
        },
      },
    ])
  })

  it('of a log are alarms as any other', async () => {
    const broken = { AlarmName: 'broken', StateValue: 'OK', EvaluationState: 'EVALUATION_ERROR' }
    answerWith = () => ok({ LogAlarms: [{ AlarmName: 'errors', StateValue: 'ALARM' }, broken] })
    const samples = await look({ alarms: ['errors', 'broken'] })
    expect(samples.map(({ reading }) => reading)).toMatchObject([
      { kind: 'alarm', state: 'alarm' },
      { kind: 'alarm', state: 'insufficient-data' },
    ])
  })

  it('that do not exist are reported as such', async () => {
    named([])
    expect((await look({ alarms: ['web-5xx'] }))[0]?.reading).toEqual({
      kind: 'unreadable',
      reason: 'there is no alarm web-5xx in this account and region. Check its name and aws-region',
    })
  })

  it('are read a hundred per call', async () => {
    answerWith = ({ input }) =>
      ok({
        MetricAlarms: (input.AlarmNames as string[]).map((AlarmName) => ({ AlarmName, StateValue: 'OK' })),
      })
    const alarms = Array.from({ length: 150 }, (_, index) => `alarm-${index}`)
    const looks = await look({ alarms })
    expect(calls.map(({ input }) => (input.AlarmNames as string[]).length)).toEqual([100, 50])
    expect(looks.every(({ reading }) => reading.kind === 'alarm' && reading.state === 'ok')).toBe(true)
  })
})

describe('metrics', () => {
  /** Periods begin at whole minutes of the wall clock: 53 s after the start of the run, and so on. */
  const minute = (index: number) => EPOCH_MS - 7_000 + index * MINUTE
  const result = (points: readonly (readonly [number, number])[], overrides: object = {}) => ({
    Id: 'm0',
    Label: 'CPUUtilization',
    StatusCode: 'Complete',
    Timestamps: points.map(([index]) => seconds(minute(index))),
    Values: points.map(([, value]) => value),
    ...overrides,
  })

  it('come without the period that has not ended, on the clock of the run', async () => {
    answerWith = () =>
      ok({
        MetricDataResults: [
          result([
            [3, 60],
            [4, 97],
            [5, 12],
          ]),
        ],
      })
    const [cpuLook] = await look({ metrics: [{ name: 'cpu', source: cpu }] })
    expect(cpuLook).toEqual({
      signal: 'metric cpu',
      atMs: 5 * MINUTE,
      reading: {
        kind: 'metric',
        datapoints: [
          { startedAtMs: 3 * MINUTE - 7_000, periodMs: MINUTE, value: 60 },
          { startedAtMs: 4 * MINUTE - 7_000, periodMs: MINUTE, value: 97 },
        ],
      },
    })
    expect(calls).toEqual([
      {
        action: 'GetMetricData',
        input: {
          MetricDataQueries: [
            {
              Id: 'm0',
              ReturnData: true,
              MetricStat: {
                Metric: {
                  Namespace: 'AWS/ECS',
                  MetricName: 'CPUUtilization',
                  Dimensions: [
                    { Name: 'ClusterName', Value: 'prod' },
                    { Name: 'ServiceName', Value: 'web' },
                  ],
                },
                Period: 60,
                Stat: 'Average',
              },
            },
          ],
          StartTime: seconds(minute(0)),
          EndTime: seconds(EPOCH_MS + 5 * MINUTE),
          ScanBy: 'TimestampAscending',
        },
      },
    ])
  })

  it('are read to their last page', async () => {
    answerWith = ({ input }) =>
      input.NextToken === undefined
        ? ok({ MetricDataResults: [result([[1, 1]], { StatusCode: 'PartialData' })], NextToken: 'more' })
        : ok({ MetricDataResults: [result([[2, 2]])] })
    const [cpuLook] = await look({ metrics: [{ name: 'cpu', source: cpu }] })
    expect(cpuLook?.reading).toMatchObject({ datapoints: [{ value: 1 }, { value: 2 }] })
  })

  it('without data are no data, not an error', async () => {
    answerWith = () => ok({ MetricDataResults: [result([])] })
    expect((await look({ metrics: [{ name: 'cpu', source: cpu }] }))[0]?.reading).toEqual({
      kind: 'metric',
      datapoints: [],
    })
  })

  test.each([
    [
      result([[1, 1]], { StatusCode: 'InternalError', Messages: [{ Code: 'x', Value: 'Try later.' }] }),
      'the answer is InternalError: Try later.',
    ],
    [
      result([[1, 1]], { StatusCode: 'PartialData' }),
      'the answer is PartialData: CloudWatch did not say why',
    ],
    [result([[1, 1]], { Id: 'other' }), 'the answer is missing: CloudWatch did not say why'],
  ])('that are not complete are unreadable: %j', async (data, reason) => {
    answerWith = () => ok({ MetricDataResults: [data] })
    expect((await look({ metrics: [{ name: 'cpu', source: cpu }] }))[0]?.reading).toEqual({
      kind: 'unreadable',
      reason,
    })
  })
})

describe('errors', () => {
  it('with a permission names it, for everything that was to be read', async () => {
    const message =
      'User: arn:aws:iam::1:role/ci is not authorized to perform: cloudwatch:DescribeAlarms (s3cret)'
    answerWith = () => jsonError('AccessDeniedException', message, 403)
    const looks = await look({ alarms: ['a', 'b'] })
    expect(looks.map(({ signal, reading }) => ({ signal, ...reading }))).toEqual(
      ['alarm a', 'alarm b'].map((signal) => ({
        signal,
        kind: 'unreadable',
        reason: expect.stringMatching(
          /AWS denied cloudwatch:DescribeAlarms.*\(\*\*\*\)\. Add cloudwatch:DescribeAlarms to the policy/,
        ),
      })),
    )
  })

  it('with one of the two leaves the other', async () => {
    answerWith = ({ action }) =>
      action === 'DescribeAlarms'
        ? ok({ MetricAlarms: [{ AlarmName: 'a', StateValue: 'OK' }] })
        : jsonError('ThrottlingException', 'Rate exceeded', 400)
    const looks = await look({ alarms: ['a'], metrics: [{ name: 'cpu', source: cpu }] })
    expect(looks.map(({ reading }) => reading.kind)).toEqual(['alarm', 'unreadable'])
  })

  it('with the connection is a reading too', async () => {
    answerWith = () => 'broken connection'
    expect((await look({ alarms: ['a'] }))[0]?.reading).toMatchObject({ kind: 'unreadable' })
  })

  it('ends with the job', async () => {
    const cancel = new AbortController()
    answerWith = () => {
      cancel.abort(new Error('cancelled'))
      return 'broken connection'
    }
    const source = cloudWatchSource(
      { alarms: ['a'], metrics: [] },
      { clock: new FakeClock(), epochMs: EPOCH_MS, redact: (text) => text },
    )
    await expect(source.sample(cancel.signal)).rejects.toThrow('cancelled')
  })
})
