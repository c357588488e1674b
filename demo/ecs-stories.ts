import type { Story } from './story.ts'
import type { ImageBehaviour } from './world/images.ts'
import type { World } from './world/index.ts'

const ILL: ImageBehaviour = { http: { status: 500, body: { error: 'relation "orders" does not exist' } } }

/** Deploys `registry.example/SERVICE:TAG`, which behaves so, when the deploy step comes. */
function deployStep(world: World, image: string, behaviour: ImageBehaviour) {
  const service = image.slice(image.lastIndexOf('/') + 1, image.lastIndexOf(':'))
  return () => {
    world.image(image, behaviour)
    return world.deploy(service, image)
  }
}

/** What ECS can be in when a version is found ill, and what a person can ask for. */
export const ECS_STORIES: readonly Story[] = [
  {
    name: 'capture-guard',
    title: 'The same step records what runs before the deploy, and the guard goes back to exactly that.',
    begin: (world) => {
      world.createService({ name: 'web' })
      return {
        captures: true,
        deploy: deployStep(world, 'registry.example/web:4', ILL),
        with: { 'expect-version': '4' },
      }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'blue-green',
    title: 'A native blue/green deployment is ill in its bake time. ECS flips the traffic back in seconds.',
    begin: (world) => {
      world.createService({
        name: 'web',
        deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 10 },
      })
      return {
        deploy: deployStep(world, 'registry.example/web:4', ILL),
        with: { 'expect-version': '4' },
      }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'paused',
    title: 'A lifecycle hook waits for a person while the new tasks crash. It is answered with a rollback.',
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
      return { deploy: deployStep(world, 'registry.example/web:latest', ILL) }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'inactive-target',
    title: 'Somebody has deregistered the good task definition. It is registered again from its description.',
    begin: (world) => {
      const service = world.createService({ name: 'web' })
      const good = service.taskDefinitionArn
      const { taskDefinitions, timeline } = world.ecs.state
      const step = deployStep(world, 'registry.example/web:4', ILL)
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
    title: 'Two services are deployed together, and one is ill. Both go back, the one deployed last first.',
    begin: (world) => {
      for (const name of ['api', 'web']) world.createService({ name })
      const [api, web] = [
        deployStep(world, 'registry.example/api:4', ILL),
        deployStep(world, 'registry.example/web:4', {}),
      ]
      const addresses = ['api', 'web'].map((name) => `${world.app.url(name)}/health`)
      return {
        captures: true,
        deploy: () => {
          api()
          return web()
        },
        // What the deploy step says is of one service only: what each was given last is watched.
        with: { service: 'api\nweb', 'task-definition': '', 'health-url': addresses.join('\n') },
      }
    },
    ends: { result: 'rolled-back', exitCode: 1 },
  },
  {
    name: 'ordered',
    title: 'A person orders a rollback to two good versions ago. It is planned, done and verified.',
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
