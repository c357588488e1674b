import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { describe1, type TestWorld, testWorld } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.createService({ name: 'web' })
})
afterEach(() => scene.close())

const describeWeb = () => describe1(scene.client)
const force = () =>
  scene.client.send(
    new sdk.UpdateServiceCommand({ cluster: 'prod', service: 'web', forceNewDeployment: true }),
  )

test('throttling is a 400 by its own name, for as many calls as asked', async () => {
  scene.world.ecs.faults.throttle('DescribeServices', { times: 2 })
  for (const _ of [1, 2]) {
    await expect(describeWeb()).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    })
  }
  expect((await describeWeb()).serviceName).toBe('web')
})

test('access denied names caller, action and resource', async () => {
  scene.world.ecs.faults.deny('UpdateService')
  await expect(force()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      'User: arn:aws:sts::123456789012:assumed-role/deploy/github-actions is not authorized to perform: ecs:UpdateService on resource: arn:aws:ecs:us-east-1:123456789012:service/prod/web because no identity-based policy allows the ecs:UpdateService action',
  })
  expect(scene.world.ecs.writes).toEqual([])
  expect(scene.world.ecs.calls.at(-1)).toMatchObject({
    action: 'UpdateService',
    error: 'AccessDeniedException',
  })
})

test.each([
  ['ExpiredTokenException', 400],
  ['ServerException', 500],
  ['ClusterNotFoundException', 400],
  ['UnsupportedFeatureException', 400],
])('%s is answered on request', async (name, httpStatusCode) => {
  scene.world.ecs.faults.fail('*', name)
  await expect(describeWeb()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
  scene.world.ecs.faults.clear()
  await describeWeb()
})

test('a fault may wait for its input, and let calls pass first', async () => {
  const { faults } = scene.world.ecs
  faults.fail('DescribeServices', 'ServerException', { when: (input) => input.cluster === 'other' })
  await describeWeb()
  faults.throttle('DescribeServices', { skip: 1, times: 1 })
  await describeWeb()
  await expect(describeWeb()).rejects.toThrow('Rate exceeded')
  await describeWeb()
})

test('a connection may break before the call took effect, or after it', async () => {
  const { faults } = scene.world.ecs
  faults.breakConnection('UpdateService', { times: 1 })
  await expect(force()).rejects.toThrow()
  expect((await describeWeb()).deployments).toHaveLength(1)
  faults.breakConnection('UpdateService', { times: 1, afterActing: true })
  await expect(force()).rejects.toThrow()
  expect((await describeWeb()).deployments).toHaveLength(2)
  expect(scene.world.ecs.writes).toHaveLength(1) // the one that took effect
})

test('a slow answer is late in real time', async () => {
  scene.world.ecs.faults.slow('DescribeServices', 40, { times: 1 })
  const before = performance.now()
  await describeWeb()
  expect(performance.now() - before).toBeGreaterThanOrEqual(39)
})

test('calls and writes are recorded with their input and world time', async () => {
  const startedAtMs = scene.clock.nowMs()
  await describeWeb()
  scene.clock.advanceMs(1_500)
  await force()
  expect(scene.world.ecs.calls).toEqual([
    {
      action: 'DescribeServices',
      input: { cluster: 'prod', services: ['web'] },
      atMs: startedAtMs,
      isDone: true,
    },
    {
      action: 'UpdateService',
      input: { cluster: 'prod', service: 'web', forceNewDeployment: true },
      atMs: startedAtMs + 1_500,
      isDone: true,
    },
  ])
  expect(scene.world.ecs.writes.map((each) => each.action)).toEqual(['UpdateService'])
})
