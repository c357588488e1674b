import type { Story } from './story.ts'
import type { ImageBehaviour } from './world/images.ts'
import type { World } from './world/index.ts'

const UNHEALTHY: ImageBehaviour = {
  http: { status: 500, body: { error: 'relation "orders" does not exist' } },
}

/** Deploys `registry.example/SERVICE:TAG`, which behaves so, when the deploy step comes. */
function deployStep(world: World, image: string, behaviour: ImageBehaviour) {
  const service = image.slice(image.lastIndexOf('/') + 1, image.lastIndexOf(':'))
  return () => {
    world.image(image, behaviour)
    return world.deploy(service, image)
  }
}

/** The states of ECS in which a version can be unhealthy, and what a person can request. */
export const ECS_STORIES: readonly Story[] = [
  {
    name: 'capture-guard',
    title:
      'A capture step records what runs before the deploy, and the guard goes back to exactly this version.',
    begin: (world) => {
      world.createService({ name: 'web' })
      return {
        captures: true,
        deploy: deployStep(world, 'registry.example/web:4', UNHEALTHY),
        with: { 'expect-version': '4' },
      }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'rehearse',
    title: 'A healthy version is treated as failing: it is rolled back for real, and put forward again.',
    begin: (world) => {
      world.createService({ name: 'web' })
      return {
        deploy: deployStep(world, 'registry.example/web:4', {}),
        with: {
          mode: 'rehearse',
          'expect-version': '4',
          'recovery-target': '10m',
          'rehearse-in-production': 'true',
        },
      }
    },
    ends: { result: 'rehearsed', exitCode: 0 },
  },
  {
    name: 'blue-green',
    title:
      'A native blue/green deployment is unhealthy in its bake time. ECS moves the traffic back in seconds.',
    begin: (world) => {
      world.createService({
        name: 'web',
        deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 10 },
      })
      return {
        deploy: deployStep(world, 'registry.example/web:4', UNHEALTHY),
        with: { 'expect-version': '4' },
      }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'paused',
    title:
      'A lifecycle hook waits for a person while the new tasks crash. The hook is answered with a rollback.',
    begin: (world) => {
      const lifecycleHooks = [{ targetType: 'PAUSE' as const, lifecycleStages: ['POST_SCALE_UP' as const] }]
      world.createService({
        name: 'web',
        deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, lifecycleHooks },
      })
      const crashes = { task: { kind: 'exits', exitCode: 1, afterMs: 45_000 } } as const
      return { deploy: deployStep(world, 'registry.example/web:4', crashes) }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'moved-tag',
    title: 'Every deploy moves the tag latest. The good image comes back, pinned to the digest that ran.',
    begin: (world) => {
      world.createService({ name: 'web', past: ['registry.example/web:latest'] })
      return { deploy: deployStep(world, 'registry.example/web:latest', UNHEALTHY) }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'inactive-target',
    title: 'The good task definition was deregistered. It is registered again from its description.',
    begin: (world) => {
      const service = world.createService({ name: 'web' })
      const good = service.taskDefinitionArn
      const { taskDefinitions, timeline } = world.ecs.state
      const step = deployStep(world, 'registry.example/web:4', UNHEALTHY)
      const deploy = () => {
        const deployed = step()
        taskDefinitions.deregister(taskDefinitions.get(good), timeline.nowMs)
        return deployed
      }
      return { deploy, with: { 'expect-version': '4' } }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'several-services',
    title:
      'Two services are deployed together, and one is unhealthy. Both are rolled back, the last one first.',
    begin: (world) => {
      for (const name of ['api', 'web']) world.createService({ name })
      const [api, web] = [
        deployStep(world, 'registry.example/api:4', UNHEALTHY),
        deployStep(world, 'registry.example/web:4', {}),
      ]
      const addresses = ['api', 'web'].map((name) => `${world.app.url(name)}/health`)
      return {
        captures: true,
        deploy: () => {
          api()
          return web()
        },
        // The output of the deploy step names only one service. Without it, the last deployment of each is watched.
        with: { service: 'api\nweb', 'task-definition': '', 'health-url': addresses.join('\n') },
      }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'manual-rollback',
    title: 'A person requests a rollback to two good versions ago. It is planned, done and verified.',
    begin: (world) => {
      world.createService({ name: 'web' })
      return { with: { mode: 'rollback', 'rollback-to': '-2', 'expect-version': '1' } }
    },
    ends: { result: 'rolled-back', exitCode: 0 },
  },
  {
    name: 'validate',
    title: 'In a pull request: everything is checked, the plan of a rollback is shown, nothing is written.',
    begin: (world) => {
      world.createService({ name: 'web' })
      for (const action of ['UpdateService', 'StopServiceDeployment']) world.ecs.faults.deny(action)
      return { with: { mode: 'validate' } }
    },
    ends: { result: 'validated', exitCode: 0 },
  },
]
