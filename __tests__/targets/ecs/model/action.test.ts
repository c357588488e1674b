import {
  type ActionFacts,
  decideAction,
  describeAction,
  describeDrift,
  type EcsAction,
  findDrift,
} from '../../../../src/targets/ecs/model/action.ts'
import { deployment, entry, history, revision, revisionArn, service, td } from '../../../support/ecs-facts.ts'

const tracked = { taskDefinition: td('web:4'), id: 'ecs-svc/4' }
const inFlight = ['web:4 PRIMARY IN_PROGRESS 0/2', 'web:3 ACTIVE COMPLETED 2/2']
const finished = ['web:4 PRIMARY COMPLETED 2/2']
const foreign = ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:4 ACTIVE IN_PROGRESS 1/2']
const back = ['web:3 PRIMARY COMPLETED 2/2']

interface Row {
  readonly state: string
  readonly shows: readonly (string | ReturnType<typeof deployment>)[]
  readonly says?: Parameters<typeof history>[0]
  readonly target?: string
  readonly does: EcsAction['kind']
}

const rows: readonly Row[] = [
  { state: 'PENDING', shows: inFlight, says: ['web:4 PENDING'], does: 'stop-with-rollback' },
  {
    state: 'IN_PROGRESS',
    shows: inFlight,
    says: ['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'],
    does: 'stop-with-rollback',
  },
  {
    state: 'IN_PROGRESS, while the service is still shown as it was before, with the target',
    shows: back,
    says: ['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'],
    does: 'wait',
  },
  {
    state: 'IN_PROGRESS, but ECS would restore another revision than the target',
    shows: inFlight,
    says: ['web:4 IN_PROGRESS'],
    target: 'web:2',
    does: 'update-service',
  },
  {
    state: 'IN_PROGRESS, a PAUSE hook waits for somebody, for whom nothing is answered',
    shows: inFlight,
    says: [
      entry('web:4 IN_PROGRESS', {
        hooks: [{ id: 'hook-1', targetType: 'PAUSE', status: 'AWAITING_ACTION' }],
      }),
    ],
    does: 'stop-with-rollback',
  },
  {
    state: 'IN_PROGRESS, a Lambda hook runs',
    shows: inFlight,
    says: [
      entry('web:4 IN_PROGRESS', {
        hooks: [{ id: 'hook-1', targetType: 'AWS_LAMBDA', status: 'IN_PROGRESS' }],
      }),
    ],
    does: 'stop-with-rollback',
  },
  {
    state: 'IN_PROGRESS in BAKE_TIME of a blue/green deployment',
    shows: inFlight,
    says: [entry('web:4 IN_PROGRESS', { lifecycleStage: 'BAKE_TIME' })],
    does: 'stop-with-rollback',
  },
  { state: 'ROLLBACK_REQUESTED', shows: inFlight, says: ['web:4 ROLLBACK_REQUESTED'], does: 'follow' },
  { state: 'ROLLBACK_IN_PROGRESS', shows: inFlight, says: ['web:4 ROLLBACK_IN_PROGRESS'], does: 'follow' },
  { state: 'ROLLBACK_SUCCESSFUL', shows: back, says: ['web:4 ROLLBACK_SUCCESSFUL'], does: 'follow' },
  { state: 'SUCCESSFUL', shows: finished, says: ['web:4 SUCCESSFUL'], does: 'update-service' },
  {
    state: 'IN_PROGRESS, and the service is still shown as it was before it',
    shows: back,
    says: ['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'],
    target: 'web:2',
    does: 'wait',
  },
  {
    state: 'STOPPED for a newer deployment, which the service is not shown with yet',
    shows: inFlight,
    says: ['web:4 STOPPED', 'web:5 IN_PROGRESS'],
    does: 'superseded',
  },
  { state: 'STOP_REQUESTED', shows: inFlight, says: ['web:4 STOP_REQUESTED'], does: 'wait' },
  {
    state: 'STOP_REQUESTED, since a newer deployment exists',
    shows: foreign,
    says: ['web:4 STOP_REQUESTED', 'web:5 IN_PROGRESS'],
    does: 'superseded',
  },
  {
    state: 'STOPPED, and a newer deployment exists',
    shows: foreign,
    says: ['web:4 STOPPED', 'web:5 IN_PROGRESS'],
    does: 'superseded',
  },
  {
    state: 'STOPPED, and nothing came after it',
    shows: finished,
    says: ['web:4 STOPPED'],
    does: 'update-service',
  },
  { state: 'ROLLBACK_FAILED', shows: finished, says: ['web:4 ROLLBACK_FAILED'], does: 'update-service' },
  { state: 'a status of the future', shows: inFlight, says: ['web:4 CONTEMPLATING'], does: 'wait' },
  {
    state: 'no history: FAILED by the circuit breaker without a rollback',
    shows: ['web:4 PRIMARY FAILED 0/2'],
    does: 'update-service',
  },
  {
    state: 'no history: ECS lists what failed beside the new primary',
    shows: ['web:3 PRIMARY IN_PROGRESS 2/2', 'web:4 ACTIVE FAILED 0/2'],
    target: 'web:2',
    does: 'follow',
  },
  {
    state: 'ROLLBACK_SUCCESSFUL, and somebody else deployed after it',
    shows: ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:3 ACTIVE COMPLETED 2/2'],
    says: [
      entry('web:4 ROLLBACK_SUCCESSFUL', { rollback: { serviceRevisionArn: revisionArn('web:3') } }),
      'web:5 IN_PROGRESS',
    ],
    does: 'superseded',
  },
  {
    state: 'ROLLBACK_FAILED, and somebody else deployed after it',
    shows: ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:4 ACTIVE FAILED 0/2'],
    says: [
      entry('web:4 ROLLBACK_FAILED', { rollback: { serviceRevisionArn: revisionArn('web:3') } }),
      'web:5 IN_PROGRESS',
    ],
    does: 'superseded',
  },
  {
    state: 'STOPPED by the circuit breaker without a rollback, and somebody else deployed after it',
    shows: ['web:5 PRIMARY IN_PROGRESS 0/2', 'web:4 ACTIVE FAILED 0/2'],
    says: ['web:4 STOPPED', 'web:5 IN_PROGRESS'],
    does: 'superseded',
  },
  { state: 'no history: somebody else deployed', shows: foreign, does: 'superseded' },
  { state: 'no history: in flight', shows: inFlight, does: 'update-service' },
  {
    state: 'the target is primary already',
    shows: back,
    says: ['web:4 STOPPED', 'web:5 SUCCESSFUL'],
    does: 'already-there',
  },
  {
    state: 'two deployments seconds apart for one deploy',
    shows: [
      deployment('web:4 PRIMARY IN_PROGRESS 0/2', { id: 'ecs-svc/44', createdAtMs: 249_500 }),
      'web:4 ACTIVE IN_PROGRESS 0/2',
    ],
    says: [entry('web:4 STOPPED'), entry('web:4 IN_PROGRESS', { arn: 'second', createdAtMs: 249_500 })],
    does: 'stop-with-rollback',
  },
  {
    state: 'the same task definition was deployed and rolled back a day before',
    shows: finished,
    says: [entry('web:4 ROLLBACK_SUCCESSFUL', { createdAtMs: -86_400_000 })],
    does: 'update-service',
  },
]

