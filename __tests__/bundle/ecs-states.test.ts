import type { ServiceStory } from '../../demo/world/stories.ts'
import {
  BACK,
  BREAKER,
  BY_PLATFORM,
  CRASHES,
  deployAgain,
  type EcsStage,
  ending,
  ILL,
  onStage,
  past,
  ROLLED_BACK,
} from './ecs-stage.ts'

const TO_3 = { from: 'web:4', to: 'web:3' }
/** A rollback keeps the old tasks that still run: here none does. */
const OLD_TASKS_FIRST = { minimumHealthyPercent: 0, maximumPercent: 100 }
const NO_BREAKER_ROLLBACK = { deploymentCircuitBreaker: { enable: true, rollback: false } }
const BLUE_GREEN: NonNullable<ServiceStory['deploymentConfiguration']> = {
  strategy: 'BLUE_GREEN',
  bakeTimeInMinutes: 10,
}
/** Nearly twenty real seconds: a busy machine must not miss it, and nobody waits for its end. */
const LONG_BAKE = { ...BLUE_GREEN, bakeTimeInMinutes: 60 }
/** A look at ECS that is far apart from the next, so that a breaker is quicker than we are. */
const SLOW_TO_COUNT = { retries: '60' }

interface Case {
  readonly name: string
  /** Deploys; answers the inputs of the step beyond the usual ones. */
  readonly begin: (stage: EcsStage) => Record<string, string>
  readonly ends: object
  readonly tells?: readonly string[]
}

