import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { describe1, messages, serviceDeployments, type TestWorld, testWorld, until } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/web:4')
})
afterEach(() => scene.close())

const isCompleted = (service: sdk.Service) => service.deployments?.[0]?.rolloutState === 'COMPLETED'

const ask = async () => {
  const response = await fetch(`${scene.world.app.url()}/health`)
  return { status: response.status, body: (await response.json()) as { version: string } }
}

test('a service with a past runs the last good image, in a steady state', async () => {
  const service = await describe1(scene.client)
  expect(service).toMatchObject({ status: 'ACTIVE', desiredCount: 2, runningCount: 2, pendingCount: 0 })
  expect(service.deployments).toHaveLength(1)
  expect(service.deployments?.[0]).toMatchObject({ status: 'PRIMARY', rolloutState: 'COMPLETED' })
  expect(service.taskDefinition).toBe('arn:aws:ecs:us-east-1:123456789012:task-definition/web:3')
  expect(await ask()).toEqual({ status: 200, body: { status: 'ok', version: '3' } })
})

test('a rollout runs two deployments side by side, and completes when the old tasks are gone', async () => {
  const before = await describe1(scene.client)
  const { deploymentId, taskDefinitionArn } = scene.world.deploy('web', 'registry.example/web:4')
  const atOnce = await describe1(scene.client)
  expect(atOnce.taskDefinition).toBe(taskDefinitionArn)
  expect(atOnce.deployments?.map(({ id, status, rolloutState }) => ({ id, status, rolloutState }))).toEqual([
    { id: deploymentId, status: 'PRIMARY', rolloutState: 'IN_PROGRESS' },
    { id: before.deployments?.[0]?.id, status: 'ACTIVE', rolloutState: 'COMPLETED' },
  ])
  expect(atOnce.runningCount).toBe(2)

  scene.clock.advanceMs(5_000)
  expect(await describe1(scene.client)).toMatchObject({ runningCount: 2, pendingCount: 2 })
  expect((await ask()).body.version).toBe('3')

  scene.clock.advanceMs(13_000)
  expect(await describe1(scene.client)).toMatchObject({ runningCount: 4, pendingCount: 0 })
  expect((await ask()).body.version).toBe('3') // running is not yet healthy

  scene.clock.advanceMs(10_000)
  expect((await ask()).body.version).toBe('4')
  expect((await describe1(scene.client)).deployments).toHaveLength(2) // the old ones drain

  const { service, tookMs } = await until(scene, (each) => each.deployments?.length === 1)
  expect(service.deployments?.[0]?.rolloutState).toBe('IN_PROGRESS') // running == desired is earlier than COMPLETED
  expect(tookMs).toBeGreaterThan(20_000)
  const completed = await until(scene, isCompleted)
  expect(completed.service.deployments?.[0]?.id).toBe(deploymentId)
  expect(messages(completed.service).slice(0, 2)).toEqual([
    '(service web) has reached a steady state.',
    `(service web) (deployment ${deploymentId}) deployment completed.`,
  ])
})

test('old tasks answer until new ones serve: no request fails in a rollout', async () => {
  scene.world.deploy('web', 'registry.example/web:4')
  const versions: string[] = []
  for (let second = 0; second < 90; second++) {
    const { status, body } = await ask()
    expect(status).toBe(200)
    versions.push(body.version)
    scene.clock.advanceMs(1_000)
  }
  expect(versions[0]).toBe('3')
  expect(versions.at(-1)).toBe('4')
})

test('the service deployment goes from PENDING to SUCCESSFUL', async () => {
  scene.world.deploy('web', 'registry.example/web:4')
  const statuses = new Set<string | undefined>()
  for (let second = 0; second < 90; second++) {
    statuses.add((await serviceDeployments(scene.client))[0]?.status)
    scene.clock.advanceMs(1_000)
  }
  expect([...statuses]).toEqual(['PENDING', 'IN_PROGRESS', 'SUCCESSFUL'])
})

