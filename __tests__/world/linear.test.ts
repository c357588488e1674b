import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  answersOf,
  atStage,
  latest,
  stopDeployment,
  type TestWorld,
  testWorld,
  untilDeployment,
} from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image('registry.example/web:green')
  scene.world.createService({
    name: 'web',
    deploymentConfiguration: {
      strategy: 'LINEAR',
      bakeTimeInMinutes: 5,
      linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 2 },
    },
  })
})
afterEach(() => scene.close())

const MINUTE_MS = 60_000

const weights = async () => {
  const { targetServiceRevision, sourceServiceRevisions } = await latest(scene)
  return [sourceServiceRevisions?.[0], targetServiceRevision].map(
    (each) => each?.requestedProductionTrafficWeight,
  )
}

test('each step gives the new version a quarter more of the requests, and is left alone for its bake time', async () => {
  scene.world.deploy('web', 'registry.example/web:green')
  await untilDeployment(scene, atStage('POST_TEST_TRAFFIC_SHIFT'))
  expect(await weights()).toEqual([100, 0])
  expect(await answersOf(scene, 'production', 4)).toEqual({ 3: 4 })
  for (const percent of [25, 50, 75]) {
    await untilDeployment(scene, atStage('PRE_PRODUCTION_TRAFFIC_SHIFT'))
    await untilDeployment(scene, atStage('PRODUCTION_TRAFFIC_SHIFT'))
    expect(await weights()).toEqual([100 - percent, percent])
    expect(await answersOf(scene, 'production', 20)).toEqual({ 3: 20 - percent / 5, green: percent / 5 })
    scene.clock.advanceMs(2 * MINUTE_MS - 1_000)
    expect(await weights()).toEqual([100 - percent, percent])
    scene.clock.advanceMs(2_000)
  }
  await untilDeployment(scene, atStage('BAKE_TIME'), 30_000)
  expect(await weights()).toEqual([0, 100])
  expect(await answersOf(scene, 'production', 4)).toEqual({ green: 4 })
  scene.clock.advanceMs(5 * MINUTE_MS + 60_000)
  expect(await latest(scene)).toMatchObject({
    status: 'SUCCESSFUL',
    targetServiceRevision: { requestedProductionTrafficWeight: 100, runningTaskCount: 2 },
    sourceServiceRevisions: [{ requestedProductionTrafficWeight: 0, runningTaskCount: 0 }],
  })
})

test('a stop between two steps gives all requests back at once', async () => {
  scene.world.deploy('web', 'registry.example/web:green')
  const { serviceDeploymentArn } = await untilDeployment(
    scene,
    (each) => each.targetServiceRevision?.requestedProductionTrafficWeight === 50,
  )
  await stopDeployment(scene, serviceDeploymentArn)
  scene.clock.advanceMs(2_000)
  expect(await latest(scene)).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS' })
  expect(await weights()).toEqual([100, 0])
  expect(await answersOf(scene, 'production', 4)).toEqual({ 3: 4 })
  scene.clock.advanceMs(MINUTE_MS)
  expect(await latest(scene)).toMatchObject({
    serviceDeploymentArn,
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'Service deployment rolled back by user.',
  })
})

test('an alarm between two steps does the same', async () => {
  const alarms = { enable: true, rollback: true, alarmNames: ['web-5xx'] }
  scene.world.service('web').configuration.alarms = alarms
  scene.world.deploy('web', 'registry.example/web:green')
  await untilDeployment(scene, (each) => each.targetServiceRevision?.requestedProductionTrafficWeight === 25)
  scene.world.alarms.set('web-5xx', 'ALARM')
  expect(await answersOf(scene, 'production', 4)).toEqual({ 3: 4 })
  scene.clock.advanceMs(MINUTE_MS)
  expect((await latest(scene)).status).toBe('ROLLBACK_SUCCESSFUL')
})
