import type { RolloutWait } from '../../../../src/health/rollout.ts'
import {
  hasTrafficBack,
  readProgress,
  readTraffic,
  runsFully,
} from '../../../../src/targets/ecs/model/deployment-progress.ts'
import type { ServiceDeployment } from '../../../../src/targets/ecs/model/model.ts'
import { deployment, entry, service } from '../../../support/ecs-facts.ts'

const PRIMARY = deployment('web:4 PRIMARY IN_PROGRESS 2/2')
const OLD = deployment('web:3 ACTIVE COMPLETED 1/0')

const staged = (
  stage: string | undefined,
  more: Partial<ServiceDeployment> = {},
  strategy = 'BLUE_GREEN',
  deployments = [PRIMARY],
) =>
  readProgress(service(deployments, { strategy, bakeTimeMs: 300_000 }), PRIMARY, {
    entry: entry('web:4 IN_PROGRESS', { lifecycleStage: stage, ...more }),
  })

describe('the stages of a deployment', () => {
  it.each<[string | undefined, 'nothing' | 'some' | 'all', boolean]>([
    [undefined, 'nothing', false],
    ['RECONCILE_SERVICE', 'nothing', false],
    ['PRE_SCALE_UP', 'nothing', false],
    ['SCALE_UP', 'nothing', false],
    ['POST_SCALE_UP', 'nothing', true],
    ['TEST_TRAFFIC_SHIFT', 'nothing', true],
    ['POST_TEST_TRAFFIC_SHIFT', 'nothing', true],
    ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'nothing', true],
    ['PRODUCTION_TRAFFIC_SHIFT', 'some', true],
    ['POST_PRODUCTION_TRAFFIC_SHIFT', 'all', true],
    ['BAKE_TIME', 'all', true],
    ['CLEAN_UP', 'all', true],
    ['CONTEMPLATION', 'nothing', false],
  ])('%s: %s of the traffic, has served %s', (stage, traffic, hasServed) => {
    expect(staged(stage)).toMatchObject({ traffic, hasServed })
  })

  it.each([
    [0, 'nothing'],
    [0.5, 'some'],
    [99.9, 'some'],
    [100, 'all'],
  ])('a weight of %d says more than the stage: %s', (productionWeight, traffic) => {
    const at = (lifecycleStage?: string) =>
      readTraffic(entry('web:4 IN_PROGRESS', { lifecycleStage, productionWeight }))
    expect([at('PRODUCTION_TRAFFIC_SHIFT'), at('BAKE_TIME')]).toEqual([traffic, traffic])
    expect(at()).toBe('nothing')
  })

  it('traffic proves that it has served, whatever the stage', () => {
    expect(staged('SCALE_UP', { productionWeight: 5 }).hasServed).toBe(true)
    expect(staged('SCALE_UP', { productionWeight: 0 }).hasServed).toBe(false)
  })

  it.each([
    ['TEST_TRAFFIC_SHIFT', undefined, true],
    ['CLEAN_UP', undefined, true],
    ['BAKE_TIME', undefined, false],
    ['PRODUCTION_TRAFFIC_SHIFT', undefined, false],
    ['CLEAN_UP', 1, false],
    ['BAKE_TIME', 0, true],
  ])(
    'rolled back, at %s with the weight %s it has no traffic any more: %s',
    (lifecycleStage, productionWeight, isBack) => {
      expect(hasTrafficBack(entry('web:4 ROLLBACK_IN_PROGRESS', { lifecycleStage, productionWeight }))).toBe(
        isBack,
      )
    },
  )

  it('each of them is a move', () => {
    const hooks = [{ id: 'h1', targetType: 'AWS_LAMBDA', status: 'SUCCEEDED' }]
    expect(
      staged('BAKE_TIME', { productionWeight: 100, hooks }, 'LINEAR', [PRIMARY, OLD]).milestones,
    ).toEqual(['stage BAKE_TIME', '100 % of the traffic', 'hook h1 SUCCEEDED', '1 tasks of ecs-svc/3 left'])
    expect(staged(undefined, { hooks }).milestones).toEqual([])
  })
})

describe('what a deployment waits for', () => {
  const hook = (status: string) => [{ id: 'h1', targetType: 'AWS_LAMBDA', status }]
  it.each<[string, string | undefined, Partial<ServiceDeployment>, string, RolloutWait | undefined]>([
    ['nothing without a stage', undefined, { hooks: hook('IN_PROGRESS') }, 'LINEAR', undefined],
    [
      'a hook that runs',
      'POST_SCALE_UP',
      { hooks: hook('IN_PROGRESS') },
      'BLUE_GREEN',
      { by: 'schedule', what: 'a lifecycle hook' },
    ],
    [
      'nothing by a hook that has ended',
      'POST_SCALE_UP',
      { hooks: hook('SUCCEEDED') },
      'BLUE_GREEN',
      undefined,
    ],
    [
      'the bake of ECS',
      'BAKE_TIME',
      {},
      'BLUE_GREEN',
      { by: 'schedule', what: 'the bake time of ECS', durationMs: 300_000 },
    ],
    [
      'a step of a linear shift',
      'PRODUCTION_TRAFFIC_SHIFT',
      {},
      'LINEAR',
      { by: 'schedule', what: 'the next step of the traffic' },
    ],
    [
      'a step of a canary',
      'PRODUCTION_TRAFFIC_SHIFT',
      {},
      'CANARY',
      { by: 'schedule', what: 'the next step of the traffic' },
    ],
    ['nothing in a shift at once', 'PRODUCTION_TRAFFIC_SHIFT', {}, 'BLUE_GREEN', undefined],
    ['nothing at another stage', 'SCALE_UP', {}, 'LINEAR', undefined],
  ])('%s', (_, stage, more, strategy, wait) => {
    expect(staged(stage, more, strategy).waitsFor).toEqual(wait)
  })
  it('a person, at a hook that asks', () => {
    const hooks = [{ id: 'h1', targetType: 'PAUSE', status: 'AWAITING_ACTION' }]
    expect(staged('POST_TEST_TRAFFIC_SHIFT', { hooks }).waitsFor).toMatchObject({
      by: 'person',
      what: 'an answer to the lifecycle hook at its stage POST_TEST_TRAFFIC_SHIFT',
    })
  })
})

describe('without stages', () => {
  const plain = (...deployments: (typeof PRIMARY)[]) =>
    readProgress(service(deployments), deployments[0] ?? PRIMARY, { entry: undefined })
  it('it serves fully once nothing old is to run', () => {
    expect(plain(PRIMARY).servingFully).toBe(true)
    expect(plain(PRIMARY, OLD).servingFully).toBe(true)
    expect(plain(PRIMARY, deployment('web:3 ACTIVE COMPLETED 1/1')).servingFully).toBe(false)
    expect(plain(PRIMARY, OLD, deployment('web:2 ACTIVE COMPLETED 1/1')).servingFully).toBe(false)
    expect(staged('BAKE_TIME').servingFully).toBe(false)
    expect(plain(PRIMARY)).toMatchObject({
      traffic: 'nothing',
      hasServed: false,
      waitsFor: undefined,
      runningTasks: 2,
    })
  })
  it.each([
    ['2/2', 0, true],
    ['3/2', 0, true],
    ['1/2', 0, false],
    ['2/2', 1, false],
    ['0/0', 0, false],
    ['1/1', 0, true],
  ])('%s tasks and %i pending run fully: %s', (counts, pendingCount, expected) => {
    expect(runsFully(deployment(`web:4 PRIMARY - ${counts}`, { pendingCount }))).toBe(expected)
  })
})
