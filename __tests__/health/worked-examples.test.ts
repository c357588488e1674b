import type { HealthPolicy } from '../../src/health/assess.ts'
import type { Verification } from '../../src/run/verification.ts'
import { verify } from '../../src/run/verify.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'

interface Run {
  readonly clock: FakeClock
  readonly verification: Verification
  readonly journal: RecordingJournal
}

async function watch(
  scripts: string | readonly ScriptedProbeOf[],
  overrides: Partial<HealthPolicy> = {},
): Promise<Run> {
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const probes =
    typeof scripts === 'string' ? [new ScriptedProbe(clock, scripts)] : scripts.map((make) => make(clock))
  const verification = await verify(
    { clock, random: () => 0.5, journal, probes },
    {
      stage: 'verification',
      policy: healthPolicy(overrides),
      pollIntervalMs: 5_000,
      expected: { kind: 'any' },
    },
    new AbortController().signal,
  )
  return { clock, verification, journal }
}

type ScriptedProbeOf = (clock: FakeClock) => ScriptedProbe

function ended({ clock, verification }: Run): string {
  return `${verification.verdict.kind} at ${clock.elapsedMs(verification.endedAtMs) / 1_000}s`
}

describe('the worked examples, at an interval of 5s', () => {
  test.each<{ name: string; script: string; ends: string; policy?: Partial<HealthPolicy> }>([
    {
      name: 'A, S1: three passes end the start, and the bake lasts its time',
      script: '+',
      ends: 'healthy at 130s',
    },
    { name: 'A, S1: a longer bake', script: '+', policy: { bakeTimeMs: 300_000 }, ends: 'healthy at 310s' },
    { name: 'B, S1: failures while starting do not count', script: '------+', ends: 'healthy at 160s' },
    { name: 'C, S1: each failure after the start period counts', script: '-', ends: 'unhealthy at 100s' },
    {
      name: 'C, S1: a service that flaps from the end of the start period on',
      script: '------ ------ ------|+-',
      ends: 'unhealthy at 115s',
    },
    { name: 'D, S3, S4: a pass resets the run of failures', script: '+++ ++-+---', ends: 'unhealthy at 45s' },
    {
      name: 'F, S4: one failure in 24 is not an illness',
      script: '+++|+++++++++++-++++++++++++',
      ends: 'healthy at 130s',
    },
    {
      name: 'I, S11: never healthy by the bell',
      script: '+++ +++++++++++++++++++++++ -',
      ends: 'unhealthy at 140s',
    },
    {
      name: 'I, S11: a single failure at the bell is outlived',
      script: '+++ +++++++++++++++++++++++ -+',
      ends: 'healthy at 135s',
    },
    {
      name: 'J, S3, S12: errors do not reset a run of failures',
      script: '+++ -?-?-',
      ends: 'unhealthy at 35s',
    },
    { name: 'J, S12: five errors in a row are inconclusive', script: '+++ ?', ends: 'inconclusive at 35s' },
    {
      name: 'J, S12: errors that a pass interrupts decide nothing',
      script: '+++|????+',
      ends: 'healthy at 135s',
    },
    { name: 'J, S12: nothing but errors never is an illness', script: '?', ends: 'inconclusive at 100s' },
    { name: 'K, S2: another version breaks the run of passes', script: 'ss+s+++ +', ends: 'healthy at 150s' },
    {
      name: 'K, S2: another version during the bake decides nothing',
      script: 'ss+s+++ +s+',
      ends: 'healthy at 150s',
    },
    { name: 'K, S13: only the old version ever answers', script: 's', ends: 'not-deployed at 100s' },
    {
      name: 'K, S13: the old version comes back for good',
      script: '+++ + s',
      ends: 'not-deployed at 160s',
    },
    {
      name: 'S13: an illness beside the old version is an illness once it was seen often enough',
      script: 's-',
      policy: { startPeriodMs: 0 },
      ends: 'unhealthy at 15s',
    },
    {
      name: 'the classic five tries, thirty seconds apart: never',
      script: '-',
      policy: { startPeriodMs: 0, retries: 5, intervalMs: 30_000, successThreshold: 1, bakeTimeMs: 0 },
      ends: 'unhealthy at 120s',
    },
    {
      name: 'the classic five tries, thirty seconds apart: at the fifth',
      script: '----+',
      policy: { startPeriodMs: 0, retries: 5, intervalMs: 30_000, successThreshold: 1, bakeTimeMs: 0 },
      ends: 'healthy at 120s',
    },
    {
      name: 'S11: without a window the bell waits for retries + success-threshold intervals',
      script: '+++ +++++++++++++++++++++++ |-+-+n',
      policy: { retries: 3 },
      ends: 'healthy at 135s',
    },
    {
      name: 'S11: no data until the end of the extension is inconclusive',
      script: '+++ +++++++++++++++++++++++ n',
      ends: 'inconclusive at 160s',
    },
  ])('$name', async ({ script, ends, policy }) => {
    expect(ended(await watch(script, policy))).toBe(ends)
  })

  it('B: failures while starting are reported as observations, not as a verdict', async () => {
    const { clock, journal } = await watch('------+')
    expect(
      journal
        .of('observed')
        .slice(0, 7)
        .map(({ observation }) => observation.result),
    ).toEqual(['fail', 'fail', 'fail', 'fail', 'fail', 'fail', 'pass'])
    expect(
      journal.of('phase-changed').map(({ atMs, phase }) => `${phase} at ${clock.elapsedMs(atMs) / 1_000}s`),
    ).toEqual(['starting at 0s', 'baking at 40s'])
    expect(journal.of('judged')).toEqual([
      {
        atMs: clock.startedAtMs + 160_000,
        kind: 'judged',
        stage: 'verification',
        verdict: { kind: 'healthy', reason: 'healthy for 2m of bake time' },
      },
    ])
  })

  it('D: the verdict says how often and why, and holds the first and the last failure', async () => {
    const { clock, verification } = await watch('+++ ++-+---')
    expect(verification.verdict).toMatchObject({
      kind: 'unhealthy',
      reason: 'api failed 3 times in a row: status 503, expected 200-299',
      check: 'api',
      firstFailure: { startedAtMs: clock.startedAtMs + 35_000 },
      lastFailure: { startedAtMs: clock.startedAtMs + 45_000 },
    })
  })

  it('C: the verdict says that it never became healthy', async () => {
    const { verification } = await watch('-')
    expect(verification.verdict.reason).toBe(
      'api never became healthy: it failed 3 times after the start period of 1m30s: status 503, expected 200-299',
    )
  })
})

