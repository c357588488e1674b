import {
  isPlainlyRollingOut,
  needsHistory,
  type RolloutFacts,
  readRollout,
} from '../../../../src/targets/ecs/model/rollout-state.ts'
import { deployment, entry, history, revisionArn, service, td } from '../../../support/ecs-facts.ts'

const tracked = { taskDefinition: td('web:4'), id: 'ecs-svc/4' }
const unseen = { taskDefinition: td('web:4') }
const inFlight = ['web:4 PRIMARY IN_PROGRESS 0/2', 'web:3 ACTIVE COMPLETED 2/2']

function read(facts: Omit<RolloutFacts, 'tracked' | 'failedTasks'> & Partial<RolloutFacts>) {
  return readRollout({ tracked: tracked, failedTasks: [], ...facts })
}

const PENDING = deployment('web:4 PRIMARY IN_PROGRESS 2/2', { pendingCount: 1 })

describe('a rolling deployment', () => {
  test.each([
    {
      shows: ['web:4 PRIMARY IN_PROGRESS 1/2', 'web:3 ACTIVE COMPLETED 2/2'],
      state: { kind: 'in-progress', servingFully: false },
    },
    {
      shows: ['web:4 PRIMARY IN_PROGRESS 2/2', 'web:3 ACTIVE COMPLETED 1/1'],
      state: { kind: 'in-progress', servingFully: false },
    },
    {
      shows: ['web:4 PRIMARY IN_PROGRESS 2/2', 'web:3 ACTIVE COMPLETED 1/0'],
      state: { kind: 'in-progress', servingFully: true },
    },
    {
      shows: ['web:4 PRIMARY IN_PROGRESS 1/2', 'web:3 ACTIVE COMPLETED 1/0'],
      state: { kind: 'in-progress', servingFully: false },
    },
    {
      shows: ['web:4 PRIMARY IN_PROGRESS 0/0', 'web:3 ACTIVE COMPLETED 1/0'],
      state: { kind: 'in-progress', servingFully: false },
    },
    {
      shows: [PENDING, 'web:3 ACTIVE COMPLETED 1/0'],
      state: { kind: 'in-progress', servingFully: false },
    },
    { shows: ['web:4 PRIMARY COMPLETED 2/2'], state: { kind: 'complete' } },
    { shows: ['web:4 PRIMARY FAILED 0/2'], state: { kind: 'failed' } },
    { shows: ['web:4 PRIMARY CONTEMPLATING 2/2'], state: { kind: 'in-progress' } },
    { shows: ['web:4 PRIMARY - 2/2'], state: { kind: 'complete' } },
    {
      shows: ['web:4 PRIMARY - 2/2', 'web:3 ACTIVE - 1/0'],
      state: { kind: 'in-progress', servingFully: true },
    },
    {
      shows: ['web:3 PRIMARY IN_PROGRESS 2/2', 'web:4 ACTIVE FAILED 0/2'],
      state: { kind: 'rolled-back', to: 'web:3' },
    },
    {
      shows: ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:4 ACTIVE IN_PROGRESS 1/2'],
      state: { kind: 'superseded', by: 'web:5' },
    },
    { shows: ['web:5 PRIMARY COMPLETED 2/2'], state: { kind: 'superseded', by: 'web:5' } },
  ])('that shows as $shows is $state.kind', ({ shows, state }) => {
    expect(read({ service: service(shows) })).toMatchObject(state)
  })

  it('is absent as long as neither the service nor its history has ever shown it', () => {
    const shown = service(['web:3 PRIMARY COMPLETED 2/2'])
    expect(read({ service: shown, tracked: unseen, history: history(['web:3 SUCCESSFUL']) })).toEqual({
      kind: 'absent',
      reason: 'web never received web:4; it runs web:3',
    })
  })

  it.each(['PENDING', 'IN_PROGRESS'])(
    'that is %s on record rolls out, though the service is still shown as it was before it',
    (status) => {
      const shown = service(['web:3 PRIMARY COMPLETED 2/2'])
      const known = history(['web:3 SUCCESSFUL', `web:4 ${status}`])
      expect(read({ service: shown, tracked: unseen, history: known })).toMatchObject({
        kind: 'in-progress',
        traffic: 'nothing',
        hasServed: false,
      })
    },
  )

  it('is superseded by the deployment that ECS has stopped it for, though the service is still shown with it', () => {
    const shown = service(inFlight)
    const known = history(['web:4 STOPPED', 'web:5 IN_PROGRESS'])
    expect(read({ service: shown, history: known })).toMatchObject({ kind: 'superseded', by: 'web:5' })
  })

  describe('that the circuit breaker has given up', () => {
    const gaveUp = deployment('web:4 PRIMARY FAILED 0/2', {
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    })
    const event = (id: string, message: string) => ({ id, message, createdAtMs: gaveUp.createdAtMs + 1 })
    const events = [
      event('2', '(service web) (deployment ecs-svc/4) deployment failed: tasks failed to start.'),
      event('1', '(service web) was unable to place a task. Reason: Capacity is unavailable at this time.'),
    ]

    it('cannot be verified when all that its tasks lacked was room', () => {
      expect(read({ service: service([gaveUp], { events }) })).toMatchObject({
        kind: 'unverifiable',
        reason: expect.stringContaining('was unable to place a task'),
      })
    })

    it('has failed when a task of it failed, too', () => {
      const failedTasks = [{ id: 'one', reason: 'exit code 1' }]
      expect(read({ service: service([gaveUp], { events }), failedTasks })).toMatchObject({ kind: 'failed' })
    })
  })

  it.each([
    ['by a person', {}, 'stopped'],
    [
      'by its circuit breaker',
      { circuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 } },
      'failed',
    ],
    ['by an alarm', { triggeredAlarms: ['5xx'] }, 'failed'],
  ] as const)('that was stopped %s, and nothing came after it', (_, changes, kind) => {
    const known = history(['web:3 SUCCESSFUL', entry('web:4 STOPPED', changes)])
    expect(read({ service: service(inFlight), history: known })).toMatchObject({ kind })
  })

  it('cannot be verified when nothing is wanted to run', () => {
    expect(read({ service: service(['web:4 PRIMARY COMPLETED 0/0'], { desiredCount: 0 }) })).toMatchObject({
      kind: 'unverifiable',
    })
    expect(read({ service: service([], { status: 'DRAINING' }) })).toMatchObject({ kind: 'unverifiable' })
  })
})

