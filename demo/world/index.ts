import type { Alarms } from './alarms.ts'
import { type App, startApp } from './app.ts'
import { scaledClock, type WorldClock } from './clock.ts'
import { cloudWatchActions, type Metric, type Metrics, metricKey } from './cloudwatch.ts'
import { codeDeployActions } from './codedeploy/actions.ts'
import { createGroup, deployByCodeDeploy } from './codedeploy/groups.ts'
import type { CodeDeployState } from './codedeploy/state.ts'
import { type Account, account } from './ecs/account.ts'
import { type Interruption, interrupt } from './ecs/interruptions.ts'
import type { HookFunction } from './ecs/lambda-hooks.ts'
import { type LocalEcs, newState, startEcs } from './ecs/local-ecs.ts'
import { allServices, findService } from './ecs/lookup.ts'
import { reconcile } from './ecs/scheduler.ts'
import type { EcsState, Service } from './ecs/state.ts'
import type { ImageBehaviour } from './images.ts'
import { loadBalancingActions } from './load-balancing.ts'
import { logsActions } from './logs.ts'
import { type SmallService, startSmallService } from './small-service.ts'
import {
  type Deployed,
  type DeployStep,
  deployImage,
  findOrCreateCluster,
  type ServiceStory,
  tellService,
} from './stories.ts'
import { Timeline } from './timeline.ts'

export type WorldSettings = ({ speed?: number } | { clock: WorldClock }) & {
  /** Default: partition `aws`, region `us-east-1`, id `123456789012`. */
  account?: Partial<Omit<Account, 'callerArn'>>
}

/**
 * A small world on this machine: an ECS that real clients talk to, and the application that it runs.
 *
 * ```ts
 * const world = await startWorld({ speed: 60 })            // or { clock: manualClock() }
 * world.createService({ name: 'web' })                     // in cluster prod, with three good deployments behind it
 * world.image('registry.example/web:bad', { http: { status: 500 } })
 * const deployed = world.deploy('web', 'registry.example/web:bad')
 * // run a client with world.env(), and ask world.app.url() + '/health'
 * world.ecs.faults.throttle('DescribeServices', { times: 3 })
 * world.after(60_000, () => world.deploy('web', 'registry.example/web:other'))
 * world.interrupt('web', 'spot')                          // what AWS does to tasks by itself
 * world.app.served('production')                         // how many requests each version got; 'test' for the other listener
 * world.ecs.writes                                         // what reached ECS and was not refused
 * await world.close()
 * ```
 *
 * Times are world milliseconds, except where a client measures them itself (latencies): those are real.
 */
export interface World {
  clock: WorldClock
  ecs: LocalEcs
  app: App
  codeDeploy: SmallService
  loadBalancing: SmallService
  cloudWatch: SmallService
  logs: SmallService
  alarms: Alarms
  /** Where to find the world, and credentials that it takes: for the environment of a client. */
  env(): Record<string, string>
  createCluster(name: string): void
  /** A service with a past. */
  createService(story: ServiceStory): Service
  service(name: string, cluster?: string): Service
  /** Pushes an image and says how it behaves; a tag that exists moves. Answers the digest. */
  image(image: string, behaviour?: ImageBehaviour): string
  /** What a CloudWatch metric is at a time. */
  metric(namespace: string, name: string, value: Metric): void
  /** What a deploy step does, at once and without the wire. */
  deploy(service: string, image: string, step?: DeployStep): Deployed
  /** The function of a Lambda hook; without it the hook succeeds. */
  hookFunction(lambdaArn: string, answer: HookFunction): void
  /** Takes running tasks of a service away, the oldest first; answers their ids. */
  interrupt(service: string, by: Interruption, count?: number): string[]
  /** An impaired Availability Zone gets no new tasks. */
  zone(name: string, state: 'available' | 'impaired'): void
  /** Something that happens later, in world time. */
  after(delayMs: number, happen: () => void): void
  close(): Promise<void>
}

