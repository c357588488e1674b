import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { putTogether } from '../../src/cli/recording.ts'
import { renderJsonReport, SCHEMA_VERSION } from '../../src/report/json-report.ts'
import type { RunEvent } from '../../src/run/event.ts'
import { replay } from '../../src/run/replay.ts'
import { healthPolicy } from '../support/policy.ts'
import { observation } from '../support/scripted-probe.ts'
import { inProgress } from '../support/scripted-watch.ts'
import { RECORDS } from './records.ts'
import { contextOf, STORIES, tellStory } from './stories.ts'

const SCHEMA: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../docs/report.schema.json'), 'utf8'),
)

/** The schema lets readers ignore what they do not know; here, whatever it does not name is a gap in it. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)] as const)
  return Object.fromEntries('properties' in schema ? [...entries, ['additionalProperties', false]] : entries)
}

const ajv = new Ajv({ allErrors: true, strict: true, formats: { 'date-time': true } })
const check = ajv.compile(closed(SCHEMA) as object)

function problems(json: string): unknown[] {
  return check(JSON.parse(json)) ? [] : (check.errors ?? [])
}

const plan = {
  from: 'web:42',
  to: 'web:41',
  toVersion: 'v1',
  actor: 'us',
  handsOff: true,
  evidence: ['a'],
  steps: ['b'],
  unknowns: ['c'],
  manual: ['d'],
} as const // prettier-ignore
const run = { id: '1', url: 'https://github.com/o/r/actions/runs/1' }
const tasks = [{ id: 'a', reason: 'exit code 1' }]
const gate = { id: 'ecs-pause-1', stage: 'POST_TEST_TRAFFIC_SHIFT', otherwise: 'ECS rolls it back' }
const open = { service: 'web', gate, traffic: 'nothing' } as const

/** One of every kind and of every form that it has. */
const EVENTS: readonly RunEvent[] = [
  { atMs: 0, kind: 'stage-started', stage: 'baseline' },
  {
    atMs: 0,
    kind: 'compared-with',
    stage: 'verification',
    baseline: {
      checks: [{ check: 'api', asked: 10, failed: 1, latenciesMs: [1, 2.5], version: 'v1', reason: 'x' }],
    },
  },
  ...(['pass', 'fail', 'stale', 'error', 'nodata'] as const).map(
    (result): RunEvent => ({
      atMs: 1.5,
      kind: 'observed',
      stage: 'recovery',
      observation: {
        ...observation(result, { startedAtMs: -3 }),
        answer: {
          url: 'https://a.example',
          address: '127.0.0.1:1',
          status: 200,
          version: 'v',
          bodyHead: '{}',
        },
      },
    }),
  ),
  {
    atMs: 2,
    kind: 'metrics-sampled',
    stage: 'verification',
    samples: [
      {
        signal: 'metric cpu',
        atMs: 2,
        reading: { kind: 'metric', datapoints: [{ startedAtMs: -60_000, periodMs: 60_000, value: 1 }] },
      },
      { signal: 'alarm a', atMs: 2, reading: { kind: 'alarm', state: 'insufficient-data', changedAtMs: -1 } },
      {
        signal: 'runs',
        atMs: 2,
        reading: { kind: 'runs', runs: [{ id: '1', succeeded: true, durationMs: 5, isOfThisDeploy: false }] },
      },
      { signal: 'metric mem', atMs: 2, reading: { kind: 'unreadable', reason: 'denied' } },
    ],
  },
  ...(
    [
      { kind: 'unknown', reason: 'throttled', permanent: false },
      { ...inProgress(tasks, true), detail: '1 of 2' },
      inProgress([], false, { waitsFor: { by: 'person', what: 'x', gate } }),
      { kind: 'complete', failedTasks: [], detail: '2 of 2' },
      { kind: 'failed', reason: 'x' },
      { kind: 'rolled-back', reason: 'x', to: 'web:41' },
      { kind: 'superseded', reason: 'x', by: 'web:43' },
      { kind: 'absent', reason: 'x' },
      { kind: 'unverifiable', reason: 'x' },
    ] as const
  ).map((state): RunEvent => ({ atMs: 3, kind: 'rollout-changed', service: 'web', state })),
  { atMs: 4, kind: 'platform-said', text: 'x' },
  { atMs: 4, kind: 'phase-changed', stage: 'verification', phase: 'rolling-out' },
  ...(
    [
      { kind: 'healthy', reason: 'x' },
      {
        kind: 'unhealthy',
        reason: 'x',
        check: 'api',
        firstFailure: observation('fail'),
        lastFailure: observation('fail'),
      },
      { kind: 'not-deployed', reason: 'x' },
      { kind: 'inconclusive', reason: 'x' },
      { kind: 'superseded', reason: 'x', by: 'web:43' },
      { kind: 'rolled-back-by-platform', reason: 'x', to: 'web:41' },
    ] as const
  ).map((verdict): RunEvent => ({ atMs: 5, kind: 'judged', stage: 'verification', verdict })),
  { atMs: 5, kind: 'stage-started', stage: 'test' },
  { atMs: 5, kind: 'gate-reached', gates: [open] },
  ...(
    [
      { kind: 'continued', by: 'us', how: 'x' },
      { kind: 'refused', how: 'x' },
      { kind: 'gone', how: 'x' },
    ] as const
  ).map((state): RunEvent => ({ atMs: 5, kind: 'gate-ended', gate: open, state })),
  { atMs: 6, kind: 'planned', plan },
  { atMs: 6, kind: 'rollback-started', plan },
  { atMs: 6, kind: 'rollback-progressed', text: 'x' },
  ...(
    [
      { kind: 'in-place', run },
      { kind: 'handed-off', reason: 'x', run },
      { kind: 'awaiting-approval', reason: 'x', run },
      { kind: 'superseded', reason: 'x', by: 'web:43' },
      { kind: 'guard-stopped', reason: 'x', hint: 'y' },
    ] as const
  ).map((result): RunEvent => ({ atMs: 7, kind: 'rollback-ended', result })),
  { atMs: 8, kind: 'evidence', title: 'x', lines: ['y'], links: [{ label: 'z', url: 'https://a.example' }] },
  { atMs: 8, kind: 'warned', text: 'x', hint: 'y' },
]

