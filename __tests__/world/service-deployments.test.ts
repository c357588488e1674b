import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { describe1, serviceDeployments, stoppedTasks, type TestWorld, testWorld, until } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image(BAD, { task: { kind: 'exits', exitCode: 1, afterMs: 2_000 } })
  scene.world.image(GOOD)
})
afterEach(() => scene.close())

const BAD = 'registry.example/web:bad'
const GOOD = 'registry.example/web:4'

const stop = (serviceDeploymentArn: string | undefined, stopType: 'ROLLBACK' | 'ABORT' = 'ROLLBACK') =>
  scene.client.send(new sdk.StopServiceDeploymentCommand({ serviceDeploymentArn, stopType }))

const revisions = async (serviceRevisionArns: string[]) =>
  await scene.client.send(new sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns }))

test('a stop with rollback returns to the last successful revision, though rollback was never configured', async () => {
  scene.world.createService({ name: 'web' })
  const before = await describe1(scene.client)
  scene.world.deploy('web', BAD)
  scene.clock.advanceMs(40_000)
  const [inFlight] = await serviceDeployments(scene.client)
  await stop(inFlight?.serviceDeploymentArn)
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('ROLLBACK_REQUESTED')
  scene.clock.advanceMs(2_000)
  expect((await serviceDeployments(scene.client))[0]).toMatchObject({
    status: 'ROLLBACK_IN_PROGRESS',
    rollback: { serviceRevisionArn: inFlight?.sourceServiceRevisions?.[0]?.arn },
  })
  const { service } = await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(service.taskDefinition).toBe(before.taskDefinition)
  expect((await serviceDeployments(scene.client))[0]).toMatchObject({
    serviceDeploymentArn: inFlight?.serviceDeploymentArn,
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: 'Service deployment rolled back by user.',
  })
})

test('a stop that comes too late: the deployment may still succeed, and after that it is a conflict', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.deploy('web', GOOD)
  await until(scene, (each) => each.deployments?.length === 1)
  scene.clock.advanceMs(1_000)
  const [inFlight] = await serviceDeployments(scene.client)
  await stop(inFlight?.serviceDeploymentArn)
  scene.clock.advanceMs(10_000)
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('SUCCESSFUL')
  await expect(stop(inFlight?.serviceDeploymentArn)).rejects.toMatchObject({ name: 'ConflictException' })
})

test('an unknown deployment cannot be stopped, and ABORT is not valid', async () => {
  scene.world.createService({ name: 'web' })
  const [last] = await serviceDeployments(scene.client)
  const unknown = `${last?.serviceDeploymentArn}x`
  await expect(stop(unknown)).rejects.toMatchObject({ name: 'ServiceDeploymentNotFoundException' })
  await expect(stop(last?.serviceDeploymentArn, 'ABORT')).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
})

test('the history lists what was deployed, newest first, and revisions hold the digests', async () => {
  scene.world.createService({
    name: 'web',
    past: [
      { image: 'registry.example/web:1', missing: true },
      'registry.example/web:2',
      { image: 'registry.example/web:3', status: 'ROLLBACK_SUCCESSFUL' },
      { image: 'registry.example/web:4', status: 'STOPPED' },
    ],
  })
  const history = await serviceDeployments(scene.client)
  expect(history.map((each) => each.status)).toEqual([
    'STOPPED',
    'ROLLBACK_SUCCESSFUL',
    'SUCCESSFUL',
    'SUCCESSFUL',
  ])
  const [, rolledBack, good, oldest] = history.map((each) => each.targetServiceRevision?.arn ?? '')
  expect(history[1]?.rollback?.serviceRevisionArn).toBe(good)
  const { serviceRevisions, failures } = await revisions([rolledBack ?? '', good ?? '', oldest ?? ''])
  expect(failures).toEqual([{ arn: oldest, reason: 'MISSING' }])
  expect(serviceRevisions?.[1]).toMatchObject({
    taskDefinition: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:2',
    containerImages: [{ containerName: 'web', image: 'registry.example/web:2' }],
  })
  expect(serviceRevisions?.[1]?.containerImages?.[0]?.imageDigest).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect((await describe1(scene.client)).taskDefinition).toMatch(/web:2$/)
})