test.each(rows)('$state → $does', ({ shows, says, target = 'web:3', does }) => {
  const facts: ActionFacts = {
    service: service(shows),
    tracked: tracked,
    ...(says && { history: history(says) }),
    target: td(target),
  }
  expect(decideAction(facts).kind).toBe(does)
})

describe('the same task definition, deployed again when its tag had been moved', () => {
  const before = revision('web:4', { arn: 'arn:before', createdAtMs: 1 })
  const facts = (status: string, targetRevisionArn: string): ActionFacts => ({
    service: service(status === 'SUCCESSFUL' ? finished : ['web:4 PRIMARY IN_PROGRESS 0/2']),
    tracked: tracked,
    history: history([entry(`web:4 ${status}`, { sourceRevisionArns: ['arn:before'] })], [before]),
    target: td('web:4'),
    targetRevisionArn,
  })

  test.each([
    { status: 'IN_PROGRESS', revisionArn: 'arn:before', does: 'stop-with-rollback' },
    { status: 'IN_PROGRESS', revisionArn: 'arn:older', does: 'update-service' },
    { status: 'SUCCESSFUL', revisionArn: 'arn:before', does: 'update-service' },
    { status: 'ROLLBACK_IN_PROGRESS', revisionArn: 'arn:before', does: 'follow' },
  ])('$status, back to $revisionArn → $does', ({ status, revisionArn, does }) => {
    expect(decideAction(facts(status, revisionArn)).kind).toBe(does)
  })
})

