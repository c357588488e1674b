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
const cluster = 'prod'
const KINDS = ['EC2', 'MANAGED_INSTANCES'] as const

function createService(story: Partial<ServiceStory> = {}): void {
  scene.world.createService({ name: 'web', capacity: { kind: 'EC2', instances: 2 }, ...story })
}

async function instances(status?: sdk.ContainerInstanceStatus): Promise<sdk.ContainerInstance[]> {
  const list = new sdk.ListContainerInstancesCommand({ cluster, status })
  const { containerInstanceArns = [] } = await scene.client.send(list)
  if (containerInstanceArns.length === 0) return []
  const describe = new sdk.DescribeContainerInstancesCommand({
    cluster,
    containerInstances: containerInstanceArns,
  })
  return (await scene.client.send(describe)).containerInstances ?? []
}

async function setState(instance: sdk.ContainerInstance | undefined, status: 'ACTIVE' | 'DRAINING') {
  const containerInstances = [instance?.containerInstanceArn ?? '']
  const update = new sdk.UpdateContainerInstancesStateCommand({ cluster, containerInstances, status })
  return await scene.client.send(update)
}

const places = async () => (await tasks(scene)).map((task) => task.containerInstanceArn)

test.each(KINDS)(
  '%s: tasks move off an instance that drains, and the service never has fewer',
  async (kind) => {
    createService({ capacity: { kind, instances: 2 } })
    const [first, second] = await instances()
    expect(await places()).toEqual([first?.containerInstanceArn, second?.containerInstanceArn])
    expect((await setState(first, 'DRAINING')).containerInstances?.[0]).toMatchObject({
      status: 'DRAINING',
      runningTasksCount: 1,
    })
    let fewest = 2
    for (let second = 0; second < 120; second++) {
      fewest = Math.min(fewest, (await describe1(scene.client)).runningCount ?? 0)
      scene.clock.advanceMs(1_000)
    }
    expect(fewest).toBe(2)
    expect(await places()).not.toContain(first?.containerInstanceArn)
    const [moved] = await stoppedTasks(scene.client)
    expect(moved).toMatchObject({
      containerInstanceArn: first?.containerInstanceArn,
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Service web: container instance is in DRAINING state',
    })
    expect(moved?.containers?.[0]?.exitCode).toBe(137)
    expect((await describe1(scene.client)).deployments?.[0]).toMatchObject({
      rolloutState: 'COMPLETED',
      failedTasks: 0,
    })
    expect((await instances('DRAINING')).map((each) => each.runningTasksCount)).toEqual([0])
  },
)

test('ECS starts another Managed Instance in place of one that drains, not another EC2 instance', async () => {
  for (const [index, kind] of KINDS.entries()) {
    scene.world.createService({ name: kind, cluster: kind, capacity: { kind, instances: 1 } })
    const list = async (status: sdk.ContainerInstanceStatus) =>
      (await scene.client.send(new sdk.ListContainerInstancesCommand({ cluster: kind, status })))
        .containerInstanceArns ?? []
    const containerInstances = await list('ACTIVE')
    await scene.client.send(
      new sdk.UpdateContainerInstancesStateCommand({ cluster: kind, containerInstances, status: 'DRAINING' }),
    )
    scene.clock.advanceMs(10 * MINUTE_MS)
    expect(await list('ACTIVE')).toHaveLength(index)
    const service = await describe1(scene.client, kind, kind)
    expect(service.runningCount).toBe(2)
    expect(service.capacityProviderStrategy?.[0]?.capacityProvider).toBe(
      index === 0 ? undefined : 'managed-instances',
    )
    expect(messages(service)).toContain(
      `(service ${kind}) was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    )
  }
})

test('a deployment configuration without room keeps tasks where they are, and ECS says why', async () => {
  createService({ deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } })
  const [first] = await instances()
  await setState(first, 'DRAINING')
  scene.clock.advanceMs(10 * MINUTE_MS)
  expect(await places()).toContain(first?.containerInstanceArn)
  expect(messages(await describe1(scene.client)).join()).toContain(
    'was unable to stop or start tasks during a deployment because of the service deployment configuration',
  )
  await setState(first, 'ACTIVE')
  scene.clock.advanceMs(10 * MINUTE_MS)
  expect(await stoppedTasks(scene.client)).toEqual([])
})

test('a task that is still PENDING there is stopped at once', async () => {
  createService()
  scene.world.image('registry.example/web:4', { startMs: 5 * MINUTE_MS })
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(30_000)
  const pending = (await tasks(scene)).find((task) => task.lastStatus === 'PENDING')
  const instance = (await instances()).find(
    (each) => each.containerInstanceArn === pending?.containerInstanceArn,
  )
  await setState(instance, 'DRAINING')
  expect((await stoppedTasks(scene.client)).map((task) => task.taskArn)).toContain(pending?.taskArn)
})

test('tasks that want one port of their instance wait for it, and the deployment completes all the same', async () => {
  createService({
    capacity: { kind: 'EC2', instances: 2, hostPort: 8080 },
    deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 200 },
  })
  scene.world.image('registry.example/web:4')
  const { deploymentId } = scene.world.deploy('web', 'registry.example/web:4')
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  const service = await describe1(scene.client)
  expect(service).toMatchObject({ runningCount: 2, deployments: [{ id: deploymentId }] })
  expect(messages(service).filter((each) => each.includes('already using a port'))).toEqual([
    expect.stringMatching(
      /^\(service web\) was unable to place a task because no container instance met all of its requirements\. The closest matching \(container-instance \w{32}\) is already using a port required by your task\./,
    ),
  ])
})

test('an unknown instance is a failure of the answer, not of the call', async () => {
  createService()
  expect(await setState({ containerInstanceArn: 'unknown' }, 'DRAINING')).toMatchObject({
    containerInstances: [],
    failures: [{ arn: 'unknown', reason: 'MISSING' }],
  })
})
