import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { describe1, type TestWorld, testWorld } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.createService({ name: 'web' })
})
afterEach(() => scene.close())

const update = (input: Partial<sdk.UpdateServiceRequest>) =>
  scene.client.send(new sdk.UpdateServiceCommand({ cluster: 'prod', service: 'web', ...input }))
const describeDefinition = (taskDefinition: string, include: 'TAGS'[] = []) =>
  scene.client.send(new sdk.DescribeTaskDefinitionCommand({ taskDefinition, include }))

test('a missing service is a failure in the answer, a missing cluster an exception', async () => {
  const services = ['web', 'nowhere']
  const { failures, services: found } = await scene.client.send(
    new sdk.DescribeServicesCommand({ cluster: 'prod', services }),
  )
  expect(found?.map((each) => each.serviceName)).toEqual(['web'])
  expect(failures).toEqual([
    { arn: 'arn:aws:ecs:us-east-1:123456789012:service/prod/nowhere', reason: 'MISSING' },
  ])
  await expect(
    scene.client.send(new sdk.DescribeServicesCommand({ cluster: 'nowhere', services })),
  ).rejects.toMatchObject({ name: 'ClusterNotFoundException', message: 'Cluster not found.' })
  await expect(update({ service: 'nowhere' })).rejects.toMatchObject({ name: 'ServiceNotFoundException' })
})

