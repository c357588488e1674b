import { PlatformError } from '../../src/core/platform-error.ts'
import { type GuardSettings, guard } from '../../src/run/guard.ts'
import type { Outcome } from '../../src/run/outcome.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { type Behaviour, GatedPlatform, type Pauses } from '../support/gated-platform.ts'
import { guardSettings } from '../support/guard-settings.ts'
import { healthPolicy } from '../support/policy.ts'
import { RecordingJournal } from '../support/recording-journal.ts'

interface Case {
  readonly name: string
  readonly pauses: Pauses
  readonly v2?: Behaviour
  readonly settings?: Partial<GuardSettings>
  /** What happens meanwhile, so long after the start. */
  readonly meanwhile?: { readonly atMs: number; readonly act: (platform: GatedPlatform) => void }
  readonly begin?: (platform: GatedPlatform) => void
  readonly cancelAtMs?: number
  readonly result: Outcome['result']
  readonly writes: readonly string[]
  readonly promotion: Partial<NonNullable<Outcome['promotion']>>
  readonly reason?: RegExp
}

const QUICK = {
  verification: {
    stage: 'verification',
    policy: healthPolicy({ startPeriodMs: 10_000, bakeTimeMs: 60_000 }),
    pollIntervalMs: 5_000,
    expected: { kind: 'exactly', version: 'v2' },
  },
  promoteBakeTimeMs: 30_000,
} satisfies Partial<GuardSettings>

async function play({ pauses, v2, settings, meanwhile, begin, cancelAtMs }: Case) {
  const kept: string[] = []
  const clock = new FakeClock()
  const journal = new RecordingJournal(clock)
  const platform = new GatedPlatform(clock, pauses, v2)
  begin?.(platform)
  const cancel = new AbortController()
  if (meanwhile !== undefined) clock.after(meanwhile.atMs, () => meanwhile.act(platform))
  if (cancelAtMs !== undefined) clock.after(cancelAtMs, () => cancel.abort(new Error('cancelled')))
  const ports = {
    clock,
    random: () => 0.5,
    journal,
    probes: [platform.probe('production', 'live')],
    testProbes: [platform.probe('test', 'test')],
    watch: platform,
    promotion: platform,
    strategy: platform,
    checkpoint: async () => {},
    revisions: { record: async (found: string) => void kept.push(found) },
  }
  const outcome = await guard(ports, guardSettings({ ...QUICK, ...settings }), cancel.signal)
  return { outcome, platform, journal, clock, kept }
}

const ONE: Pauses = ['nothing']
const LINEAR: Pauses = ['nothing', 'some', 'some', 'some']
const BAD: Behaviour = () => 'fail'
const ERRORS: Behaviour = () => 'error'

const CASES: readonly Case[] = [
  {
    name: 'a healthy version goes on, and is then watched in production',
    pauses: ONE,
    result: 'healthy',
    writes: ['continue PAUSE_0'],
    promotion: { isPromoted: true, metNobody: false, gates: [], proceeded: ['web at PAUSE_0'] },
  },
  {
    name: 'an unhealthy version is rolled back, and nobody has met it',
    pauses: ONE,
    v2: BAD,
    result: 'rolled-back',
    writes: ['roll back'],
    promotion: { isPromoted: false, metNobody: true, gates: [], proceeded: [] },
    reason: /^test never became healthy/,
  },
  {
    name: 'what cannot be asked waits for a person',
    pauses: ONE,
    v2: ERRORS,
    result: 'awaiting-approval',
    writes: [],
    promotion: { isPromoted: false, metNobody: true, proceeded: [] },
    reason:
      /^web waits at PAUSE_0, and nothing was answered: .*; without an answer, it is rolled back tomorrow$/,
  },
  {
    name: 'with on-inconclusive: rollback what cannot be asked is rolled back',
    pauses: ONE,
    v2: ERRORS,
    settings: { onInconclusive: 'rollback' },
    result: 'rolled-back',
    writes: ['roll back'],
    promotion: { isPromoted: false, metNobody: true },
  },
  {
    name: 'the version before at the test listener is no evidence, and waits for a person',
    pauses: ONE,
    settings: { verification: { ...QUICK.verification, expected: { kind: 'exactly', version: 'v3' } } },
    result: 'awaiting-approval',
    writes: [],
    promotion: { isPromoted: false, testAnswers: 0 },
    reason: /answered by another version/,
  },
  {
    name: 'without auto-rollback a healthy one goes on',
    pauses: ONE,
    settings: { autoRollback: false },
    result: 'healthy',
    writes: ['continue PAUSE_0'],
    promotion: { isPromoted: true },
  },
  {
    name: 'without auto-rollback an unhealthy one waits for a person',
    pauses: ONE,
    v2: BAD,
    settings: { autoRollback: false },
    result: 'unhealthy',
    writes: [],
    promotion: { isPromoted: false, metNobody: true },
  },
  {
    name: 'what a person lets go on meanwhile is watched in production, and takes the way back from there',
    pauses: ONE,
    v2: BAD,
    meanwhile: { atMs: 12_000, act: (platform) => platform.answer('continue') },
    result: 'rolled-back',
    writes: ['roll back'],
    promotion: { isPromoted: false, metNobody: false },
    reason: /^live /,
  },
  {
    name: 'what a person rolls back meanwhile is followed',
    pauses: ONE,
    meanwhile: { atMs: 12_000, act: (platform) => platform.answer('roll back') },
    result: 'rolled-back-by-platform',
    writes: ['roll back'],
    promotion: { isPromoted: false, metNobody: true },
  },
  {
    name: 'what a person rolls back between two polls is followed, though the version before answers already',
    pauses: ONE,
    settings: { verification: { ...QUICK.verification, pollIntervalMs: 600_000 } },
    meanwhile: { atMs: 1_000, act: (platform) => platform.answer('roll back') },
    result: 'rolled-back-by-platform',
    writes: ['roll back'],
    promotion: { isPromoted: false, metNobody: true },
  },
  {
    name: 'what another deployment takes over is left alone',
    pauses: ONE,
    meanwhile: { atMs: 12_000, act: (platform) => platform.supersede() },
    result: 'superseded',
    writes: [],
    promotion: { isPromoted: false, metNobody: false },
  },
  {
    name: 'a job that is cancelled while it waits leaves the gate as it is',
    pauses: ONE,
    cancelAtMs: 12_000,
    result: 'cancelled',
    writes: [],
    promotion: { isPromoted: false },
    reason: /nothing was changed; web waits at PAUSE_0; without an answer/,
  },
  {
    name: 'a role that may not answer leaves a healthy version for a person',
    pauses: ONE,
    begin: (platform) => {
      platform.refusal = new PlatformError('access-denied', 'not authorized', { hint: 'Add the action' })
    },
    result: 'awaiting-approval',
    writes: [],
    promotion: { isPromoted: false, metNobody: true },
    reason: /it is healthy, but it could not be let go on: not authorized\. Add the action/,
  },
  {
    name: 'each step of a linear deployment is a decision',
    pauses: LINEAR,
    result: 'healthy',
    writes: ['continue PAUSE_0', 'continue PAUSE_1', 'continue PAUSE_2', 'continue PAUSE_3'],
    promotion: { isPromoted: true, metNobody: false },
  },
  {
    name: 'a version that fails once it has a part of the traffic is rolled back from there',
    pauses: LINEAR,
    v2: (sinceMs) => (sinceMs < 80_000 ? 'pass' : 'fail'),
    result: 'rolled-back',
    writes: ['continue PAUSE_0', 'continue PAUSE_1', 'roll back'],
    promotion: { isPromoted: true, metNobody: false },
    reason: /gets a part of the traffic/,
  },
  {
    name: 'a step at which the new version cannot be asked is not passed, however long it waits',
    pauses: ['some'],
    v2: ERRORS,
    result: 'awaiting-approval',
    writes: [],
    promotion: { isPromoted: false, metNobody: false },
    reason: /live passed 0 times in a row for the new version/,
  },
  {
    name: 'a pause with all production traffic is judged by the checks of production',
    pauses: ['all'],
    v2: BAD,
    result: 'rolled-back',
    writes: ['roll back'],
    promotion: { isPromoted: false, metNobody: false },
  },
]

