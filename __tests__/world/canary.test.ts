import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { HttpBehaviour } from '../../demo/world/images.ts'
import { answersOf, atStage, latest, type TestWorld, testWorld, untilDeployment } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.createService({
    name: 'web',
    deploymentConfiguration: {
      strategy: 'CANARY',
      bakeTimeInMinutes: 0,
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 10 },
    },
  })
})
afterEach(() => scene.close())

const GREEN = 'registry.example/web:green'

async function deploy(http: HttpBehaviour = {}): Promise<void> {
  scene.world.image(GREEN, { http })
  scene.world.deploy('web', GREEN)
  await untilDeployment(scene, atStage('PRODUCTION_TRAFFIC_SHIFT'))
}

test('one request in twenty meets the canary, then all do', async () => {
  await deploy()
  expect(await answersOf(scene, 'production', 40)).toEqual({ 3: 38, green: 2 })
  scene.clock.advanceMs(9 * 60_000)
  expect(await answersOf(scene, 'production', 20)).toEqual({ 3: 19, green: 1 })
  await untilDeployment(scene, (each) => each.targetServiceRevision?.requestedProductionTrafficWeight === 100)
  expect(await answersOf(scene, 'production', 3)).toEqual({ green: 3 })
  expect((await untilDeployment(scene, (each) => each.status === 'SUCCESSFUL')).lifecycleStage).toBe(
    'CLEAN_UP',
  )
})

test('test requests meet the new version as soon as the test listener has shifted, long before the others', async () => {
  scene.world.image(GREEN)
  scene.world.deploy('web', GREEN)
  await untilDeployment(scene, atStage('POST_SCALE_UP'))
  expect(await answersOf(scene, 'test', 2)).toEqual({ 3: 2 })
  const shifting = await untilDeployment(scene, atStage('TEST_TRAFFIC_SHIFT'))
  expect(shifting).toMatchObject({
    targetServiceRevision: { requestedTestTrafficWeight: 100, requestedProductionTrafficWeight: 0 },
    sourceServiceRevisions: [{ requestedTestTrafficWeight: 0, requestedProductionTrafficWeight: 100 }],
  })
  expect(await answersOf(scene, 'test', 2)).toEqual({ green: 2 })
  expect(await answersOf(scene, 'production', 2)).toEqual({ 3: 2 })
})

test('a share of the requests goes to the canary whatever it answers', async () => {
  await deploy({ status: 500 })
  const statuses: number[] = []
  for (let asked = 0; asked < 20; asked++) statuses.push((await fetch(`${scene.world.app.url()}/`)).status)
  expect(statuses.filter((status) => status === 500)).toHaveLength(1)
})

test('a canary without a single task leaves its share unanswered', async () => {
  await deploy()
  scene.world.image(GREEN, { task: { kind: 'cannot-pull' } })
  const [green] = scene.world.service('web').deployments
  for (const task of scene.world.service('web').tasks)
    if (task.deployment === green) task.lastStatus = 'PENDING'
  expect(await answersOf(scene, 'production', 20)).toEqual({ 3: 19, none: 1 })
  expect((await latest(scene)).status).toBe('IN_PROGRESS')
})

test('a deployment that supersedes a canary gives its part of the traffic back first', async () => {
  await deploy()
  scene.world.deploy('web', GREEN)
  await untilDeployment(scene, atStage('RECONCILE_SERVICE'))
  expect(await answersOf(scene, 'production', 40)).toEqual({ 3: 40 })
})
