import { changeService } from '../../demo/world/ecs/service-update.ts'
import { BREAKER, CRASHES, type EcsStage, ending, ILL, onStage, past, ROLLED_BACK } from './ecs-stage.ts'

const DONE = { exitCode: 0, result: 'rolled-back', healthy: 'true', 'rolled-back': 'true' }

/** web:1 and web:2 were good, and web:3 was not: who put web:2 back, and how. */
const PUT_BACK: readonly [string, (stage: EcsStage) => Promise<void> | void][] = [
  [
    'the circuit breaker put it back',
    ({ deploy, pass }) => {
      deploy('web', 'bad', CRASHES)
      pass(3_600_000)
    },
  ],
  [
    'a person updated the service to it',
    ({ world, deploy, pass }) => {
      deploy('web', 'bad', ILL)
      pass()
      changeService(world.ecs.state, world.service('web'), { taskDefinition: 'web:2' })
      pass()
    },
  ],
  [
    'a person stopped the deployment, with rollback',
    async ({ deploy, step, pass }) => {
      deploy('web', 'bad', { startMs: 3_600_000 })
      expect(ending(await step({ mode: 'rollback' }))).toMatchObject({ ...DONE, to: 'web:2' })
      pass()
    },
  ],
  [
    'a guard put it back',
    async ({ deploy, step, pass }) => {
      deploy('web', 'bad', ILL)
      pass()
      expect(ending(await step())).toMatchObject({ ...ROLLED_BACK, from: 'web:3', to: 'web:2' })
      pass()
    },
  ],
]

async function putBack(stage: EcsStage, how: (stage: EcsStage) => Promise<void> | void): Promise<void> {
  stage.world.createService({
    name: 'web',
    past: past('web', '1', '2'),
    deploymentConfiguration: BREAKER,
  })
  await how(stage)
  expect(stage.world.service('web').taskDefinitionArn).toMatch(/web:2$/)
}

describe('the last known good version, where', () => {
  test.concurrent.each(PUT_BACK)('%s: an order goes to what was good before it', (_, how) =>
    onStage(async (stage) => {
      await putBack(stage, how)
      const shown = await stage.stepOfOtherJob({ mode: 'validate' })
      expect(ending(shown)).toMatchObject({ from: 'web:2', to: 'web:1', writes: [] })
      const ordered = await stage.stepOfOtherJob({ mode: 'rollback' })
      expect(ending(ordered)).toMatchObject({
        ...DONE,
        from: 'web:2',
        to: 'web:1',
        writes: ['UpdateService web → web:1'],
      })
      expect(stage.world.service('web').taskDefinitionArn).toMatch(/web:1$/)
    }),
  )

  test.concurrent.each(PUT_BACK)('%s: the guard of the next bad version goes to it again', (_, how) =>
    onStage(async (stage) => {
      await putBack(stage, how)
      const deployed = stage.deploy('web', 'worse', ILL)
      stage.pass()
      const guarded = await stage.stepOfOtherJob({ 'task-definition': deployed })
      expect(ending(guarded)).toMatchObject({
        ...ROLLED_BACK,
        from: 'web:4',
        to: 'web:2',
        writes: ['UpdateService web → web:2'],
      })
      // Neither of the two bad ones is good by having been followed by the other.
      const ordered = await stage.stepOfOtherJob({ mode: 'rollback' })
      expect(ending(ordered)).toMatchObject({ ...DONE, from: 'web:2', to: 'web:1' })
      const further = await stage.stepOfOtherJob({ mode: 'rollback' })
      expect(ending(further)).toMatchObject({ result: 'no-target', writes: [] })
    }),
  )

  test.concurrent.each(PUT_BACK)('%s: counting back leaves the bad one out', (_, how) =>
    onStage(async (stage) => {
      await putBack(stage, how)
      stage.deploy('web', '5')
      stage.pass()
      const counted = await stage.stepOfOtherJob({ mode: 'rollback', 'rollback-to': '-2' })
      expect(ending(counted)).toMatchObject({
        ...DONE,
        from: 'web:4',
        to: 'web:1',
        writes: ['UpdateService web → web:1'],
      })
    }),
  )
})
