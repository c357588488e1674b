import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  describe1,
  latest,
  messages,
  stoppedTasks,
  type TestWorld,
  tasks,
  testWorld,
  until,
  untilDeployment,
} from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image('registry.example/web:4')
})
afterEach(() => scene.close())

const MINUTE_MS = 60_000
const cluster = 'prod'

async function protect(wanted: sdk.Task[], more: Partial<sdk.UpdateTaskProtectionRequest> = {}) {
  const arns = wanted.flatMap((task) => task.taskArn ?? [])
  return await scene.client.send(
    new sdk.UpdateTaskProtectionCommand({ cluster, tasks: arns, protectionEnabled: true, ...more }),
  )
}

const underProtection = async () =>
  messages(await describe1(scene.client)).filter((each) => each.includes('under protection'))

test('a protected task is reported with the end of its protection, two hours unless somebody says otherwise', async () => {
  scene.world.createService({ name: 'web' })
  const [one, other] = await tasks(scene)
  const expirationDate = new Date(scene.clock.nowMs() + 120 * MINUTE_MS)
  const { protectedTasks } = await protect([one ?? {}])
  expect(protectedTasks).toEqual([{ taskArn: one?.taskArn, protectionEnabled: true, expirationDate }])
  const arns = [one?.taskArn ?? '', other?.taskArn ?? '', 'unknown']
  const read = await scene.client.send(new sdk.GetTaskProtectionCommand({ cluster, tasks: arns }))
  expect(read.protectedTasks?.map((each) => each.protectionEnabled)).toEqual([true, false])
  expect(read.failures).toEqual([{ arn: 'unknown', reason: 'MISSING' }])
  await expect(protect([one ?? {}], { expiresInMinutes: 2_881 })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
})

test.each([
  ['a rolling update', {}],
  ['a blue/green deployment', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 } as const],
])('%s does not end before the protection of an old task does', async (_, deploymentConfiguration) => {
  scene.world.createService({ name: 'web', deploymentConfiguration })
  const [guarded] = await tasks(scene)
  await protect([guarded ?? {}], { expiresInMinutes: 20 })
  const old = (await describe1(scene.client)).deployments?.[0]?.id
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(15 * MINUTE_MS)
  expect((await latest(scene)).status).toBe('IN_PROGRESS')
  expect((await describe1(scene.client)).runningCount).toBe(3)
  expect(await underProtection()).toEqual([
    `(service web) was unable to reach steady state because (taskSet ${old}) was unable to scale in due to (reason 1 tasks under protection)`,
  ])
  scene.clock.advanceMs(7 * MINUTE_MS)
  expect((await latest(scene)).status).toBe('SUCCESSFUL')
  expect((await describe1(scene.client)).runningCount).toBe(2)
})

test('to give protection up lets the deployment end', async () => {
  scene.world.createService({ name: 'web' })
  const guarded = await tasks(scene)
  await protect(guarded)
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(10 * MINUTE_MS)
  await protect(guarded, { protectionEnabled: false })
  expect((await untilDeployment(scene, (each) => each.status === 'SUCCESSFUL')).status).toBe('SUCCESSFUL')
})

test('scaling in stops others, and none if all are protected', async () => {
  scene.world.createService({ name: 'web', desiredCount: 3 })
  const [first, second] = await tasks(scene)
  await protect([first ?? {}, second ?? {}])
  const scale = (desiredCount: number) =>
    scene.client.send(new sdk.UpdateServiceCommand({ cluster, service: 'web', desiredCount }))
  await scale(1)
  scene.clock.advanceMs(2 * MINUTE_MS)
  const left = (await tasks(scene)).map((task) => task.taskArn)
  expect(left.sort()).toEqual([first?.taskArn, second?.taskArn].sort())
  expect(await underProtection()).toHaveLength(1)
})

test('protection helps neither against a person nor against Spot nor against its own container', async () => {
  scene.world.image('registry.example/web:4', {
    task: { kind: 'exits', exitCode: 1, afterMs: 10 * MINUTE_MS },
  })
  scene.world.createService({ name: 'web', desiredCount: 3 })
  scene.world.deploy('web', 'registry.example/web:4')
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  const all = await tasks(scene)
  await protect(all)
  await scene.client.send(new sdk.StopTaskCommand({ cluster, task: all[0]?.taskArn }))
  scene.clock.advanceMs(MINUTE_MS)
  scene.world.interrupt('web', 'spot')
  scene.clock.advanceMs(15 * MINUTE_MS)
  const stopped = new Map((await stoppedTasks(scene.client)).map((task) => [task.taskArn, task.stopCode]))
  expect(all.map((task) => stopped.get(task.taskArn)).sort()).toEqual([
    'EssentialContainerExited',
    'SpotInterruption',
    'UserInitiated',
  ])
})

test('a task that is stopping can no longer be protected', async () => {
  scene.world.createService({ name: 'web' })
  const [task = {}] = await tasks(scene)
  await scene.client.send(new sdk.StopTaskCommand({ cluster, task: task.taskArn }))
  expect(await protect([task])).toMatchObject({
    protectedTasks: [],
    failures: [{ arn: task.taskArn, reason: 'TASK_NOT_VALID' }],
  })
})