describe('what the history adds', () => {
  it('is that ECS rolled back before we looked, with its own words', () => {
    const rolledBack = entry('web:4 ROLLBACK_SUCCESSFUL', {
      rollback: {
        reason: 'the circuit breaker threshold was exceeded',
        serviceRevisionArn: revisionArn('web:2'),
      },
    })
    const facts = {
      service: service(['web:2 PRIMARY COMPLETED 2/2']),
      tracked: unseen,
      history: history([rolledBack]),
    }
    expect(read(facts)).toEqual({
      kind: 'rolled-back',
      reason: 'ECS rolled it back: the circuit breaker threshold was exceeded',
      to: 'web:2',
    })
  })

  test.each([
    { ended: 'ROLLBACK_SUCCESSFUL', shows: ['web:5 PRIMARY COMPLETED 2/2'] },
    { ended: 'ROLLBACK_IN_PROGRESS', shows: ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:4 ACTIVE FAILED 0/2'] },
    { ended: 'ROLLBACK_FAILED', shows: ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:4 ACTIVE FAILED 0/2'] },
    { ended: 'STOPPED', shows: ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:4 ACTIVE FAILED 0/2'] },
  ])('is that somebody else deployed after it had ended $ended', ({ ended, shows }) => {
    const tracked = entry(`web:4 ${ended}`, { rollback: { serviceRevisionArn: revisionArn('web:3') } })
    const facts = { service: service(shows), history: history([tracked, 'web:5 IN_PROGRESS']) }
    expect(read(facts)).toMatchObject({ kind: 'superseded', by: 'web:5' })
  })

  it('is that the same task definition, deployed by force, was rolled back to itself', () => {
    const facts = {
      service: service([deployment('web:4 PRIMARY COMPLETED 2/2', { id: 'ecs-svc/rollback' })]),
      history: history([
        entry('web:4 ROLLBACK_SUCCESSFUL', { rollback: { serviceRevisionArn: revisionArn('web:4') } }),
      ]),
    }
    expect(read(facts)).toMatchObject({ kind: 'rolled-back', to: 'web:4' })
  })

  it('is the state of a blue/green deployment, whose service shows no rollout', () => {
    const blueGreen = service(['web:4 PRIMARY COMPLETED 2/2', 'web:3 ACTIVE COMPLETED 2/2'], {
      strategy: 'BLUE_GREEN',
    })
    const baking = history([entry('web:4 IN_PROGRESS', { lifecycleStage: 'BAKE_TIME' })])
    expect(read({ service: blueGreen, history: baking })).toMatchObject({
      kind: 'in-progress',
      detail: '2 of 2 tasks run, stage BAKE_TIME',
    })
    const cleaning = history([entry('web:4 IN_PROGRESS', { lifecycleStage: 'CLEAN_UP' })])
    expect(read({ service: blueGreen, history: cleaning })).toMatchObject({
      kind: 'complete',
      isCleaningUp: true,
      detail: '2 of 2 tasks run, stage CLEAN_UP',
    })
    expect(read({ service: blueGreen, history: history(['web:4 SUCCESSFUL']) })).toMatchObject({
      kind: 'complete',
      isCleaningUp: false,
    })
  })

  test.each([
    { ended: 'ROLLBACK_REQUESTED', says: 'ECS is rolling it back: an alarm went off' },
    { ended: 'ROLLBACK_IN_PROGRESS', says: 'ECS is rolling it back: an alarm went off' },
    { ended: 'ROLLBACK_SUCCESSFUL', says: 'ECS rolled it back: an alarm went off' },
  ])('is how far its rollback is: $ended', ({ ended, says }) => {
    const facts = {
      service: service(['web:4 PRIMARY COMPLETED 2/2']),
      history: history([entry(`web:4 ${ended}`, { statusReason: 'an alarm went off' })]),
    }
    expect(read(facts)).toEqual({ kind: 'rolled-back', reason: says })
  })

  it('is how near the circuit breaker is to opening', () => {
    const breaker = (failureCount: number) => ({ status: 'MONITORING', failureCount, threshold: 3 })
    const detail = (failureCount: number) =>
      read({
        service: service(inFlight),
        history: history([entry('web:4 IN_PROGRESS', { circuitBreaker: breaker(failureCount) })]),
      })
    expect(detail(0)).toMatchObject({ detail: '0 of 2 tasks run' })
    expect(detail(2)).toMatchObject({ detail: '0 of 2 tasks run, circuit breaker at 2 of 3 failures' })
  })

  it('is that ECS tried to roll back and failed', () => {
    const facts = {
      service: service(['web:4 PRIMARY COMPLETED 2/2']),
      history: history(['web:4 ROLLBACK_FAILED']),
    }
    expect(read(facts)).toMatchObject({ kind: 'failed' })
  })
})

describe('a first poll', () => {
  const twice = service([
    'web:4 PRIMARY IN_PROGRESS 0/2',
    deployment('web:4 ACTIVE COMPLETED 2/2', { id: 'ecs-svc/1' }),
  ])

  test.each([
    { name: 'what was deployed rolls out', shows: service(inFlight), deployed: 'web:4', is: true },
    { name: 'nobody said what was deployed', shows: service(inFlight), deployed: undefined, is: false },
    { name: 'it is complete', shows: service(['web:4 PRIMARY COMPLETED 2/2']), deployed: 'web:4', is: false },
    {
      name: 'another one is primary',
      shows: service(['web:3 PRIMARY IN_PROGRESS 1/2']),
      deployed: 'web:4',
      is: false,
    },
    { name: 'it replaces itself', shows: twice, deployed: 'web:4', is: false },
    {
      name: 'it is blue/green',
      shows: service(inFlight, { strategy: 'BLUE_GREEN' }),
      deployed: 'web:4',
      is: false,
    },
  ])('needs no past: $is, since $name', ({ shows, deployed, is }) => {
    expect(isPlainlyRollingOut(shows, deployed)).toBe(is)
  })
})

describe('the history is asked for', () => {
  test.each([
    { when: 'the plain case: never', shows: ['web:4 PRIMARY IN_PROGRESS 1/2'], needed: false },
    { when: 'our deployment failed', shows: ['web:4 PRIMARY FAILED 0/2'], needed: true },
    { when: 'another one is primary', shows: ['web:5 PRIMARY COMPLETED 2/2'], needed: true },
    {
      when: 'tracked shows under another id',
      shows: [deployment('web:4 PRIMARY COMPLETED 2/2', { id: 'ecs-svc/9' })],
      needed: true,
    },
  ])('$when', ({ shows, needed }) => {
    expect(needsHistory(service(shows), tracked)).toBe(needed)
  })
})

test.each([
  [{ rollback: { reason: 'the breaker' }, statusReason: 'x' }, 'the breaker'],
  [{ statusReason: 'its alarm rang' }, 'its alarm rang'],
  [{}, 'ECS gives no reason'],
])('a rollback of ECS with %j says why', (more, why) => {
  const says = (status: string) => history([entry(`web:4 ${status}`, more)])
  const reasons = [
    'ROLLBACK_REQUESTED',
    'ROLLBACK_IN_PROGRESS',
    'ROLLBACK_SUCCESSFUL',
    'ROLLBACK_FAILED',
  ].map((status) => {
    const state = read({ service: service(inFlight), history: says(status) })
    return 'reason' in state ? state.reason : state.kind
  })
  expect(reasons).toEqual([
    `ECS is rolling it back: ${why}`,
    `ECS is rolling it back: ${why}`,
    `ECS rolled it back: ${why}`,
    `ECS tried to roll it back and failed: ${why}`,
  ])
})

describe('while the history cannot be read', () => {
  const unanswered = 'AWS throttles ecs:ListServiceDeployments'

  test.each([
    { what: 'another one is there', shows: ['web:3 PRIMARY COMPLETED 2/2'], watched: tracked },
    { what: 'it is not there at all', shows: ['web:3 PRIMARY COMPLETED 2/2'], watched: unseen },
  ])('$what: ECS may have rolled it back', ({ shows, watched }) => {
    const facts = { tracked: watched, service: service(shows), unanswered }
    expect(read(facts)).toEqual({ kind: 'unknown', reason: unanswered, permanent: false })
    expect(read({ ...facts, unanswered: undefined }).kind).not.toBe('unknown')
  })

  test('what the service itself shows counts', () => {
    expect(read({ service: service(['web:4 PRIMARY COMPLETED 2/2']), unanswered })).toMatchObject({
      kind: 'complete',
    })
  })
})

test.each([
  [{}, 'ECS gives no reason'],
  [{ rolloutStateReason: 'tasks failed to start.' }, 'tasks failed to start.'],
])('a deployment that ECS has given up says why: %p', (more, reason) => {
  const primary = deployment('web:4 PRIMARY FAILED 0/2', more)
  expect(read({ service: service([primary]) })).toEqual({ kind: 'failed', reason })
})

test('a deployment that was stopped says why, if ECS does', () => {
  const shows = { service: service(['web:4 PRIMARY IN_PROGRESS 0/2']) }
  const stopped = (changes = {}) => read({ ...shows, history: history([entry('web:4 STOPPED', changes)]) })
  expect(stopped()).toEqual({ kind: 'stopped', reason: 'its deployment was stopped' })
  expect(stopped({ statusReason: 'by hand' })).toEqual({ kind: 'stopped', reason: 'by hand' })
})

test('what ECS does not list yet serves nothing', () => {
  const shows = service(['web:3 PRIMARY COMPLETED 2/2'])
  expect(read({ service: shows, history: history(['web:4 IN_PROGRESS']) })).toMatchObject({
    ...{ kind: 'in-progress', traffic: 'nothing', servingFully: false, hasServed: false, runningTasks: 0 },
  })
})