describe('a deployment that began while another one was in flight, so that it has two sources', () => {
  const sourceRevisionArns = [revisionArn('web:2'), revisionArn('web:3')]
  const decide = (target: string, earlier: readonly string[]) =>
    decideAction({
      service: service(inFlight),
      tracked: tracked,
      history: history([...earlier, entry('web:4 IN_PROGRESS', { sourceRevisionArns })]),
      target: td(target),
    })
  const stopped = ['web:2 SUCCESSFUL', 'web:3 STOPPED']

  it('is stopped where the target is the one that had succeeded: that is what ECS restores', () => {
    expect(decide('web:2', stopped).kind).toBe('stop-with-rollback')
  })

  it('is not stopped where a person names the one that had not', () => {
    expect(decide('web:3', stopped)).toEqual({
      kind: 'update-service',
      reason: 'ECS itself would restore web:2',
    })
  })

  it('is not stopped where it is unknown which of the two ECS restores', () => {
    expect(decide('web:2', ['web:2 SUCCESSFUL', 'web:3 SUCCESSFUL']).kind).toBe('update-service')
  })
})

it.each([
  { target: 'web:2', does: 'update-service' },
  { target: 'web:3', does: 'already-there' },
])('where the rollback of ECS to web:3 failed, $target is reached by $does', ({ target, does }) => {
  const failed = entry('web:4 ROLLBACK_FAILED', { rollback: { serviceRevisionArn: revisionArn('web:3') } })
  const shows = service(['web:3 PRIMARY FAILED 0/2', 'web:4 ACTIVE FAILED 0/2'])
  expect(
    decideAction({ service: shows, tracked: tracked, history: history([failed]), target: td(target) }).kind,
  ).toBe(does)
})

it('follows ECS to where ECS goes, not to where we would have gone', () => {
  const rolledBack = entry('web:4 ROLLBACK_SUCCESSFUL', {
    rollback: { serviceRevisionArn: revisionArn('web:2') },
  })
  const facts = {
    service: service(['web:2 PRIMARY COMPLETED 2/2']),
    tracked,
    history: history([rolledBack]),
    target: td('web:3'),
  }
  expect(decideAction(facts)).toEqual({ kind: 'follow', to: td('web:2') })
})

it('stops the watched deployment, of two seconds apart the later one', () => {
  const later = entry('web:4 IN_PROGRESS', { arn: 'second', createdAtMs: 249_500 })
  const facts = {
    service: service(inFlight),
    tracked,
    history: history(['web:4 STOPPED', later]),
    target: td('web:3'),
  }
  expect(decideAction(facts)).toEqual({ kind: 'stop-with-rollback', serviceDeploymentArn: 'second' })
})

it.each([
  { says: 'IN_PROGRESS', does: 'update-service' },
  { says: 'STOP_REQUESTED', does: 'wait' },
  { says: 'ROLLBACK_REQUESTED', does: 'follow' },
])('once a stop was refused, $says is answered by $does', ({ says, does }) => {
  const facts: ActionFacts = {
    service: service(inFlight),
    tracked,
    history: history(['web:3 SUCCESSFUL', `web:4 ${says}`]),
    target: td('web:3'),
    progress: { kind: 'unstoppable' },
  }
  expect(decideAction(facts).kind).toBe(does)
})