describe('the schedule, S14', () => {
  const startsOf = ({ clock, journal }: Run) =>
    journal.of('observed').map(({ observation }) => clock.elapsedMs(observation.startedAtMs) / 1_000)

  it('goes from start to start, whatever the probe takes', async () => {
    const run = await watch([(clock) => new ScriptedProbe(clock, '+', { latencyMs: 1_700 })], {
      bakeTimeMs: 20_000,
    })
    expect(startsOf(run)).toEqual([0, 5, 10, 15, 20, 25, 30])
  })

  it('never overlaps: a slow probe skips the points of the grid that it covered', async () => {
    const run = await watch(
      [(clock) => new ScriptedProbe(clock, '+', { latencyMs: (index) => (index === 1 ? 12_000 : 100) })],
      { bakeTimeMs: 20_000 },
    )
    expect(startsOf(run)).toEqual([0, 5, 20, 25, 30, 35, 40])
  })

  it('keeps the checks independent of each other', async () => {
    const { clock, journal } = await watch(
      [
        (clock) => new ScriptedProbe(clock, '+', { name: 'slow', latencyMs: 9_000 }),
        (clock) => new ScriptedProbe(clock, '+', { name: 'quick' }),
      ],
      { bakeTimeMs: 10_000 },
    )
    const starts = (name: string) =>
      journal
        .of('observed')
        .flatMap(({ observation }) =>
          observation.check === name ? clock.elapsedMs(observation.startedAtMs) / 1_000 : [],
        )
    expect(starts('slow')).toEqual([0, 10, 20, 30])
    expect(starts('quick')).toEqual([0, 5, 10, 15, 20, 25, 30, 35])
  })

  it('asks once at each point of the grid, also when a timer wakes a moment early', async () => {
    class HastyClock extends FakeClock {
      override sleep(durationMs: number, signal: AbortSignal): Promise<void> {
        return super.sleep(durationMs > 1 ? durationMs - 0.4 : durationMs, signal)
      }
    }
    const clock = new HastyClock()
    const journal = new RecordingJournal(clock)
    const probes = [new ScriptedProbe(clock, '+', { latencyMs: 0.1 })]
    const settings = { stage: 'verification', pollIntervalMs: 5_000, expected: { kind: 'any' } } as const
    const policy = healthPolicy({ bakeTimeMs: 20_000 })
    await verify(
      { clock, journal, probes, random: () => 0.5 },
      { ...settings, policy },
      new AbortController().signal,
    )
    const starts = journal
      .of('observed')
      .map(({ observation }) => Math.round(clock.elapsedMs(observation.startedAtMs) / 1_000))
    expect(starts).toEqual([...new Set(starts)])
  })

  it('spreads many checks over the interval, each on a grid of its own', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `check ${index}`)
    const { clock, journal } = await watch(
      names.map((name) => (clock) => new ScriptedProbe(clock, '+', { name })),
      { bakeTimeMs: 5_000 },
    )
    const starts = (name: string) =>
      journal
        .of('observed')
        .flatMap(({ observation }) =>
          observation.check === name ? clock.elapsedMs(observation.startedAtMs) : [],
        )
    expect(names.map((name) => starts(name)[0])).toEqual(names.map((_, index) => index * 250))
    for (const name of names) {
      const [first = 0, ...later] = starts(name)
      // The last one falls on the end of the bake.
      const before = later.slice(0, -1)
      expect(before).toEqual(before.map((_, index) => first + (index + 1) * 5_000))
    }
  })
})

