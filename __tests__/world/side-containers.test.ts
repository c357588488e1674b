import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { describe1, stoppedTasks, type TestWorld, tasks, testWorld, until } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
})
afterEach(() => scene.close())

const CONNECT: Partial<ServiceStory> = { serviceConnectConfiguration: { enabled: true, namespace: 'prod' } }
const PROXY = /^ecs-service-connect-[A-Za-z0-9]{5}$/
const AGENT = /^aws-guardduty-agent-[A-Za-z0-9]{5}$/

const CASES: { name: string; story: Partial<ServiceStory>; containers: RegExp[] }[] = [
  { name: 'neither', story: {}, containers: [/^web$/] },
  { name: 'Service Connect', story: CONNECT, containers: [PROXY, /^web$/] },
  { name: 'GuardDuty', story: { guardDuty: 'runs' }, containers: [AGENT, /^web$/] },
  { name: 'both', story: { ...CONNECT, guardDuty: 'runs' }, containers: [PROXY, AGENT, /^web$/] },
]

test.each(CASES)('$name: the containers of a task', async ({ story, containers }) => {
  scene.world.createService({ name: 'web', ...story })
  const [one, other] = await tasks(scene)
  const names = one?.containers?.map((each) => each.name) ?? []
  expect(names).toEqual(containers.map((name) => expect.stringMatching(name)))
  const otherNames = other?.containers?.map((each) => each.name) ?? []
  expect(names.filter((name) => otherNames.includes(name))).toEqual(['web'])
})

test('the definition and the revision know nothing of them, and AWS reports no image', async () => {
  scene.world.createService({ name: 'web', ...CONNECT, guardDuty: 'runs' })
  const service = await describe1(scene.client)
  const { taskDefinition } = await scene.client.send(
    new sdk.DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition }),
  )
  expect(taskDefinition?.containerDefinitions?.map((each) => each.name)).toEqual(['web'])
  const serviceRevisionArns = [service.currentServiceRevisions?.[0]?.arn ?? '']
  const { serviceRevisions } = await scene.client.send(
    new sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns }),
  )
  expect(serviceRevisions?.[0]).toMatchObject({
    guardDutyEnabled: true,
    serviceConnectConfiguration: { enabled: true },
    containerImages: [{ containerName: 'web' }],
  })
  const [task] = await tasks(scene)
  const [proxy] = task?.containers ?? []
  expect(proxy).toMatchObject({ healthStatus: 'HEALTHY', lastStatus: 'RUNNING' })
  expect([proxy?.image, proxy?.imageDigest, proxy?.cpu]).toEqual([undefined, undefined, undefined])
  expect(task?.attachments?.find((each) => each.type === 'ServiceConnect')?.details).toEqual([
    { name: 'ContainerName', value: proxy?.name },
  ])
})

test('an agent that cannot be pulled is no failure of the task', async () => {
  scene.world.createService({ name: 'web', guardDuty: 'cannot-pull' })
  scene.world.image('registry.example/web:4')
  scene.world.deploy('web', 'registry.example/web:4')
  const { service } = await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(service.deployments?.[0]?.failedTasks).toBe(0)
  const [task] = await tasks(scene)
  expect(task).toMatchObject({ lastStatus: 'RUNNING', healthStatus: 'HEALTHY' })
  expect(task?.containers?.[0]).toMatchObject({
    name: expect.stringMatching(AGENT),
    lastStatus: 'STOPPED',
    reason: expect.stringMatching(/^CannotPullContainerError: /),
  })
  expect(task?.containers?.[0]?.exitCode).toBeUndefined()
})

test('when the application crashes, what runs beside it is killed', async () => {
  scene.world.createService({ name: 'web', ...CONNECT, guardDuty: 'runs' })
  scene.world.image('registry.example/web:4', { task: { kind: 'exits', exitCode: 3, afterMs: 1_000 } })
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(30_000)
  const [task] = await stoppedTasks(scene.client)
  expect(task?.containers?.map((each) => each.exitCode)).toEqual([137, 137, 3])
})

test('without a load balancer Service Connect shifts the traffic of a blue/green deployment', async () => {
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 } as const
  scene.world.createService({ name: 'web', loadBalanced: false, deploymentConfiguration, ...CONNECT })
  scene.world.image('registry.example/web:4')
  scene.world.deploy('web', 'registry.example/web:4')
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect((await fetch(`${scene.world.app.url()}/`)).headers.get('x-version')).toBe('4')
})
