import {
  bakeMsOf,
  bakeTimeMsOf,
  codeDeployScheduleOf,
  type ScheduleFacts,
  scheduleOf,
} from '../../../../src/targets/ecs/model/schedule.ts'

const words = (facts: Partial<ScheduleFacts>) =>
  scheduleOf({ strategy: 'BLUE_GREEN', pauses: [], ...facts }).map(({ what }) => what)

it.each<[string, Partial<ScheduleFacts>, string[]]>([
  ['rolls', { strategy: 'ROLLING', bakeMinutes: 5 }, []],
  ['is blue/green', { bakeMinutes: 5 }, ['a bake time of 5m']],
  ['bakes for no time', { bakeMinutes: 0 }, []],
  ['is linear by the defaults', { strategy: 'LINEAR' }, ['10 steps of the traffic of 6m']],
  [
    'is canary',
    { strategy: 'CANARY', canaryMinutes: 20, bakeMinutes: 5 },
    ['a step of the traffic of 20m', 'a bake time of 5m'],
  ],
  ['is canary by the defaults', { strategy: 'CANARY' }, ['a step of the traffic of 10m']],
  [
    'is linear by its own steps',
    { strategy: 'LINEAR', linear: { stepPercent: 30, stepMinutes: 2 } },
    ['4 steps of the traffic of 2m'],
  ],
  [
    'is linear in one step',
    { strategy: 'LINEAR', linear: { stepPercent: 100, stepMinutes: 2 } },
    ['a step of the traffic of 2m'],
  ],
  [
    'has hooks for a person',
    { bakeMinutes: 5, pauses: [{ count: 2, minutes: 60 }, { count: 1 }] },
    ['a bake time of 5m', 'PAUSE hooks that may wait for 2h'],
  ],
])('of a deployment that %s', (_, facts, parts) => {
  expect(words(facts)).toEqual(parts)
})

it('bakes without the time that hooks wait for a person', () => {
  expect(bakeMsOf({ strategy: 'BLUE_GREEN', bakeMinutes: 5, pauses: [{ count: 1, minutes: 60 }] })).toBe(
    300_000,
  )
})

it.each<[string, number, string[]]>([
  ['CodeDeployDefault.ECSAllAtOnce', 0, []],
  ['CodeDeployDefault.ECSLinear10PercentEvery3Minutes', 0, ['10 steps of the traffic of 3m']],
  ['CodeDeployDefault.ECSLinear10PercentEvery1Minutes', 0, ['10 steps of the traffic of 1m']],
  [
    'CodeDeployDefault.ECSCanary10Percent15Minutes',
    60,
    ['a step of the traffic of 15m', 'a wait of 1h before the traffic is rerouted'],
  ],
  ['our-own', 0, []],
  ['CodeDeployDefault.ECSLinear30PercentEvery1Minute', 0, ['4 steps of the traffic of 1m']],
  ['ECSCanary10Percent5Minutes-and-more', 0, []],
])('of CodeDeploy by %s', (name, readyMinutes, parts) => {
  expect(codeDeployScheduleOf(name, readyMinutes).map(({ what }) => what)).toEqual(parts)
})

it('has steps whose length and sum are known', () => {
  const linear = {
    strategy: 'LINEAR',
    pauses: [],
    linear: { stepPercent: 25, stepMinutes: 2 },
    bakeMinutes: 3,
  }
  expect(scheduleOf(linear)).toMatchObject([
    { durationMs: 480_000, stepMs: 120_000 },
    { durationMs: 180_000 },
  ])
  expect(bakeMsOf(linear)).toBe(660_000)
  expect([bakeTimeMsOf(linear), bakeTimeMsOf({ ...linear, bakeMinutes: undefined })]).toEqual([180_000, 0])
})

it.each<[string, NonNullable<ScheduleFacts['linear']>, string]>([
  ['how many percent a step is', { stepMinutes: 6 }, '10 steps of the traffic of 6m'],
  ['how long a step is', { stepPercent: 50 }, '2 steps of the traffic of 6m'],
])('a linear deployment that does not say %s takes what ECS takes', (_, linear, part) => {
  expect(words({ strategy: 'LINEAR', linear })).toEqual([part])
})

it('a deployment group that waits for nobody has no wait', () => {
  expect(codeDeployScheduleOf('CodeDeployDefault.ECSAllAtOnce')).toEqual([])
  expect(codeDeployScheduleOf('CodeDeployDefault.ECSAllAtOnce', 5)).toHaveLength(1)
})