export async function startWorld(settings: WorldSettings = {}): Promise<World> {
  const clock = 'clock' in settings ? settings.clock : scaledClock(settings.speed ?? 1)
  const timeline = new Timeline(clock.nowMs())
  const catchUp = () => timeline.catchUp(clock.nowMs())
  const state = newState(account(settings.account), timeline, catchUp)
  const codeDeploy: CodeDeployState = { ecs: state, groups: [] }
  const metrics: Metrics = new Map()
  const ecs = await startEcs(state, catchUp)
  const app = await startApp(state, catchUp)
  const beside = await startServices(catchUp, { ecs: state, codeDeploy, metrics })
  return {
    clock,
    ecs,
    app,
    ...beside,
    alarms: state.alarms,
    env: () => environment(state.account, ecs, beside),
    ...storyLevers({ ecs: state, codeDeploy, metrics }, catchUp),
    close: async () => {
      for (const service of [app, ...Object.values(beside)]) await service.close()
      await ecs.close()
    },
  }
}

interface Parts {
  ecs: EcsState
  codeDeploy: CodeDeployState
  metrics: Metrics
}

type Beside = Pick<World, 'codeDeploy' | 'loadBalancing' | 'cloudWatch' | 'logs'>

async function startServices(catchUp: () => void, parts: Parts): Promise<Beside> {
  const { ecs, codeDeploy, metrics } = parts
  const start = (prefix: string, actions: Parameters<typeof startSmallService>[0]['actions']) =>
    startSmallService({ prefix, account: ecs.account, catchUp, actions })
  return {
    codeDeploy: await start('codedeploy', codeDeployActions(codeDeploy)),
    loadBalancing: await start('elasticloadbalancing', loadBalancingActions(ecs)),
    cloudWatch: await start('cloudwatch', cloudWatchActions(ecs, metrics)),
    logs: await start('logs', logsActions(ecs)),
  }
}

type Levers = Pick<
  World,
  | 'createCluster'
  | 'createService'
  | 'service'
  | 'image'
  | 'metric'
  | 'deploy'
  | 'hookFunction'
  | 'interrupt'
  | 'zone'
  | 'after'
>

function storyLevers({ ecs, codeDeploy, metrics }: Parts, catchUp: () => void): Levers {
  const find = (name: string, cluster = 'prod') => findService(ecs, cluster, name)
  const now = <Result>(act: () => Result): Result => {
    catchUp()
    return act()
  }
  return {
    createCluster: (name) => void findOrCreateCluster(ecs, name),
    createService: (story) =>
      now(() => {
        const service = tellService(ecs, story)
        if (service.controller === 'CODE_DEPLOY') createGroup(codeDeploy, service, story.codeDeploy)
        return service
      }),
    service: (name, cluster) => now(() => find(name, cluster)),
    image: (image, behaviour) => ecs.images.push(image, behaviour),
    metric: (namespace, name, value) => void metrics.set(metricKey(namespace, name), value),
    deploy: (name, image, step = {}) =>
      now(() => {
        const service = find(name, step.cluster)
        if (service.controller !== 'CODE_DEPLOY') return deployImage(ecs, service, image, step)
        const { taskDefinitionArn } = deployImage(ecs, service, image, { ...step, registerOnly: true })
        return { taskDefinitionArn, deploymentId: deployByCodeDeploy(codeDeploy, service, taskDefinitionArn) }
      }),
    hookFunction: (lambdaArn, answer) => void ecs.hookFunctions.set(lambdaArn, answer),
    interrupt: (name, by, count) => now(() => interrupt(ecs, find(name), by, count).map((task) => task.id)),
    zone: (name, state) =>
      now(() => {
        ecs.zones.set(name, state)
        for (const service of allServices(ecs)) reconcile(ecs, service)
      }),
    after: (delayMs, happen) => now(() => ecs.timeline.after(delayMs, happen)),
  }
}

/** Amazon's own example keys: they open nothing. */
const environment = (owner: Account, ecs: LocalEcs, beside: Beside): Record<string, string> => ({
  AWS_ENDPOINT_URL_ECS: ecs.url,
  AWS_ENDPOINT_URL_CODEDEPLOY: beside.codeDeploy.url,
  AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: beside.loadBalancing.url,
  AWS_ENDPOINT_URL_CLOUDWATCH: beside.cloudWatch.url,
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: beside.logs.url,
  AWS_REGION: owner.region,
  AWS_DEFAULT_REGION: owner.region,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_EC2_METADATA_DISABLED: 'true',
})
