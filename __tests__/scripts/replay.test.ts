import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunEvent } from '../../src/run/event.ts'
import { observation } from '../support/scripted-probe.ts'

const script = fileURLToPath(new URL('../../scripts/replay.ts', import.meta.url))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Exit code and output of the real program. */
async function run(report: unknown, ...options: readonly string[]): Promise<string> {
  const path = join(folder, 'report.json')
  await writeFile(path, typeof report === 'string' ? report : JSON.stringify(report))
  return await new Promise((resolve) => {
    execFile(process.execPath, ['--no-warnings', script, path, ...options], (error, stdout, stderr) => {
      resolve(`${error?.code ?? 0}\n${stdout}${stderr}`.trim())
    })
  })
}

const settings = {
  checks: [{ name: 'api', required: true }],
  intervalMs: 5_000,
  startPeriodMs: 120_000,
  successThreshold: 3,
  bakeTimeMs: 120_000,
  retries: 3,
  rolloutTimeoutMs: 900_000,
}

function report(script: string) {
  const events: RunEvent[] = [
    { atMs: 0, kind: 'stage-started', stage: 'verification' },
    ...[...script].map((sign, index): RunEvent => {
      const startedAtMs = index * 5_000
      const seen = observation(sign === '+' ? 'pass' : 'fail', { startedAtMs, latencyMs: 20 })
      return { atMs: startedAtMs + 20, kind: 'observed', stage: 'verification', observation: seen }
    }),
    {
      atMs: 25_020,
      kind: 'judged',
      stage: 'verification',
      verdict: { kind: 'unhealthy', reason: 'api failed\u001b[2J 3 times' },
    },
  ]
  return { schemaVersion: 1, context: { settings }, outcome: { result: 'rolled-back' }, events }
}

it('judges a report again', async () => {
  expect(await run(report('+++---'))).toBe(
    [
      '0',
      'settings  interval 5s, start-period 2m, success-threshold 3, retries 3, bake-time 2m',
      'recorded  unhealthy after 25s: api failed [2J 3 times',
      'replayed  unhealthy after 25s: api failed 3 times in a row: status 503, expected 200-299',
    ].join('\n'),
  )
})

it('judges a report with other settings', async () => {
  const options = [
    '--set',
    'retries=5',
    '--set',
    'bake-time=1m',
    '--set',
    'rollback-when=failure rate > 5% over 50s',
  ]
  expect(await run(report(`+++---${'+'.repeat(20)}`), ...options)).toBe(
    [
      '0',
      'settings  interval 5s, start-period 2m, success-threshold 3, retries 5, bake-time 1m',
      'recorded  unhealthy after 25s: api failed [2J 3 times',
      'replayed  unhealthy after 1m: failure rate 3/10 = 30% > 5% over 50s',
      'trigger   fired: failure rate 3/10 = 30% > 5% over 50s',
    ].join('\n'),
  )
})

it('judges what the platform itself was asked, which no setting names', async () => {
  const { events, ...rest } = report('+++---')
  const ofEcs = events.map((event) =>
    event.kind === 'observed' ? { ...event, observation: { ...event.observation, check: 'ECS web' } } : event,
  )
  const told = { ...rest, context: { settings: { ...settings, checks: [] } }, events: ofEcs }
  expect(await run(told)).toMatch(/replayed {2}unhealthy after 25s: ECS web failed 3 times in a row/)
})

it('knows an infinite value of a metric, for which JSON has no number', async () => {
  const point = { startedAtMs: 20_000, periodMs: 15_000, value: Number.POSITIVE_INFINITY }
  const looks = [15_000, 30_000, 45_000].map(
    (startedAtMs): RunEvent => ({
      atMs: startedAtMs + 15_000,
      kind: 'metrics-sampled',
      stage: 'verification',
      samples: [
        {
          signal: 'metric ratio',
          atMs: startedAtMs + 15_000,
          reading: { kind: 'metric', datapoints: [{ ...point, startedAtMs }] },
        },
      ],
    }),
  )
  const told = report('+++++++++++++++')
  const events = [...told.events, ...looks].toSorted((a, b) => a.atMs - b.atMs)
  const line = 'metric ratio > 1 for 30s'
  expect(await run({ ...told, events }, '--set', `rollback-when=${line}`)).toMatch(
    /replayed {2}unhealthy after 45s: metric ratio Infinity > 1 for 30s/,
  )
})

it('says when the recording is too short', async () => {
  expect(await run(report('+++++'))).toMatch(
    /replayed {2}no verdict: the recording ends after 25s, while baking/,
  )
})

test.each<[unknown, string[], RegExp]>([
  ['{', [], /^2\nsafe-landing: the report is not JSON: /],
  [{}, [], /^2\nsafe-landing: this is not a JSON report of Safe Landing/],
  [{ ...report('+'), schemaVersion: 3 }, [], /^2\nsafe-landing: the report has schema version 3/],
  [
    { ...report('+'), events: [] },
    [],
    /^2\nsafe-landing: nothing was observed in this run, which ended as rolled-back/,
  ],
  [
    report('+'),
    ['--set', 'retires=5'],
    /^2\nsafe-landing: --set retires=5: expected one of .*; did you mean retries\?/,
  ],
  [
    report('+'),
    ['--set', 'bake-time=5'],
    /^2\nsafe-landing: --set bake-time=5: expected a duration .* A unit is needed/,
  ],
  [
    report('+'),
    ['--set', 'interval=1s'],
    /^2\nsafe-landing: interval: the recording has a probe every 5000ms/,
  ],
  [
    report('+'),
    ['--set', 'rollback-when=failure rate > 5 over 2m'],
    /^2\nsafe-landing: rollback-when, .* at column 16: expected a percentage/,
  ],
  [report('+'), ['--sett', 'x'], /^2\n/],
])('%j with %j is refused', async (given, options, message) => {
  expect(await run(given, ...options)).toMatch(message)
})
