import { readStabilization } from '../../../../src/targets/ecs/model/stabilization.ts'
import { entry, history, revisionArn, service, td } from '../../../support/ecs-facts.ts'

const tracked = { taskDefinition: td('web:4'), id: 'ecs-svc/4' }

/** The deployment by which the target is put back. */
const again = (status: string) => entry(`web:3 ${status}`, { createdAtMs: 300_000 })

/** What the service shows and its history says while web:3 is put back in place of web:4. */
const rows = [
  { shows: ['web:3 PRIMARY COMPLETED 2/2'], says: ['web:4 ROLLBACK_SUCCESSFUL'], is: 'stable' },
  { shows: ['web:3 PRIMARY COMPLETED 2/2'], says: ['web:4 ROLLBACK_IN_PROGRESS'], is: 'stable' },
  { shows: ['web:3 PRIMARY COMPLETED 2/2'], says: ['web:4 ROLLBACK_REQUESTED'], is: 'waiting' },
  { shows: ['web:3 PRIMARY IN_PROGRESS 1/2'], says: ['web:4 ROLLBACK_IN_PROGRESS'], is: 'waiting' },
  { shows: ['web:4 PRIMARY IN_PROGRESS 0/2'], says: ['web:4 ROLLBACK_REQUESTED'], is: 'waiting' },
  { shows: ['web:4 PRIMARY COMPLETED 2/2'], says: ['web:4 SUCCESSFUL'], is: 'reverted' },
  { shows: ['web:4 PRIMARY IN_PROGRESS 1/2'], says: ['web:4 STOPPED'], is: 'reverted' },
  { shows: ['web:3 PRIMARY FAILED 0/2'], says: ['web:4 ROLLBACK_FAILED'], is: 'failed' },
  { shows: ['web:3 PRIMARY FAILED 0/2'], says: [], is: 'failed' },
  { shows: ['web:5 PRIMARY IN_PROGRESS 0/2'], says: ['web:4 STOPPED'], is: 'superseded' },
  { shows: ['web:3 PRIMARY - 2/2'], says: ['web:4 ROLLBACK_SUCCESSFUL'], is: 'stable' },
  {
    shows: ['web:3 PRIMARY - 2/2', 'web:4 ACTIVE - 1/0'],
    says: ['web:4 ROLLBACK_SUCCESSFUL'],
    is: 'waiting',
  },
  { shows: [], says: [], is: 'waiting' },
] as const

test.each(rows)('followed: $shows with $says is $is', ({ shows, says, is }) => {
  const facts = { service: service(shows), tracked, target: td('web:3'), history: history(says) }
  expect(readStabilization({ ...facts, isUpdated: false }).kind).toBe(is)
})

test.each([
  [
    'its history does not answer',
    'web:5 PRIMARY IN_PROGRESS 0/2',
    'waiting',
    /^what became of web: AWS gives no answer$/,
  ],
  ['what is back needs no history', 'web:3 PRIMARY COMPLETED 2/2', 'stable', undefined],
])('nobody else is made responsible while ECS cannot be read: %s', (_, shows, kind, detail) => {
  const facts = { service: service([shows]), tracked, target: td('web:3'), history: undefined }
  const read = readStabilization({ ...facts, isUpdated: false, unanswered: 'AWS gives no answer' })
  expect(read).toEqual({ kind, ...(detail && { detail: expect.stringMatching(detail) }) })
})

test('what ECS has gone back to by itself is not what was to come back, however well it runs', () => {
  const shown = service(['web:2 PRIMARY COMPLETED 2/2'])
  const facts = {
    service: shown,
    tracked,
    target: td('web:3'),
    history: history(['web:4 ROLLBACK_SUCCESSFUL']),
  }
  expect(readStabilization({ ...facts, isUpdated: false, wentTo: td('web:2') })).toEqual({
    kind: 'failed',
    reason: 'ECS itself has gone back to web:2',
  })
})

