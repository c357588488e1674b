import { readBaseline, summariseBaseline, wasUnhealthy } from '../../src/health/baseline.ts'
import { makeTrigger } from '../../src/health/triggers/make-trigger.ts'
import { paceBaseline, takeBaseline } from '../../src/run/take-baseline.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { observation, ScriptedProbe } from '../support/scripted-probe.ts'

const never = new AbortController().signal

describe('a baseline', () => {
  it('is ten probes at the interval', async () => {
    const clock = new FakeClock()
    const probe = new ScriptedProbe(clock, '+++-+++++-', { latencyMs: 20 })
    const baseline = await takeBaseline(
      { clock, journal: new RecordingJournal(clock), probes: [probe] },
      paceBaseline(2_000, []),
      never,
    )
    expect(baseline.checks).toEqual([
      {
        check: 'api',
        asked: 10,
        failed: 2,
        latenciesMs: Array(10).fill(20),
        reason: 'status 503, expected 200-299',
      },
    ])
    expect(clock.elapsedMs()).toBe(18_020)
    expect(new Set(probe.expectations.map(({ kind }) => kind))).toEqual(new Set(['any']))
  })

  it('takes at most 30 s, however long the interval', async () => {
    const clock = new FakeClock()
    const probe = new ScriptedProbe(clock, '+')
    const { checks } = await takeBaseline(
      { clock, journal: new RecordingJournal(clock), probes: [probe] },
      paceBaseline(5_000, []),
      never,
    )
    expect(checks[0]?.asked).toBe(6)
    expect(clock.elapsedMs()).toBe(25_000)
  })

  it('has the samples that a comparison needs', async () => {
    const clock = new FakeClock()
    const line = {
      kind: 'time-of-baseline',
      statistic: { kind: 'mean' },
      bound: { operator: '>', value: 150 },
    } as const
    const pace = paceBaseline(5_000, [makeTrigger('mean time > 150% of baseline', line)])
    const probes = [new ScriptedProbe(clock, '+', { latencyMs: 900 })]
    const { checks } = await takeBaseline(
      { clock, journal: new RecordingJournal(clock), probes },
      pace,
      never,
    )
    expect(checks[0]?.latenciesMs.length).toBe(30)
    expect(clock.elapsedMs()).toBeLessThan(30_000)
  })

  it('keeps the checks apart', async () => {
    const clock = new FakeClock()
    const probes = [
      new ScriptedProbe(clock, '-', { name: 'a' }),
      new ScriptedProbe(clock, '+', { name: 'b' }),
    ]
    const { checks } = await takeBaseline(
      { clock, journal: new RecordingJournal(clock), probes },
      paceBaseline(5_000, []),
      never,
    )
    expect(checks.map((check) => [check.check, wasUnhealthy(check)])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  it('ends with the job', async () => {
    const clock = new FakeClock()
    const cancel = new AbortController()
    clock.after(7_000, () => cancel.abort(new Error('cancelled')))
    const probes = [new ScriptedProbe(clock, '+')]
    await expect(
      takeBaseline(
        { clock, journal: new RecordingJournal(clock), probes },
        paceBaseline(5_000, []),
        cancel.signal,
      ),
    ).rejects.toThrow('cancelled')
  })

  test.each([
    [5, false],
    [6, true],
    [10, true],
  ])('with %d of 10 failed was unhealthy: %s', (failed, expected) => {
    expect(wasUnhealthy({ check: 'api', asked: 10, failed, latenciesMs: [] })).toBe(expected)
  })

  it('leaves out what could not be asked, and knows the version that answered last', () => {
    const answered = {
      ...observation('pass', { latencyMs: 30 }),
      answer: { url: 'https://x', version: 'v1' },
    }
    expect(summariseBaseline([observation('error'), answered, observation('nodata')]).checks).toEqual([
      { check: 'api', asked: 1, failed: 0, latenciesMs: [30], version: 'v1' },
    ])
  })

  it('knows why the last failure failed', () => {
    const failure = (reason: string) => ({ ...observation('fail'), reason })
    const seen = [failure('status 503'), failure('status 500'), observation('pass')]
    expect(summariseBaseline(seen).checks).toMatchObject([{ failed: 2, reason: 'status 500' }])
  })

  it('may be of failures only', () => {
    const baseline = summariseBaseline([observation('fail'), observation('fail')])
    expect(baseline.checks).toMatchObject([{ asked: 2, failed: 2 }])
    expect(readBaseline(JSON.parse(JSON.stringify(baseline)))).toEqual(baseline)
  })

  it('survives the way between two jobs', () => {
    const baseline = summariseBaseline([
      observation('pass', { latencyMs: 30 }),
      observation('fail', { latencyMs: 4 }),
    ])
    expect(readBaseline(JSON.parse(JSON.stringify(baseline)))).toEqual(baseline)
  })

  test.each([
    null,
    'x',
    [],
    {},
    { checks: {} },
    { checks: [null] },
    { checks: [{ check: 'api', asked: 1, failed: 2, latenciesMs: [] }] },
    { checks: [{ check: 'api', asked: 1, failed: 0, latenciesMs: ['1'] }] },
    { checks: [{ check: 'api', asked: 1, failed: 0, latenciesMs: [], version: 1 }] },
  ])('is not read from %j', (value) => {
    expect(readBaseline(value)).toBeUndefined()
  })
})
