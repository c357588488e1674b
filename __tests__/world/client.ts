import * as sdk from '@aws-sdk/client-ecs'
import { type ManualClock, manualClock } from '../../demo/world/clock.ts'
import { describeServiceDeployment } from '../../demo/world/ecs/describe-service-deployment.ts'
import { startWorld, type World, type WorldSettings } from '../../demo/world/index.ts'

export interface TestWorld {
  world: World
  clock: ManualClock
  client: sdk.ECSClient
  close(): Promise<void>
}

/** A world on a manual clock, and the real SDK's client for it. */
export async function testWorld(settings: Pick<WorldSettings, 'account'> = {}): Promise<TestWorld> {
  const clock = manualClock()
  const world = await startWorld({ clock, ...settings })
  const client = new sdk.ECSClient({
    endpoint: world.ecs.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  })
  const close = async () => {
    client.destroy()
    await world.close()
  }
  return { world, clock, client, close }
}

export async function describe1(
  client: sdk.ECSClient,
  service = 'web',
  cluster = 'prod',
): Promise<sdk.Service> {
  const { services } = await client.send(new sdk.DescribeServicesCommand({ cluster, services: [service] }))
  const [found] = services ?? []
  if (found === undefined) throw new Error(`no service ${service}`)
  return found
}

export async function stoppedTasks(client: sdk.ECSClient, serviceName = 'web'): Promise<sdk.Task[]> {
  const cluster = 'prod'
  const list = new sdk.ListTasksCommand({ cluster, serviceName, desiredStatus: 'STOPPED' })
  const { taskArns = [] } = await client.send(list)
  if (taskArns.length === 0) return []
  const { tasks = [] } = await client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns }))
  return tasks
}

export async function serviceDeployments(
  client: sdk.ECSClient,
  service = 'web',
): Promise<sdk.ServiceDeployment[]> {
  const list = new sdk.ListServiceDeploymentsCommand({ cluster: 'prod', service, maxResults: 100 })
  const { serviceDeployments = [] } = await client.send(list)
  const serviceDeploymentArns = serviceDeployments.flatMap((each) => each.serviceDeploymentArn ?? [])
  const details = new sdk.DescribeServiceDeploymentsCommand({
    serviceDeploymentArns: serviceDeploymentArns.slice(0, 20),
  })
  return (await client.send(details)).serviceDeployments ?? []
}

/** The messages of a service's events, newest first. */
export const messages = (service: sdk.Service): string[] =>
  (service.events ?? []).flatMap((event) => event.message ?? [])

const STEP_MS = 1_000

/** Looks once a world second until something is so; answers how long that took. */
export async function until(
  test: TestWorld,
  isSo: (service: sdk.Service) => boolean,
  limitMs = 3_600_000,
): Promise<{ service: sdk.Service; tookMs: number }> {
  for (let tookMs = 0; tookMs <= limitMs; tookMs += STEP_MS) {
    const service = await describe1(test.client)
    if (isSo(service)) return { service, tookMs }
    test.clock.advanceMs(STEP_MS)
  }
  throw new Error('it never came to that')
}

/** The newest service deployment. */
export async function latest({ client }: TestWorld): Promise<sdk.ServiceDeployment> {
  const [newest] = await serviceDeployments(client)
  if (newest === undefined) throw new Error('nothing was ever deployed')
  return newest
}

/** Looks once a world second until the newest service deployment is so, and asks over the wire only then. */
export async function untilDeployment(
  test: TestWorld,
  isSo: (deployment: sdk.ServiceDeployment) => boolean,
  limitMs = 3_600_000,
): Promise<sdk.ServiceDeployment> {
  const { quirks } = test.world.ecs
  for (let tookMs = 0; tookMs <= limitMs; tookMs += STEP_MS) {
    const service = test.world.service('web')
    const newest = service.serviceDeployments.at(-1)
    if (newest && isSo(describeServiceDeployment(quirks, service, newest))) return await latest(test)
    test.clock.advanceMs(STEP_MS)
  }
  throw new Error('it never came to that')
}

/** In words that the SDK's own list of stages need not know. */
export const atStage =
  (stage: string) =>
  ({ lifecycleStage }: sdk.ServiceDeployment): boolean =>
    lifecycleStage === stage

export async function stopDeployment({ client }: TestWorld, serviceDeploymentArn?: string): Promise<void> {
  await client.send(new sdk.StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }))
}

export async function tasks({ client }: TestWorld, serviceName = 'web'): Promise<sdk.Task[]> {
  const cluster = 'prod'
  const { taskArns = [] } = await client.send(new sdk.ListTasksCommand({ cluster, serviceName }))
  if (taskArns.length === 0) return []
  const described = await client.send(new sdk.DescribeTasksCommand({ cluster, tasks: taskArns }))
  return described.tasks ?? []
}

/** Asks the application, and says how many answers each version gave. */
export async function answersOf(
  { world, clock }: TestWorld,
  listener: 'production' | 'test',
  count: number,
): Promise<Record<string, number>> {
  clock.advanceMs(1)
  const sinceMs = clock.nowMs()
  const url = listener === 'test' ? world.app.testUrl() : world.app.url()
  for (let asked = 0; asked < count; asked++) await fetch(`${url}/health`)
  return world.app.served(listener, sinceMs)
}
