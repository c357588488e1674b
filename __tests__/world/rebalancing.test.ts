import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { describe1, messages, stoppedTasks, type TestWorld, tasks, testWorld, until } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
})
afterEach(() => scene.close())

const MINUTE_MS = 60_000
const [A, B, C] = ['us-east-1a', 'us-east-1b', 'us-east-1c']

async function zones(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { availabilityZone = '' } of await tasks(scene)) {
    counts[availabilityZone] = (counts[availabilityZone] ?? 0) + 1
  }
  return counts
}

/** A zone fails, its tasks are replaced elsewhere, and it comes back: three tasks, one, and none. */
async function becomeUneven(story: Partial<ServiceStory> = {}): Promise<void> {
  scene.world.createService({
    name: 'web',
    desiredCount: 3,
    availabilityZoneRebalancing: 'ENABLED',
    ...story,
  })
  expect(await zones()).toEqual({ [A]: 1, [B]: 1, [C]: 1 })
  for (const zone of [B, C]) scene.world.zone(zone, 'impaired')
  const cluster = 'prod'
  for (const { taskArn, availabilityZone } of await tasks(scene)) {
    if (availabilityZone !== A) await scene.client.send(new sdk.StopTaskCommand({ cluster, task: taskArn }))
  }
  await until(scene, (each) => each.runningCount === 3 && each.pendingCount === 0)
  scene.clock.advanceMs(MINUTE_MS)
  expect(await zones()).toEqual({ [A]: 3 })
  for (const zone of [B, C]) scene.world.zone(zone, 'available')
}

test('tasks are spread again, one at a time: a replacement first, then a stop that is no failure', async () => {
  await becomeUneven()
  const { id } = (await describe1(scene.client)).deployments?.[0] ?? {}
  let fewest = 3
  for (let second = 0; second < 600; second++) {
    fewest = Math.min(fewest, (await describe1(scene.client)).runningCount ?? 0)
    scene.clock.advanceMs(1_000)
  }
  expect(fewest).toBe(3)
  expect(await zones()).toEqual({ [A]: 1, [B]: 1, [C]: 1 })
  const service = await describe1(scene.client)
  const told = messages(service).filter((each) => /AZ/.test(each))
  expect(told.reverse()).toEqual([
    expect.stringMatching(
      /^\(service web\) is not AZ balanced with 3 tasks in us-east-1a, 0 tasks in us-east-1[bc], 0 tasks in us-east-1[bc]\. AZ Rebalancing in progress\.$/,
    ),
    expect.stringMatching(
      /^\(service web\) has started 1 tasks in us-east-1[bc] to AZ Rebalance: \(task \w{32}\)\.$/,
    ),
    expect.stringMatching(
      /has stopped 1 running tasks in us-east-1a due to AZ rebalancing: \(task \w{32}\)\.$/,
    ),
    expect.stringMatching(/has started 1 tasks in us-east-1[bc] to AZ Rebalance/),
    expect.stringMatching(/has stopped 1 running tasks in us-east-1a due to AZ rebalancing/),
    expect.stringMatching(
      /is AZ balanced with 1 tasks in us-east-1\w, 1 tasks in us-east-1\w, 1 tasks in us-east-1\w\.$/,
    ),
  ])
  const stopped = (await stoppedTasks(scene.client)).filter((task) => task.stopCode !== 'UserInitiated')
  expect(stopped).toHaveLength(2)
  for (const task of stopped) {
    expect(task).toMatchObject({
      startedBy: id,
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${id})`,
    })
  }
  expect(service.deployments?.[0]).toMatchObject({ rolloutState: 'COMPLETED', failedTasks: 0 })
})

test('a service that did not ask for it stays uneven', async () => {
  await becomeUneven({ availabilityZoneRebalancing: 'DISABLED' })
  scene.clock.advanceMs(30 * MINUTE_MS)
  expect(await zones()).toEqual({ [A]: 3 })
})

test('UpdateService switches it on', async () => {
  await becomeUneven({ availabilityZoneRebalancing: 'DISABLED' })
  const web = { cluster: 'prod', service: 'web' }
  const enabled = { ...web, availabilityZoneRebalancing: 'ENABLED' } as const
  const { service } = await scene.client.send(new sdk.UpdateServiceCommand(enabled))
  expect(service?.availabilityZoneRebalancing).toBe('ENABLED')
  scene.clock.advanceMs(10 * MINUTE_MS)
  expect(await zones()).toEqual({ [A]: 1, [B]: 1, [C]: 1 })
})

test('protected tasks block it, and it says so', async () => {
  await becomeUneven()
  const arns = (await tasks(scene)).flatMap((task) => task.taskArn ?? [])
  const protect = { cluster: 'prod', tasks: arns, protectionEnabled: true, expiresInMinutes: 60 }
  await scene.client.send(new sdk.UpdateTaskProtectionCommand(protect))
  scene.clock.advanceMs(20 * MINUTE_MS)
  expect(await zones()).toEqual({ [A]: 3 })
  const service = await describe1(scene.client)
  const { id } = service.deployments?.[0] ?? {}
  const told = messages(service)
  expect(told).toContain(
    `(service web) was unable to AZ Rebalance because (taskSet ${id}) was unable to scale in due to (reason 3 tasks under protection)`,
  )
  expect(told).toContain('(service web) stopped AZ Rebalancing.')
})

test('a deployment goes first, and spreads its own tasks', async () => {
  await becomeUneven()
  await until(scene, (each) => messages(each).some((text) => text.includes('AZ Rebalancing in progress')))
  scene.world.image('registry.example/web:4')
  scene.world.deploy('web', 'registry.example/web:4')
  const { service } = await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(messages(service)).toContain('(service web) stopped AZ Rebalancing.')
  scene.clock.advanceMs(MINUTE_MS)
  expect(await zones()).toEqual({ [A]: 1, [B]: 1, [C]: 1 })
})

test('without any zone there is no capacity', async () => {
  scene.world.createService({ name: 'web' })
  for (const zone of [A, B, C]) scene.world.zone(zone, 'impaired')
  scene.world.interrupt('web', 'infrastructure-health')
  scene.clock.advanceMs(MINUTE_MS)
  expect(messages(await describe1(scene.client))).toContain(
    '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
  )
})
