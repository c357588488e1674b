import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { TaskFate } from '../../demo/world/images.ts'
import { describe1, messages, serviceDeployments, stoppedTasks, type TestWorld, testWorld } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
})
afterEach(() => scene.close())

const IMAGE = 'registry.example/web:bad'
const MINUTE_MS = 60_000

function deployBad(task: TaskFate | ((ordinal: number) => TaskFate), name = 'web') {
  scene.world.image(IMAGE, { task })
  return scene.world.deploy(name, IMAGE)
}

const version = async (): Promise<string | null> =>
  (await fetch(`${scene.world.app.url()}/health`)).headers.get('x-version')

test('a container that exits: code, stop code, and startedBy name the deployment', async () => {
  scene.world.createService({ name: 'web' })
  const { deploymentId, taskDefinitionArn } = deployBad({ kind: 'exits', exitCode: 3, afterMs: 2_000 })
  scene.clock.advanceMs(30_000)
  const [task] = await stoppedTasks(scene.client)
  expect(task).toMatchObject({
    startedBy: deploymentId,
    taskDefinitionArn,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    lastStatus: 'STOPPED',
    group: 'service:web',
  })
  expect(task?.containers?.[0]).toMatchObject({ name: 'web', exitCode: 3, lastStatus: 'STOPPED' })
})

test('without a circuit breaker a crash loop stays IN_PROGRESS for ever, and the old version serves', async () => {
  scene.world.createService({ name: 'web' })
  deployBad({ kind: 'exits', exitCode: 1, afterMs: 2_000 })
  scene.clock.advanceMs(6 * 60 * MINUTE_MS)
  const service = await describe1(scene.client)
  expect(service.deployments?.map((each) => each.rolloutState)).toEqual(['IN_PROGRESS', 'COMPLETED'])
  expect((await serviceDeployments(scene.client))[0]?.status).toBe('IN_PROGRESS')
  expect(await version()).toBe('3')
})

test('failedTasks goes back to 0 as soon as a task runs: a hint, not a count', async () => {
  scene.world.createService({ name: 'web', desiredCount: 1 })
  deployBad({ kind: 'exits', exitCode: 1, afterMs: 5_000 })
  const seen = new Set<number | undefined>()
  for (let second = 0; second < 180; second++) {
    seen.add((await describe1(scene.client)).deployments?.[0]?.failedTasks)
    scene.clock.advanceMs(1_000)
  }
  expect([...seen].sort()).toEqual([0, 1])
  expect((await stoppedTasks(scene.client)).length).toBeGreaterThan(3)
})

test('an image that cannot be pulled: no exit code, TaskFailedToStart, and ECS slows down', async () => {
  scene.world.createService({ name: 'web' })
  deployBad({ kind: 'cannot-pull' })
  scene.clock.advanceMs(10 * MINUTE_MS)
  const tasks = await stoppedTasks(scene.client)
  expect(tasks[0]).toMatchObject({ stopCode: 'TaskFailedToStart' })
  expect(tasks[0]?.stoppedReason).toMatch(/^CannotPullContainerError: .*registry.example\/web:bad.*not found/)
  expect(tasks[0]?.containers?.[0]?.exitCode).toBeUndefined()
  expect(tasks[0]?.startedAt).toBeUndefined()
  expect((await describe1(scene.client)).deployments?.[0]?.failedTasks).toBe(tasks.length)
  const events = messages(await describe1(scene.client))
  expect(events.filter((each) => each.includes('unable to consistently start tasks'))).toHaveLength(1)
  scene.clock.advanceMs(5 * MINUTE_MS)
  expect((await stoppedTasks(scene.client)).length - tasks.length).toBeLessThanOrEqual(2)
})

test('an image that nobody pushed cannot be pulled either', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.deploy('web', 'registry.example/web:unknown')
  scene.clock.advanceMs(MINUTE_MS)
  expect((await stoppedTasks(scene.client))[0]?.stoppedReason).toContain(
    'registry.example/web:unknown: not found',
  )
})