test('ten services a call, and no more', async () => {
  const services = Array.from({ length: 11 }, (_, index) => `web${index}`)
  await expect(
    scene.client.send(new sdk.DescribeServicesCommand({ cluster: 'prod', services })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('a service that was deleted cannot be updated', async () => {
  scene.world.service('web').status = 'INACTIVE'
  await expect(update({ desiredCount: 1 })).rejects.toMatchObject({
    name: 'ServiceNotActiveException',
    message: 'Service was not ACTIVE.',
  })
})

test('services answer to their names and their ARNs, in every partition, short ARNs of old included', async () => {
  const china = await testWorld({ account: { partition: 'aws-cn', region: 'cn-north-1' } })
  china.world.createService({ name: 'web', shortArn: true })
  const short = 'arn:aws-cn:ecs:cn-north-1:123456789012:service/web'
  const long = 'arn:aws-cn:ecs:cn-north-1:123456789012:service/prod/web'
  for (const reference of ['web', short, long]) {
    const service = await describe1(
      china.client,
      reference,
      'arn:aws-cn:ecs:cn-north-1:123456789012:cluster/prod',
    )
    expect(service).toMatchObject({ serviceArn: short, runningCount: 2 })
    expect(service.taskDefinition).toMatch(/^arn:aws-cn:ecs:cn-north-1:/)
  }
  await expect(describe1(china.client, long.replace('1234', '9999'))).rejects.toThrow('no service')
  await china.close()
})

test('an INACTIVE task definition is described, but not deployed', async () => {
  await scene.client.send(new sdk.DeregisterTaskDefinitionCommand({ taskDefinition: 'web:2' }))
  const { taskDefinition } = await describeDefinition('web:2')
  expect(taskDefinition?.status).toBe('INACTIVE')
  expect(taskDefinition?.deregisteredAt).toEqual(new Date(scene.clock.nowMs()))
  await expect(update({ taskDefinition: 'web:2' })).rejects.toMatchObject({
    name: 'ClientException',
    message: 'TaskDefinition is inactive',
  })
  await expect(describeDefinition('web:99')).rejects.toMatchObject({
    name: 'ClientException',
    message: 'Unable to describe task definition.',
  })
})

test('a family without a revision means its newest ACTIVE one', async () => {
  await scene.client.send(new sdk.DeregisterTaskDefinitionCommand({ taskDefinition: 'web:3' }))
  expect((await describeDefinition('web')).taskDefinition?.revision).toBe(2)
  const list = new sdk.ListTaskDefinitionsCommand({ familyPrefix: 'web', sort: 'DESC' })
  expect((await scene.client.send(list)).taskDefinitionArns?.map((each) => each.slice(-1))).toEqual([
    '2',
    '1',
  ])
})

test('registering a description again makes the next revision, with tags on request', async () => {
  const { taskDefinition } = await describeDefinition('web:1')
  const { family, containerDefinitions, networkMode, cpu, memory } = taskDefinition ?? {}
  const tags = [{ key: 'restored-from', value: 'web:1' }]
  const input = { family, containerDefinitions, networkMode, cpu, memory, tags }
  const registered = await scene.client.send(new sdk.RegisterTaskDefinitionCommand(input))
  expect(registered.taskDefinition).toMatchObject({ revision: 4, status: 'ACTIVE', containerDefinitions })
  expect((await describeDefinition('web:4')).tags).toBeUndefined()
  expect((await describeDefinition('web:4', ['TAGS'])).tags).toEqual(tags)
})

test('tags can be added and read', async () => {
  const { taskDefinition: resourceArn } = await describe1(scene.client)
  const tag = { key: 'safe-landing:verified', value: 'abc' }
  await scene.client.send(new sdk.TagResourceCommand({ resourceArn, tags: [tag] }))
  const { tags } = await scene.client.send(new sdk.ListTagsForResourceCommand({ resourceArn }))
  expect(tags).toEqual([tag])
  expect(scene.world.ecs.writes.map((each) => each.action)).toEqual(['TagResource'])
})

test('a change of network settings is a new deployment of the same definition, a change of count is not', async () => {
  const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-2'] } }
  const { service } = await update({ networkConfiguration })
  expect(service?.deployments).toHaveLength(2)
  scene.clock.advanceMs(120_000)
  const scaled = await update({ desiredCount: 4 })
  expect(scaled.service?.deployments).toHaveLength(1)
  scene.clock.advanceMs(60_000)
  expect(await describe1(scene.client)).toMatchObject({ runningCount: 4 })
})

test('lists come in pages', async () => {
  for (const name of ['a', 'b', 'c']) scene.world.createService({ name })
  const first = await scene.client.send(new sdk.ListServicesCommand({ cluster: 'prod', maxResults: 3 }))
  const { nextToken = '' } = first
  const second = await scene.client.send(new sdk.ListServicesCommand({ cluster: 'prod', nextToken }))
  expect([first.serviceArns?.length, second.serviceArns?.length]).toEqual([3, 1])
  scene.world.ecs.quirks.pageSize = 1
  const tasks = await scene.client.send(new sdk.ListTasksCommand({ cluster: 'prod', serviceName: 'web' }))
  expect(tasks.taskArns).toHaveLength(1)
  expect(tasks.nextToken).toBeDefined()
})

test('tasks are listed by desired status and by what started them; unknown ones are MISSING', async () => {
  const [deployment] = (await describe1(scene.client)).deployments ?? []
  const cluster = 'prod'
  const byStarter = new sdk.ListTasksCommand({ cluster, startedBy: deployment?.id ?? '' })
  const { taskArns = [] } = await scene.client.send(byStarter)
  expect(taskArns).toHaveLength(2)
  const tasks = [...taskArns, `${taskArns[0]}0`]
  const described = await scene.client.send(new sdk.DescribeTasksCommand({ cluster, tasks }))
  expect(described.tasks?.map((each) => [each.lastStatus, each.healthStatus, each.startedBy])).toEqual([
    ['RUNNING', 'HEALTHY', deployment?.id],
    ['RUNNING', 'HEALTHY', deployment?.id],
  ])
  expect(described.failures).toEqual([{ arn: tasks[2], reason: 'MISSING' }])
})

test('clusters are described', async () => {
  const { clusters, failures } = await scene.client.send(
    new sdk.DescribeClustersCommand({ clusters: ['prod', 'nowhere'] }),
  )
  expect(clusters?.[0]).toMatchObject({ clusterName: 'prod', status: 'ACTIVE', runningTasksCount: 2 })
  expect(failures?.[0]?.reason).toBe('MISSING')
})

test('a service behind another deployment controller has task sets, and takes no task definition', async () => {
  scene.world.createService({ name: 'blue', controller: 'CODE_DEPLOY' })
  scene.world.createService({ name: 'own', controller: 'EXTERNAL' })
  const service = await describe1(scene.client, 'blue')
  expect(service.deployments).toEqual([])
  expect(service.taskSets?.[0]).toMatchObject({
    status: 'PRIMARY',
    stabilityStatus: 'STEADY_STATE',
    runningCount: 2,
  })
  await expect(update({ service: 'blue', taskDefinition: 'web:2' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining(
      'Unable to update task definition on services with a CODE_DEPLOY deployment controller',
    ) as unknown,
  })
  await expect(update({ service: 'own', taskDefinition: 'web:2' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
})

test('an EXTERNAL controller swaps its task sets by itself', async () => {
  scene.world.createService({ name: 'own', controller: 'EXTERNAL' })
  scene.world.image('registry.example/own:4')
  const { taskDefinitionArn } = scene.world.deploy('own', 'registry.example/own:4')
  scene.clock.advanceMs(10_000)
  expect((await describe1(scene.client, 'own')).taskSets?.map((each) => each.status)).toEqual([
    'PRIMARY',
    'ACTIVE',
  ])
  scene.clock.advanceMs(60_000)
  const { taskSets } = await describe1(scene.client, 'own')
  expect(taskSets).toEqual([
    expect.objectContaining({ status: 'PRIMARY', taskDefinition: taskDefinitionArn }),
  ])
})

test('a service that ECS manages is deployed, but not by UpdateService', async () => {
  scene.world.createService({ name: 'express', resourceManagementType: 'ECS' })
  scene.world.image('registry.example/express:4')
  const { taskDefinitionArn } = scene.world.deploy('express', 'registry.example/express:4')
  expect(await describe1(scene.client, 'express')).toMatchObject({
    resourceManagementType: 'ECS',
    taskDefinition: taskDefinitionArn,
  })
  await expect(update({ service: 'express', taskDefinition: 'express:3' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
})
