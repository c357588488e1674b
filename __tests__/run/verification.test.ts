import type { HealthPolicy } from '../../src/health/assess.ts'
import type { Baseline } from '../../src/health/baseline.ts'
import type { HealthProgress } from '../../src/health/health-progress.ts'
import { makeTrigger } from '../../src/health/triggers/make-trigger.ts'
import { parseTriggerLine } from '../../src/health/triggers/parse-trigger.ts'
import type { Trigger } from '../../src/health/triggers/trigger.ts'
import type { VerifySettings } from '../../src/run/verification.ts'
import { verify } from '../../src/run/verify.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'
import { ScriptedProbe } from '../support/scripted-probe.ts'

function trigger(line: string): Trigger {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(parsed.problem.expected)
  return makeTrigger(line, parsed.value)
}

async function run(
  scripts: Readonly<Record<string, string>>,
  policy: Partial<HealthPolicy> = {},
  settings: Partial<VerifySettings> = {},
) {
  const clock = new FakeClock()
  const startMs = clock.nowMs()
  const journal = new RecordingJournal(clock)
  const decided: HealthProgress[] = []
  const probes = Object.entries(scripts).map(
    ([name, script]) => new ScriptedProbe(clock, script, { name, required: name !== 'ads' }),
  )
  const verification = await verify(
    { clock, random: () => 0.5, journal, probes, onDecided: (progress) => decided.push(progress) },
    {
      stage: 'verification',
      policy: healthPolicy({ startPeriodMs: 10_000, bakeTimeMs: 60_000, ...policy }),
      pollIntervalMs: 5_000,
      expected: { kind: 'exactly', version: 'v2' },
      ...settings,
    },
    new AbortController().signal,
  )
  return {
    verification,
    journal,
    probes,
    decided,
    startMs,
    warned: journal.of('warned').map(({ text }) => text),
  }
}

test('there is one verdict, at the end of the bake, and nothing is asked after it', async () => {
  const { verification, journal, probes, decided, startMs } = await run({ api: '+', web: '+' })
  expect(verification.verdict.kind).toBe('healthy')
  expect([verification.startedAtMs - startMs, verification.endedAtMs - startMs]).toEqual([0, 70_000])
  expect(journal.of('judged')).toHaveLength(1)
  expect(decided).toHaveLength(1)
  expect(journal.events.at(-1)?.kind).toBe('judged')
  // Every five seconds from 0 to 70, both ends included.
  expect(probes.map(({ expectations }) => expectations.length)).toEqual([15, 15])
  expect(probes[0]?.expectations.every((expected) => expected.kind === 'exactly')).toBe(true)
})

test('two checks that fail at once are one verdict', async () => {
  const { verification, journal } = await run({ api: '+++ -', web: '+++ -' })
  expect(verification.verdict).toMatchObject({ kind: 'unhealthy' })
  expect(journal.of('judged')).toHaveLength(1)
})

test('each phase is recorded as it begins', async () => {
  const { journal, startMs } = await run({ api: '+' })
  const phases = journal.of('phase-changed').map(({ phase, stage, atMs }) => [phase, stage, atMs - startMs])
  expect(phases).toEqual([
    ['starting', 'verification', 0],
    ['baking', 'verification', 10_000],
  ])
})

describe('what a verification begins with', () => {
  const baseline: Baseline = { checks: [{ check: 'api', asked: 10, failed: 0, latenciesMs: [] }] }
  it('is the stage, and what it compares with', async () => {
    const { journal, decided, verification } = await run({ api: '+' }, {}, { baseline, deployBegunAtMs: 7 })
    expect(journal.events.slice(0, 2)).toMatchObject([
      { kind: 'stage-started', stage: 'verification', deployBegunAtMs: 7 },
      { kind: 'compared-with', stage: 'verification', baseline },
    ])
    expect(decided[0]).toMatchObject({ baseline, deployBegunAtMs: 7, expectedVersion: 'v2' })
    expect(verification.deployBegunAtMs).toBe(7)
  })
  it('is nothing to compare with, where nothing was taken before', async () => {
    const { journal, decided } = await run({ api: '+' }, {}, { expected: { kind: 'any' } })
    expect(journal.of('stage-started')).toHaveLength(1)
    expect(journal.of('compared-with')).toEqual([])
    expect(decided[0]?.expectedVersion).toBeUndefined()
  })
  it('is nothing new, where it goes on', async () => {
    const { journal } = await run({ api: '+' }, {}, { baseline, isResumed: true })
    expect(journal.of('stage-started')).toEqual([])
    expect(journal.of('compared-with')).toEqual([])
  })
})

describe('what is warned of', () => {
  it('is a check that only warns', async () => {
    const { warned, verification } = await run({ api: '+', ads: '+++ -' })
    expect(verification.verdict.kind).toBe('healthy')
    expect(warned).toEqual(['ads failed 3 times in a row: status 503, expected 200-299'])
  })
  it('is a line of warn-when, once', async () => {
    const { warned } = await run(
      { api: '+++ ---+---++++' },
      { retries: 9, warnings: [trigger('2 consecutive failures')] },
    )
    expect(warned).toEqual(['2 of 2 consecutive failures', '6 of 12 probes of api failed'])
  })
  it('is a line that could not be evaluated', async () => {
    const line = 'p95 time > 150% of baseline'
    const lines = [[trigger(line)], []] as const
    for (const [triggers, warnings] of [lines, lines.toReversed()]) {
      const { warned } = await run({ api: '+' }, { triggers: triggers ?? [], warnings: warnings ?? [] })
      expect(warned).toEqual([
        `"${line}" could not be evaluated: p95 time: there is no baseline of before the deployment`,
      ])
    }
  })
  it('is nothing of that where it is unhealthy', async () => {
    const { warned } = await run({ api: '+++ -' }, { triggers: [trigger('p95 time > 150% of baseline')] })
    expect(warned).toEqual([])
  })
  it('are failures that were never in a row, of the verification alone', async () => {
    const script = { api: '+++ -+-+-+++++++' }
    const { warned } = await run(script)
    expect(warned).toEqual(['3 of 12 probes of api failed, never 3 in a row'])
    expect((await run(script, {}, { stage: 'recovery' })).warned).toEqual([])
    expect((await run({ api: '+', ads: '+++ -+-+-+++++++' })).warned).toEqual([])
  })
})

test('a slow check skips the points of the grid that it covered, and begins anew on the next one', async () => {
  const clock = new FakeClock()
  const startMs = clock.nowMs()
  const journal = new RecordingJournal(clock)
  const probe = new ScriptedProbe(clock, '+', { latencyMs: (index) => (index === 1 ? 7_000 : 100) })
  await verify(
    { clock, random: () => 0.5, journal, probes: [probe] },
    {
      stage: 'verification',
      policy: healthPolicy({ startPeriodMs: 0, bakeTimeMs: 30_000 }),
      pollIntervalMs: 5_000,
      expected: { kind: 'any' },
    },
    new AbortController().signal,
  )
  const begun = journal.of('observed').map(({ observation }) => observation.startedAtMs - startMs)
  expect(begun.slice(0, 4)).toEqual([0, 5_000, 15_000, 20_000])
})
