import { ContinueServiceDeployment } from '../../demo/world/ecs/operations/service-deployments.ts'
import type { ImageBehaviour } from '../../demo/world/images.ts'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { BY_PLATFORM, type EcsStage, ending, onStage, ROLLED_BACK } from './ecs-stage.ts'

type Configuration = NonNullable<ServiceStory['deploymentConfiguration']>

const TO_3 = { from: 'web:4', to: 'web:3' }
const BAKES = (bakeTimeInMinutes: number): Configuration => ({ strategy: 'BLUE_GREEN', bakeTimeInMinutes })
type PauseStage = 'POST_SCALE_UP' | 'POST_TEST_TRAFFIC_SHIFT' | 'POST_PRODUCTION_TRAFFIC_SHIFT'

const PAUSES = (stage: PauseStage, timeoutInMinutes = 1_440): Configuration => ({
  ...BAKES(0),
  lifecycleHooks: [
    { targetType: 'PAUSE', lifecycleStages: [stage], timeoutConfiguration: { timeoutInMinutes } },
  ],
})
const HEALTHY = { exitCode: 0, result: 'healthy', healthy: 'true', writes: [] }
/** Of the run's real time: what the world's schedule takes is longer. */
const SHORT = { 'rollout-timeout': '3s' }

interface Case {
  readonly name: string
  readonly begin: (stage: EcsStage) => Record<string, string>
  readonly ends: object
  readonly reason?: RegExp
}

/** Deploys `web:4`, which behaves so, to a service that is deployed so. */
function deployOnto(
  { world, deploy }: EcsStage,
  deploymentConfiguration: Configuration,
  behaviour: ImageBehaviour = {},
  more: Partial<ServiceStory> = {},
): Record<string, string> {
  world.createService({ name: 'web', deploymentConfiguration, ...more })
  return { 'task-definition': deploy('web', '4', behaviour), 'expect-version': '4' }
}

/** A person who answers the first hook that waits. */
function onceAsked({ world }: EcsStage, action: 'CONTINUE' | 'ROLLBACK'): void {
  const look = () => {
    const deployment = world.service('web').serviceDeployments.at(-1)
    const hook = deployment?.hooks.find(({ status }) => status === 'AWAITING_ACTION')
    if (deployment === undefined || hook === undefined) return world.after(1_000, look)
    const answer = { serviceDeploymentArn: deployment.arn, hookId: hook.id, action }
    ContinueServiceDeployment(world.ecs.state, answer)
  }
  world.after(60_000, look)
}

