import {
  describeLandings,
  findShortTimeout,
  findTightLimits,
  type LandingSettings,
  longestLandingMs,
  type PlatformSchedule,
  reportLandings,
} from '../../src/run/landing-time.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { RecordingJournal } from '../support/recording-journal.ts'

const MINUTE_MS = 60_000
const SETTINGS: LandingSettings = {
  rolloutTimeoutMs: 15 * MINUTE_MS,
  isTimeoutGiven: false,
  verifyingMs: 5 * MINUTE_MS,
}
const LINEAR: PlatformSchedule = {
  service: 'web',
  parts: [
    { what: '10 steps of the traffic of 6m', durationMs: 60 * MINUTE_MS, stepMs: 6 * MINUTE_MS },
    { what: 'a bake time of 30m', durationMs: 30 * MINUTE_MS },
  ],
}
const PLAIN: PlatformSchedule = { service: 'api', parts: [] }

test("a landing takes the schedule of the platform and this run's own time", () => {
  expect(longestLandingMs({ schedules: [PLAIN, LINEAR] }, SETTINGS)).toBe(110 * MINUTE_MS)
  expect(describeLandings({ schedules: [PLAIN, LINEAR] }, SETTINGS)).toEqual([
    'A landing of web can take 1h50m: 10 steps of the traffic of 6m, a bake time of 30m, 15m in which it may make no progress, and 5m of start-period, probes and bake-time.',
  ])
})

it.each([
  ['longer', 111, []],
  ['shorter', 60, ['the AWS credentials end in 1h, and a landing can take 1h50m']],
  ['not known to end', undefined, []],
])('credentials that are %s', (_, minutes, warned) => {
  const credentialsMs = minutes && minutes * MINUTE_MS
  const found = findTightLimits({ schedules: [LINEAR], credentialsMs }, SETTINGS)
  expect(found.map(({ text }) => text)).toEqual(warned)
})

it('warns of what no job outlasts', () => {
  const bake = { what: 'a bake time of 24h', durationMs: 24 * 60 * MINUTE_MS }
  const [found] = findTightLimits({ schedules: [{ service: 'web', parts: [bake] }] }, SETTINGS)
  expect(found?.text).toContain('a job ends after six hours')
})

it.each<[string, Partial<LandingSettings>, string | undefined]>([
  ['left at its default, which never counts a step', { rolloutTimeoutMs: MINUTE_MS }, undefined],
  ['as long as a step', { rolloutTimeoutMs: 6 * MINUTE_MS, isTimeoutGiven: true }, undefined],
  [
    'shorter than a step',
    { rolloutTimeoutMs: 5 * MINUTE_MS, isTimeoutGiven: true },
    'rollout-timeout is 5m, and one step of the traffic of web takes 6m',
  ],
])('a rollout-timeout that is %s', (_, settings, text) => {
  expect(findShortTimeout({ schedules: [PLAIN, LINEAR] }, { ...SETTINGS, ...settings })?.text).toBe(text)
})

describe('at the limit', () => {
  const schedule = (durationMs: number, stepMs?: number): PlatformSchedule => ({
    service: 'web',
    parts: [{ what: 'steps', durationMs, stepMs }],
  })

  it('a platform without a schedule takes no time', () => {
    expect(longestLandingMs({ schedules: [] }, SETTINGS)).toBe(0)
    expect(longestLandingMs({ schedules: [PLAIN] }, SETTINGS)).toBe(20 * MINUTE_MS)
    expect(describeLandings({ schedules: [PLAIN] }, SETTINGS)).toEqual([])
  })

  it.each([
    [340, 0],
    [341, 1],
  ])('a landing of %i minutes and twenty more warns %i times of the six hours of a job', (minutes, count) => {
    expect(findTightLimits({ schedules: [schedule(minutes * MINUTE_MS)] }, SETTINGS)).toHaveLength(count)
  })

  it.each([
    [0, 0],
    [-1, 1],
  ])('credentials that end %i ms after the landing warn %i times', (extraMs, count) => {
    const credentialsMs = 80 * MINUTE_MS + extraMs
    const found = findTightLimits({ schedules: [schedule(60 * MINUTE_MS)], credentialsMs }, SETTINGS)
    expect(found).toHaveLength(count)
  })

  it('the first service with too long a step is named, and one whose step is known only', () => {
    const settings = { ...SETTINGS, rolloutTimeoutMs: MINUTE_MS, isTimeoutGiven: true }
    const schedules = [
      schedule(9 * MINUTE_MS),
      { ...schedule(9 * MINUTE_MS, MINUTE_MS), service: 'api' },
      { ...schedule(9 * MINUTE_MS, MINUTE_MS + 1), service: 'shop' },
      { ...schedule(9 * MINUTE_MS, 9 * MINUTE_MS), service: 'blog' },
    ]
    expect(findShortTimeout({ schedules }, settings)?.text).toContain('of the traffic of shop takes')
    expect(findShortTimeout({ schedules: schedules.slice(0, 2) }, settings)).toBeUndefined()
  })
})

describe('what is reported of landings', () => {
  const report = async (schedules: readonly PlatformSchedule[] | undefined, settings = SETTINGS) => {
    const journal = new RecordingJournal(new FakeClock())
    const readLimits = schedules && (async () => ({ schedules, credentialsMs: 30 * MINUTE_MS }))
    const short = await reportLandings(
      { journal, ...(readLimits && { readLimits }) },
      settings,
      new AbortController().signal,
    )
    const lines = journal.of('evidence').map((one) => one.lines.length)
    return { short: short?.text, lines, warned: journal.of('warned').length }
  }
  it('is how long they can take, and what cannot hold them', async () => {
    expect(await report([LINEAR])).toEqual({ short: undefined, lines: [1], warned: 1 })
  })
  it('is no list of nothing', async () => {
    expect(await report([PLAIN])).toEqual({ short: undefined, lines: [], warned: 0 })
  })
  it('is nothing, where the platform has no schedule', async () => {
    expect(await report(undefined)).toEqual({ short: undefined, lines: [], warned: 0 })
  })
  it('is a timeout that is too short', async () => {
    const settings = { ...SETTINGS, rolloutTimeoutMs: MINUTE_MS, isTimeoutGiven: true }
    expect((await report([LINEAR], settings)).short).toContain('one step of the traffic of web takes 6m')
  })
})
