import {
  completeArn,
  findTrackedEntry,
  identifyDeployed,
  identifyRequested,
  identifyReturning,
  isReplacedByOthers,
  runningDefinition,
} from '../../../../src/targets/ecs/model/tracked-deployment.ts'
import { deployment, entry, history, revision, revisionArn, service, td } from '../../../support/ecs-facts.ts'

const HOUR_MS = 3_600_000
const back = service(['web:3 PRIMARY COMPLETED 2/2'])
const rolledBack = entry('web:4 ROLLBACK_SUCCESSFUL', {
  rollback: { serviceRevisionArn: revisionArn('web:3') },
})

describe('what was deployed', () => {
  test.each([
    { deployed: 'web:4', says: [rolledBack], is: 'web:4', because: 'it was told' },
    { deployed: undefined, says: [rolledBack], is: 'web:4', because: 'ECS has rolled it back already' },
    { deployed: undefined, says: ['web:3 SUCCESSFUL'], is: 'web:3', because: 'it runs' },
    {
      deployed: undefined,
      says: [rolledBack, entry('web:3 SUCCESSFUL', { createdAtMs: HOUR_MS })],
      is: 'web:3',
      because: 'it was deployed after the one that was rolled back',
    },
    { deployed: undefined, says: ['web:4 STOPPED'], is: 'web:3', because: 'a stopped one gave way' },
  ])('is $is, since $because', ({ deployed, says, is }) => {
    expect(identifyDeployed(back, deployed, history(says)).taskDefinition).toBe(td(is))
  })

  it('is what runs where the history cannot be read', () => {
    expect(identifyDeployed(back, undefined, undefined)).toEqual({
      taskDefinition: td('web:3'),
      id: 'ecs-svc/3',
    })
  })
})

describe('what runs', () => {
  it('is what the primary deployment shows, which the service itself may name a moment later', () => {
    const lagging = service(['web:4 PRIMARY IN_PROGRESS 0/2'], { taskDefinition: td('web:3') })
    expect(identifyRequested(lagging, undefined, undefined).taskDefinition).toBe(td('web:4'))
  })

  it('is what the service names where it lists no deployment', () => {
    const bare = service([], { taskDefinition: td('web:3') })
    expect(identifyRequested(bare, undefined, undefined)).toEqual({ taskDefinition: td('web:3') })
  })
})

describe('what an order goes back from', () => {
  test.each([
    { last: 'web:4 ROLLBACK_REQUESTED', is: 'web:4', because: 'ECS goes back from it at this moment' },
    { last: 'web:4 ROLLBACK_IN_PROGRESS', is: 'web:4', because: 'ECS goes back from it at this moment' },
    { last: 'web:4 ROLLBACK_SUCCESSFUL', is: 'web:3', because: 'that is what runs since' },
    { last: 'web:4 STOPPED', is: 'web:3', because: 'that is what runs' },
  ])('is $is after $last: $because', ({ last, is }) => {
    expect(identifyRequested(back, undefined, history([last])).taskDefinition).toBe(td(is))
    expect(identifyRequested(back, 'web:2', history([last])).taskDefinition).toBe(td('web:2'))
  })
})

describe('what an order goes back from while the service is still shown as it was before a deployment', () => {
  const begun = (state: string) => entry(`web:4 ${state}`, { createdAtMs: HOUR_MS })

  it.each(['PENDING', 'IN_PROGRESS'])('is the newest one, which is %s', (state) => {
    expect(identifyRequested(back, undefined, history([begun(state)])).taskDefinition).toBe(td('web:4'))
  })

  it('is what runs once the newest one has ended', () => {
    expect(identifyRequested(back, undefined, history([begun('STOPPED')])).taskDefinition).toBe(td('web:3'))
  })
})

describe('the entry of the watched deployment', () => {
  const tracked = { taskDefinition: td('web:4') }
  const begunAtMs = 10 * HOUR_MS
  const shown = (createdAtMs: number) => service([deployment('web:4 PRIMARY COMPLETED', { createdAtMs })])

  test.each([
    { name: 'created with what the service shows', shownMs: begunAtMs + 500, isFound: true },
    {
      name: 'of an earlier deployment of the same task definition',
      shownMs: begunAtMs + HOUR_MS,
      isFound: false,
    },
    {
      name: 'rolled back to the same task definition an hour after it began',
      shownMs: begunAtMs + HOUR_MS,
      rollback: { serviceRevisionArn: revisionArn('web:4'), startedAtMs: begunAtMs + HOUR_MS },
      isFound: true,
    },
  ])('$name: found $isFound', ({ shownMs, rollback, isFound }) => {
    const one = entry('web:4 ROLLBACK_SUCCESSFUL', { createdAtMs: begunAtMs, ...(rollback && { rollback }) })
    expect(findTrackedEntry(tracked, shown(shownMs), history([one])) !== undefined).toBe(isFound)
  })
})

