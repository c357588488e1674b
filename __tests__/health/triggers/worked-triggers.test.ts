import type { HealthPolicy } from '../../../src/health/assess.ts'
import type { Baseline } from '../../../src/health/baseline.ts'
import { makeTrigger } from '../../../src/health/triggers/make-trigger.ts'
import {
  type MetricReading,
  type MetricSample,
  type MetricSource,
  sampleKey,
} from '../../../src/health/triggers/metric-source.ts'
import { parseTriggerLine } from '../../../src/health/triggers/parse-trigger.ts'
import type { Trigger } from '../../../src/health/triggers/trigger.ts'
import type { Verification } from '../../../src/run/verification.ts'
import { verify } from '../../../src/run/verify.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { healthPolicy } from '../../support/policy.ts'
import { RecordingJournal } from '../../support/recording-journal.ts'
import { observation, ScriptedProbe } from '../../support/scripted-probe.ts'
import { complete, inProgress, ScriptedWatch, type WatchStep } from '../../support/scripted-watch.ts'

function trigger(line: string): Trigger {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return makeTrigger(line, parsed.value)
}

interface World {
  readonly lines: readonly string[]
  readonly script?: string
  readonly latencyMs?: number | ((index: number) => number)
  readonly policy?: Partial<HealthPolicy>
  readonly baseline?: Baseline
  readonly deployBegunAtMs?: number
  readonly rollout?: readonly WatchStep[]
  /** What each signal says, from a time on. */
  readonly samples?: Readonly<Record<string, readonly (readonly [fromMs: number, reading: MetricReading])[]>>
}

/** Times in a reading count from the beginning of the watch, too. */
function later(reading: MetricReading, byMs: number): MetricReading {
  if (reading.kind === 'metric') {
    const datapoints = reading.datapoints.map((one) => ({ ...one, startedAtMs: one.startedAtMs + byMs }))
    return { ...reading, datapoints }
  }
  return reading.kind === 'alarm' && reading.changedAtMs !== undefined
    ? { ...reading, changedAtMs: reading.changedAtMs + byMs }
    : reading
}

async function watch(
  world: World,
  clock = new FakeClock(),
  journal = new RecordingJournal(clock),
): Promise<Verification> {
  const source: MetricSource = {
    async sample() {
      return Object.entries(world.samples ?? {}).flatMap(([signal, steps]): MetricSample[] => {
        const reading = steps.findLast(([fromMs]) => fromMs <= clock.elapsedMs())?.[1]
        return reading === undefined
          ? []
          : [{ signal, atMs: clock.nowMs(), reading: later(reading, clock.startedAtMs) }]
      })
    },
  }
  const { latencyMs = 0 } = world
  return await verify(
    {
      clock,
      random: () => 0.5,
      journal,
      probes: [new ScriptedProbe(clock, world.script ?? '+', { latencyMs })],
      ...(world.samples && { metricSources: [source] }),
      ...(world.rollout && { watch: new ScriptedWatch(clock, world.rollout) }),
    },
    {
      stage: 'verification',
      policy: healthPolicy({ triggers: world.lines.map(trigger), ...world.policy }),
      pollIntervalMs: 5_000,
      expected: { kind: 'any' },
      ...(world.baseline && { baseline: world.baseline }),
      ...(world.deployBegunAtMs !== undefined && {
        deployBegunAtMs: clock.startedAtMs + world.deployBegunAtMs,
      }),
    },
    new AbortController().signal,
  )
}

async function ended(world: World): Promise<string> {
  const clock = new FakeClock()
  const { verdict, endedAtMs } = await watch(world, clock)
  return `${verdict.kind} at ${Math.round(clock.elapsedMs(endedAtMs) / 1_000)}s: ${verdict.reason}`
}

const FIVE_MINUTES = { bakeTimeMs: 300_000 }