describe('several checks: the worst wins', () => {
  const probe =
    (name: string, script: string, required = true): ScriptedProbeOf =>
    (clock) =>
      new ScriptedProbe(clock, script, { name, required })

  test.each<{ name: string; probes: readonly ScriptedProbeOf[]; ends: string }>([
    {
      name: 'one ill check is enough',
      probes: [probe('a', '+'), probe('b', '+++ -')],
      ends: 'unhealthy at 25s',
    },
    {
      name: 'an advisory check decides nothing',
      probes: [probe('a', '+'), probe('b', '-', false)],
      ends: 'healthy at 130s',
    },
    {
      name: 'the bake begins when the last one has started',
      probes: [probe('a', '+'), probe('b', '------+')],
      ends: 'healthy at 160s',
    },
    {
      name: 'failures of one do not add to those of another',
      probes: [probe('a', '+++|--+'), probe('b', '+++|--+')],
      ends: 'healthy at 130s',
    },
    {
      name: 'inconclusive waits: another check may still turn out ill',
      probes: [probe('a', '+++ ?'), probe('b', '+++ +++++ ++++ -')],
      ends: 'unhealthy at 70s',
    },
    {
      name: 'inconclusive stays, if the others are well',
      probes: [probe('a', '+++ ?'), probe('b', '+')],
      ends: 'inconclusive at 130s',
    },
    {
      name: 'a check that never started leaves the others the whole of their bake',
      probes: [probe('a', '?'), probe('b', '+'), probe('c', `${'-'.repeat(18)}+`)],
      ends: 'inconclusive at 220s',
    },
    {
      name: 'a check that never started is forgotten over one that turns out ill later',
      probes: [probe('a', '?'), probe('b', `${'+'.repeat(42)}-`), probe('c', `${'-'.repeat(18)}+`)],
      ends: 'unhealthy at 220s',
    },
    {
      name: 'not deployed says more than inconclusive',
      probes: [probe('a', '?'), probe('b', 's')],
      ends: 'not-deployed at 100s',
    },
    {
      name: 'advisory checks alone leave the bake to its time',
      probes: [probe('a', '-', false)],
      ends: 'healthy at 120s',
    },
  ])('$name', async ({ probes, ends }) => {
    expect(ended(await watch(probes))).toBe(ends)
  })
})
