import type { Baseline } from '../../../src/health/baseline.ts'
import type { Observation } from '../../../src/health/observation.ts'
import { makeTrigger } from '../../../src/health/triggers/make-trigger.ts'
import {
  type MetricReading,
  type MetricSample,
  type RunRecord,
  sampleKey,
  unreadable,
} from '../../../src/health/triggers/metric-source.ts'
import { parseTriggerLine } from '../../../src/health/triggers/parse-trigger.ts'
import type { TriggerReading, TriggerView } from '../../../src/health/triggers/trigger.ts'
import { classes, observation } from '../../support/scripted-probe.ts'

/** When the new version was in place, on the clock of a run that has been under way for a while. */
const DEPLOYED_AT_MS = 12_345_678
const MINUTE_MS = 60_000

/** Two minutes of bake time are just over. */
function ask(line: string, changes: Partial<TriggerView>): TriggerReading {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return makeTrigger(line, parsed.value).evaluate({
    nowMs: DEPLOYED_AT_MS + 2 * MINUTE_MS,
    bakeStartedAtMs: DEPLOYED_AT_MS,
    bakeEndAtMs: DEPLOYED_AT_MS + 2 * MINUTE_MS,
    deployBegunAtMs: DEPLOYED_AT_MS - MINUTE_MS,
    deployedAtMs: DEPLOYED_AT_MS,
    observations: new Map(),
    samples: [],
    ...changes,
  })
}

const startedAt = (index: number) => ({ startedAtMs: DEPLOYED_AT_MS + 1 + index * 5_000 })
const probed = (script: string): Pick<TriggerView, 'observations'> => ({
  observations: new Map([
    ['api', classes(script).map((result, index) => observation(result, startedAt(index)))],
  ]),
})
const timed = (latenciesMs: readonly number[]): Pick<TriggerView, 'observations'> => ({
  observations: new Map([
    [
      'api',
      latenciesMs.map(
        (latencyMs, index): Observation => observation('pass', { ...startedAt(index), latencyMs }),
      ),
    ],
  ]),
})

describe('a rate of failures', () => {
  const line = 'failure rate > 5% over 2m'
  test.each<[string, string, TriggerReading['state'], string]>([
    ['with none', '+'.repeat(20), 'ok', 'failure rate 0/20 = 0% ≤ 5% over 2m'],
    ['of exactly the bound', `${'+'.repeat(19)}-`, 'ok', 'failure rate 1/20 = 5% ≤ 5% over 2m'],
    [
      'of too few failures',
      `${'+'.repeat(18)}--`,
      'ok',
      'failure rate 2/20 = 10% > 5% over 2m, but fewer than 3',
    ],
    ['of three failures', `${'+'.repeat(17)}---`, 'fired', 'failure rate 3/20 = 15% > 5% over 2m'],
  ])('%s', (_, script, state, text) => {
    expect(ask(line, probed(script))).toMatchObject({ state, text })
  })

  it('of exactly the bound is enough where the line says so', () => {
    expect(ask('failure rate >= 15% over 2m', probed(`${'+'.repeat(17)}---`)).state).toBe('fired')
  })
})

describe('a window', () => {
  const probes = (count: number): Pick<TriggerView, 'observations'> => ({
    observations: new Map([
      [
        'api',
        Array.from({ length: count }, (_, index) =>
          // The first one ends exactly when the window begins.
          observation(index === 0 ? 'fail' : 'pass', { startedAtMs: DEPLOYED_AT_MS + index * 5_000 }),
        ),
      ],
    ]),
  })
  it('begins after its first moment, and ends with the last one', () => {
    expect(ask('failure rate > 1% over 2m', probes(25)).text).toBe('failure rate 0/24 = 0% ≤ 1% over 2m')
    expect(
      ask('failure rate > 1% over 2m', { ...probes(25), nowMs: DEPLOYED_AT_MS + 2 * MINUTE_MS - 1 }).text,
    ).toBe('failure rate 1/24 = 4.2% > 1% over 2m, but fewer than 3')
  })
  it.each([
    [9, 'failure rate over 2m: 9 samples, 10 are needed'],
    [10, 'failure rate 0/10 = 0% ≤ 1% over 2m'],
  ])('of %i probes', (count, text) => {
    expect(ask('failure rate > 1% over 2m', probed('+'.repeat(count))).text).toBe(text)
  })
  it.each([
    ['mean', 9, 'mean time over 2m: 9 samples, 10 are needed'],
    ['mean', 10, 'mean time 100ms ≤ 3s over 2m'],
    ['p95', 19, 'p95 time over 2m: 19 samples, 20 are needed'],
    ['p95', 20, 'p95 time 100ms ≤ 3s over 2m'],
  ])('for the %s of %i times', (statistic, count, text) => {
    const view = timed(Array<number>(count).fill(100))
    expect(ask(`${statistic} time > 3s over 2m`, view).text).toBe(text)
  })
  it.each([
    [2 * MINUTE_MS, 'fired'],
    [2 * MINUTE_MS - 1, 'pending'],
  ])('that is %i ms old has %s', (ageMs, state) => {
    const view = { ...probed('-'.repeat(20)), nowMs: DEPLOYED_AT_MS + ageMs }
    expect(ask('failure rate > 5% over 2m', view).state).toBe(state)
  })
})