test('the same task definition makes a new deployment only by force', async () => {
  const { deployments, taskDefinition } = await describe1(scene.client)
  const update = { cluster: 'prod', service: 'web', taskDefinition }
  const unforced = await scene.client.send(new sdk.UpdateServiceCommand(update))
  expect(unforced.service?.deployments?.[0]?.id).toBe(deployments?.[0]?.id)
  const forced = await scene.client.send(
    new sdk.UpdateServiceCommand({ ...update, forceNewDeployment: true }),
  )
  expect(forced.service?.deployments).toHaveLength(2)
  expect(forced.service?.deployments?.[1]?.id).toBe(deployments?.[0]?.id)
})

test('a newer deployment supersedes one in flight, whose service deployment ends STOPPED', async () => {
  scene.world.image('registry.example/web:5')
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(20_000)
  const { deploymentId } = scene.world.deploy('web', 'registry.example/web:5')
  const [newest, superseded] = await serviceDeployments(scene.client)
  expect([newest?.status, superseded?.status]).toEqual(['PENDING', 'STOP_REQUESTED'])
  const { service } = await until(scene, isCompleted)
  expect(service.deployments?.[0]?.id).toBe(deploymentId)
  expect((await serviceDeployments(scene.client)).map((each) => each.status).slice(0, 2)).toEqual([
    'SUCCESSFUL',
    'STOPPED',
  ])
})

test('a deployment never leaves fewer healthy tasks than the minimum, nor runs more than the maximum', async () => {
  const configurations = [
    { minimumHealthyPercent: 50, maximumPercent: 100 },
    { minimumHealthyPercent: 100, maximumPercent: 150 },
    { minimumHealthyPercent: 0, maximumPercent: 100 },
  ]
  for (const [index, deploymentConfiguration] of configurations.entries()) {
    const name = `web${index}`
    scene.world.createService({ name, desiredCount: 4, deploymentConfiguration })
    scene.world.deploy(name, 'registry.example/web:4')
    const least = (4 * deploymentConfiguration.minimumHealthyPercent) / 100
    const most = (4 * deploymentConfiguration.maximumPercent) / 100
    for (let second = 0; second < 400; second += 2) {
      const { deployments, runningCount = 0, pendingCount = 0 } = await describe1(scene.client, name)
      expect(runningCount).toBeGreaterThanOrEqual(least)
      expect(runningCount + pendingCount).toBeLessThanOrEqual(most)
      if (deployments?.[0]?.rolloutState === 'COMPLETED') break
      scene.clock.advanceMs(2_000)
    }
    expect((await describe1(scene.client, name)).deployments?.[0]).toMatchObject({
      rolloutState: 'COMPLETED',
      runningCount: 4,
    })
  }
})

test('percentages that leave no room for a step stall the deployment, and an event says so', async () => {
  const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 100 }
  scene.world.createService({ name: 'stuck', deploymentConfiguration })
  scene.world.deploy('stuck', 'registry.example/web:4')
  scene.clock.advanceMs(3_600_000)
  const service = await describe1(scene.client, 'stuck')
  expect(service.deployments?.[0]).toMatchObject({ rolloutState: 'IN_PROGRESS', runningCount: 0 })
  expect(messages(service)[0]).toContain('was unable to stop or start tasks during a deployment')
})

test('a desired count of zero completes with nothing running, and the application is unavailable', async () => {
  await scene.client.send(new sdk.UpdateServiceCommand({ cluster: 'prod', service: 'web', desiredCount: 0 }))
  scene.world.deploy('web', 'registry.example/web:4')
  const { service } = await until(scene, isCompleted)
  expect(service).toMatchObject({ desiredCount: 0, runningCount: 0 })
  expect((await fetch(`${scene.world.app.url()}/health`)).status).toBe(503)
})
