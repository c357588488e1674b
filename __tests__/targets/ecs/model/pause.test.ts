import type { LifecycleHook } from '../../../../src/targets/ecs/model/model.ts'
import { findPause, PROMOTED_STAGES, readGate, toGate } from '../../../../src/targets/ecs/model/pause.ts'
import { describePauses } from '../../../../src/targets/ecs/model/pause-plan.ts'
import { readRollout } from '../../../../src/targets/ecs/model/rollout-state.ts'
import { entry, history, service, td } from '../../../support/ecs-facts.ts'

const STAGE = 'POST_TEST_TRAFFIC_SHIFT'

const hook = (status = 'AWAITING_ACTION', changes: Partial<LifecycleHook> = {}): LifecycleHook => ({
  id: 'ecs-pause-1',
  targetType: 'PAUSE',
  status,
  ...changes,
})

const FOUND = [
  { name: 'the one that waits', hooks: [hook()], found: true },
  { name: 'none that was answered', hooks: [hook('SUCCEEDED')], found: false },
  {
    name: 'none of two that wait',
    hooks: [hook(), hook('AWAITING_ACTION', { id: 'ecs-pause-2' })],
    found: false,
  },
  { name: 'no function', hooks: [hook('IN_PROGRESS', { targetType: 'AWS_LAMBDA' })], found: false },
  {
    name: 'the one beside a function',
    hooks: [hook(), hook('IN_PROGRESS', { targetType: 'AWS_LAMBDA' })],
    found: true,
  },
  {
    name: 'the one beside one of an earlier stage',
    hooks: [hook('SUCCEEDED', { id: 'ecs-pause-0' }), hook()],
    found: true,
  },
  { name: 'none at a stage that is not listed', hooks: [hook()], stage: 'POST_SCALE_UP', found: false },
  { name: 'none at a stage that is not known', hooks: [hook()], stage: 'PRE_SOMETHING_NEW', found: false },
  {
    name: 'none of a deployment that is being stopped',
    hooks: [hook()],
    status: 'STOP_REQUESTED',
    found: false,
  },
  {
    name: 'none where two are configured',
    hooks: [hook()],
    pauses: [{ stages: [STAGE] }, { stages: [STAGE] }],
    found: false,
  },
  {
    name: 'the one where the others are configured elsewhere',
    hooks: [hook()],
    pauses: [{ stages: [STAGE] }, { stages: ['PRE_SCALE_UP'] }],
    found: true,
  },
]

test.each(FOUND)(
  'of the hooks this run answers $name',
  ({ hooks, stage = STAGE, status = 'IN_PROGRESS', pauses, found }) => {
    const deployment = entry(`web:4 ${status}`, { lifecycleStage: stage, hooks })
    expect(findPause({ pauses }, deployment, PROMOTED_STAGES)?.id).toBe(found ? 'ecs-pause-1' : undefined)
  },
)

const deployed = service(['web:4 PRIMARY IN_PROGRESS', 'web:3 ACTIVE COMPLETED'], { strategy: 'BLUE_GREEN' })
const tracked = { taskDefinition: td('web:4'), id: 'ecs-svc/4' }

const ENDED = [
  { status: 'AWAITING_ACTION', kind: 'waiting' },
  { status: 'SUCCEEDED', kind: 'continued' },
  { status: 'FAILED', kind: 'refused' },
  { status: 'TIMED_OUT', timeoutAction: 'CONTINUE', kind: 'continued' },
  { status: 'TIMED_OUT', timeoutAction: 'ROLLBACK', kind: 'refused' },
  { status: 'A_NEW_ONE', kind: 'gone' },
]

test.each(ENDED)('a hook that is $status ($timeoutAction) is $kind', ({ status, timeoutAction, kind }) => {
  const deployment = entry('web:4 IN_PROGRESS', {
    lifecycleStage: STAGE,
    hooks: [hook(status, { timeoutAction })],
  })
  const facts = { service: deployed, tracked, history: history(['web:3 SUCCESSFUL', deployment]) }
  expect(readGate(facts, 'ecs-pause-1')).toMatchObject({ kind })
})

const NOT_OURS = [
  { name: 'a newer deployment', now: 'web:5', status: 'STOPPED' },
  { name: 'nothing on record', now: 'web:4', status: undefined },
]

test.each(NOT_OURS)('with $name there is nothing to answer', ({ now, status }) => {
  const facts = {
    service: service([`${now} PRIMARY IN_PROGRESS`], { strategy: 'BLUE_GREEN' }),
    tracked,
    history: history(
      status === undefined ? [] : [entry(`web:4 ${status}`, { hooks: [hook()] }), `${now} IN_PROGRESS`],
    ),
  }
  expect(readGate(facts, 'ecs-pause-1')).toMatchObject({ kind: 'gone' })
})

