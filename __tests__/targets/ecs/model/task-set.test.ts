import type { EcsDeployment } from '../../../../src/targets/ecs/model/model.ts'
import { readTaskSetRollout } from '../../../../src/targets/ecs/model/task-set.ts'
import { identifyTracked } from '../../../../src/targets/ecs/model/tracked-deployment.ts'
import { deployment, service, td } from '../../../support/ecs-facts.ts'

const set = (text: string, stability: string): EcsDeployment => deployment(text, { taskSet: { stability } })
const OLD = set('web:3 PRIMARY -', 'STEADY_STATE')
const tracked = { taskDefinition: td('web:4') }
const seen = { ...tracked, id: 'ecs-svc/4' }

describe('a task set that somebody else made', () => {
  it.each([
    ['is in place', [set('web:4 PRIMARY -', 'STEADY_STATE')], tracked, 'complete'],
    [
      'takes the traffic before it is steady',
      [set('web:4 PRIMARY - 1/2', 'STABILIZING')],
      tracked,
      'in-progress',
    ],
    [
      'is steady and waits for the traffic',
      [OLD, set('web:4 ACTIVE -', 'STEADY_STATE')],
      tracked,
      'in-progress',
    ],
    [
      'is in a state that this version does not know',
      [set('web:4 PRIMARY -', 'WOBBLING')],
      tracked,
      'in-progress',
    ],
    ['has not been made yet', [OLD], tracked, 'absent'],
    ['is gone', [OLD], seen, 'superseded'],
    [
      'has a newer one beside it',
      [set('web:4 PRIMARY -', 'STEADY_STATE'), set('web:5 ACTIVE -', 'STABILIZING')],
      seen,
      'superseded',
    ],
    [
      'has one beside it that drains',
      [set('web:4 PRIMARY -', 'STEADY_STATE'), set('web:5 DRAINING -', 'STABILIZING')],
      seen,
      'complete',
    ],
  ] as const)('%s', (_, sets, watched, kind) => {
    const state = readTaskSetRollout({
      service: service(sets, { controller: 'EXTERNAL' }),
      tracked: watched,
      failedTasks: [],
    })
    expect(state.kind).toBe(kind)
  })

  it('has its state, its stability and its tasks', () => {
    const facts = {
      service: service([OLD, set('web:4 ACTIVE - 1/2', 'STABILIZING')]),
      tracked,
      failedTasks: [],
    }
    expect(readTaskSetRollout(facts)).toMatchObject({
      kind: 'in-progress',
      servingFully: false,
      detail: 'its task set is ACTIVE and STABILIZING, 1 of 2 tasks run',
    })
  })

  it('cannot be verified without a desired count', () => {
    const facts = { service: service([OLD], { desiredCount: 0 }), tracked, failedTasks: [] }
    expect(readTaskSetRollout(facts).kind).toBe('unverifiable')
  })

  it('is what was just deployed when it is the newest, whether or not it takes traffic yet', () => {
    const sets = service([OLD, set('web:4 ACTIVE -', 'STABILIZING'), set('web:5 DRAINING -', 'STEADY_STATE')])
    expect(identifyTracked(sets, undefined).taskDefinition).toBe(td('web:4'))
  })
})

it.each([
  ['PRIMARY', 'STEADY_STATE', 'complete', undefined],
  ['PRIMARY', 'STABILIZING', 'in-progress', 'its task set is PRIMARY and STABILIZING, 2 of 2 tasks run'],
  ['ACTIVE', 'STEADY_STATE', 'in-progress', 'its task set is ACTIVE and STEADY_STATE, 2 of 2 tasks run'],
])('a task set that is %s and %s is %s', (status, stability, kind, detail) => {
  const facts = { service: service([set(`web:4 ${status} -`, stability)]), tracked, failedTasks: [] }
  const state = readTaskSetRollout(facts)
  expect(state.kind).toBe(kind)
  expect(state.kind === 'in-progress' ? state.detail : undefined).toBe(detail)
})