describe('statistics of the probes', () => {
  test.each<{ name: string; world: World; ends: string }>([
    {
      name: 'E, S5: half of the answers fail, never three in a row: at the first full window',
      world: { lines: ['failure rate > 5% over 2m'], script: '+++|-+' },
      ends: 'unhealthy at 130s: failure rate 12/24 = 50% > 5% over 2m',
    },
    {
      name: 'F, S5: one failure in 24',
      world: { lines: ['failure rate > 5% over 2m'], script: `+++|${'+'.repeat(23)}-`, policy: FIVE_MINUTES },
      ends: 'healthy at 310s: healthy for 5m of bake time; 2 of 60 probes of api failed',
    },
    {
      name: 'G, S5: two failures are 8%, and two blips',
      world: { lines: ['failure rate > 5% over 2m'], script: '+++ ++-++++++-+' },
      ends: 'healthy at 130s: healthy for 2m of bake time; 2 of 24 probes of api failed',
    },
    {
      name: 'G, S5: three failures are an illness',
      world: { lines: ['failure rate > 5% over 2m'], script: '+++ ++-++++++-++-+' },
      ends: 'unhealthy at 130s: failure rate 3/24 = 12.5% > 5% over 2m',
    },
    {
      name: 'S5: what left the window does not count',
      world: {
        lines: ['failure rate > 5% over 2m'],
        script: `+++ -+-+-${'+'.repeat(22)}`,
        policy: FIVE_MINUTES,
      },
      ends: 'unhealthy at 130s: failure rate 3/24 = 12.5% > 5% over 2m',
    },
    {
      name: 'S5: errors are no samples',
      world: { lines: ['failure rate > 20% over 2m'], script: '+++|-+??' },
      ends: 'unhealthy at 130s: failure rate 6/12 = 50% > 20% over 2m',
    },
    {
      name: 'S5, S10: too few samples are not evaluable, and no illness',
      world: { lines: ['failure rate > 20% over 2m'], script: '+++|-+????' },
      ends: 'healthy at 140s: healthy for 2m of bake time; 5 of 10 probes of api failed, never 3 in a row',
    },
    {
      name: 'H, S5, S7: every answer takes 4s, for the whole window and not earlier',
      world: {
        lines: ['mean time > 3s over 5m'],
        latencyMs: 4_000,
        policy: { intervalMs: 10_000, bakeTimeMs: 300_000 },
      },
      ends: 'unhealthy at 324s: mean time 4s > 3s over 5m',
    },
    {
      name: 'S8: one slow answer in 24 is not the p95 of it',
      world: { lines: ['p95 time > 1s over 2m'], latencyMs: (index) => (index === 10 ? 4_000 : 100) },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'S8: two slow answers in 24 are',
      world: {
        lines: ['p95 time > 1s over 2m'],
        latencyMs: (index) => (index === 10 || index === 15 ? 4_000 : 100),
      },
      ends: 'unhealthy at 130s: p95 time 4s > 1s over 2m',
    },
    {
      name: 'S3: fewer consecutive failures than retries',
      world: { lines: ['2 consecutive failures'], script: '+++ +-?-' },
      ends: 'unhealthy at 30s: 2 of 2 consecutive failures',
    },
    {
      name: 'K: answers from another version during the bake',
      world: { lines: ['stale rate > 10% over 2m'], script: '+++|s+++' },
      ends: 'unhealthy at 130s: stale rate 6/24 = 25% > 10% over 2m',
    },
  ])('$name', async ({ world, ends }) => {
    expect(await ended(world)).toBe(ends)
  })

  it('E: the verdict names the check and its first and last failure', async () => {
    const clock = new FakeClock()
    const { verdict } = await watch({ lines: ['failure rate > 5% over 2m'], script: '+++|-+' }, clock)
    expect(verdict).toMatchObject({
      check: 'api',
      firstFailure: { startedAtMs: clock.startedAtMs + 15_000 },
      lastFailure: { startedAtMs: clock.startedAtMs + 125_000 },
    })
  })

  it('S10: what could not be evaluated is reported with its numbers', async () => {
    const clock = new FakeClock()
    const journal = new RecordingJournal(clock)
    const world = { lines: ['failure rate > 20% over 2m'], script: '+++|-+????' }
    const { assessment } = await watch(world, clock, journal)
    expect(journal.of('warned').map(({ text }) => text)).toEqual([
      '"failure rate > 20% over 2m" could not be evaluated: failure rate over 2m: 8 samples, 10 are needed',
    ])
    expect(assessment.triggers).toMatchObject([
      {
        line: 'failure rate > 20% over 2m',
        state: 'not-evaluable',
        text: expect.stringMatching(/^failure rate over 2m: \d samples, 10 are needed$/),
      },
    ])
  })
})

