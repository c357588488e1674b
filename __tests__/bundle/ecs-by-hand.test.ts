import type { World } from '../../demo/world/index.ts'
import { manualOf, runInShell } from '../support/person-shell.ts'
import { deployAgain, type EcsStage, ILL, onStage, past } from './ecs-stage.ts'

const LONG_MS = 86_400_000

interface Case {
  readonly name: string
  /** Answers the digest that is to run in the end. */
  readonly begin: (stage: EcsStage) => string
  readonly inputs?: Readonly<Record<string, string>>
  /** The commands, without their arguments. */
  readonly commands: readonly string[]
  readonly writes: readonly string[]
}

const digestOf = ({ ecs }: World, image: string) => ecs.state.images.resolve(image) ?? ''

const CASES: readonly Case[] = [
  {
    name: 'a finished deployment: the service is updated',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web' })
      deploy('web', '4', ILL)
      pass()
      return digestOf(world, 'registry.example/web:3')
    },
    commands: ['ecs update-service'],
    writes: ['UpdateService'],
  },
  {
    name: 'a deployment in flight: it is stopped',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      deploy('web', '4', { startMs: LONG_MS })
      return digestOf(world, 'registry.example/web:3')
    },
    commands: ['ecs stop-service-deployment', 'ecs update-service'],
    writes: ['StopServiceDeployment'],
  },
  {
    name: 'an INACTIVE target: a copy with its tags is registered first',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web' })
      deploy('web', '4', ILL)
      pass()
      const { taskDefinitions, tags, timeline } = world.ecs.state
      const target = taskDefinitions.get('arn:aws:ecs:us-east-1:123456789012:task-definition/web:3')
      tags.set(target.taskDefinitionArn, [
        { key: 'team', value: 'shop' },
        { key: 'aws:cloudformation:stack-name', value: 'shop' },
      ])
      taskDefinitions.deregister(target, timeline.nowMs)
      return digestOf(world, 'registry.example/web:3')
    },
    commands: ['ecs update-service', 'ecs register-task-definition', 'ecs describe-task-definition'],
    writes: ['RegisterTaskDefinition', 'UpdateService'],
  },
  {
    name: 'a tag that was moved, under one task definition: the image of before is pinned',
    begin: ({ world, pass }) => {
      world.createService({ name: 'web', past: past('web', '1', 'latest') })
      const good = digestOf(world, 'registry.example/web:latest')
      world.image('registry.example/web:latest', ILL)
      deployAgain(world)
      pass()
      return good
    },
    commands: ['ecs update-service', 'ecs register-task-definition', 'ecs describe-task-definition'],
    writes: ['RegisterTaskDefinition', 'UpdateService'],
  },
]

test.concurrent('by hand, a deployment whose hook waits for a person is stopped, and the hook is not answered', () =>
  onStage(async (stage) => {
    const { world } = stage
    const pause = {
      targetType: 'PAUSE',
      lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
      timeoutConfiguration: { timeoutInMinutes: 20_160, action: 'ROLLBACK' },
    } as const
    const deploymentConfiguration = {
      strategy: 'BLUE_GREEN' as const,
      bakeTimeInMinutes: 5,
      lifecycleHooks: [{ ...pause, lifecycleStages: [...pause.lifecycleStages] }],
    }
    world.createService({ name: 'web', deploymentConfiguration })
    stage.deploy('web', '4')
    stage.pass(600_000)
    const [line = ''] = manualOf((await stage.step({ mode: 'validate' })).log)
    expect(line).toContain('aws ecs stop-service-deployment --region us-east-1')
    const before = world.ecs.writes.length
    expect(await runHere(line, world)).toEqual({ code: 0, errors: '' })
    stage.pass(LONG_MS)
    expect(world.ecs.writes.slice(before).map(({ action }) => action)).toEqual(['StopServiceDeployment'])
    const good = digestOf(world, 'registry.example/web:3')
    expect(runningDigests(world)).toEqual([good, good])
  }))