describe('while ECS still ends what failed', () => {
  type Shifted = { lifecycleStage?: string; productionWeight?: number }

  it.each<[string, Shifted, string, string]>([
    [
      'the target has all traffic again',
      { lifecycleStage: 'CLEAN_UP', productionWeight: 0 },
      '2/2',
      'stable',
    ],
    [
      'it is asked to be given it',
      { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT', productionWeight: 0 },
      '2/2',
      'stable',
    ],
    [
      'a part of the traffic is left',
      { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT', productionWeight: 10 },
      '2/2',
      'waiting',
    ],
    ['not all of its tasks run', { lifecycleStage: 'CLEAN_UP', productionWeight: 0 }, '1/2', 'waiting'],
    ['only the stage says that it has', { lifecycleStage: 'TEST_TRAFFIC_SHIFT' }, '2/2', 'stable'],
    [
      'the stage says that it is only given it',
      { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT' },
      '2/2',
      'waiting',
    ],
    ['nothing says whether it has', {}, '2/2', 'waiting'],
  ])('of a blue/green deployment: %s', (_, shifted, counts, is) => {
    const facts = {
      service: service([`web:3 PRIMARY - ${counts}`, 'web:4 ACTIVE - 2/2'], { strategy: 'BLUE_GREEN' }),
      tracked,
      target: td('web:3'),
      history: history([entry('web:4 ROLLBACK_IN_PROGRESS', shifted)]),
    }
    expect(readStabilization({ ...facts, isUpdated: false }).kind).toBe(is)
  })

  it.each<[string, string[] | undefined, string, string]>([
    ['only its tasks are to run', ['ecs-svc/3'], '2/2', 'stable'],
    ['not all of them run', ['ecs-svc/3'], '1/2', 'waiting'],
    ['a task of what failed is to run on', ['ecs-svc/3', 'ecs-svc/4'], '2/2', 'waiting'],
    ['whose tasks are to run is not known', undefined, '2/2', 'waiting'],
  ])('of a rolling deployment: %s', (_, liveIds, counts, is) => {
    const facts = {
      service: service([`web:3 PRIMARY IN_PROGRESS ${counts}`, 'web:4 ACTIVE - 1/1']),
      tracked,
      target: td('web:3'),
      liveIds: liveIds && new Set(liveIds),
    }
    const says = history(['web:4 ROLLBACK_IN_PROGRESS'])
    expect(readStabilization({ ...facts, history: says, isUpdated: false }).kind).toBe(is)
    expect(readStabilization({ ...facts, isUpdated: true }).kind).toBe(is)
  })
})

it('says so where ECS itself takes back what an order named and what was being deployed anyway', () => {
  const rollback = { serviceRevisionArn: revisionArn('web:3') }
  const facts = {
    service: service(['web:3 PRIMARY IN_PROGRESS 1/2', 'web:4 ACTIVE FAILED 1/2']),
    tracked,
    target: tracked.taskDefinition,
    history: history([entry('web:4 ROLLBACK_IN_PROGRESS', { rollback })]),
  }
  expect(readStabilization({ ...facts, isUpdated: true })).toEqual({
    kind: 'failed',
    reason: 'ECS restores web:3 instead',
  })
})

it('says so where ECS restores something else than it was expected to, and names no cause', () => {
  const rollback = { serviceRevisionArn: revisionArn('web:2') }
  const facts = {
    service: service(['web:2 PRIMARY IN_PROGRESS 1/2', 'web:4 ACTIVE FAILED 1/2']),
    tracked,
    target: td('web:3'),
    history: history([entry('web:4 ROLLBACK_IN_PROGRESS', { rollback })]),
  }
  expect(readStabilization({ ...facts, isUpdated: false })).toEqual({
    kind: 'failed',
    reason: 'ECS restores web:2 instead',
  })
  expect(readStabilization({ ...facts, isUpdated: true }).kind).toBe('superseded')
})

// A read may lag behind our own write, and then shows what was true before it.
test.each([
  { shows: ['web:4 PRIMARY COMPLETED 2/2'], says: ['web:4 SUCCESSFUL'], is: 'waiting' },
  { shows: ['web:4 PRIMARY FAILED 0/2'], says: ['web:4 ROLLBACK_FAILED'], is: 'waiting' },
  { shows: ['web:3 PRIMARY IN_PROGRESS 0/2'], says: ['web:4 ROLLBACK_FAILED'], is: 'waiting' },
  { shows: ['web:3 PRIMARY COMPLETED 2/2'], says: ['web:4 ROLLBACK_FAILED'], is: 'stable' },
  { shows: ['web:3 PRIMARY FAILED 0/2'], says: ['web:4 SUCCESSFUL'], is: 'failed' },
  { shows: ['web:9 PRIMARY FAILED 0/2'], says: ['web:4 ROLLBACK_FAILED'], is: 'waiting' },
  { shows: ['web:8 PRIMARY IN_PROGRESS 0/2'], says: [], is: 'superseded' },
  {
    shows: ['web:4 PRIMARY IN_PROGRESS 2/2'],
    says: ['web:4 SUCCESSFUL', again('ROLLBACK_IN_PROGRESS')],
    is: 'failed',
  },
  {
    shows: ['web:4 PRIMARY COMPLETED 2/2'],
    says: ['web:4 SUCCESSFUL', again('ROLLBACK_SUCCESSFUL')],
    is: 'failed',
  },
  {
    shows: ['web:4 PRIMARY COMPLETED 2/2'],
    says: ['web:3 ROLLBACK_SUCCESSFUL', 'web:4 SUCCESSFUL'],
    is: 'waiting',
  },
  {
    shows: ['web:4 PRIMARY COMPLETED 2/2'],
    says: ['web:4 SUCCESSFUL', again('IN_PROGRESS')],
    is: 'waiting',
  },
])('by our own update: $shows with $says is $is', ({ shows, says, is }) => {
  const facts = { service: service(shows), tracked, target: td('web:3'), history: history(says) }
  const acted = { isUpdated: true, before: td('web:9'), sinceMs: 240_000 }
  expect(readStabilization({ ...facts, ...acted }).kind).toBe(is)
})

it('of ECS itself is not judged by what somebody deployed to the same version later', () => {
  const facts = {
    service: service(['web:3 PRIMARY COMPLETED 2/2']),
    tracked,
    target: td('web:3'),
    history: history(['web:4 ROLLBACK_SUCCESSFUL', again('ROLLBACK_IN_PROGRESS')]),
    sinceMs: 240_000,
  }
  expect(readStabilization({ ...facts, isUpdated: false }).kind).toBe('stable')
  expect(readStabilization({ ...facts, isUpdated: true }).kind).toBe('failed')
})

describe("by this run's own update of a blue/green service, whose rollout only its deployment shows", () => {
  const look = (shows: string, carrier: ReturnType<typeof again>) =>
    readStabilization({
      service: service([shows], { strategy: 'BLUE_GREEN' }),
      tracked: tracked,
      target: td('web:3'),
      history: history(['web:4 SUCCESSFUL', carrier]),
      isUpdated: true,
      sinceMs: 240_000,
    })

  it('is not stable before that has succeeded, whatever the service shows', () => {
    expect(look('web:3 PRIMARY COMPLETED 2/2', again('IN_PROGRESS')).kind).toBe('waiting')
    expect(look('web:3 PRIMARY - 2/2', again('IN_PROGRESS')).kind).toBe('waiting')
    expect(look('web:3 PRIMARY - 2/2', again('SUCCESSFUL')).kind).toBe('stable')
  })

  it('is stable as soon as the target has all production traffic, while ECS still bakes it', () => {
    const at = (lifecycleStage: string, productionWeight?: number) =>
      look('web:3 PRIMARY IN_PROGRESS 2/2', { ...again('IN_PROGRESS'), lifecycleStage, productionWeight })
        .kind
    expect([at('PRODUCTION_TRAFFIC_SHIFT', 10), at('PRODUCTION_TRAFFIC_SHIFT')]).toEqual([
      'waiting',
      'waiting',
    ])
    expect([at('PRODUCTION_TRAFFIC_SHIFT', 100), at('BAKE_TIME')]).toEqual(['stable', 'stable'])
  })

  it('says when a hook waits for somebody', () => {
    const hooks = [{ id: 'hook-1', targetType: 'PAUSE', status: 'AWAITING_ACTION' }]
    const paused = { ...again('IN_PROGRESS'), lifecycleStage: 'POST_SCALE_UP', hooks }
    expect(look('web:3 PRIMARY - 2/2', paused)).toEqual({
      kind: 'waiting',
      detail: 'web:3 on web: 2 of 2 tasks run, stage POST_SCALE_UP (a lifecycle hook waits for somebody)',
    })
  })
})

it.each([
  [{ statusReason: 'its alarm rang', rollback: { reason: 'the breaker' } }, 'its alarm rang'],
  [{ rollback: { reason: 'the breaker' } }, 'the breaker'],
  [{}, 'ECS says ROLLBACK_FAILED'],
])('a rollback of ECS that failed with %j says why', (more, reason) => {
  const facts = {
    // The target is in place by its state, and all the same ECS says that it failed.
    service: service(['web:3 PRIMARY COMPLETED 2/2']),
    tracked,
    target: td('web:3'),
    history: history([entry('web:4 ROLLBACK_FAILED', more)]),
  }
  expect(readStabilization({ ...facts, isUpdated: false })).toEqual({ kind: 'failed', reason })
})

it.each([
  [{ rollback: { reason: 'the breaker' }, statusReason: 'x' }, 'ECS rolled it back: the breaker'],
  [{ statusReason: 'its alarm rang' }, 'ECS rolled it back: its alarm rang'],
  [{}, 'ECS rolled it back: it gives no reason'],
])('an update that ECS rolled back with %j says why', (more, reason) => {
  const facts = {
    service: service(['web:4 PRIMARY COMPLETED 2/2']),
    tracked,
    target: td('web:3'),
    history: history(['web:4 SUCCESSFUL', { ...again('ROLLBACK_SUCCESSFUL'), ...more }]),
    sinceMs: 240_000,
  }
  expect(readStabilization({ ...facts, isUpdated: true })).toEqual({ kind: 'failed', reason })
})

test.each([
  [
    'only what was put back lives, and the rest drains',
    ['web:3 PRIMARY IN_PROGRESS 2/2', 'web:4 ACTIVE COMPLETED 1/0'],
    3,
    'stable',
  ],
  ['something else lives', ['web:3 PRIMARY IN_PROGRESS 2/2', 'web:4 ACTIVE COMPLETED 1/0'], 4, 'waiting'],
  [
    'there is nothing else, and ECS does not say that it is complete',
    ['web:3 PRIMARY IN_PROGRESS 2/2'],
    3,
    'waiting',
  ],
  ['not all of it runs', ['web:3 PRIMARY IN_PROGRESS 1/2', 'web:4 ACTIVE COMPLETED 1/0'], 3, 'waiting'],
])('it serves alone where %s', (_, shows, live, is) => {
  const facts = { service: service(shows), tracked, target: td('web:3'), history: history([]) }
  const liveIds = new Set([`ecs-svc/${live}`])
  expect(readStabilization({ ...facts, isUpdated: true, liveIds }).kind).toBe(is)
})
