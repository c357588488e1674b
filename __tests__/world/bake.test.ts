import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  answersOf,
  atStage,
  describe1,
  latest,
  messages,
  stopDeployment,
  type TestWorld,
  testWorld,
  untilDeployment,
} from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image(GREEN)
})
afterEach(() => scene.close())

const GREEN = 'registry.example/web:green'
const MINUTE_MS = 60_000

const STRATEGIES = [
  { strategy: 'BLUE_GREEN' },
  { strategy: 'CANARY', canaryConfiguration: { canaryBakeTimeInMinutes: 0 } },
  { strategy: 'LINEAR', linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 0 } },
] as const

async function bake(strategy: (typeof STRATEGIES)[number]) {
  const deploymentConfiguration = { ...strategy, bakeTimeInMinutes: 30 }
  scene.world.createService({ name: 'web', deploymentConfiguration })
  const before = await describe1(scene.client)
  scene.world.deploy('web', GREEN)
  return { before, baking: await untilDeployment(scene, atStage('BAKE_TIME')) }
}

test.each(STRATEGIES)('$strategy: the old tasks stay up for the whole bake time', async (strategy) => {
  const { baking } = await bake(strategy)
  scene.clock.advanceMs(29 * MINUTE_MS)
  expect(await latest(scene)).toMatchObject({ lifecycleStage: 'BAKE_TIME', status: 'IN_PROGRESS' })
  expect((await latest(scene)).sourceServiceRevisions?.[0]?.runningTaskCount).toBe(2)
  expect(await answersOf(scene, 'production', 3)).toEqual({ green: 3 })
  scene.clock.advanceMs(3 * MINUTE_MS)
  expect(await latest(scene)).toMatchObject({
    serviceDeploymentArn: baking.serviceDeploymentArn,
    status: 'SUCCESSFUL',
  })
  expect((await describe1(scene.client)).runningCount).toBe(2)
})

test.each(STRATEGIES)(
  '$strategy: a stop while it bakes takes seconds, and no task starts',
  async (strategy) => {
    const { before, baking } = await bake(strategy)
    await stopDeployment(scene, baking.serviceDeploymentArn)
    scene.clock.advanceMs(2_000)
    expect(await answersOf(scene, 'production', 3)).toEqual({ 3: 3 })
    const { id, createdAt, taskDefinition } = before.deployments?.[0] ?? {}
    expect((await describe1(scene.client)).deployments?.[0]).toMatchObject({
      id,
      createdAt,
      taskDefinition,
      status: 'PRIMARY',
    })
    scene.clock.advanceMs(MINUTE_MS)
    expect((await latest(scene)).status).toBe('ROLLBACK_SUCCESSFUL')
    const after = await describe1(scene.client)
    expect(after.deployments).toHaveLength(1)
    expect(messages(after).filter((each) => each.includes('has started'))).toHaveLength(1)
    expect(messages(after)).toContain(`(service web) rolling back to deployment ${id}.`)
    expect(messages(after)).toContain(`(service web) (deployment ${id}) deployment completed.`)
  },
)

test('the stages are gone through once more on the way back, and green is cleared away last', async () => {
  const { baking } = await bake({ strategy: 'BLUE_GREEN' })
  await stopDeployment(scene, baking.serviceDeploymentArn)
  const seen: string[] = []
  await untilDeployment(scene, ({ status, lifecycleStage = '' }) => {
    if (status === 'ROLLBACK_IN_PROGRESS' && seen.at(-1) !== lifecycleStage) seen.push(lifecycleStage)
    return status === 'ROLLBACK_SUCCESSFUL'
  })
  expect(seen).toEqual(['PRODUCTION_TRAFFIC_SHIFT', 'TEST_TRAFFIC_SHIFT', 'CLEAN_UP'])
})

test('twice in an hour: the second rollback is reported like the first', async () => {
  const { baking } = await bake({ strategy: 'BLUE_GREEN' })
  await stopDeployment(scene, baking.serviceDeploymentArn)
  await untilDeployment(scene, (each) => each.status === 'ROLLBACK_SUCCESSFUL')
  scene.world.deploy('web', GREEN)
  const again = await untilDeployment(scene, atStage('BAKE_TIME'))
  await stopDeployment(scene, again.serviceDeploymentArn)
  await untilDeployment(scene, (each) => each.status === 'ROLLBACK_SUCCESSFUL')
  const told = messages(await describe1(scene.client))
  expect(told.filter((each) => each.includes('rolling back to deployment'))).toHaveLength(2)
})
