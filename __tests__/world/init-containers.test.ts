import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { describe1, stoppedTasks, type TestWorld, tasks, testWorld, until } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image('registry.example/web:4')
})
afterEach(() => scene.close())

const INIT = 'registry.example/migrate:1'
const MINUTE_MS = 60_000

function deploy(exitCode: number | undefined, condition: 'SUCCESS' | 'COMPLETE' = 'SUCCESS') {
  scene.world.createService({ name: 'web', init: { image: INIT, condition } })
  const log = ['relation "users" does not exist']
  if (exitCode !== undefined) {
    scene.world.image(INIT, { task: { kind: 'exits', exitCode, afterMs: 10_000 }, log })
  }
  return scene.world.deploy('web', 'registry.example/web:4')
}

const ours = async (deploymentId: string) =>
  (await tasks(scene)).filter((task) => task.startedBy === deploymentId)

test('while it works the task is PENDING, and then the others start', async () => {
  const { deploymentId } = deploy(0)
  scene.clock.advanceMs(20_000)
  const [task] = await ours(deploymentId)
  expect(task?.lastStatus).toBe('PENDING')
  expect(task?.containers?.map(({ name, lastStatus }) => [name, lastStatus])).toEqual([
    ['web', 'PENDING'],
    ['init', 'RUNNING'],
  ])
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  const [running] = await ours(deploymentId)
  expect(running?.containers?.map(({ lastStatus, exitCode }) => [lastStatus, exitCode])).toEqual([
    ['RUNNING', undefined],
    ['STOPPED', 0],
  ])
})

test('one that fails leaves its task PENDING for ever: no stopped task, no failedTasks, but an exit code and a log', async () => {
  const { deploymentId } = deploy(1)
  scene.clock.advanceMs(60 * MINUTE_MS)
  const pending = await ours(deploymentId)
  expect(pending).toHaveLength(2)
  for (const task of pending) {
    expect(task).toMatchObject({ lastStatus: 'PENDING', desiredStatus: 'RUNNING' })
    expect(task.startedAt).toBeUndefined()
    expect(task.containers?.map(({ name, lastStatus, exitCode }) => [name, lastStatus, exitCode])).toEqual([
      ['web', 'PENDING', undefined],
      ['init', 'STOPPED', 1],
    ])
  }
  expect(await stoppedTasks(scene.client)).toEqual([])
  expect((await describe1(scene.client)).deployments?.[0]).toMatchObject({
    rolloutState: 'IN_PROGRESS',
    failedTasks: 0,
    pendingCount: 2,
    runningCount: 0,
  })
  const logStreamName = `ecs/init/${pending[0]?.taskArn?.split('/').at(-1)}`
  const response = await fetch(scene.world.logs.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'Logs_20140328.GetLogEvents' },
    body: JSON.stringify({ logGroupName: '/ecs/web', logStreamName }),
  })
  const { events } = (await response.json()) as { events: { message: string }[] }
  expect(events.map((each) => each.message)).toEqual(['relation "users" does not exist'])
})

test('with a newer agent its task stops, in the words of the agent', async () => {
  scene.world.ecs.quirks.failedInitStopsTask = true
  const { deploymentId } = deploy(1)
  scene.clock.advanceMs(MINUTE_MS)
  const stopped = (await stoppedTasks(scene.client)).filter((task) => task.startedBy === deploymentId)
  expect(stopped[0]).toMatchObject({ stopCode: 'EssentialContainerExited' })
  expect(stopped[0]?.containers?.[0]).toMatchObject({
    name: 'web',
    exitCode: 143,
    reason: expect.stringMatching(
      /^CannotStartContainerError: dependency graph: failed to resolve .*Exit: 1\]/,
    ),
  })
  expect((await describe1(scene.client)).deployments?.[0]?.failedTasks).toBeGreaterThan(0)
})

test('where only its end is waited for, a failure does not matter', async () => {
  deploy(1, 'COMPLETE')
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
})

test('an init container may not be essential', async () => {
  const containerDefinitions: sdk.ContainerDefinition[] = [
    { name: 'web', image: 'web', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
    { name: 'init', image: 'init' },
  ]
  await expect(
    scene.client.send(new sdk.RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions })),
  ).rejects.toMatchObject({
    name: 'ClientException',
    message: 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
  })
})
