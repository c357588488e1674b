import type { Alarms } from './alarms.ts'
import { type App, startApp } from './app.ts'
import { scaledClock, type WorldClock } from './clock.ts'
import { type Account, account } from './ecs/account.ts'
import { type LocalEcs, newState, startEcs } from './ecs/local-ecs.ts'
import { findService } from './ecs/lookup.ts'
import type { Service } from './ecs/state.ts'
import type { ImageBehaviour } from './images.ts'
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
  alarms: Alarms
  /** Where to find the world, and credentials that it takes: for the environment of a client. */
  env(): Record<string, string>
  createCluster(name: string): void
  /** A service with a past. */
  createService(story: ServiceStory): Service
  service(name: string, cluster?: string): Service
  /** Pushes an image and says how it behaves; a tag that exists moves. Answers the digest. */
  image(image: string, behaviour?: ImageBehaviour): string
  /** What a deploy step does, at once and without the wire. */
  deploy(service: string, image: string, step?: DeployStep): Deployed
  /** Something that happens later, in world time. */
  after(delayMs: number, happen: () => void): void
  close(): Promise<void>
}

export async function startWorld(settings: WorldSettings = {}): Promise<World> {
  const clock = 'clock' in settings ? settings.clock : scaledClock(settings.speed ?? 1)
  const timeline = new Timeline(clock.nowMs())
  const catchUp = () => timeline.catchUp(clock.nowMs())
  const state = newState(account(settings.account), timeline)
  const ecs = await startEcs(state, catchUp)
  const app = await startApp(state, catchUp)
  const service = (name: string, cluster = 'prod') => findService(state, cluster, name)
  const now = <Result>(act: () => Result): Result => {
    catchUp()
    return act()
  }
  return {
    clock,
    ecs,
    app,
    alarms: state.alarms,
    env: () => environment(state.account, ecs.url),
    createCluster: (name) => void findOrCreateCluster(state, name),
    createService: (story) => now(() => tellService(state, story)),
    service: (name, cluster) => now(() => service(name, cluster)),
    image: (image, behaviour) => state.images.push(image, behaviour),
    deploy: (name, image, step = {}) =>
      now(() => deployImage(state, service(name, step.cluster), image, step)),
    after: (delayMs, happen) => now(() => timeline.after(delayMs, happen)),
    close: async () => {
      await app.close()
      await ecs.close()
    },
  }
}

/** Amazon's own example keys: they open nothing. */
const environment = (owner: Account, ecsUrl: string): Record<string, string> => ({
  AWS_ENDPOINT_URL_ECS: ecsUrl,
  AWS_REGION: owner.region,
  AWS_DEFAULT_REGION: owner.region,
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_EC2_METADATA_DISABLED: 'true',
})