const CASES: readonly Case[] = [
  {
    name: 'in flight: the deployment is stopped with ROLLBACK',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      return { 'task-definition': deploy('web', '4', CRASHES) }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'in flight and waiting for a person at a PAUSE hook: the deployment is stopped, and the hook is not answered',
    begin: ({ world, deploy }) => {
      const pause = { targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] } as const
      const deploymentConfiguration = {
        ...LONG_BAKE,
        lifecycleHooks: [{ ...pause, lifecycleStages: [...pause.lifecycleStages] }],
      }
      world.createService({ name: 'web', deploymentConfiguration })
      return {
        'task-definition': deploy('web', '4', { task: { kind: 'exits', exitCode: 1, afterMs: 60_000 } }),
      }
    },
    ends: {
      ...ROLLED_BACK,
      ...TO_3,
      writes: ['StopServiceDeployment ROLLBACK'],
    },
  },
  {
    name: 'blue/green in its bake time: the traffic is flipped back',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web', deploymentConfiguration: LONG_BAKE })
      return { 'task-definition': deploy('web', '4', ILL), 'expect-version': '4' }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'blue/green that has finished, and shows no rolloutState: the service is updated',
    begin: ({ world, deploy, pass }) => {
      world.ecs.quirks.rolloutStateUnderBlueGreen = false
      world.createService({ name: 'web', deploymentConfiguration: BLUE_GREEN })
      const deployed = deploy('web', '4', ILL)
      pass()
      return { 'task-definition': deployed, 'expect-version': '4', 'rollback-timeout': '30s' }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['UpdateService web → web:3'] },
  },
  {
    name: 'rolled back by the circuit breaker before we look: nothing is written',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', deploymentConfiguration: BREAKER })
      const deployed = deploy('web', '4', CRASHES)
      pass()
      return { 'task-definition': deployed, 'expect-version': '4' }
    },
    ends: { ...BY_PLATFORM, ...TO_3, writes: [] },
    tells: ['circuit breaker threshold was exceeded'],
  },
  {
    name: 'rolled back by the circuit breaker before we look, and nobody told us what was deployed: never green',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', deploymentConfiguration: BREAKER })
      deploy('web', '4', CRASHES)
      pass()
      return {}
    },
    ends: { ...BY_PLATFORM, ...TO_3, writes: [] },
  },
  {
    name: 'rolled back by the circuit breaker while we look: it is followed',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web', deploymentConfiguration: BREAKER })
      return { 'task-definition': deploy('web', '4', CRASHES), ...SLOW_TO_COUNT }
    },
    ends: { ...BY_PLATFORM, ...TO_3, writes: [] },
  },
  {
    name: 'rolled back by ECS with auto-rollback: false: it is followed all the same, since that only reads',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', deploymentConfiguration: BREAKER })
      const deployed = deploy('web', '4', CRASHES)
      pass()
      return { 'task-definition': deployed, 'auto-rollback': 'false' }
    },
    ends: { ...BY_PLATFORM, ...TO_3, writes: [] },
  },
  {
    name: 'a forced redeploy of the same task definition that the breaker rolled back: not taken for a success',
    begin: ({ world, pass }) => {
      world.createService({ name: 'web', past: past('web', '1', 'latest'), deploymentConfiguration: BREAKER })
      world.image('registry.example/web:latest', CRASHES)
      deployAgain(world)
      pass()
      return {}
    },
    ends: { ...BY_PLATFORM, from: 'web:2', to: 'web:2', writes: [] },
  },
  {
    name: 'failed without a rollback of ECS: the service is updated',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web', deploymentConfiguration: NO_BREAKER_ROLLBACK })
      const deployed = deploy('web', '4', CRASHES)
      pass()
      return { 'task-definition': deployed }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['UpdateService web → web:3'] },
    tells: ['tasks failed to start'],
  },
  {
    name: 'rolled back by ECS to what does not run either: the failure is told, and nothing more is tried',
    begin: ({ world, deploy, pass }) => {
      world.image('registry.example/web:3', CRASHES)
      world.createService({ name: 'web', deploymentConfiguration: { ...BREAKER, ...OLD_TASKS_FIRST } })
      const deployed = deploy('web', '4', CRASHES)
      pass(3_600_000)
      return { 'task-definition': deployed }
    },
    ends: { exitCode: 1, result: 'rollback-failed', 'rolled-back': 'false', writes: [] },
    tells: ['web:3'],
  },
  {
    name: 'the same, and the user named another revision: the service is updated to that',
    begin: ({ world, deploy, pass }) => {
      world.image('registry.example/web:3', CRASHES)
      world.createService({ name: 'web', deploymentConfiguration: { ...BREAKER, ...OLD_TASKS_FIRST } })
      const deployed = deploy('web', '4', CRASHES)
      pass(3_600_000)
      return { 'task-definition': deployed, 'rollback-to': 'web:2' }
    },
    ends: { ...ROLLED_BACK, from: 'web:4', to: 'web:2', writes: ['UpdateService web → web:2'] },
  },
  {
    name: 'superseded before we look: nothing is touched',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      const deployed = deploy('web', '4', ILL)
      deploy('web', '5')
      return { 'task-definition': deployed, 'expect-version': '4' }
    },
    ends: { exitCode: 1, result: 'superseded', 'rolled-back': 'false', writes: [] },
    tells: ['web:5'],
  },
  {
    name: 'superseded after our write: it is not fought over',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      const deployed = deploy('web', '4', CRASHES)
      world.image('registry.example/web:5')
      const seize = () => {
        const isActedOn = world.ecs.writes.length > 0
        if (isActedOn) world.deploy('web', 'registry.example/web:5')
        else world.after(500, seize)
      }
      world.after(500, seize)
      return { 'task-definition': deployed }
    },
    ends: {
      exitCode: 1,
      result: 'superseded',
      'rolled-back': 'false',
      writes: ['StopServiceDeployment ROLLBACK'],
    },
    tells: ['It came in during the rollback, and was left alone'],
  },
  {
    name: 'two deployments seconds apart for one deploy: the later one is ours',
    begin: ({ world, deploy }) => {
      world.ecs.quirks.secondDeploymentAfterMs = 9_500
      world.createService({ name: 'web' })
      return { 'task-definition': deploy('web', '4', CRASHES), ...{ retries: '5' } }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'a stale currentServiceDeployment, late records and lagging reads change nothing',
    begin: ({ world, deploy }) => {
      Object.assign(world.ecs.quirks, {
        currentServiceDeploymentLagMs: 3_600_000,
        describeLagMs: 5_000,
        serviceDeploymentVisibleAfterMs: 5_000,
        revisionVisibleAfterMs: 5_000,
        oldestServiceDeploymentFirst: true,
        pageSize: 2,
      })
      world.createService({ name: 'web' })
      return { 'task-definition': deploy('web', '4', CRASHES) }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'words of a newer ECS are waited out',
    begin: ({ world, deploy }) => {
      world.ecs.quirks.newWords = { PENDING: 'CONTEMPLATING', ACTIVE: 'RETIRING' }
      world.createService({ name: 'web' })
      return { 'task-definition': deploy('web', '4', CRASHES) }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'a desired count of 0 cannot be verified, and is neither good nor bad',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web', desiredCount: 0 })
      // The address is probed in vain many times before ECS answers.
      world.ecs.faults.throttle('DescribeServices', { times: 3 })
      return { 'task-definition': deploy('web', '4') }
    },
    ends: { exitCode: 1, result: 'inconclusive', healthy: '', 'rolled-back': 'false', writes: [] },
    tells: ['desired count is 0'],
  },
  {
    name: 'auto-rollback: false in flight: the plan is shown, and nothing is written',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      return { 'task-definition': deploy('web', '4', CRASHES), 'auto-rollback': 'false' }
    },
    ends: { exitCode: 1, result: 'unhealthy', healthy: 'false', 'rolled-back': 'false', ...TO_3, writes: [] },
    tells: ['aws ecs update-service'],
  },
  {
    name: 'no address can be asked from here: what ECS says of its tasks is the evidence',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      const task = { kind: 'fails-container-health-checks' } as const
      return { 'task-definition': deploy('web', '4', { task }), 'health-url': '', timeout: '' }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
    tells: ['failed container health checks'],
  },
  {
    name: 'the first version that tells one: the old tasks, which tell none, are no outage while it rolls out',
    begin: ({ world, deploy }) => {
      world.image('registry.example/web:3', { http: { body: { status: 'ok' } } })
      world.createService({ name: 'web' })
      const deployed = deploy('web', '4', { startMs: 400_000 })
      return { 'task-definition': deployed, 'expect-version': '4' }
    },
    ends: { exitCode: 0, result: 'healthy', healthy: 'true', 'rolled-back': 'false', writes: [] },
  },
  {
    name: 'no address, and all is well',
    begin: ({ world, deploy }) => {
      world.createService({ name: 'web' })
      return { 'task-definition': deploy('web', '4'), 'health-url': '', timeout: '' }
    },
    ends: { exitCode: 0, result: 'healthy', healthy: 'true', 'rolled-back': 'false', writes: [] },
  },
]

test.concurrent.each(CASES)('$name', ({ begin, ends, tells = [] }) =>
  onStage(async (stage) => {
    const inputs = begin(stage)
    const played = await stage.step(inputs)
    expect(ending(played)).toMatchObject(ends)
    for (const text of tells) expect(played.summary).toContain(text)
  }),
)

test.concurrent('a rollback by the platform is reported as one, not as a rollback by this run', () =>
  onStage(async ({ world, step, deploy, pass }) => {
    world.createService({ name: 'web', deploymentConfiguration: BREAKER })
    const deployed = deploy('web', '4', CRASHES)
    pass()
    const { summary, outputs } = await step({ 'task-definition': deployed })
    expect(summary).toContain('The platform rolled back to `web:3`')
    expect(outputs).toMatchObject({ healthy: BACK.healthy, 'rolled-back': 'true' })
  }))