const CASES: readonly Case[] = [
  {
    name: 'an alarm that went red after the deployment began and before the step counts',
    begin: ({ world, deploy, pass }) => {
      world.createService({ name: 'web' })
      const deployed = deploy('web', '4')
      pass(80_000)
      world.alarms.set('web-5xx', 'ALARM')
      pass(40_000)
      return { 'task-definition': deployed, 'rollback-when': 'alarm web-5xx in ALARM' }
    },
    ends: { ...ROLLED_BACK, ...TO_3 },
    reason: /alarm web-5xx in ALARM/,
  },
  {
    name: 'a deployment of yesterday is healthy, with a loud warning that nothing new was watched',
    begin: ({ world }) => {
      world.createService({ name: 'web' })
      return { 'task-definition': '' }
    },
    ends: HEALTHY,
    reason: /^healthy for .*, but nothing new was watched: this deployment began \d+h/,
  },
  {
    name: 'an earlier revision that a person asked for is verified while ECS still bakes it',
    begin: ({ world }) => {
      world.createService({ name: 'web', deploymentConfiguration: BAKES(60) })
      const rollbackTimeout = { 'rollback-timeout': '10s' }
      return { mode: 'rollback', 'rollback-to': 'web:2', 'expect-version': '2', ...rollbackTimeout }
    },
    ends: {
      exitCode: 0,
      result: 'rolled-back',
      from: 'web:3',
      to: 'web:2',
      writes: ['UpdateService web → web:2'],
    },
  },
  {
    name: 'blue/green whose bake time is longer than the rollout timeout is waited for',
    begin: (stage) => ({ ...deployOnto(stage, BAKES(20)), ...SHORT }),
    ends: HEALTHY,
  },
  {
    name: 'linear steps that together are longer than the rollout timeout are waited for',
    begin: (stage) => ({
      ...deployOnto(stage, {
        strategy: 'LINEAR',
        linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 15 },
        bakeTimeInMinutes: 1,
      }),
      ...SHORT,
    }),
    ends: HEALTHY,
  },
  {
    name: 'a PAUSE hook before the production traffic is left to a person',
    begin: (stage) => ({ ...deployOnto(stage, PAUSES('POST_TEST_TRAFFIC_SHIFT')), ...SHORT }),
    ends: { exitCode: 1, result: 'awaiting-approval', writes: [] },
    reason: /an answer to the lifecycle hook at its stage POST_TEST_TRAFFIC_SHIFT/,
  },
  {
    name: 'a PAUSE hook with all production traffic is left to a person too',
    begin: (stage) => ({ ...deployOnto(stage, PAUSES('POST_PRODUCTION_TRAFFIC_SHIFT')), ...SHORT }),
    ends: { exitCode: 1, result: 'awaiting-approval', writes: [] },
  },
  {
    name: 'a PAUSE hook that a person continues in time: the new version lands',
    begin: (stage) => {
      onceAsked(stage, 'CONTINUE')
      return deployOnto(stage, PAUSES('POST_TEST_TRAFFIC_SHIFT'))
    },
    ends: HEALTHY,
  },
  {
    name: 'a PAUSE hook that a person answers with a rollback: that is followed, and nothing is written',
    begin: (stage) => {
      onceAsked(stage, 'ROLLBACK')
      return deployOnto(stage, PAUSES('POST_PRODUCTION_TRAFFIC_SHIFT'))
    },
    ends: { ...BY_PLATFORM, ...TO_3, writes: [] },
    reason: /Service deployment rolled back by user/,
  },
  {
    name: 'a PAUSE hook whose time runs out: ECS rolls back, and that is followed',
    begin: (stage) => deployOnto(stage, PAUSES('POST_TEST_TRAFFIC_SHIFT', 5)),
    ends: { ...BY_PLATFORM, ...TO_3, writes: [] },
    reason: /POST_TEST_TRAFFIC_SHIFT pause hook timed out/,
  },
  {
    name: 'two PAUSE hooks at one stage are both left to people',
    begin: (stage) => {
      const [hook] = PAUSES('POST_SCALE_UP').lifecycleHooks ?? []
      const lifecycleHooks = hook === undefined ? [] : [hook, hook]
      return { ...deployOnto(stage, { ...BAKES(0), lifecycleHooks }), ...SHORT }
    },
    ends: { exitCode: 1, result: 'awaiting-approval', writes: [] },
  },
  {
    name: 'a new version that reports itself down within the bake time of ECS is rolled back by the instant way',
    begin: (stage) => deployOnto(stage, BAKES(60), { http: { body: { status: 'down', version: '4' } } }),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'a new version that answers 404 with a part of the traffic is rolled back',
    begin: (stage) =>
      deployOnto(
        stage,
        {
          strategy: 'CANARY',
          canaryConfiguration: { canaryPercent: 50, canaryBakeTimeInMinutes: 60 },
          bakeTimeInMinutes: 1,
        },
        { http: { status: 404, body: { version: '4' } } },
      ),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
  },
  {
    name: 'a rolling update that starts one task every three minutes is followed for as long as it moves',
    begin: (stage) => ({
      ...deployOnto(
        stage,
        { minimumHealthyPercent: 100, maximumPercent: 120 },
        { startMs: 180_000 },
        { desiredCount: 6 },
      ),
      ...SHORT,
    }),
    ends: HEALTHY,
  },
  {
    name: 'the old task is stopped first, and the new one starts later than the start period: nothing is known of it yet',
    begin: (stage) => ({
      ...deployOnto(
        stage,
        { minimumHealthyPercent: 0, maximumPercent: 100 },
        { startMs: 300_000 },
        { desiredCount: 1 },
      ),
      'start-period': '1s',
    }),
    ends: HEALTHY,
  },
  {
    name: 'a new version that answers 404 within the bake time of ECS is rolled back by the instant way',
    begin: (stage) => deployOnto(stage, BAKES(60), { http: { status: 404 } }),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
    reason: /answered 404, expected 200-299/,
  },
  {
    name: 'a condition that fails within the bake time of ECS is rolled back by the instant way',
    begin: (stage) => {
      stage.world.image('registry.example/web:3', { http: { body: { version: '3', queue: 3 } } })
      const http = { body: { version: '4', queue: 9_000 } }
      return { ...deployOnto(stage, BAKES(60), { http }), conditions: 'body.queue < 100' }
    },
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
    reason: /a condition is not met: body\.queue < 100: body\.queue is 9000/,
  },
  {
    name: 'a deployment configuration that lets ECS neither stop nor start a task is the reason',
    begin: (stage) => ({
      ...deployOnto(stage, { minimumHealthyPercent: 100, maximumPercent: 100 }, {}, { desiredCount: 1 }),
      ...SHORT,
    }),
    ends: { ...ROLLED_BACK, ...TO_3, writes: ['StopServiceDeployment ROLLBACK'] },
    reason: /was unable to stop or start tasks/,
  },
]

test.concurrent.each(CASES)('$name', ({ begin, ends, reason = /./ }) =>
  onStage(async (stage) => {
    const played = await stage.step(begin(stage))
    expect(ending(played, 'reason')).toMatchObject({ ...ends, reason: expect.stringMatching(reason) })
  }),
)