describe('a check that sends no request, and so has no times, as what ECS says of a service', () => {
  const samples = Array.from({ length: 24 }, (_, index) =>
    observation('pass', { startedAtMs: index * 5_000, latencyMs: 400 }),
  )
  const untimed = samples.map(({ latencyMs: _, ...rest }) => ({ ...rest, check: 'ECS web' }))
  const before = samples.map(() => 390)
  const view = {
    nowMs: 120_000,
    bakeStartedAtMs: 0,
    bakeEndAtMs: 120_000,
    deployBegunAtMs: 0,
    deployedAtMs: 0,
    samples: [],
    baseline: {
      checks: [
        { check: 'api', asked: 24, failed: 0, latenciesMs: before },
        { check: 'ECS web', asked: 24, failed: 0, latenciesMs: [] },
      ],
    },
  }

  test.each(['mean time > 300ms over 1m', 'mean time > 3s over 1m', 'p95 time > 150% of baseline'])(
    '%s is of the others alone',
    (line) => {
      const alone = trigger(line).evaluate({ ...view, observations: new Map([['api', samples]]) })
      const beside = new Map([
        ['ECS web', untimed],
        ['api', samples],
      ])
      expect(trigger(line).evaluate({ ...view, observations: beside })).toEqual(alone)
      expect(alone.state).not.toBe('not-evaluable')
    },
  )
})

