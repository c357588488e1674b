import type { EcsDeployment } from '../../../../src/targets/ecs/model/model.ts'
import { identifyOurs } from '../../../../src/targets/ecs/model/tracked-deployment.ts'
import { readTaskSetRollout } from '../../../../src/targets/ecs/model/task-set.ts'
import { deployment, service, td } from '../../../support/ecs-facts.ts'

const set = (text: string, stability: string): EcsDeployment => deployment(text, { taskSet: { stability } })
const OLD = set('web:3 PRIMARY -', 'STEADY_STATE')
const ours = { taskDefinition: td('web:4') }
const seen = { ...ours, id: 'ecs-svc/4' }

describe('a task set that somebody else made', () => {
  it.each([
    ['is in place', [set('web:4 PRIMARY -', 'STEADY_STATE')], ours, 'complete'],
    [
      'takes the traffic before it is steady',
      [set('web:4 PRIMARY - 1/2', 'STABILIZING')],
      ours,
      'in-progress',
    ],
    [
      'is steady and waits for the traffic',
      [OLD, set('web:4 ACTIVE -', 'STEADY_STATE')],
      ours,
      'in-progress',
    ],
    [
      'is in a state that this version does not know',
      [set('web:4 PRIMARY -', 'WOBBLING')],
      ours,
      'in-progress',
    ],
    ['has not been made yet', [OLD], ours, 'absent'],
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
      ours: watched,
      failedTasks: [],
    })
    expect(state.kind).toBe(kind)
  })

  it('tells its state, its stability and its tasks', () => {
    const facts = { service: service([OLD, set('web:4 ACTIVE - 1/2', 'STABILIZING')]), ours, failedTasks: [] }
    expect(readTaskSetRollout(facts)).toMatchObject({
      detail: 'its task set is ACTIVE and STABILIZING, 1 of 2 tasks run',
    })
  })

  it('cannot be verified without a desired count', () => {
    const facts = { service: service([OLD], { desiredCount: 0 }), ours, failedTasks: [] }
    expect(readTaskSetRollout(facts).kind).toBe('unverifiable')
  })

  it('is what was just deployed when it is the newest, whether or not it takes traffic yet', () => {
    const sets = service([OLD, set('web:4 ACTIVE -', 'STABILIZING'), set('web:5 DRAINING -', 'STEADY_STATE')])
    expect(identifyOurs(sets, undefined).taskDefinition).toBe(td('web:4'))
  })
})
