import type { World } from '../../demo/world/index.ts'
import { type EcsStage, ending, onStage, ROLLED_BACK } from './ecs-stage.ts'

const TO_3 = { from: 'web:4', to: 'web:3' }
const HEALTHY = { exitCode: 0, result: 'healthy', healthy: 'true', 'rolled-back': 'false', writes: [] }
const BY_STOP = { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] }
const INIT = 'registry.example/migrate:1'

/** Some minutes of the world's time: enough for what happens while the new version bakes. */
const LONG_BAKE = { 'bake-time': '3s' }

interface Case {
  readonly name: string
  /** Deploys; answers the inputs of the step beyond the usual ones. */
  readonly begin: (stage: EcsStage) => Record<string, string>
  readonly ends: object
  readonly shows?: readonly string[]
}

/** As soon as the rollout is complete. */
function onceLanded(world: World, happen: () => void): void {
  const poll = () => {
    const [primary] = world.service('web').deployments
    if (primary?.rolloutState === 'COMPLETED' && primary.revision.taskDefinitionArn.endsWith(':4')) happen()
    else world.after(1_000, poll)
  }
  world.after(1_000, poll)
}

const CASES: readonly Case[] = [
  {
    name: 'two tasks that fail to start, each also reported by a service event, are two: the third attempt lands',
    begin: ({ world, deploy }) => {
      const reason = 'unable to pull secrets or registry auth: the service call timed out'
      world.createService({ name: 'web' })
      const task = (ordinal: number) =>
        ordinal < 2 ? ({ kind: 'cannot-initialize', reason } as const) : ({ kind: 'runs' } as const)
      return { 'task-definition': deploy('web', '4', { task }), retries: '3' }
    },
    ends: HEALTHY,
  },
  {
    name: 'Spot tasks are interrupted while it bakes, and their replacements wait for room: healthy',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web', desiredCount: 4 })
      const task = (ordinal: number) =>
        ordinal >= 4 && ordinal < 7
          ? ({ kind: 'cannot-place', reason: `Capacity is unavailable (${ordinal}).` } as const)
          : ({ kind: 'runs' } as const)
      onceLanded(world, () => world.interrupt('web', 'spot', 3))
      return { 'task-definition': deploy('web', '4', { task }), ...LONG_BAKE }
    },
    ends: HEALTHY,
  },
  {
    name: 'static ports: tasks wait for those of older ones while the rollout goes on and completes',
    begin: ({ world, deploy }) => {
      world.createService({
        name: 'web',
        desiredCount: 3,
        capacity: { kind: 'EC2', instances: 3, hostPort: 8080 },
        deploymentConfiguration: { minimumHealthyPercent: 60, maximumPercent: 200 },
      })
      return { 'task-definition': deploy('web', '4') }
    },
    ends: HEALTHY,
  },
  {
    name: 'instances drain while it bakes: the tasks that move away are no failures',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web', desiredCount: 4, capacity: { kind: 'EC2', instances: 8 } })
      onceLanded(world, () => world.interrupt('web', 'draining', 3))
      return { 'task-definition': deploy('web', '4'), ...LONG_BAKE }
    },
    ends: HEALTHY,
  },
  {
    name: 'the same, judged by what ECS says of its tasks alone',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web', desiredCount: 4, capacity: { kind: 'EC2', instances: 8 } })
      onceLanded(world, () => world.interrupt('web', 'host-terminated', 3))
      return { 'task-definition': deploy('web', '4'), ...LONG_BAKE, 'health-url': '', timeout: '' }
    },
    ends: HEALTHY,
  },
  {
    name: 'there is no room at all, and so ECS cannot start tasks: nothing is known of the version',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      const reason = 'Capacity is unavailable at this time. Please try again later.'
      const deployed = deploy('web', '4', { task: { kind: 'cannot-place', reason } })
      return { 'task-definition': deployed, 'rollout-timeout': '3s' }
    },
    ends: { exitCode: 1, result: 'inconclusive', healthy: '', 'rolled-back': 'false', writes: [] },
    shows: ['made no progress', 'was unable to place a task', 'Capacity is unavailable at this time'],
  },
  ...(['maintenance', 'infrastructure-health'] as const).map((by) => ({
    name: `AWS takes tasks away while it bakes (${by}): no failures of the version`,
    begin: ({ world, deploy }: EcsStage) => {
      world.createService({ name: 'web', desiredCount: 4 })
      onceLanded(world, () => world.interrupt('web', by, 3))
      return { 'task-definition': deploy('web', '4'), ...LONG_BAKE }
    },
    ends: HEALTHY,
  })),
  {
    name: 'a capacity provider has no room for the first tasks: the rollout waits, and lands',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      const reason =
        'Capacity is unavailable at this time in the capacity provider FARGATE_SPOT. Please try again later or in a different availability zone.'
      const task = (ordinal: number) =>
        ordinal < 4 ? ({ kind: 'cannot-place', reason } as const) : ({ kind: 'runs' } as const)
      return { 'task-definition': deploy('web', '4', { task }) }
    },
    ends: HEALTHY,
  },
  {
    name: 'an old task whose replacement finds no room is none of ours',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web', desiredCount: 3, capacity: { kind: 'EC2', instances: 3 } })
      world.after(10_000, () => world.interrupt('web', 'host-terminated', 1))
      return { 'task-definition': deploy('web', '4', { startMs: 60_000 }) }
    },
    ends: HEALTHY,
  },
  {
    name: 'an init container fails, and its tasks stay PENDING: that is why they failed, with its log',
    begin: ({ world, deploy }) => {
      const log = ['relation "users" does not exist']
      world.createService({ name: 'web', init: { image: INIT } })
      world.image(INIT, { task: { kind: 'exits', exitCode: 1, afterMs: 10_000 }, log })
      return { 'task-definition': deploy('web', '4'), retries: '2' }
    },
    ends: BY_STOP,
    shows: ['init: exit code 1', 'relation "users" does not exist'],
  },
  {
    name: 'without the permission to list tasks the failures that ECS counts are the evidence',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      world.ecs.faults.deny('ListTasks')
      const task = { kind: 'cannot-initialize', reason: 'no such secret' } as const
      return { 'task-definition': deploy('web', '4', { task }) }
    },
    ends: BY_STOP,
    shows: ['ECS counted it', 'ecs:ListTasks'],
  },
  {
    name: 'and without the permission to describe them',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      world.ecs.faults.deny('DescribeTasks')
      return { 'task-definition': deploy('web', '4', { task: { kind: 'cannot-pull' } }) }
    },
    ends: BY_STOP,
    shows: ['ECS counted it', 'ecs:DescribeTasks'],
  },
]

test.concurrent.each(CASES)('$name', ({ begin, ends, shows = [] }) =>
  onStage(async (stage) => {
    const inputs = begin(stage)
    const played = await stage.step(inputs)
    expect(ending(played)).toMatchObject(ends)
    for (const text of shows) expect(played.summary).toContain(text)
  }),
)
