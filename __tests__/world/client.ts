import * as sdk from '@aws-sdk/client-ecs'
import { type ManualClock, manualClock } from '../../demo/world/clock.ts'
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