test('a tag that moved: a rollback by ECS keeps the recorded digest, a new deployment resolves the tag again', async () => {
  scene.world.createService({ name: 'web', past: ['registry.example/web:latest'] })
  const before = await describe1(scene.client)
  scene.world.image('registry.example/web:latest', { http: { status: 500 }, version: 'broken' })
  scene.world.deploy('web', 'registry.example/web:latest')
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  const answer = async () => (await fetch(`${scene.world.app.url()}/health`)).status
  expect(await answer()).toBe(500)
  const back = { cluster: 'prod', service: 'web', taskDefinition: before.taskDefinition }
  await scene.client.send(new sdk.UpdateServiceCommand(back))
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(await answer()).toBe(500) // the same text, so the same broken image
  scene.world.deploy('web', GOOD)
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(await answer()).toBe(200)

  const pinned = (await serviceDeployments(scene.client)).at(-1)?.targetServiceRevision?.arn ?? ''
  const { serviceRevisions } = await revisions([pinned])
  const digest = serviceRevisions?.[0]?.containerImages?.[0]?.imageDigest
  scene.world.deploy('web', `registry.example/web@${digest}`)
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(await answer()).toBe(200)
})

test('a stop with rollback keeps the recorded digest, though the tag has moved', async () => {
  scene.world.createService({ name: 'web', past: ['registry.example/web:latest'] })
  scene.world.image('registry.example/web:latest', { http: { status: 500 }, version: 'broken' })
  scene.world.deploy('web', 'registry.example/web:latest')
  scene.clock.advanceMs(30_000)
  await stop((await serviceDeployments(scene.client))[0]?.serviceDeploymentArn)
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect((await fetch(`${scene.world.app.url()}/health`)).status).toBe(200)
})

test('a rollback whose tasks are gone, as is their image from the registry, cannot pull it', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 0, maximumPercent: 100 }
  scene.world.createService({ name: 'web', deploymentConfiguration })
  const digest = scene.world.service('web').revisions.at(-1)?.images[0]?.digest ?? ''
  scene.world.deploy('web', BAD)
  scene.clock.advanceMs(30_000)
  scene.world.ecs.state.images.deleteDigest(digest)
  await stop((await serviceDeployments(scene.client))[0]?.serviceDeploymentArn)
  scene.clock.advanceMs(600_000)
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('ROLLBACK_IN_PROGRESS')
  expect((await stoppedTasks(scene.client)).at(-1)?.stoppedReason).toContain('CannotPullContainerError')
})

test('deployments can be listed by status and time, and over short pages', async () => {
  scene.world.createService({ name: 'web' })
  const list = async (input: Partial<sdk.ListServiceDeploymentsRequest>) =>
    await scene.client.send(
      new sdk.ListServiceDeploymentsCommand({ cluster: 'prod', service: 'web', ...input }),
    )
  expect((await list({ status: ['STOPPED'] })).serviceDeployments).toEqual([])
  const after = new Date(scene.clock.nowMs() - 1.5 * 86_400_000)
  expect((await list({ createdAt: { after } })).serviceDeployments).toHaveLength(1)
  scene.world.ecs.quirks.pageSize = 2
  const first = await list({ maxResults: 100 })
  expect(first.serviceDeployments).toHaveLength(2)
  const second = await list({ nextToken: first.nextToken ?? '' })
  expect(second.serviceDeployments).toHaveLength(1)
  expect(second.nextToken).toBeUndefined()
})

test('the first deployment ever has nothing to roll back to', async () => {
  scene.world.createCluster('prod')
  const { taskDefinition } = await scene.client.send(
    new sdk.RegisterTaskDefinitionCommand({
      family: 'web',
      containerDefinitions: [{ name: 'web', image: BAD }],
    }),
  )
  const create = {
    cluster: 'prod',
    serviceName: 'web',
    desiredCount: 1,
    taskDefinition: taskDefinition?.taskDefinitionArn,
  }
  await scene.client.send(new sdk.CreateServiceCommand(create))
  scene.clock.advanceMs(60_000)
  const [first] = await serviceDeployments(scene.client)
  expect(first).toMatchObject({ status: 'IN_PROGRESS', sourceServiceRevisions: [] })
  await stop(first?.serviceDeploymentArn)
  scene.clock.advanceMs(60_000)
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('ROLLBACK_FAILED')
})