/** A sample is kept to a tenth of a millisecond. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'number' ? Math.round(one) : one))
}

/** A quarter of an hour with 50 checks, of which no two answers are alike. */
function manyProbes(): RunEvent[] {
  return Array.from({ length: 9_000 }, (_, index): RunEvent => {
    const startedAtMs = Math.floor(index / 50) * 5_000 + (index % 50) * 97
    const isBad = index > 8_000 && index % 3 === 0
    const body = JSON.stringify({
      status: 'ok',
      uptime: index * 7,
      request: `${index}`.padStart(32, 'a'),
      log: 'x'.repeat(120),
    })
    const reason = `GET https://a.example/${index % 50} answered 500, expected 200-299; body: ${body}`
    return {
      atMs: startedAtMs + 81.123456,
      kind: 'observed',
      stage: 'verification',
      observation: {
        check: `service-${index % 50}`,
        startedAtMs,
        endedAtMs: startedAtMs + 80.654321,
        latencyMs: 80.654321,
        result: isBad ? 'fail' : 'pass',
        ...(isBad && { reason }),
        answer: {
          url: `https://a.example/${index % 50}`,
          address: '192.0.2.1:443',
          status: isBad ? 500 : 200,
          version: 'v1',
          bodyHead: body,
        },
      },
    }
  })
}

const LONG_CHECKS = 10
const LONG_SECONDS = 5_000
/** More than what a trigger's window of a minute looks at. */
const LATEST = 60 * LONG_CHECKS
const LONG_POLICY = healthPolicy({ retries: 3, bakeTimeMs: 7_200_000, intervalMs: 1_000 })
const LONG_SETTINGS = {
  checks: Array.from({ length: LONG_CHECKS }, (_, index) => ({ name: `c${index}`, required: true })),
  intervalMs: 1_000,
}

/** Each check each second; one of them ends with three failures in a row. */
function longRun(isBad: (index: number) => boolean): RunEvent[] {
  const probes = Array.from({ length: LONG_CHECKS * LONG_SECONDS }, (_, index): RunEvent => {
    const [round, place] = [Math.floor(index / LONG_CHECKS), index % LONG_CHECKS]
    const startedAtMs = round * 1_000 + place * 100
    const isLast = place === 7 && round >= LONG_SECONDS - 3
    const result = round > 5 && (isBad(round) || isLast) ? 'fail' : 'pass'
    const seen = observation(result, { check: `c${place}`, startedAtMs, latencyMs: 3 + (index % 5) })
    return { atMs: seen.endedAtMs, kind: 'observed', stage: 'verification', observation: seen }
  })
  return [{ atMs: 0, kind: 'stage-started', stage: 'verification' }, ...probes]
}