test.concurrent.each(CASES)('by hand, $name', ({ begin, inputs = {}, commands, writes }) =>
  onStage(async (stage) => {
    const { world } = stage
    const good = begin(stage)
    const planned = await stage.step({ mode: 'validate', ...inputs })
    const [line = '', ...more] = manualOf(planned.log)
    expect(more).toEqual([])
    expect([...line.matchAll(/aws (\w+ [a-z-]+)/g)].map(([, command]) => command)).toEqual(commands)
    for (const command of line.split('aws ').slice(1)) expect(command).toContain('--region us-east-1')
    const before = world.ecs.writes.length
    expect(await runHere(line, world)).toEqual({ code: 0, errors: '' })
    stage.pass(2 * LONG_MS)
    expect(world.ecs.writes.slice(before).map(({ action }) => action)).toEqual(writes)
    expect(runningDigests(world)).toEqual([good, good])
    const { tags, taskDefinitions } = world.ecs.state
    const copied =
      tags.get(taskDefinitions.get(world.service('web').taskDefinitionArn).taskDefinitionArn) ?? []
    expect(copied.filter(({ key = '' }) => key.startsWith('aws:'))).toEqual([])
  }),
)

const BY_CODE_DEPLOY: readonly Omit<Case, 'commands'>[] = [
  {
    name: 'a deployment in flight is stopped',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
      // CodeDeploy waits for an hour of the world until its tasks run.
      deploy('web', '4', { startMs: LONG_MS })
      pass(60_000)
      return digestOf(world, 'registry.example/web:3')
    },
    writes: ['StopDeployment'],
  },
  {
    name: 'a deployment in flight is stopped, and another version than CodeDeploy restores is deployed',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
      // CodeDeploy waits for an hour of the world until its tasks run.
      deploy('web', '4', { startMs: LONG_MS })
      pass(60_000)
      return digestOf(world, 'registry.example/web:2')
    },
    inputs: { 'rollback-to': 'web:2' },
    writes: ['StopDeployment', 'CreateDeployment'],
  },
  {
    name: 'after a finished one, a copy of the INACTIVE target is deployed',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
      deploy('web', '4', ILL)
      pass(LONG_MS)
      const { taskDefinitions, timeline } = world.ecs.state
      const name = 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:3'
      taskDefinitions.deregister(taskDefinitions.get(name), timeline.nowMs)
      return digestOf(world, 'registry.example/web:3')
    },
    writes: ['CreateDeployment'],
  },
]

test.concurrent.each(BY_CODE_DEPLOY)('by hand, by CodeDeploy: $name', ({ begin, inputs = {}, writes }) =>
  onStage(async (stage) => {
    const { world } = stage
    const good = begin(stage)
    const [line = '', ...more] = manualOf((await stage.step({ mode: 'validate', ...inputs })).log)
    expect(more).toEqual([])
    const before = world.codeDeploy.calls.length
    expect(await runHere(line, world)).toMatchObject({ code: 0 })
    stage.pass(2 * LONG_MS)
    const made = world.codeDeploy.calls.slice(before).filter(({ error }) => error === undefined)
    expect(made.map(({ action }) => action)).toEqual(writes)
    expect(runningDigests(world)).toEqual([good, good])
  }),
)

test.concurrent('by hand, a deployment that has ended since is not stopped: the service is updated', () =>
  onStage(async (stage) => {
    const { world } = stage
    world.createService({ name: 'web' })
    stage.deploy('web', '4', { startMs: LONG_MS, ...ILL })
    const [line = ''] = manualOf((await stage.step({ mode: 'validate' })).log)
    stage.pass(2 * LONG_MS)
    expect(await runHere(line, world)).toMatchObject({ code: 0 })
    stage.pass(2 * LONG_MS)
    const good = digestOf(world, 'registry.example/web:3')
    expect(runningDigests(world)).toEqual([good, good])
  }))

function runningDigests(world: World): (string | undefined)[] {
  const running = world.service('web').tasks.filter((task) => task.desiredStatus === 'RUNNING')
  return running.map((task) => task.image?.digest)
}

/** Without a region of its own: every command names it. */
function runHere(line: string, world: World) {
  const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...place } = world.env()
  return runInShell([line], { env: { ...place, AWS_EC2_METADATA_DISABLED: 'true' } })
}