describe('a metric that has not been published for long', () => {
  const at = (ageMs: number) => {
    const nowMs = DEPLOYED_AT_MS + 20 * MINUTE_MS
    // For 5m, one period of 1m and the two minutes of publishing: eight minutes after its end.
    const startedAtMs = nowMs - 9 * MINUTE_MS - ageMs
    const reading: MetricReading = {
      kind: 'metric',
      datapoints: [{ startedAtMs, periodMs: MINUTE_MS, value: 97 }],
    }
    return ask('metric cpu > 95 for 5m', {
      nowMs,
      samples: [{ signal: sampleKey('metric', 'cpu'), atMs: nowMs, reading }],
    })
  }
  it('says nothing', () => {
    expect(at(0)).toEqual({ state: 'pending', text: 'metric cpu 97 > 95 for 1m of 5m' })
    expect(at(1)).toEqual({ state: 'not-evaluable', text: 'metric cpu: no complete datapoint for 8m' })
  })
})

test('what cannot be read is said with its advice, without secrets', () => {
  const redact = (text: string) => text.replaceAll('hunter2', '***')
  expect(unreadable({ message: 'no hunter2' }, redact)).toEqual({ kind: 'unreadable', reason: 'no ***' })
  expect(unreadable({ message: 'no', hint: 'allow hunter2' }, redact)).toEqual({
    kind: 'unreadable',
    reason: 'no. allow ***',
  })
})

describe('failures in a row', () => {
  test.each<[string, TriggerReading['state'], string]>([
    ['--', 'fired', '2 of 2 consecutive failures'],
    ['+-', 'ok', '1 of 2 consecutive failures'],
    ['-+-', 'ok', '1 of 2 consecutive failures'],
    ['+-?s-', 'fired', '2 of 2 consecutive failures'],
    ['--+', 'ok', '0 of 2 consecutive failures'],
    ['', 'ok', '0 of 2 consecutive failures'],
  ])('%j', (script, state, text) => {
    expect(ask('2 consecutive failures', probed(script))).toMatchObject({ state, text })
  })
})

describe('of several checks', () => {
  const both = (api: string, web: string): Pick<TriggerView, 'observations'> => ({
    observations: new Map(
      Object.entries({ api, web }).map(([check, script]) => [
        check,
        classes(script).map((result, index) => observation(result, { check, ...startedAt(index) })),
      ]),
    ),
  })
  const [good, bad, few] = ['+'.repeat(20), '-'.repeat(20), '+']
  const early = { nowMs: DEPLOYED_AT_MS + 2 * MINUTE_MS - 1 }

  test.each<[string, string, string, Partial<TriggerView>, TriggerReading['state'], string]>([
    ['one that fires, before one that is well', good, bad, {}, 'fired', 'web'],
    ['one that is pending, before one that is well', good, bad, early, 'pending', 'web'],
    ['one that is pending, before one that cannot be evaluated', few, bad, early, 'pending', 'web'],
    ['one that cannot be evaluated, before one that is well', good, few, {}, 'not-evaluable', 'web'],
    ['the first, where all are well', good, good, {}, 'ok', 'api'],
  ])('the worst is shown: %s', (_, api, web, changes, state, check) => {
    const reading = ask('failure rate > 5% over 2m', { ...both(api, web), ...changes })
    expect(reading).toMatchObject({ state, check })
    expect(reading.text).toMatch(new RegExp(`^${check}: failure rate`))
  })
})