describe('the JSON report', () => {
  it.each(STORIES)('of %s is what its schema says', async (result) => {
    expect(problems(renderJsonReport(await tellStory(result)))).toEqual([])
  })

  it('of every kind of event is what its schema says', () => {
    const outcome = {
      result: 'cancelled',
      reason: 'x',
      hint: 'y',
      evidence: ['z'],
      plan,
      run,
      promotion: { proceeded: ['x'], isPromoted: true, gates: [open], metNobody: false, testAnswers: 3 },
      timings: {},
    } as const
    expect(problems(renderJsonReport({ outcome, events: EVENTS, context: contextOf('cancelled') }))).toEqual(
      [],
    )
  })

  it('of something else is refused by its schema', async () => {
    const report = JSON.parse(renderJsonReport(await tellStory('rolled-back')))
    const broken = [
      { ...report, schemaVersion: 1 },
      { ...report, outcome: { ...report.outcome, result: 'fine' } },
      { ...report, events: [{ atMs: 0, kind: 'nonsense' }] },
      { ...report, events: [{ kind: 'platform-said', text: 'x' }] },
      { ...report, context: { ...report.context, settings: {} } },
    ]
    for (const one of broken) expect(problems(JSON.stringify(one))).not.toEqual([])
  })

  it('holds every sample, so that the run can be judged again', async () => {
    const story = await tellStory('rolled-back')
    const report = JSON.parse(renderJsonReport(story))
    expect(report.schemaVersion).toBe(SCHEMA_VERSION)
    const events = putTogether(report.events, report.probes)
    expect(events.map(({ kind }) => kind)).toEqual([...story.events].map(({ kind }) => kind))
    expect(rounded(events)).toEqual(rounded(JSON.parse(JSON.stringify(story.events))))
    expect(report.outcome.verification.assessment.checks).toEqual([
      expect.objectContaining({ check: 'api', phase: 'baking', failuresInARow: 3 }),
    ])
  })

  it('holds what GitHub has on record of the landing, and where', async () => {
    const story = await tellStory('rolled-back')
    const json = renderJsonReport({ ...story, records: RECORDS })
    expect(problems(json)).toEqual([])
    const { github } = JSON.parse(json)
    expect(github.environmentUrl).toBe('https://github.com/octo/web/deployments/production')
    expect(github).toMatchObject(JSON.parse(JSON.stringify(RECORDS)))
    const leftOut = { kind: 'left-out', why: 'Add `actions: read`' } as const
    expect(problems(renderJsonReport({ ...story, records: { pipeline: leftOut } }))).toEqual([])
    const elsewhere = { ...story.context, environment: undefined }
    expect(JSON.parse(renderJsonReport({ ...story, context: elsewhere }))).not.toHaveProperty('github')
  })

  it('of a quarter of an hour with 50 checks stays below 1 MB, and nothing that decides is lost', () => {
    const events = manyProbes()
    const outcome = { result: 'unhealthy', reason: 'x', timings: {} } as const
    const json = renderJsonReport({ outcome, events, context: contextOf('unhealthy') })
    expect(Buffer.byteLength(json)).toBeLessThan(1_000_000)
    const report = JSON.parse(json)
    const deciding = (recorded: readonly RunEvent[]) =>
      recorded.map((event) => {
        if (event.kind !== 'observed') return event
        const { check, startedAtMs, result, latencyMs = 0, answer } = event.observation
        return [
          check,
          Math.round(startedAtMs),
          result,
          Math.round(latencyMs),
          answer?.status,
          answer?.version,
        ]
      })
    expect(deciding(putTogether(report.events, report.probes))).toEqual(deciding(events))
    expect(problems(json)).toEqual([])
  })

  it.each([
    ['passes', () => false],
    ['fails now and then', (index: number) => index % 7 === 3],
    ['fails by turns', (index: number) => index % 2 === 1],
  ])('of many probes of a service that %s stays below 1 MB, and is judged again as it was', (_, isBad) => {
    const events = longRun(isBad)
    const outcome = { result: 'unhealthy', reason: 'x', timings: {} } as const
    const json = renderJsonReport({ outcome, events, context: contextOf('unhealthy') })
    expect(Buffer.byteLength(json)).toBeLessThan(1_000_000)
    expect(problems(json)).toEqual([])
    const { events: rest, probes } = JSON.parse(json)
    const recorded = putTogether(rest, probes)
    expect(recorded).toHaveLength(events.length)
    expect(rounded(recorded.slice(-LATEST))).toEqual(rounded(events.slice(-LATEST)))
    const judge = (seen: readonly RunEvent[]) => replay(LONG_POLICY, LONG_SETTINGS, seen)
    expect(judge(recorded)).toMatchObject({
      verdict: { kind: 'unhealthy', reason: expect.stringContaining('c7 failed 3 times in a row') },
      atMs: judge(events).atMs,
    })
  })

  it('keeps a bounded number of texts, however different they are', () => {
    const events = manyProbes().map((event, index): RunEvent => {
      if (event.kind !== 'observed') return event
      const words = [...`${index}`].map((digit) => 'abcdefghij'[Number(digit)]).join('')
      return {
        ...event,
        observation: { ...event.observation, result: 'fail', reason: `${words} ${'y'.repeat(400)}` },
      }
    })
    const outcome = { result: 'unhealthy', reason: 'x', timings: {} } as const
    const json = renderJsonReport({ outcome, events, context: contextOf('unhealthy') })
    expect(Buffer.byteLength(json)).toBeLessThan(1_000_000)
  })
})