describe('what somebody gives an earlier version to at this moment', () => {
  const later = (text: string) => entry(text, { arn: `later ${text}`, createdAtMs: HOUR_MS })
  const returning = (...says: Parameters<typeof history>[0]) =>
    identifyReturning(service(['web:3 PRIMARY IN_PROGRESS 0/2']), history(says), () => false)

  it.each(['PENDING', 'IN_PROGRESS'])('is what it leaves, while that is %s', (status) => {
    expect(returning('web:3 SUCCESSFUL', 'web:4 SUCCESSFUL', later(`web:3 ${status}`))).toMatchObject({
      taskDefinition: td('web:4'),
      returningTo: td('web:3'),
    })
  })
  it.each([
    ['it is over', ['web:3 SUCCESSFUL', 'web:4 SUCCESSFUL', later('web:3 SUCCESSFUL')]],
    ['it is a version that never ran', ['web:3 SUCCESSFUL', 'web:4 SUCCESSFUL', later('web:5 IN_PROGRESS')]],
    ['it is the version that ran last', ['web:3 SUCCESSFUL', later('web:3 IN_PROGRESS')]],
    ['nothing ran before', [later('web:3 IN_PROGRESS')]],
    ['nothing is on record', []],
  ])('is nothing, where %s', (_, says) => {
    expect(returning(...says)).toBeUndefined()
  })
  it('is nothing where the history cannot be read, or the target is not on record', () => {
    expect(identifyReturning(back, undefined, () => false)).toBeUndefined()
    const unknown = { ...later('web:3 IN_PROGRESS'), targetRevisionArn: 'arn:gone' }
    expect(returning('web:3 SUCCESSFUL', 'web:4 SUCCESSFUL', unknown)).toBeUndefined()
  })
  it('knows a version by its images', () => {
    const images = { images: revision('web:3').images }
    const same = history(
      ['web:3 SUCCESSFUL', 'web:4 SUCCESSFUL', later('web:6 IN_PROGRESS')],
      [revision('web:6', images)],
    )
    expect(identifyReturning(back, same, () => true)?.taskDefinition).toBe(td('web:4'))
    expect(identifyReturning(back, same, () => false)).toBeUndefined()
  })
})

test('a short name gets the ARN of its neighbours', () => {
  expect(completeArn('web:42', td('api:1'))).toBe(td('web:42'))
  expect(completeArn(td('web:42'), 'arn:other')).toBe(td('web:42'))
})

describe('what runs in its place was brought by somebody else', () => {
  const tracked = { taskDefinition: td('web:4'), id: 'ecs-svc/4' }
  const stopped = entry('web:4 STOPPED')
  const later = (text: string, createdAtMs: number) => entry(text, { createdAtMs, arn: 'later' })
  const shows3 = service(['web:3 PRIMARY COMPLETED 2/2'])
  const shows4 = service(['web:4 PRIMARY IN_PROGRESS 0/2'])

  test.each([
    ['stopped, and another one runs', shows3, [stopped], true],
    ['stopped, and it is still the primary one', shows4, [stopped], false],
    [
      'stopped for a newer one, which the service does not show yet',
      shows4,
      [stopped, later('web:5 IN_PROGRESS', 300_000)],
      true,
    ],
    ['stopped for the same again', shows4, [stopped, later('web:4 IN_PROGRESS', 300_000)], false],
    [
      'stopped, with another one of the same time',
      shows4,
      [later('web:5 IN_PROGRESS', 240_000), stopped],
      false,
    ],
    [
      'in flight, with a newer one beside it',
      shows4,
      [entry('web:4 IN_PROGRESS'), later('web:5 PENDING', 300_000)],
      false,
    ],
    ['rolled back by ECS to what runs', shows3, [rolledBack], false],
    [
      'rolled back by ECS to another one than what runs',
      service(['web:2 PRIMARY COMPLETED 2/2']),
      [rolledBack],
      true,
    ],
    ['not on record', shows3, [], false],
  ])('%s: %#', (_, shows, says, isReplaced) => {
    expect(isReplacedByOthers(tracked, shows, history(says))).toBe(isReplaced)
  })

  test('the newer one is what runs by now, though the service still shows the other', () => {
    const says = history([stopped, later('web:5 IN_PROGRESS', 300_000)])
    expect(runningDefinition(tracked, shows4, says)).toBe(td('web:5'))
    expect(runningDefinition(tracked, shows3, says)).toBe(td('web:3'))
    expect(runningDefinition(tracked, shows4, history([stopped]))).toBe(td('web:4'))
  })
})
