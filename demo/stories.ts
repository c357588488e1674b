import { ECS_STORIES } from './ecs-stories.ts'
import { openScripts, openWebhook } from './gateway.ts'
import { openPipeline } from './pipeline.ts'
import type { Story } from './story.ts'
import type { ImageBehaviour, TaskFate } from './world/images.ts'
import type { World } from './world/index.ts'

const GOOD = 'registry.example/web:3'
const NEW = 'registry.example/web:4'

/** A healthy service with three good deployments behind it, and then this image. */
function deploy(world: World, behaviour: ImageBehaviour) {
  world.createService({ name: 'web' })
  world.image(NEW, behaviour)
  return { deploy: () => world.deploy('web', NEW), with: { 'expect-version': '4' } }
}

const CRASHES: TaskFate = { kind: 'exits', exitCode: 1, afterMs: 4_000 }

export const STORIES: readonly Story[] = [
  {
    name: 'bad',
    title:
      'The new version starts, and answers HTTP 500. It is rolled back, and the earlier version is verified.',
    begin: (world) =>
      deploy(world, { http: { status: 500, body: { error: 'relation "orders" does not exist' } } }),
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'healthy',
    title: 'The new version rolls out and stays healthy.',
    begin: (world) => deploy(world, {}),
    ends: { result: 'healthy', exitCode: 0 },
  },
  {
    name: 'unhealthy-body',
    title: 'The new version answers HTTP 200, but its body says that its database is down.',
    begin: (world) =>
      deploy(world, { http: { body: { status: 'down', version: '4', db: 'connection refused' } } }),
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'crash-loop',
    title: 'The new tasks crash again and again, while the old version still answers well.',
    begin: (world) =>
      deploy(world, { task: CRASHES, log: ['Error: Cannot find module "./routes"', '    at main.js:3:1'] }),
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'cannot-pull',
    title: 'The image of the new version does not exist.',
    begin: (world) => deploy(world, { task: { kind: 'cannot-pull' } }),
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'auto-rollback-off',
    title: 'Like `bad`, with `auto-rollback: false`: nothing is changed, and the plan is shown.',
    begin: (world) => {
      const setting = deploy(world, { http: { status: 500 } })
      return { ...setting, with: { ...setting.with, 'auto-rollback': 'false' } }
    },
    ends: { result: 'unhealthy', exitCode: 1 },
  },
  {
    name: 'circuit-breaker',
    title: 'The new tasks crash, and the circuit breaker of ECS rolls back first. Safe Landing verifies it.',
    begin: (world) => {
      world.createService({
        name: 'web',
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      })
      world.image(NEW, { task: CRASHES, log: ['Error: Cannot find module "./routes"', '    at main.js:3:1'] })
      return { deploy: () => world.deploy('web', NEW), with: { 'expect-version': '4', retries: '6' } }
    },
    ends: { result: 'rolled-back-by-platform', exitCode: 1 },
  },
  {
    name: 'slow-start',
    title: 'The new version answers HTTP 503 while it warms up, within its start period.',
    begin: (world) => {
      const warmUpMs = 60_000
      const http = ({ servingForMs }: { servingForMs: number }) =>
        servingForMs < warmUpMs ? { status: 503, body: { status: 'starting' } } : {}
      return deploy(world, { http })
    },
    ends: { result: 'healthy', exitCode: 0 },
  },
  {
    name: 'superseded',
    title: 'While the new version is watched, another deployment begins.',
    begin: (world) => {
      const setting = deploy(world, {})
      world.image('registry.example/web:5')
      return {
        ...setting,
        deploy: () => {
          world.after(90_000, () => world.deploy('web', 'registry.example/web:5'))
          return setting.deploy()
        },
      }
    },
    ends: { result: 'superseded', exitCode: 1 },
  },
  {
    name: 'not-deployed',
    title: 'The deploy step registers the new version, but does not update the service.',
    begin: (world) => {
      world.createService({ name: 'web' })
      world.image(NEW)
      return {
        deploy: () => world.deploy('web', NEW, { registerOnly: true }),
        with: { 'expect-version': '4' },
      }
    },
    ends: { result: 'not-deployed', exitCode: 1 },
  },
  {
    name: 'recovery-unhealthy',
    title: 'The database is gone: the new version fails, is rolled back, and the earlier version fails too.',
    begin: (world) => {
      let isGone = false
      const http = () => (isGone ? { status: 500, body: { error: 'connect ECONNREFUSED db:5432' } } : {})
      world.image(GOOD, { http })
      const setting = deploy(world, { http })
      return {
        ...setting,
        deploy: () => {
          isGone = true
          return setting.deploy()
        },
      }
    },
    ends: { result: 'rollback-unhealthy', exitCode: 1 },
  },
  {
    name: 'unhealthy-before',
    title:
      'The service was unhealthy before the deployment already. There is no rollback: it would not help.',
    begin: (world) => {
      const http = { status: 500, body: { error: 'connect ECONNREFUSED db:5432' } }
      world.image(GOOD, { http })
      return deploy(world, { http })
    },
    ends: { result: 'unhealthy-before', exitCode: 1 },
  },
  {
    name: 'access-denied',
    title: 'The new version is bad, but the role of the job does not allow a rollback.',
    begin: (world) => {
      for (const action of ['UpdateService', 'StopServiceDeployment']) world.ecs.faults.deny(action)
      return deploy(world, { http: { status: 500 } })
    },
    ends: { result: 'rollback-failed', exitCode: 1 },
  },
  {
    name: 'throttled',
    title: 'AWS throttles for a while. This is not a failure of the version, and the version is healthy.',
    begin: (world) => {
      world.ecs.faults.throttle('*', { skip: 3, times: 12 })
      return deploy(world, {})
    },
    ends: { result: 'healthy', exitCode: 0 },
  },
  {
    name: 'no-such-name',
    title: 'The name in the health URL never resolves, so the health of the version is unknown.',
    begin: (world) => {
      const setting = deploy(world, {})
      return { ...setting, with: { ...setting.with, 'health-url': 'http://web.prod.invalid/health' } }
    },
    ends: { result: 'inconclusive', exitCode: 1 },
  },
  {
    name: 'wrong-inputs',
    title: 'Several inputs are wrong. All are reported at once, at the start of the job, before the deploy.',
    begin: (world) => ({
      ...deploy(world, {}),
      with: { interval: '5', 'expect-status': '2xx', retries: 'many' },
    }),
    ends: { result: 'invalid', exitCode: 2 },
  },
  {
    name: 'cancelled',
    title: 'A person cancels the job while the new version is being watched.',
    begin: (world) => deploy(world, {}),
    cancelAt: (_, world) => world.app.requests.filter(({ version }) => version === '4').length >= 6,
    ends: { result: 'cancelled', exitCode: 1 },
  },
  {
    name: 'code-deploy',
    title:
      'CodeDeploy moves the traffic to a version that answers HTTP 500. Its deployment is stopped with rollback.',
    begin: (world) => {
      world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
      world.image(NEW, { http: { status: 500, body: { error: 'relation "orders" does not exist' } } })
      return { deploy: () => world.deploy('web', NEW), with: { 'expect-version': '4' } }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'pipeline',
    title: 'A workflow deploys, to any platform. Its last good run is run again, and verified.',
    github: (world) => openPipeline(world, GOOD),
    begin: (world) => {
      const setting = deploy(world, { http: { status: 500 } })
      const notEcs = { cluster: '', service: '', 'task-definition': '' }
      const pipeline = { target: 'workflow', 'deploy-job': 'deploy', environment: 'production' }
      return { ...setting, with: { ...setting.with, ...notEcs, ...pipeline } }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'webhook',
    title:
      'A gateway has its own rollback endpoint. It is called once, and its status is polled until it is done.',
    github: (world) => openWebhook(world, GOOD),
    begin: (world) =>
      deploy(world, { http: { status: 500, body: { error: 'relation "orders" does not exist' } } }),
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'command',
    title: "The user's own scripts plan the rollback, and do it.",
    github: (world) => openScripts(world, GOOD),
    begin: (world) =>
      deploy(world, { http: { status: 500, body: { error: 'relation "orders" does not exist' } } }),
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'private',
    title:
      'No address can be reached from here. The load balancer reports that the new version is unhealthy.',
    begin: (world) => {
      world.createService({ name: 'web', healthCheckGracePeriodSeconds: 600 })
      world.image(NEW, { task: { kind: 'fails-elb-health-checks', afterMs: 120_000 } })
      return { deploy: () => world.deploy('web', NEW), with: { 'health-url': '', timeout: '' } }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  ...ECS_STORIES,
]

export function findStory(name: string): Story | undefined {
  return STORIES.find((story) => story.name === name)
}
