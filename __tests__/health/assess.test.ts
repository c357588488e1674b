import { type Assessment, assess } from '../../src/health/assess.ts'
import { judgeBakeEnd } from '../../src/health/end-of-bake.ts'
import { beginHealth, followObservation } from '../../src/health/health-progress.ts'
import { beginRollout, followRollout, withoutRollout } from '../../src/health/rollout-progress.ts'
import type { TriggerStatus } from '../../src/health/triggers/trigger.ts'
import { healthPolicy } from '../support/policy.ts'
import { classes, observation } from '../support/scripted-probe.ts'
import { complete, inProgress } from '../support/scripted-watch.ts'

const POLICY = healthPolicy({ startPeriodMs: 0, bakeTimeMs: 60_000 })

/** Every check has answered by its script before anybody asks for the verdict. */
function assessAll(scripts: Readonly<Record<string, string>>, policy = POLICY): Assessment {
  const checks = Object.keys(scripts).map((name) => ({ name, required: true }))
  let progress = beginHealth(checks, withoutRollout(0))
  let nowMs = 0
  for (const [check, script] of Object.entries(scripts)) {
    for (const [index, result] of classes(script).entries()) {
      const one = observation(result, { check, startedAtMs: index * 5_000, latencyMs: 100 })
      progress = followObservation(progress, one, policy)
      nowMs = Math.max(nowMs, one.endedAtMs)
    }
  }
  return assess(policy, progress, nowMs)
}

const HEALTHY = '+'.repeat(20)

test.each([
  ['the first of two that are unhealthy', { api: '---', web: '---' }, 'unhealthy', /^api /],
  ['the unhealthy one before what could not be asked', { api: '???', web: '---' }, 'unhealthy', /^web /],
  ['another version before what could not be asked', { api: '???', web: 'sss' }, 'not-deployed', /^web /],
  ['another version, whichever comes first', { api: 'sss', web: '???' }, 'not-deployed', /^api /],
  ['what could not be asked before a healthy one', { api: HEALTHY, web: '???' }, 'inconclusive', /^web /],
  ['all, when they are healthy', { api: HEALTHY, web: HEALTHY }, 'healthy', /^healthy for 1m/],
])('the worst check decides: %s', (_, scripts, kind, reason) => {
  expect(assessAll(scripts).verdict).toMatchObject({ kind, reason: expect.stringMatching(reason) })
})

test.each([
  ['another one is still starting', { api: 'sss', web: '+' }],
  ['another one still bakes', { api: '???', web: '++++' }],
])('nothing is decided by what is not unhealthy while %s', (_, scripts) => {
  expect(assessAll(scripts).verdict).toBeUndefined()
})

test.each([
  ['of the check that started last', { api: HEALTHY, web: `---${'+'.repeat(14)}` }, undefined],
  ['and of no other', { api: '+'.repeat(15), web: '+'.repeat(15) }, 'healthy'],
])('the bake time counts from the last pass of the start, %s', (_, scripts, kind) => {
  expect(assessAll(scripts, healthPolicy({ startPeriodMs: 90_000, bakeTimeMs: 60_000 })).verdict?.kind).toBe(
    kind,
  )
})

describe('what is open at the end of the extended bake time', () => {
  const status = (line: string, state: TriggerStatus['state'], more: Partial<TriggerStatus> = {}) => ({
    ...{ line, state, text: line },
    ...more,
  })
  const judge = (...triggers: readonly TriggerStatus[]) =>
    judgeBakeEnd(POLICY, {
      nowMs: 1_000_000,
      bakeEndAtMs: 0,
      open: [],
      rollout: withoutRollout(0),
      samples: [],
      triggers,
    })
  it.each([
    ['nothing', [status('a', 'ok'), status('b', 'not-evaluable')], 'healthy', 'healthy for 1m of bake time'],
    [
      'the first line that is pending',
      [status('a', 'ok'), status('b', 'pending'), status('c', 'pending')],
      'unhealthy',
      'b (still pending at the end of the extended bake time)',
    ],
    [
      'the first line that could not be read',
      [
        status('b', 'not-evaluable', { isUnreadable: true }),
        status('c', 'not-evaluable', { isUnreadable: true }),
      ],
      'inconclusive',
      'b',
    ],
  ])('%s decides', (_, triggers, kind, reason) => {
    expect(judge(...triggers)).toEqual({ kind, reason })
  })
})

test.each([
  ['a failure, which goes on', 'fail', undefined],
  ['another version', 'stale', 'not-deployed'],
  ['what could not be asked', 'error', 'inconclusive'],
  ['no version', 'nodata', 'inconclusive'],
] as const)('long after the bake time the last probe shows %s', (_, result, kind) => {
  const check = { name: 'api', required: true }
  const seen = (['pass', 'pass', 'pass', result] as const).map((each, index) =>
    observation(each, { check: 'api', startedAtMs: index < 3 ? index * 5_000 : 900_000, latencyMs: 100 }),
  )
  const progress = seen.reduce(
    (before, one) => followObservation(before, one, POLICY),
    beginHealth([check], withoutRollout(0)),
  )
  expect(assess(POLICY, progress, 900_100).verdict?.kind).toBe(kind)
})

test('the rollout of several services is complete when each of them is', () => {
  const poll = (...states: readonly ReturnType<typeof complete>[]) => ({
    atMs: 10_000,
    services: states.map((state, index) => ({ service: `service ${index}`, state })),
    news: [],
  })
  const one = followRollout(beginRollout(0), poll(complete(), inProgress()), healthPolicy())
  expect([one.landedAtMs, one.completedAtMs]).toEqual([undefined, undefined])
  const both = followRollout(one, { ...poll(complete(), complete()), atMs: 20_000 }, healthPolicy())
  expect([both.landedAtMs, both.completedAtMs]).toEqual([20_000, 20_000])
})

test.each([
  ['all of its tasks run and nothing old is wanted', true, 10_000, 910_000],
  ['it does not serve fully', false, undefined, undefined],
])('a rollout that is stuck has landed only if %s', (_, servingFully, __, completedAtMs) => {
  const policy = healthPolicy()
  const poll = (atMs: number) => ({
    atMs,
    services: [{ service: 'web', state: inProgress([], servingFully) }],
    news: [],
  })
  const progress = [10_000, 460_000, 909_999, 910_000].reduce(
    (before, atMs) => followRollout(before, poll(atMs), policy),
    beginRollout(10_000),
  )
  expect(progress.completedAtMs).toBe(completedAtMs)
})
