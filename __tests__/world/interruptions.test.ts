import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { describe1, latest, messages, stoppedTasks, type TestWorld, tasks, testWorld } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
})
afterEach(() => scene.close())

const MINUTE_MS = 60_000
const stopTask = async (reason?: string) => {
  const [task] = await tasks(scene)
  await scene.client.send(new sdk.StopTaskCommand({ cluster: 'prod', task: task?.taskArn, reason }))
}

interface Case {
  name: string
  story?: Partial<ServiceStory>
  strike: () => unknown
  stopCode: sdk.TaskStopCode
  stoppedReason: string | RegExp
  exitCode: number
}

const CASES: Case[] = [
  {
    name: 'Spot takes its capacity back',
    story: { desiredCount: 2 },
    strike: () => scene.world.interrupt('web', 'spot'),
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
    exitCode: 137,
  },
  {
    name: 'the EC2 instance is gone',
    story: { capacity: { kind: 'EC2', instances: 2 } },
    strike: () => scene.world.interrupt('web', 'host-terminated'),
    stopCode: 'TerminationNotice',
    stoppedReason: /^Host EC2 \(instance i-[0-9a-f]{17}\) terminated\.$/,
    exitCode: 137,
  },
  {
    name: 'the host of a Fargate task is impaired',
    strike: () => scene.world.interrupt('web', 'infrastructure-health'),
    stopCode: 'InfrastructureHealth',
    stoppedReason: /infrastructure/,
    exitCode: 137,
  },
  {
    name: 'AWS retires the host',
    strike: () => scene.world.interrupt('web', 'maintenance'),
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason:
      'Service web: ECS is performing maintenance on the underlying infrastructure hosting the task',
    exitCode: 137,
  },
  {
    name: 'a Managed Instance drains',
    story: { capacity: { kind: 'MANAGED_INSTANCES', instances: 2 } },
    strike: () => scene.world.interrupt('web', 'draining'),
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Service web: container instance is in DRAINING state',
    exitCode: 137,
  },
  {
    name: 'a person stops it',
    strike: () => stopTask(),
    stopCode: 'UserInitiated',
    stoppedReason: 'Task stopped by user',
    exitCode: 0,
  },
  {
    name: 'a person stops it, and says why',
    strike: () => stopTask('looks odd'),
    stopCode: 'UserInitiated',
    stoppedReason: 'looks odd',
    exitCode: 0,
  },
  {
    name: 'somebody scales in',
    story: { desiredCount: 3 },
    strike: () =>
      scene.client.send(new sdk.UpdateServiceCommand({ cluster: 'prod', service: 'web', desiredCount: 2 })),
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: /^Scaling activity initiated by \(deployment ecs-svc\/\d{19}\)$/,
    exitCode: 0,
  },
]

test.each(CASES)('$name: stop code and reason, a replacement, and no failed task', async (each) => {
  scene.world.createService({ name: 'web', ...each.story })
  const { serviceDeploymentArn } = await latest(scene)
  await each.strike()
  scene.clock.advanceMs(3 * MINUTE_MS)
  const stopped = await stoppedTasks(scene.client)
  expect(stopped).toEqual([
    expect.objectContaining({
      stopCode: each.stopCode,
      stoppedReason:
        typeof each.stoppedReason === 'string'
          ? each.stoppedReason
          : expect.stringMatching(each.stoppedReason),
      lastStatus: 'STOPPED',
    }),
  ])
  expect(stopped[0]?.containers?.[0]?.exitCode).toBe(each.exitCode)
  expect(await describe1(scene.client)).toMatchObject({
    runningCount: 2,
    deployments: [{ rolloutState: 'COMPLETED', failedTasks: 0 }],
  })
  expect(await latest(scene)).toMatchObject({ serviceDeploymentArn, status: 'SUCCESSFUL' })
})

test('maintenance starts the replacement before it stops the task; Spot does not wait', async () => {
  scene.world.createService({ name: 'web' })
  const fewest = async () => {
    let count = 2
    for (let second = 0; second < 90; second++) {
      count = Math.min(count, (await tasks(scene)).filter((task) => task.lastStatus === 'RUNNING').length)
      scene.clock.advanceMs(1_000)
    }
    return count
  }
  scene.world.interrupt('web', 'maintenance')
  expect(await fewest()).toBe(2)
  scene.world.interrupt('web', 'spot', 2)
  expect(await fewest()).toBe(0)
})

test('old tasks that have to move are replaced once, although the new version waits for a place', async () => {
  scene.world.image('registry.example/web:4', { task: { kind: 'cannot-place' } })
  scene.world.createService({ name: 'web' })
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(20_000)
  scene.world.interrupt('web', 'maintenance', 2)
  scene.clock.advanceMs(5 * MINUTE_MS)
  expect(await stoppedTasks(scene.client)).toHaveLength(2)
  expect(await describe1(scene.client)).toMatchObject({ runningCount: 2 })
})

test('interrupted tasks of a deployment under way are not its failures, and it completes', async () => {
  scene.world.image('registry.example/web:4', { healthyAfterMs: MINUTE_MS })
  const deploymentCircuitBreaker = { enable: true, rollback: true }
  scene.world.createService({ name: 'web', deploymentConfiguration: { deploymentCircuitBreaker } })
  scene.world.deploy('web', 'registry.example/web:4')
  for (let times = 0; times < 4; times++) {
    scene.clock.advanceMs(40_000)
    scene.world.interrupt('web', 'spot', 4)
    expect((await describe1(scene.client)).deployments?.[0]?.failedTasks).toBe(0)
  }
  scene.clock.advanceMs(10 * MINUTE_MS)
  expect(await latest(scene)).toMatchObject({
    status: 'SUCCESSFUL',
    deploymentCircuitBreaker: { failureCount: 0 },
  })
})

test('the old version loses a task while the new one rolls out: it is replaced, and what hinders that is reported', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/web:4', { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
  const { deploymentId } = scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(20_000)
  const [old] = scene.world.interrupt('web', 'spot')
  scene.clock.advanceMs(2 * MINUTE_MS)
  const running = (await tasks(scene)).filter((task) => task.startedBy !== deploymentId)
  expect(running.map((task) => task.lastStatus)).toEqual(['RUNNING', 'RUNNING'])
  expect(running.some((task) => task.taskArn?.endsWith(old ?? ''))).toBe(false)
  for (const zone of ['a', 'b', 'c']) scene.world.zone(`us-east-1${zone}`, 'impaired')
  scene.world.interrupt('web', 'spot')
  scene.clock.advanceMs(2 * MINUTE_MS)
  expect(messages(await describe1(scene.client)).join()).toContain(
    'was unable to place a task. Reason: Capacity',
  )
})

test('a task that nobody knows cannot be stopped', async () => {
  scene.world.createService({ name: 'web' })
  await expect(
    scene.client.send(new sdk.StopTaskCommand({ cluster: 'prod', task: 'unknown' })),
  ).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'The referenced task was not found.',
  })
})
