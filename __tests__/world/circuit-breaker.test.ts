import type * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  describe1,
  messages,
  serviceDeployments,
  stoppedTasks,
  type TestWorld,
  testWorld,
  until,
} from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image(BAD, { task: { kind: 'exits', exitCode: 1, afterMs: 2_000 } })
})
afterEach(() => scene.close())

const BAD = 'registry.example/web:bad'
const breaker = (rollback: boolean, more: Partial<sdk.DeploymentCircuitBreaker> = {}) => ({
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback, ...more } },
})
const failed = (service: sdk.Service) =>
  service.deployments?.some((each) => each.rolloutState === 'FAILED') ?? false

test('with rollback, the old deployment returns under its old id, and the service names the old definition', async () => {
  scene.world.createService({ name: 'web', ...breaker(true) })
  const before = await describe1(scene.client)
  const { deploymentId } = scene.world.deploy('web', BAD)
  const { service } = await until(scene, failed)
  const [primary, ...others] = service.deployments ?? []
  expect(primary).toMatchObject({
    id: before.deployments?.[0]?.id,
    createdAt: before.deployments?.[0]?.createdAt,
    status: 'PRIMARY',
    taskDefinition: before.taskDefinition,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${primary?.id}.`,
  })
  expect(others.find((each) => each.id === deploymentId)).toMatchObject({
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
  })
  expect(service.taskDefinition).toBe(before.taskDefinition)
  const told = messages(service).filter((each) => /rolling back|failed/.test(each))
  expect(told).toEqual([
    `(service web) rolling back to deployment ${primary?.id}.`,
    `(service web) (deployment ${deploymentId}) deployment failed: tasks failed to start.`,
  ])

  const [rollingBack] = await serviceDeployments(scene.client)
  expect(rollingBack).toMatchObject({
    status: 'ROLLBACK_IN_PROGRESS',
    deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
    statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    rollback: { serviceRevisionArn: rollingBack?.sourceServiceRevisions?.[0]?.arn },
  })
  const done = await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(done.service.deployments).toHaveLength(1)
  expect(done.service.deployments?.[0]?.id).toBe(primary?.id)
  expect((await serviceDeployments(scene.client))[0]).toMatchObject({
    serviceDeploymentArn: rollingBack?.serviceDeploymentArn,
    status: 'ROLLBACK_SUCCESSFUL',
  })
})

test('without rollback the deployment stays FAILED, the old tasks serve, the service deployment ends STOPPED', async () => {
  scene.world.createService({ name: 'web', ...breaker(false) })
  const { deploymentId, taskDefinitionArn } = scene.world.deploy('web', BAD)
  await until(scene, failed)
  scene.clock.advanceMs(3_600_000)
  const service = await describe1(scene.client)
  expect(service.taskDefinition).toBe(taskDefinitionArn)
  expect(service.deployments?.map(({ id, status, rolloutState }) => ({ id, status, rolloutState }))).toEqual([
    { id: deploymentId, status: 'PRIMARY', rolloutState: 'FAILED' },
    { id: service.deployments?.[1]?.id, status: 'ACTIVE', rolloutState: 'COMPLETED' },
  ])
  expect(service.runningCount).toBe(2)
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('STOPPED')
})

test('the threshold is half the desired count within 3 and 200, or as configured', async () => {
  const thresholds: [number, Partial<sdk.DeploymentCircuitBreaker>, number][] = [
    [2, {}, 3],
    [10, {}, 5],
    [10, { thresholdConfiguration: { type: 'UNBOUNDED_PERCENT', value: 10 } }, 1],
    [2, { thresholdConfiguration: { type: 'COUNT', value: 7 } }, 7],
  ]
  for (const [index, [desiredCount, more, threshold]] of thresholds.entries()) {
    const name = `web${index}`
    scene.world.createService({ name, desiredCount, ...breaker(false, more) })
    scene.world.deploy(name, BAD)
    const [deployment] = await serviceDeployments(scene.client, name)
    expect(deployment?.deploymentCircuitBreaker).toMatchObject({ status: 'MONITORING', threshold })
  }
})

test('a crash loop with moments of health never opens the breaker, unless a healthy task no longer resets it', async () => {
  const flapping = { kind: 'exits', exitCode: 1, afterMs: 12_000 } as const
  scene.world.image('registry.example/web:flapping', { task: flapping })
  scene.world.createService({ name: 'resets', ...breaker(true) })
  scene.world.createService({
    name: 'counts',
    desiredCount: 4,
    ...breaker(true, { resetOnHealthyTask: false }),
  })
  for (const name of ['resets', 'counts']) scene.world.deploy(name, 'registry.example/web:flapping')
  scene.clock.advanceMs(600_000)
  expect((await describe1(scene.client, 'resets')).deployments?.[0]?.rolloutState).toBe('IN_PROGRESS')
  expect((await stoppedTasks(scene.client, 'resets')).length).toBeGreaterThan(20)
  expect((await serviceDeployments(scene.client, 'counts'))[0]?.status).toBe('ROLLBACK_SUCCESSFUL')
})

test('while a rollback is under way there is nothing completed to return to: the next failure stalls', async () => {
  scene.world.createService({ name: 'web', ...breaker(true) })
  scene.world.deploy('web', BAD)
  await until(scene, failed)
  scene.world.deploy('web', BAD)
  scene.clock.advanceMs(600_000)
  const [latest, first] = await serviceDeployments(scene.client)
  expect([latest?.status, first?.status]).toEqual(['ROLLBACK_FAILED', 'ROLLBACK_FAILED'])
  expect((await describe1(scene.client)).deployments?.[0]?.rolloutState).toBe('FAILED')
})

test('a deployment alarm rolls back; one that was in ALARM before is ignored', async () => {
  const alarms = { enable: true, rollback: true, alarmNames: ['web-5xx', 'web-old'] }
  scene.world.image('registry.example/web:4')
  scene.world.createService({ name: 'web', deploymentConfiguration: { alarms } })
  scene.world.alarms.set('web-old', 'ALARM')
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(90_000)
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('IN_PROGRESS')
  scene.clock.advanceMs(30_000) // all served, and baking
  scene.world.alarms.set('web-5xx', 'ALARM')
  const [deployment] = await serviceDeployments(scene.client)
  expect(deployment).toMatchObject({
    status: 'ROLLBACK_IN_PROGRESS',
    alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['web-5xx'] },
  })
  expect(messages(await describe1(scene.client)).join()).toContain('deployment failed: alarm detected.')
  scene.clock.advanceMs(600_000)
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('ROLLBACK_SUCCESSFUL')
})