test.each<[EcsAction, string]>([
  [
    { kind: 'already-there' } as EcsAction,
    'nothing: web has been given web:3 already; wait until it is stable',
  ],
  [{ kind: 'follow' } as EcsAction, 'nothing: follow the rollback that ECS does by itself'],
  [
    { kind: 'wait', reason: 'ECS is stopping it' } as EcsAction,
    'wait: ECS is stopping it; then decide again',
  ],
  [
    { kind: 'stop-with-rollback' } as EcsAction,
    'ecs:StopServiceDeployment with ROLLBACK on web, which restores web:3',
  ],
  [
    { kind: 'stop-with-rollback', hookId: 'h1' } as EcsAction,
    'ecs:ContinueServiceDeployment with ROLLBACK at the hook of web that waits for this run, which restores web:3',
  ],
  [
    { kind: 'update-service', reason: 'it is over' } as EcsAction,
    'ecs:UpdateService of web to web:3 (it is over)',
  ],
  [{ kind: 'superseded', reason: 'web:5 took over' } as EcsAction, 'nothing: web:5 took over'],
])('the plan says of %j: %s', (action, text) => {
  expect(describeAction(action, 'web', 'web:3')).toBe(text)
})

test('what else a deploy changed of the service is found on both sides', () => {
  const drift = findDrift({ a: '1', b: '2', d: '4' }, { a: '1', b: '3', c: '5' })
  expect(drift).toEqual([
    { field: 'b', was: '3' },
    { field: 'd', was: undefined },
    { field: 'c', was: '5' },
  ])
  expect(findDrift(undefined, { a: '1' })).toEqual([])
  expect(findDrift({ a: '1' }, undefined)).toEqual([])
  expect(drift.map(describeDrift)).toEqual([
    'b of the service was changed too, and is not put back: it was 3',
    'd of the service was changed too, and is not put back: it was not set',
    'c of the service was changed too, and is not put back: it was 5',
  ])
})

describe('what ECS would restore', () => {
  const [two, three] = [revisionArn('web:2'), revisionArn('web:3')]
  const decided = (...says: Parameters<typeof history>[0]) =>
    decideAction({ service: service(inFlight), tracked, history: history(says), target: td('web:3') }).kind

  test.each<[string, Parameters<typeof history>[0], EcsAction['kind']]>([
    ['one that landed', ['web:3 SUCCESSFUL', 'web:4 IN_PROGRESS'], 'stop-with-rollback'],
    ['one that stopped', ['web:3 STOPPED', 'web:4 IN_PROGRESS'], 'update-service'],
    [
      'one that ECS has restored, among others',
      [
        'web:3 STOPPED',
        entry('web:2 ROLLBACK_SUCCESSFUL', { createdAtMs: 200_000, rollback: { serviceRevisionArn: three } }),
        'web:4 IN_PROGRESS',
      ],
      'stop-with-rollback',
    ],
    [
      'of two that were in flight, the one that landed',
      ['web:2 STOPPED', 'web:3 SUCCESSFUL', entry('web:4 IN_PROGRESS', { sourceRevisionArns: [two, three] })],
      'stop-with-rollback',
    ],
    [
      'two of which nobody knows',
      [entry('web:4 IN_PROGRESS', { sourceRevisionArns: [two, three] })],
      'update-service',
    ],
  ])('%s', (_, says, kind) => {
    expect(decided(...says)).toBe(kind)
  })

  test.each<[string, readonly string[], string | undefined]>([
    ['the only source', [three], td('web:3')],
    ['of several nobody can say which', [two, three], undefined],
    ['without a source nobody can say it', [], undefined],
  ])('once it rolls back and does not say where to: %s', (_, sourceRevisionArns, to) => {
    const says = [entry('web:4 ROLLBACK_REQUESTED', { sourceRevisionArns: [...sourceRevisionArns] })]
    expect(decideAction({ service: service(inFlight), tracked, history: history(says) })).toEqual({
      kind: 'follow',
      to,
    })
  })
})

test('without a source that landed, ECS itself would restore nothing', () => {
  const says = history([entry('web:4 IN_PROGRESS', { sourceRevisionArns: [] })])
  expect(decideAction({ service: service(inFlight), tracked, history: says, target: td('web:3') })).toEqual({
    kind: 'update-service',
    reason: 'ECS itself would restore nothing',
  })
})