test('a rollback of the deployment has refused its hook', () => {
  const deployment = entry('web:4 ROLLBACK_IN_PROGRESS', { hooks: [hook()] })
  const facts = { service: deployed, tracked, history: history(['web:3 SUCCESSFUL', deployment]) }
  expect(readGate(facts, 'ecs-pause-1')).toMatchObject({ kind: 'refused' })
})

test.each([
  [
    'the circuit breaker of ECS',
    { circuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 } },
    true,
  ],
  ['an alarm of the deployment', { triggeredAlarms: ['errors'] }, true],
  ['a person', { circuitBreaker: { status: 'MONITORING', failureCount: 1, threshold: 3 } }, undefined],
])('by %s, which says that the version fails: %p', (_, changes, isFailing) => {
  const deployment = entry('web:4 ROLLBACK_IN_PROGRESS', { hooks: [hook()], ...changes })
  const facts = { service: deployed, tracked, history: history(['web:3 SUCCESSFUL', deployment]) }
  const how = 'its deployment was rolled back'
  expect(readGate(facts, 'ecs-pause-1')).toEqual({ kind: 'refused', how, ...(isFailing && { isFailing }) })
})

test('a rollout has a gate only where this run answers', () => {
  const deployment = entry('web:4 IN_PROGRESS', {
    lifecycleStage: STAGE,
    hooks: [hook()],
    productionWeight: 0,
  })
  const facts = {
    service: deployed,
    tracked,
    history: history(['web:3 SUCCESSFUL', deployment]),
    failedTasks: [],
  }
  const waits = (promotesAt?: readonly string[]) => {
    const state = readRollout({ ...facts, promotesAt })
    return state.kind === 'in-progress' ? [state.traffic, state.waitsFor?.gate?.stage] : state.kind
  }
  expect(waits(PROMOTED_STAGES)).toEqual(['nothing', STAGE])
  expect(waits()).toEqual(['nothing', undefined])
})

test('what ECS does without an answer is said, and when', () => {
  const expiresAt = '2026-01-05 10:07 UTC'
  const otherwise = (timeoutAction?: string) =>
    toGate(hook('AWAITING_ACTION', { expiresAt, timeoutAction }), STAGE).otherwise
  expect(otherwise('ROLLBACK')).toBe('ECS rolls it back at 2026-01-05 10:07 UTC')
  expect(otherwise('CONTINUE')).toBe('ECS lets it go on at 2026-01-05 10:07 UTC, verified or not')
  expect(otherwise()).toBeUndefined()
})

test('the plan says who decides at each hook', () => {
  const pauses = [
    { stages: ['PRE_SCALE_UP'] },
    { stages: [STAGE], timeoutMinutes: 30, timeoutAction: 'CONTINUE' },
    { stages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] },
    { stages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] },
  ]
  const { steps, problems } = describePauses(service([], { strategy: 'LINEAR', pauses }), PROMOTED_STAGES)
  expect(problems).toEqual([])
  expect(steps).toEqual([
    'web waits at PRE_SCALE_UP: a person decides; without an answer within 1440 minutes, ECS rolls it back',
    `web waits at ${STAGE}: this run decides; without an answer within 30 minutes, ECS lets it go on, verified or not`,
    'web waits at PRE_PRODUCTION_TRAFFIC_SHIFT before each step of the traffic: a person decides, since two hooks wait there; without an answer within 1440 minutes, ECS rolls it back',
  ])
})

test('a service without such a hook is a problem', () => {
  const blueGreen = service([], { strategy: 'BLUE_GREEN', pauses: [{ stages: ['PRE_SCALE_UP'] }] })
  expect(describePauses(blueGreen, PROMOTED_STAGES).problems[0]).toMatch(/^web has no PAUSE hook at /)
  expect(describePauses(service([]), PROMOTED_STAGES).problems[0]).toMatch(/rolling updates/)
})

test.each([
  ['IN_PROGRESS', 'waiting'],
  ['STOP_REQUESTED', 'gone'],
  ['STOPPED', 'gone'],
  ['SUCCESSFUL', 'gone'],
])('a hook that waits in a deployment that is %s is %s', (status, kind) => {
  const facts = {
    service: service(['web:4 PRIMARY IN_PROGRESS 2/2']),
    tracked: { taskDefinition: td('web:4'), id: 'ecs-svc/4' },
    history: history([entry(`web:4 ${status}`, { lifecycleStage: STAGE, hooks: [hook()] })]),
  }
  expect(readGate(facts, 'ecs-pause-1').kind).toBe(kind)
  expect(readGate(facts, 'another one').kind).toBe('gone')
})