describe('the baseline, S9', () => {
  const line = 'p95 time > 150% of baseline'
  const baseline = (latenciesMs: readonly number[]): Baseline => ({
    checks: [{ check: 'api', asked: latenciesMs.length, failed: 0, latenciesMs }],
  })
  /** Between 120 and 180 ms, p95 at 178 ms. */
  const usual = Array.from({ length: 30 }, (_, index) => 120 + index * 2)

  test.each<{ name: string; world: World; ends: string }>([
    {
      name: 'L: all answers are slower: at the first look, with 20 samples',
      world: { lines: [line], baseline: baseline(usual), latencyMs: (index) => 400 + (index % 5) * 5 },
      ends: 'unhealthy at 110s: p95 time 420ms > 150% of baseline 176ms (n = 20 and 30, p = <0.0001)',
    },
    {
      name: 'L: 12 samples on one side are not evaluable',
      world: { lines: [line], baseline: baseline(usual.slice(0, 12)), latencyMs: 400 },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'no change',
      world: { lines: [line], baseline: baseline(usual), latencyMs: (index) => 120 + (index % 30) * 2 },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'twice as slow as almost nothing is not noticed by anybody',
      world: { lines: [line], baseline: baseline(usual.map((value) => value / 10)), latencyMs: 60 },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'two slow answers of 20 may be chance',
      world: {
        lines: [line],
        baseline: baseline(usual),
        latencyMs: (index) => (index % 12 === 5 ? 900 : 140),
      },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'a fat tail that no shift of the whole would show',
      world: {
        lines: [line],
        baseline: baseline(usual),
        latencyMs: (index) => (index % 4 === 0 ? 900 : 140),
      },
      ends: 'unhealthy at 110s: p95 time 900ms > 150% of baseline 176ms (n = 20 and 30, p = 0.0026)',
    },
    {
      name: 'without a baseline it is not evaluable',
      world: { lines: [line], latencyMs: 400 },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
  ])('$name', async ({ world, ends }) => {
    expect(await ended(world)).toBe(ends)
  })
})

describe('metrics, S6', () => {
  const periodMs = 60_000
  /** What a source that publishes a minute late shows at each time. */
  const published = (valueAt: (startedAtMs: number) => number | undefined) =>
    Array.from({ length: 90 }, (_, index): readonly [number, MetricReading] => {
      const nowMs = index * 15_000
      const datapoints = Array.from({ length: 30 }, (_, back) => (back - 10) * periodMs + 7_000)
        .filter((startedAtMs) => startedAtMs + 2 * periodMs <= nowMs)
        .flatMap((startedAtMs) => {
          const value = valueAt(startedAtMs)
          return value === undefined ? [] : [{ startedAtMs, periodMs, value }]
        })
      return [nowMs, { kind: 'metric', datapoints }]
    })
  const cpu = sampleKey('metric', 'cpu')
  const policy = { bakeTimeMs: 600_000 }
  const lines = ['metric cpu > 95 for 5m']

  test.each<{ name: string; world: World; ends: string }>([
    {
      name: 'M: five of five complete periods that began after the deployment',
      world: { lines, policy, samples: { [cpu]: published(() => 97) } },
      ends: 'unhealthy at 375s: metric cpu 97 > 95 for 5m',
    },
    {
      name: 'M: one good datapoint ends the run',
      world: { lines, policy, samples: { [cpu]: published((at) => (at === 187_000 ? 20 : 97)) } },
      ends: 'unhealthy at 615s: metric cpu 97 > 95 for 5m',
    },
    {
      name: 'M: what was before the deployment does not count',
      world: { lines, policy, samples: { [cpu]: published((at) => (at < 0 ? 97 : 20)) } },
      ends: 'healthy at 610s: healthy for 10m of bake time',
    },
    {
      name: 'M: the deployment is in place when the rollout is complete',
      world: {
        lines,
        policy,
        rollout: [
          { fromMs: 0, states: { web: inProgress() } },
          { fromMs: 200_000, states: { web: complete() } },
        ],
        samples: { [cpu]: published(() => 97) },
      },
      ends: 'unhealthy at 615s: metric cpu 97 > 95 for 5m',
    },
    {
      name: 'S11: pending at the bell: the bake goes on until it is settled',
      world: {
        lines,
        policy,
        samples: { [cpu]: published((at) => (at > 300_000 && at < 600_000 ? 97 : 20)) },
      },
      ends: 'unhealthy at 675s: metric cpu 97 > 95 for 5m',
    },
    {
      name: 'S11: pending at the bell, and well again',
      world: {
        lines,
        policy,
        samples: { [cpu]: published((at) => (at > 300_000 && at < 500_000 ? 97 : 20)) },
      },
      ends: 'healthy at 675s: healthy for 10m of bake time',
    },
    {
      name: 'S10: no data is not evaluable, and no illness',
      world: { lines, policy, samples: { [cpu]: published(() => undefined) } },
      ends: 'healthy at 610s: healthy for 10m of bake time',
    },
    {
      name: 'S10: a missing datapoint does not end the run',
      world: { lines, policy, samples: { [cpu]: published((at) => (at === 187_000 ? undefined : 97)) } },
      ends: 'unhealthy at 375s: metric cpu 97 > 95 for 5m',
    },
    {
      name: 'S12: what cannot be read is inconclusive in the end, never an illness',
      world: { lines, policy, samples: { [cpu]: [[0, { kind: 'unreadable', reason: 'AccessDenied' }]] } },
      ends: 'inconclusive at 910s: metric cpu could not be read: AccessDenied',
    },
    {
      name: 'S12: unreadable for a while',
      world: {
        lines,
        policy,
        samples: {
          [cpu]: [
            ...published(() => 20).slice(0, 30),
            [450_000, { kind: 'unreadable', reason: 'Throttling' }],
            ...published(() => 20).slice(60),
          ],
        },
      },
      ends: 'healthy at 900s: healthy for 10m of bake time',
    },
  ])('$name', async ({ world, ends }) => {
    expect(await ended(world)).toBe(ends)
  })
})

describe('alarms, S16', () => {
  const key = sampleKey('alarm', 'web-5xx')
  const lines = ['alarm web-5xx in ALARM']
  const is = (state: 'ok' | 'alarm' | 'insufficient-data', changedAtMs?: number): MetricReading => ({
    kind: 'alarm',
    state,
    ...(changedAtMs === undefined ? {} : { changedAtMs }),
  })

  test.each<{ name: string; world: World; ends: string }>([
    {
      name: 'N: it goes off after the deployment: at the next look',
      world: {
        lines,
        policy: FIVE_MINUTES,
        samples: {
          [key]: [
            [0, is('ok')],
            [190_000, is('alarm', 190_000)],
          ],
        },
      },
      ends: 'unhealthy at 195s: alarm web-5xx in ALARM',
    },
    {
      name: 'N: red since yesterday does not count',
      world: { lines, samples: { [key]: [[0, is('alarm', -86_400_000)]] } },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'N: red since yesterday, once green, red again',
      world: {
        lines,
        samples: {
          [key]: [
            [0, is('alarm', -86_400_000)],
            [40_000, is('ok')],
            [80_000, is('alarm', 80_000)],
          ],
        },
      },
      ends: 'unhealthy at 90s: alarm web-5xx in ALARM',
    },
    {
      name: 'N: without data in between it was not green',
      world: {
        lines,
        samples: {
          [key]: [
            [0, is('alarm', -86_400_000)],
            [40_000, is('insufficient-data')],
            [80_000, is('alarm', 80_000)],
          ],
        },
      },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'N: red since after the deployment began, though before this step',
      world: { lines, deployBegunAtMs: -300_000, samples: { [key]: [[0, is('alarm', -60_000)]] } },
      ends: 'unhealthy at 10s: alarm web-5xx in ALARM',
    },
    {
      name: 'S2: no data is not evaluable',
      world: { lines, samples: { [key]: [[0, is('insufficient-data')]] } },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'never read: inconclusive',
      world: { lines, samples: {} },
      ends: 'inconclusive at 160s: alarm web-5xx has not been read yet',
    },
    {
      name: 'never read, several: the first line is named',
      world: { lines: ['alarm a in ALARM', 'alarm b in ALARM'], samples: {} },
      ends: 'inconclusive at 160s: alarm a has not been read yet',
    },
  ])('$name', async ({ world, ends }) => {
    expect(await ended(world)).toBe(ends)
  })
})

describe('runs of a workflow', () => {
  const run = (succeeded: boolean, isOfThisDeploy = false, durationMs = 60_000) => ({
    id: '1',
    succeeded,
    durationMs,
    isOfThisDeploy,
  })
  const of = (runs: readonly ReturnType<typeof run>[]) => ({
    [sampleKey('runs')]: [[0, { kind: 'runs', runs }] as const],
  })
  const nine = Array.from({ length: 9 }, () => run(true))
  const rate = ['run success rate < 95% over 10 runs']
  const duration = ['run duration > 150% of baseline']

  test.each<{ name: string; world: World; ends: string }>([
    {
      name: 'a failed run of this deployment',
      world: { lines: rate, samples: of([...nine, run(false, true)]) },
      ends: 'unhealthy at 10s: run success rate 9/10 = 90% < 95% over 10 runs',
    },
    {
      name: 'an earlier failure is not the fault of this deployment',
      world: { lines: rate, samples: of([run(false), ...nine.slice(1), run(true, true)]) },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'only the last ten count',
      world: { lines: rate, samples: of([run(false, true), ...nine, run(true, true)]) },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'fewer runs are not evaluable',
      world: { lines: rate, samples: of([run(false, true)]) },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'a run that takes longer than ever',
      world: { lines: duration, samples: of([...nine, run(true, true, 100_000)]) },
      ends: 'unhealthy at 10s: run duration 1m40s > 150% of baseline 1m',
    },
    {
      name: 'a run that takes long, but not longer than ever',
      world: { lines: duration, samples: of([...nine, run(true, false, 100_000), run(true, true, 100_000)]) },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
    {
      name: 'no run of this deployment yet',
      world: { lines: duration, samples: of(nine) },
      ends: 'healthy at 130s: healthy for 2m of bake time',
    },
  ])('$name', async ({ world, ends }) => {
    expect(await ended(world)).toBe(ends)
  })
})
