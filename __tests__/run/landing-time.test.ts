import {
  describeLandings,
  findShortTimeout,
  findTightLimits,
  type LandingSettings,
  longestLandingMs,
  type PlatformSchedule,
} from '../../src/run/landing-time.ts'

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