test.each(CASES)('$name', async (given) => {
  const { outcome, platform } = await play(given)
  expect(outcome).toMatchObject({
    result: given.result,
    promotion: given.promotion,
    reason: expect.stringMatching(given.reason ?? /./),
  })
  expect(platform.writes).toEqual(given.writes)
  if (outcome.promotion?.metNobody) expect(platform.served.production.v2).toBe(0)
})

test('an unhealthy version under promotion has answered no request of production', async () => {
  const { platform, outcome } = await play({
    name: '',
    pauses: ONE,
    v2: BAD,
    result: 'rolled-back',
    writes: [],
    promotion: {},
  })
  expect(platform.served.production.v2).toBe(0)
  expect(outcome.promotion?.testAnswers).toBe(platform.served.test.v2)
})

test('a deployment that waits nowhere is landed, with a warning that users met it unverified', async () => {
  const { outcome, journal } = await play({
    name: '',
    pauses: [],
    result: 'healthy',
    writes: [],
    promotion: {},
  })
  expect(outcome).toMatchObject({ result: 'healthy', promotion: { isPromoted: false } })
  expect(journal.events).toContainEqual(
    expect.objectContaining({ kind: 'warned', text: expect.stringContaining('waited nowhere') }),
  )
})

test.each([
  ['what this run has found bad is kept for later runs', BAD, undefined, false, ['bad']],
  ['what somebody rolls back at a gate is no word about the version', undefined, 'roll back', false, []],
  ['what the platform finds failing at a gate is kept for later runs', undefined, 'roll back', true, ['bad']],
] as const)('%s', async (name, v2, answer, findsFailing, expected) => {
  const meanwhile = answer && { atMs: 12_000, act: (platform: GatedPlatform) => platform.answer(answer) }
  const { kept } = await play({
    name,
    pauses: ONE,
    ...(v2 && { v2 }),
    ...(meanwhile && { meanwhile }),
    begin: (platform) => Object.assign(platform, { findsFailing }),
    result: 'rolled-back',
    writes: [],
    promotion: {},
  })
  expect(kept).toEqual(expected)
})

test.each<[string, Pauses, 'live' | 'test']>([
  ['before any gate', [], 'live'],
  ['at a gate without traffic', ONE, 'test'],
  ['at a step of the traffic', ['some'], 'live'],
])('a bug of this action is no verdict, and no cancellation: %s', async (_, pauses, name) => {
  const clock = new FakeClock()
  const platform = new GatedPlatform(clock, pauses)
  const broken = { name, required: true, probe: () => Promise.reject(new TypeError('a bug')) }
  const good = platform.probe('production', 'live')
  const ports = {
    clock,
    random: () => 0.5,
    journal: new RecordingJournal(clock),
    probes: [name === 'live' ? broken : good],
    testProbes: [name === 'test' ? broken : platform.probe('test', 'test')],
    watch: platform,
    promotion: platform,
    strategy: platform,
    checkpoint: async () => {},
  }
  await expect(guard(ports, guardSettings(QUICK), new AbortController().signal)).rejects.toThrow('a bug')
  expect(platform.writes).toEqual([])
})
