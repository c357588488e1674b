import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { describe1, serviceDeployments, type TestWorld, testWorld } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/web:4')
})
afterEach(() => scene.close())

const deploy = () => scene.world.deploy('web', 'registry.example/web:4')

test('one deploy may make two service deployments, of which the older ends STOPPED', async () => {
  scene.world.ecs.quirks.secondDeploymentAfterMs = 9_500
  const { taskDefinitionArn, deploymentId } = deploy()
  scene.clock.advanceMs(180_000)
  const service = await describe1(scene.client)
  expect(service.taskDefinition).toBe(taskDefinitionArn)
  expect(service.deployments?.[0]?.id).not.toBe(deploymentId)
  const [second, first] = await serviceDeployments(scene.client)
  expect([second?.status, first?.status]).toEqual(['SUCCESSFUL', 'STOPPED'])
  expect(Number(second?.createdAt) - Number(first?.createdAt)).toBe(9_500)
})

test('currentServiceDeployment and the whole description may lag behind a write', async () => {
  const before = await describe1(scene.client)
  scene.world.ecs.quirks.currentServiceDeploymentLagMs = 30_000
  scene.world.ecs.quirks.describeLagMs = 5_000
  deploy()
  scene.clock.advanceMs(4_000)
  expect(await describe1(scene.client)).toEqual(before)
  scene.clock.advanceMs(1_000)
  const seen = await describe1(scene.client)
  expect(seen.deployments).toHaveLength(2)
  expect(seen.currentServiceDeployment).toBe(before.currentServiceDeployment)
  scene.clock.advanceMs(25_000)
  const [newest] = await serviceDeployments(scene.client)
  expect((await describe1(scene.client)).currentServiceDeployment).toBe(newest?.serviceDeploymentArn)
})

test('a new service deployment may be listed late, and its revision described late', async () => {
  scene.world.ecs.quirks.serviceDeploymentVisibleAfterMs = 5_000
  scene.world.ecs.quirks.revisionVisibleAfterMs = 10_000
  deploy()
  expect(await serviceDeployments(scene.client)).toHaveLength(3)
  scene.clock.advanceMs(5_000)
  const [newest] = await serviceDeployments(scene.client)
  const serviceRevisionArns = [newest?.targetServiceRevision?.arn ?? '']
  const revision = new sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns })
  expect((await scene.client.send(revision)).failures?.[0]?.reason).toBe('MISSING')
  scene.clock.advanceMs(5_000)
  expect((await scene.client.send(revision)).serviceRevisions).toHaveLength(1)
})

test('a newer ECS may say words that the client does not know', async () => {
  scene.world.ecs.quirks.newWords = { IN_PROGRESS: 'WARMING_UP', ACTIVE: 'DRAINING' }
  deploy()
  scene.clock.advanceMs(5_000)
  const { deployments } = await describe1(scene.client)
  expect(deployments?.map(({ status, rolloutState }) => [status, rolloutState])).toEqual([
    ['PRIMARY', 'WARMING_UP'],
    ['DRAINING', 'COMPLETED'],
  ])
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('WARMING_UP')
})

test('rate limits are token buckets, as AWS documents them: a burst, then so many a second', async () => {
  scene.world.ecs.quirks.rateLimits = true
  const admitted = async (calls: number): Promise<number> => {
    const attempts = Array.from({ length: calls }, () => describe1(scene.client))
    const results = await Promise.allSettled(attempts)
    const refused = results.flatMap((each) => (each.status === 'rejected' ? String(each.reason) : []))
    expect(refused.every((each) => each.includes('Rate exceeded'))).toBe(true)
    return calls - refused.length
  }
  expect(await admitted(120)).toBe(100)
  scene.clock.advanceMs(500)
  expect(await admitted(20)).toBe(10)
})

test('deployments may be listed oldest first', async () => {
  const listed = async () => {
    const list = new sdk.ListServiceDeploymentsCommand({ cluster: 'prod', service: 'web' })
    const { serviceDeployments: found = [] } = await scene.client.send(list)
    return found.map((each) => Number(each.createdAt))
  }
  const newestFirst = await listed()
  scene.world.ecs.quirks.oldestServiceDeploymentFirst = true
  expect(await listed()).toEqual(newestFirst.toReversed())
})