describe('a time beside the baseline', () => {
  const before: Baseline = {
    checks: [{ check: 'api', asked: 20, failed: 0, latenciesMs: Array(20).fill(200) }],
  }
  const of = (...groups: readonly (readonly [count: number, latencyMs: number])[]) => ({
    ...timed(groups.flatMap(([count, latencyMs]) => Array<number>(count).fill(latencyMs))),
    baseline: before,
  })

  test.each<[string, ReturnType<typeof of>, TriggerReading['state'], RegExp]>([
    [
      'that is exactly at the bound',
      of([20, 300]),
      'ok',
      /^p95 time 300ms ≤ 150% of baseline 200ms \(n = 20 and 20/,
    ],
    ['that is over it', of([20, 301]), 'fired', /^p95 time 301ms > 150% of baseline 200ms \(n = 20 and 20/],
    [
      'whose tail alone is over it, by as many answers as may be chance',
      of([14, 100], [4, 298], [2, 320]),
      'ok',
      /^p95 time 320ms > 150% of baseline 200ms, which may be chance \(n = 20 and 20, p = 0\.2642\)$/,
    ],
    [
      'whose tail alone is over it, by more answers than that',
      of([15, 100], [5, 320]),
      'fired',
      /^p95 time 320ms > 150% of baseline 200ms \(n = 20 and 20, p = 0\.0026\)$/,
    ],
  ])('%s', (_, world, state, text) => {
    const reading = ask('p95 time > 150% of baseline', world)
    expect(reading).toMatchObject({ state, text: expect.stringMatching(text) })
  })

  it('that a few slow answers draw up proves nothing of a mean, which has no tail', () => {
    expect(ask('mean time > 150% of baseline', of([17, 150], [3, 3_000]))).toMatchObject({
      state: 'ok',
      text: expect.stringMatching(/^mean time 578ms > 150% of baseline 200ms, which may be chance/),
    })
  })
})

describe('a metric', () => {
  const view = (points: readonly (readonly [minute: number, value: number])[]): Partial<TriggerView> => {
    const datapoints = points.map(([minute, value]) => ({
      startedAtMs: DEPLOYED_AT_MS + minute * MINUTE_MS,
      periodMs: MINUTE_MS,
      value,
    }))
    const nowMs = DEPLOYED_AT_MS + 12 * MINUTE_MS
    return {
      nowMs,
      samples: [{ signal: sampleKey('metric', 'cpu'), atMs: nowMs, reading: { kind: 'metric', datapoints } }],
    }
  }

  test.each<[string, readonly (readonly [number, number])[], TriggerReading['state'], string]>([
    [
      'without a gap',
      [
        [7, 97],
        [8, 97],
        [9, 97],
        [10, 97],
        [11, 97],
      ],
      'fired',
      'metric cpu 97 > 95 for 5m',
    ],
    [
      'with one datapoint missing',
      [
        [7, 97],
        [9, 97],
        [10, 97],
        [11, 97],
      ],
      'fired',
      'metric cpu 97 > 95 for 5m',
    ],
    [
      'with two missing',
      [
        [7, 97],
        [10, 97],
        [11, 97],
      ],
      'pending',
      'metric cpu 97 > 95 for 2m of 5m',
    ],
    [
      'at the bound',
      [
        [10, 97],
        [11, 95],
      ],
      'ok',
      'metric cpu 95, not > 95',
    ],
    ['below one, to three digits', [[11, 0.123456]], 'ok', 'metric cpu 0.123, not > 95'],
    ['above one, to one digit', [[11, 1.23456]], 'ok', 'metric cpu 1.2, not > 95'],
  ])('%s', (_, points, state, text) => {
    expect(ask('metric cpu > 95 for 5m', view(points))).toEqual({ state, text })
  })
})

describe('an alarm', () => {
  const name = 'a'.repeat(101)
  const shown = `${'a'.repeat(99)}…`
  test.each([
    ['ok', `alarm ${shown} is OK`],
    ['alarm', `alarm ${shown} in ALARM`],
    ['insufficient-data', `alarm ${shown} has no data`],
  ] as const)('with a long name that is %s is named by its beginning', (state, text) => {
    const reading: MetricReading = { kind: 'alarm', state, changedAtMs: DEPLOYED_AT_MS }
    const samples = [{ signal: sampleKey('alarm', name), atMs: DEPLOYED_AT_MS, reading }]
    expect(ask(`alarm ${name} in ALARM`, { samples }).text).toBe(text)
  })
})

describe('the runs of a workflow', () => {
  const run = (succeeded: boolean, durationMs = MINUTE_MS, isOfThisDeploy = false): RunRecord => ({
    id: '1',
    succeeded,
    durationMs,
    isOfThisDeploy,
  })
  /** As they were at each poll. */
  const polled = (...lists: readonly (readonly RunRecord[])[]) => ({
    samples: lists.map(
      (runs, index): MetricSample => ({
        signal: sampleKey('runs'),
        atMs: DEPLOYED_AT_MS + index * 15_000,
        reading: { kind: 'runs', runs },
      }),
    ),
  })
  const good = Array.from({ length: 10 }, () => run(true))
  const bad = [...good.slice(1), run(false, MINUTE_MS, true)]

  it.each([
    [4, 'not-evaluable', 'run duration in the baseline: 4 samples, 5 are needed'],
    [5, 'ok', 'run duration 1m ≤ 150% of baseline 1m'],
  ])('%i earlier ones', (count, state, text) => {
    const runs = [...good.slice(0, count), run(true, MINUTE_MS, true)]
    expect(ask('run duration > 150% of baseline', polled(runs))).toEqual({ state, text })
  })

  it('of which none is of this deployment say nothing of how long it takes', () => {
    expect(ask('run duration > 150% of baseline', polled(good))).toEqual({
      state: 'not-evaluable',
      text: 'run duration: no run of this deployment has ended yet',
    })
  })

  it('that failed are no measure of how long one takes, and the latest of this deployment is', () => {
    const runs = [
      ...good.slice(0, 5),
      run(false, 9 * MINUTE_MS),
      run(true, 9 * MINUTE_MS, true),
      run(false, MINUTE_MS, true),
    ]
    const line = 'run duration > 150% of baseline'
    expect(ask(line, polled([run(true, 9 * MINUTE_MS)], runs))).toEqual({
      state: 'ok',
      text: 'run duration 1m ≤ 150% of baseline 1m',
    })
  })

  it.each([
    [9, 'not-evaluable', 'run success rate: 9 runs, 10 are needed'],
    [10, 'ok', 'run success rate 10/10 = 100% ≥ 95% over 10 runs'],
  ])('%i for a rate over ten', (count, state, text) => {
    expect(ask('run success rate < 95% over 10 runs', polled(good.slice(0, count)))).toEqual({ state, text })
  })

  it('that failed before this deployment do not count against it', () => {
    const runs = [...good.slice(1), run(false)]
    expect(ask('run success rate < 95% over 10 runs', polled(runs))).toEqual({
      state: 'ok',
      text: 'run success rate 9/10 = 90% < 95% over 10 runs, but no run of this deployment failed',
    })
    expect(ask('run success rate < 95% over 10 runs', polled([run(false, 1, true), ...good]))).toMatchObject({
      state: 'ok',
    })
  })

  it('are judged as they are at the last poll', () => {
    const line = 'run success rate < 95% over 10 runs'
    expect(ask(line, polled(good, bad))).toEqual({
      state: 'fired',
      text: 'run success rate 9/10 = 90% < 95% over 10 runs',
    })
    expect(ask(line, polled(bad, good))).toEqual({
      state: 'ok',
      text: 'run success rate 10/10 = 100% ≥ 95% over 10 runs',
    })
  })

  test.each<[string, RunRecord, RunRecord, TriggerReading['state'], string]>([
    ['as long as ever', run(true), run(true, MINUTE_MS, true), 'ok', 'run duration 1m ≤ 150% of baseline 1m'],
    [
      'exactly at the bound',
      run(true),
      run(true, 90_000, true),
      'ok',
      'run duration 1m30s ≤ 150% of baseline 1m',
    ],
    [
      'longer than that',
      run(true),
      run(true, 91_000, true),
      'fired',
      'run duration 1m31s > 150% of baseline 1m',
    ],
    [
      'longer, though not than an earlier one',
      run(true, 91_000),
      run(true, 91_000, true),
      'ok',
      'run duration 1m31s > 150% of baseline 1m, but an earlier run took longer',
    ],
  ])('of which the last one takes %s', (_, earlier, latest, state, text) => {
    expect(ask('run duration > 150% of baseline', polled([...good, earlier, latest]))).toEqual({
      state,
      text,
    })
  })
})