test('a task that fails its load balancer check is stopped by the scheduler, with exit code 137', async () => {
  scene.world.createService({ name: 'web' })
  deployBad({ kind: 'fails-elb-health-checks' })
  scene.clock.advanceMs(MINUTE_MS)
  const [task] = await stoppedTasks(scene.client)
  expect(task?.stopCode).toBe('ServiceSchedulerInitiated')
  expect(task?.stoppedReason).toMatch(
    /^Task failed ELB health checks in \(target-group arn:aws:elasticloadbalancing:/,
  )
  expect(task?.containers?.[0]?.exitCode).toBe(137)
  expect(messages(await describe1(scene.client)).join('\n')).toMatch(
    /\(port 8080\) is unhealthy in \(target-group .*\) due to \(reason Health checks failed with these codes: \[500\]\)/,
  )
})

test('the health check grace period postpones that', async () => {
  scene.world.createService({ name: 'web', healthCheckGracePeriodSeconds: 120 })
  deployBad({ kind: 'fails-elb-health-checks' })
  scene.clock.advanceMs(2 * MINUTE_MS)
  expect(await stoppedTasks(scene.client)).toEqual([])
  scene.clock.advanceMs(MINUTE_MS)
  expect((await stoppedTasks(scene.client)).length).toBeGreaterThan(0)
})

test('a failed container health check says so; without one in the definition the health is UNKNOWN', async () => {
  scene.world.createService({ name: 'web' })
  deployBad({ kind: 'fails-container-health-checks' })
  scene.clock.advanceMs(MINUTE_MS)
  const [task] = await stoppedTasks(scene.client)
  expect(task).toMatchObject({
    stoppedReason: 'Task failed container health checks',
    stopCode: 'ServiceSchedulerInitiated',
    healthStatus: 'UNHEALTHY',
  })
  scene.world.createService({ name: 'unchecked', containerHealthCheck: false })
  deployBad({ kind: 'fails-container-health-checks' }, 'unchecked')
  scene.clock.advanceMs(10 * MINUTE_MS)
  expect((await describe1(scene.client, 'unchecked')).deployments?.[0]?.rolloutState).toBe('COMPLETED')
})

test('out of memory: exit 137 with a reason on the container', async () => {
  scene.world.createService({ name: 'web' })
  deployBad({ kind: 'out-of-memory', afterMs: 3_000 })
  scene.clock.advanceMs(30_000)
  const [task] = await stoppedTasks(scene.client)
  expect(task).toMatchObject({ stopCode: 'EssentialContainerExited' })
  expect(task?.containers?.[0]).toMatchObject({
    exitCode: 137,
    reason: 'OutOfMemoryError: Container killed due to memory usage',
  })
})

test('a task that cannot be placed leaves no stopped task, only an event, which is not repeated', async () => {
  scene.world.createService({ name: 'web' })
  deployBad({ kind: 'cannot-place' })
  scene.clock.advanceMs(10 * MINUTE_MS)
  const service = await describe1(scene.client)
  expect(await stoppedTasks(scene.client)).toEqual([])
  const unable = messages(service).filter((each) => each.includes('was unable to place a task'))
  expect(unable).toHaveLength(1)
  expect(service.deployments?.[0]?.failedTasks).toBeGreaterThan(3)
})

test('a fate may differ from task to task', async () => {
  scene.world.createService({ name: 'web', desiredCount: 1 })
  deployBad((ordinal) => (ordinal < 2 ? { kind: 'exits', exitCode: 1, afterMs: 1_000 } : { kind: 'runs' }))
  scene.clock.advanceMs(5 * MINUTE_MS)
  expect((await describe1(scene.client)).deployments?.[0]?.rolloutState).toBe('COMPLETED')
  expect(
    (await stoppedTasks(scene.client)).filter((task) => task.containers?.[0]?.exitCode === 1),
  ).toHaveLength(2)
})

test('scaling in is the scheduler stopping tasks as well', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/web:4')
  const { deploymentId } = scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(2 * MINUTE_MS)
  expect((await stoppedTasks(scene.client))[0]).toMatchObject({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: `Scaling activity initiated by (deployment ${deploymentId})`,
  })
})

test('stopped tasks are forgotten after an hour', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/web:4')
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(2 * MINUTE_MS)
  expect(await stoppedTasks(scene.client)).toHaveLength(2)
  scene.clock.advanceMs(61 * MINUTE_MS)
  scene.world.deploy('web', 'registry.example/web:4')
  expect(await stoppedTasks(scene.client)).toEqual([])
})

test('an essential sidecar that exits takes the task with it; another may exit alone', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/proxy:bad', { task: { kind: 'exits', exitCode: 78, afterMs: 2_000 } })
  for (const essential of [false, true]) {
    const containerDefinitions = [
      { name: 'web', image: 'registry.example/web:3' },
      { name: 'proxy', image: 'registry.example/proxy:bad', essential },
    ]
    const { taskDefinition } = await scene.client.send(
      new sdk.RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }),
    )
    await scene.client.send(
      new sdk.UpdateServiceCommand({
        cluster: 'prod',
        service: 'web',
        taskDefinition: taskDefinition?.taskDefinitionArn,
      }),
    )
    scene.clock.advanceMs(2 * MINUTE_MS)
    const exited = (await stoppedTasks(scene.client)).filter(
      (task) => task.stopCode === 'EssentialContainerExited',
    )
    expect(exited.length > 0).toBe(essential)
    if (essential) {
      expect(exited[0]?.containers?.map(({ name, exitCode }) => [name, exitCode])).toEqual([
        ['web', 137],
        ['proxy', 78],
      ])
    }
  }
})

test('checks may pass at first and fail later', async () => {
  scene.world.createService({ name: 'web' })
  deployBad({ kind: 'fails-elb-health-checks', afterMs: 3 * MINUTE_MS })
  scene.clock.advanceMs(2 * MINUTE_MS)
  expect((await describe1(scene.client)).deployments?.[0]?.rolloutState).toBe('COMPLETED')
  scene.clock.advanceMs(2 * MINUTE_MS)
  const failed = (await stoppedTasks(scene.client)).filter((task) => task.stoppedReason?.includes('ELB'))
  expect(failed).toHaveLength(2)
})
