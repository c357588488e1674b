import type { DeploymentLifecycleHook } from '@aws-sdk/client-ecs'
import { ContinueServiceDeployment } from '../../demo/world/ecs/operations/service-deployments.ts'
import type { ImageBehaviour } from '../../demo/world/images.ts'
import type { World } from '../../demo/world/index.ts'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { BACK, type EcsStage, ending, ILL, onStage, readable } from './ecs-stage.ts'
import { play, SPEED } from './play.ts'

type Configuration = NonNullable<ServiceStory['deploymentConfiguration']>
type Stages = NonNullable<DeploymentLifecycleHook['lifecycleStages']>

const pause = (
  stages: Stages,
  timeoutConfiguration?: DeploymentLifecycleHook['timeoutConfiguration'],
): DeploymentLifecycleHook => ({ targetType: 'PAUSE', lifecycleStages: stages, timeoutConfiguration })

const BEFORE_PRODUCTION = pause(['POST_TEST_TRAFFIC_SHIFT'])
const BLUE_GREEN = (...lifecycleHooks: DeploymentLifecycleHook[]): Configuration => ({
  strategy: 'BLUE_GREEN',
  bakeTimeInMinutes: 0,
  lifecycleHooks,
})
/** Three steps, each of them after a pause. */
const LINEAR: Configuration = {
  strategy: 'LINEAR',
  linearConfiguration: { stepPercent: 34, stepBakeTimeInMinutes: 1 },
  bakeTimeInMinutes: 0,
  lifecycleHooks: [pause(['PRE_PRODUCTION_TRAFFIC_SHIFT'])],
}

/** The test listener is asked as well, before anything is let go on. */
function promoting({ app }: World): Record<string, string> {
  const test = [
    `- name: test`,
    `  url: ${app.testUrl()}/health`,
    `  version-from: body.version`,
    `  stage: test`,
  ]
  return {
    promote: 'true',
    'promote-bake-time': '150ms',
    'expect-version': '4',
    checks: test.join('\n'),
    'rollout-timeout': '20s',
  }
}

const smoke = (run: string) => `- name: smoke\n  run: ${JSON.stringify(run)}\n  stage: test\n  timeout: 60s`

/** Deploys `web:4`, which behaves so, to a service that is deployed so. */
function deployOnto(
  { world, deploy }: EcsStage,
  deploymentConfiguration: Configuration,
  behaviour: ImageBehaviour = {},
): Record<string, string> {
  world.createService({ name: 'web', deploymentConfiguration })
  return { ...promoting(world), 'task-definition': deploy('web', '4', behaviour) }
}

/** What a person, or another job, does once the hook waits and the test listener has been asked. */
function onceTested(world: World, act: () => void): void {
  const isWaiting = world
    .service('web')
    .serviceDeployments.at(-1)
    ?.hooks.some((hook) => hook.status === 'AWAITING_ACTION')
  if (isWaiting && (world.app.served('test')['4'] ?? 0) > 0) act()
  else world.after(1_000, () => onceTested(world, act))
}

function answerByHand(world: World, action: 'CONTINUE' | 'ROLLBACK'): void {
  const deployment = world.service('web').serviceDeployments.at(-1)
  const hook = deployment?.hooks.find(({ status }) => status === 'AWAITING_ACTION')
  ContinueServiceDeployment(world.ecs.state, {
    serviceDeploymentArn: deployment?.arn,
    hookId: hook?.id,
    action,
  })
}

const HOUR_MS = 3_600_000

/** Nobody answers the hook for an hour, while the version is still being tested. */
function timesOut(stage: EcsStage, action: 'CONTINUE' | 'ROLLBACK'): Record<string, string> {
  const hook = pause(['POST_TEST_TRAFFIC_SHIFT'], { timeoutInMinutes: 60, action })
  const given = deployOnto(stage, BLUE_GREEN(hook))
  onceTested(stage.world, () => stage.pass(HOUR_MS))
  return { ...given, 'promote-bake-time': '1m' }
}

/** While it has a part of the production traffic, and not before. */
const badInProduction = (world: World, percent: number): ImageBehaviour => ({
  http: () =>
    (world.service('web').traffic?.incoming?.percent ?? 0) >= percent
      ? { status: 500, body: { status: 'error', version: '4' } }
      : { body: { status: 'ok', version: '4' } },
})

const CONTINUE = 'ContinueServiceDeployment CONTINUE'
const ROLLBACK = 'ContinueServiceDeployment ROLLBACK'
const HEALTHY = { exitCode: 0, result: 'healthy', healthy: 'true', promoted: 'true' }
const ROLLED_BACK = { exitCode: 1, result: 'rolled-back', from: 'web:4', to: 'web:3', ...BACK }
const WAITING = { exitCode: 1, result: 'awaiting-approval', promoted: 'false', writes: [] }
const NOBODY = /No user has met the new version:/

interface Case {
  readonly name: string
  readonly begin: (stage: EcsStage) => Record<string, string>
  readonly ends: object
  readonly reason?: RegExp
  readonly summary?: RegExp
  /** The new version has answered no request of production. */
  readonly metNobody?: true
}

const CASES: readonly Case[] = [
  {
    name: 'a healthy version is let go on, and then watched in production',
    begin: (stage) => deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION)),
    ends: { ...HEALTHY, writes: [CONTINUE] },
    summary: /This run let it go on: `web at POST_TEST_TRAFFIC_SHIFT`/,
  },
  {
    name: 'an unhealthy version is rolled back at the hook, and no user has met it',
    begin: (stage) => deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION), ILL),
    ends: { ...ROLLED_BACK, promoted: 'false', writes: [ROLLBACK] },
    reason: /^test (failed|never became healthy)/,
    summary: NOBODY,
    metNobody: true,
  },
  {
    name: 'a command at the test stage stops a version before any user has met it',
    begin: (stage) => ({
      ...deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION)),
      checks: smoke('echo "no such table, says $SAFE_LANDING_STAGE of $SAFE_LANDING_VERSION"; exit 1'),
    }),
    ends: { ...ROLLED_BACK, promoted: 'false', writes: [ROLLBACK] },
    reason: /no such table, says test of 4/,
    summary: NOBODY,
    metNobody: true,
  },
  {
    name: 'a command at the test stage that passes lets a healthy version go on',
    begin: (stage) => ({
      ...deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION)),
      checks: smoke('test "$SAFE_LANDING_STAGE" = test'),
    }),
    ends: { ...HEALTHY, writes: [CONTINUE] },
  },
  {
    name: 'two hooks at two stages are two decisions',
    begin: (stage) =>
      deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION, pause(['PRE_PRODUCTION_TRAFFIC_SHIFT']))),
    ends: { ...HEALTHY, writes: [CONTINUE, CONTINUE] },
  },
  {
    name: 'with auto-rollback: false an unhealthy version stays at the hook for a person',
    begin: (stage) => ({
      ...deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION), ILL),
      'auto-rollback': 'false',
    }),
    ends: { exitCode: 1, result: 'unhealthy', healthy: '', promoted: 'false', writes: [] },
    summary: /`web` waits at `POST_TEST_TRAFFIC_SHIFT`; without an answer, ECS rolls it back at \d{4}-/,
    metNobody: true,
  },
  {
    name: 'a test listener that nobody can find leaves the hook for a person',
    begin: (stage) => {
      const given = deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION))
      return { ...given, checks: '- name: test\n  url: http://test.invalid/health\n  stage: test' }
    },
    ends: { ...WAITING },
    reason: /waits at POST_TEST_TRAFFIC_SHIFT, and nothing was answered: /,
    metNobody: true,
  },
  {
    name: 'two hooks at one stage are left to a person',
    begin: (stage) => ({
      ...deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION, BEFORE_PRODUCTION)),
      'rollout-timeout': '2s',
    }),
    ends: { ...WAITING },
    metNobody: true,
  },
  {
    name: 'a hook at a stage that promote-at does not list is left to a person',
    begin: (stage) => ({
      ...deployOnto(stage, BLUE_GREEN(pause(['POST_PRODUCTION_TRAFFIC_SHIFT']))),
      'rollout-timeout': '2s',
    }),
    ends: { ...WAITING },
  },
  {
    name: 'a hook at a stage that promote-at lists is answered',
    begin: (stage) => ({
      ...deployOnto(stage, BLUE_GREEN(pause(['POST_PRODUCTION_TRAFFIC_SHIFT']))),
      'promote-at': 'POST_PRODUCTION_TRAFFIC_SHIFT',
    }),
    ends: { ...HEALTHY, writes: [CONTINUE] },
  },
  {
    name: 'a bad version that a person lets go on meanwhile is watched in production and stopped there',
    begin: (stage) => {
      const given = deployOnto(stage, { ...BLUE_GREEN(BEFORE_PRODUCTION), bakeTimeInMinutes: 60 }, ILL)
      onceTested(stage.world, () => answerByHand(stage.world, 'CONTINUE'))
      return { ...given, 'start-period': '1s' }
    },
    ends: { ...ROLLED_BACK, promoted: 'false', writes: ['StopServiceDeployment ROLLBACK'] },
    summary: /this run did not decide about web at .*: somebody let it go on/,
  },
  {
    name: 'a good version that a person rolls back meanwhile is followed back',
    begin: (stage) => {
      const given = deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION))
      onceTested(stage.world, () => answerByHand(stage.world, 'ROLLBACK'))
      return { ...given, 'promote-bake-time': '2s' }
    },
    ends: { exitCode: 1, result: 'rolled-back-by-platform', ...BACK, promoted: 'false', writes: [] },
    summary: NOBODY,
    metNobody: true,
  },
  {
    name: 'a hook that times out and rolls back is followed back',
    begin: (stage) => timesOut(stage, 'ROLLBACK'),
    ends: { exitCode: 1, result: 'rolled-back-by-platform', ...BACK, promoted: 'false', writes: [] },
    summary: NOBODY,
    metNobody: true,
  },
  {
    name: 'a hook that times out and goes on is watched in production, and it is said who decided',
    begin: (stage) => timesOut(stage, 'CONTINUE'),
    ends: { exitCode: 0, result: 'healthy', promoted: 'false', writes: [] },
    summary: /nobody answered in time, and ECS let it go on/,
  },
  {
    name: 'a role that may not answer leaves a healthy version at the hook, and names the permission',
    begin: (stage) => {
      stage.world.ecs.faults.deny('ContinueServiceDeployment')
      return deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION))
    },
    ends: { ...WAITING },
    reason: /it is healthy, but it could not be let go on: .*ecs:ContinueServiceDeployment/,
    metNobody: true,
  },
  {
    name: 'a role that may not answer can still stop an unhealthy version',
    begin: (stage) => {
      stage.world.ecs.faults.deny('ContinueServiceDeployment')
      return deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION), ILL)
    },
    ends: { ...ROLLED_BACK, promoted: 'false', writes: ['StopServiceDeployment ROLLBACK'] },
    summary: NOBODY,
    metNobody: true,
  },
  {
    name: 'an answer that was lost after it was accepted is not sent twice',
    begin: (stage) => {
      stage.world.ecs.faults.breakConnection('ContinueServiceDeployment', { times: 1, afterActing: true })
      return deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION))
    },
    ends: { ...HEALTHY, writes: [CONTINUE] },
  },
  {
    name: 'an answer that was lost before it was accepted is sent again',
    begin: (stage) => {
      stage.world.ecs.faults.breakConnection('ContinueServiceDeployment', { times: 1 })
      return deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION))
    },
    ends: { ...HEALTHY, writes: [CONTINUE] },
  },
  {
    name: 'a newer deployment takes the hook with it, and nothing is answered',
    begin: (stage) => {
      const given = deployOnto(stage, BLUE_GREEN(BEFORE_PRODUCTION))
      onceTested(stage.world, () => stage.deploy('web', '5'))
      return { ...given, 'promote-bake-time': '2s' }
    },
    ends: { exitCode: 1, result: 'superseded', promoted: 'false', writes: [] },
  },
  {
    name: 'a linear deployment goes on step by step',
    begin: (stage) => deployOnto(stage, LINEAR),
    ends: { ...HEALTHY, writes: [CONTINUE, CONTINUE, CONTINUE] },
  },
  {
    name: 'a linear deployment whose second step is bad goes back from there',
    begin: (stage) => deployOnto(stage, LINEAR, badInProduction(stage.world, 34)),
    ends: { ...ROLLED_BACK, promoted: 'true' },
    reason: /on the new version, which gets a part of the traffic/,
  },
  {
    name: 'a service without a hook lands with a warning that users met it unverified',
    begin: (stage) => deployOnto(stage, BLUE_GREEN()),
    ends: { exitCode: 0, result: 'healthy', promoted: 'false', writes: [] },
    summary: /waited nowhere for this run/,
  },
]

test.concurrent.each(CASES)('$name', ({ begin, ends, reason = /./, summary = /./, metNobody }) =>
  onStage(async (stage) => {
    const played = await stage.step(begin(stage))
    const seen = ending({ ...played, writes: played.writes.map(shorten) }, 'reason', 'promoted')
    expect(seen).toMatchObject({ ...ends, reason: expect.stringMatching(reason) })
    expect(readable(played.summary)).toMatch(summary)
    if (metNobody) expect(stage.world.app.served('production')).not.toHaveProperty('4')
  }),
)

/** Which hook it is has an id of chance. */
function shorten(write: string): string {
  return write.replace(/^(ContinueServiceDeployment) .*"action":"(\w+)".*$/, '$1 $2')
}

const onPosix = process.platform === 'win32' ? test.skip : test.concurrent

onPosix('a job that is cancelled while it waits leaves the hook to a person, and says so', async () => {
  const played = await play({
    speed: SPEED,
    begin: (world) => {
      world.createService({ name: 'web', deploymentConfiguration: BLUE_GREEN(BEFORE_PRODUCTION) })
      world.image('registry.example/web:4')
      return {
        deploy: () => world.deploy('web', 'registry.example/web:4'),
        with: { ...promoting(world), 'promote-bake-time': '1m' },
      }
    },
    cancelAt: ({ text }, world) => /▷ Baking/.test(text) && (world.app.served('test')['4'] ?? 0) > 0,
  })
  expect(played).toMatchObject({
    exitCode: 1,
    writes: [],
    outputs: { result: 'cancelled', promoted: 'false' },
  })
  expect(played.outputs.reason).toMatch(
    /nothing was changed; web waits at POST_TEST_TRAFFIC_SHIFT; without an answer/,
  )
})

test.concurrent('validate shows who decides where, and what it cannot check', () =>
  onStage(async ({ world, step }) => {
    const hooks = [
      BEFORE_PRODUCTION,
      pause(['POST_PRODUCTION_TRAFFIC_SHIFT'], { timeoutInMinutes: 30, action: 'CONTINUE' }),
    ]
    world.createService({ name: 'web', deploymentConfiguration: BLUE_GREEN(...hooks) })
    const { exitCode, summary, log, writes } = await step({
      ...promoting(world),
      mode: 'validate',
      'expect-version': '',
    })
    expect({ exitCode, writes }).toEqual({ exitCode: 0, writes: [] })
    expect(log).toMatch(
      /web waits at POST_TEST_TRAFFIC_SHIFT: this run decides; without an answer within 1440 minutes, ECS rolls it back/,
    )
    expect(log).toMatch(
      /web waits at POST_PRODUCTION_TRAFFIC_SHIFT: a person decides; without an answer within 30 minutes, ECS lets it go on, verified or not/,
    )
    expect(log).toMatch(/Not checked: whether the role may answer a hook \(ecs:ContinueServiceDeployment\)/)
    expect(readable(summary)).toMatch(/without `?expect-version`? nothing shows/)
  }))

test.concurrent('validate warns of a service that would not wait', () =>
  onStage(async ({ world, step }) => {
    world.createService({ name: 'web' })
    const { summary } = await step({ ...promoting(world), mode: 'validate' })
    expect(readable(summary)).toMatch(/web is deployed by rolling updates, which have no pause to promote at/)
  }))

/** Deploys `web:4`, which behaves so, by CodeDeploy, which waits for an answer before it reroutes the traffic. */
function byCodeDeploy({ world, deploy }: EcsStage, behaviour: ImageBehaviour = {}): Record<string, string> {
  world.createService({ name: 'web', controller: 'CODE_DEPLOY', codeDeploy: { readyWaitMinutes: 60 } })
  return { ...promoting(world), 'task-definition': deploy('web', '4', behaviour) }
}

function codeDeployWrites({ codeDeploy }: World): string[] {
  return codeDeploy.calls.flatMap(({ action, input, error }) => {
    if (error !== undefined) return []
    if (action === 'ContinueDeployment') return `ContinueDeployment ${input.deploymentWaitType}`
    return action === 'StopDeployment' || action === 'CreateDeployment' ? action : []
  })
}

const BY_CODE_DEPLOY: readonly (Case & { readonly written: readonly string[] })[] = [
  {
    name: 'a healthy version by CodeDeploy has the traffic rerouted, and is then watched in production',
    begin: (stage) => byCodeDeploy(stage),
    ends: { ...HEALTHY },
    written: ['ContinueDeployment READY_WAIT'],
  },
  {
    name: 'an unhealthy version by CodeDeploy is stopped before it had any traffic',
    begin: (stage) => byCodeDeploy(stage, ILL),
    ends: { ...ROLLED_BACK, promoted: 'false' },
    written: ['StopDeployment'],
    summary: NOBODY,
    metNobody: true,
  },
  {
    name: 'an inconclusive test by CodeDeploy is left to a person, and it is said when CodeDeploy stops it',
    begin: (stage) => ({
      ...byCodeDeploy(stage),
      checks: '- name: test\n  url: http://test.invalid/health\n  stage: test',
    }),
    ends: { ...WAITING },
    written: [],
    reason:
      /web waits at READY_WAIT, .*; without an answer, CodeDeploy stops it 60 minutes after it became ready/,
    metNobody: true,
  },
  {
    name: 'a wait of CodeDeploy that ends is followed: nobody met the version, and nothing is written',
    begin: (stage) => {
      const given = byCodeDeploy(stage)
      onceTestAsked(stage.world, () => stage.pass(HOUR_MS))
      return { ...given, 'promote-bake-time': '1m' }
    },
    ends: { exitCode: 1, result: 'rolled-back', healthy: 'true', promoted: 'false' },
    written: [],
    metNobody: true,
  },
  {
    name: 'a role that may not let CodeDeploy go on leaves a healthy version waiting, and names the permission',
    begin: (stage) => {
      stage.world.codeDeploy.faults.deny('ContinueDeployment')
      return byCodeDeploy(stage)
    },
    ends: { ...WAITING },
    written: [],
    reason: /codedeploy:ContinueDeployment/,
    metNobody: true,
  },
]

/** Task sets have no hooks that would show it. */
function onceTestAsked(world: World, act: () => void): void {
  if ((world.app.served('test')['4'] ?? 0) > 0) act()
  else world.after(1_000, () => onceTestAsked(world, act))
}

test.concurrent.each(BY_CODE_DEPLOY)(
  '$name',
  ({ begin, ends, written, reason = /./, summary = /./, metNobody }) =>
    onStage(async (stage) => {
      const played = await stage.step(begin(stage))
      expect(ending(played, 'reason', 'promoted')).toMatchObject({
        ...ends,
        reason: expect.stringMatching(reason),
      })
      expect(codeDeployWrites(stage.world)).toEqual(written)
      expect(readable(played.summary)).toMatch(summary)
      if (metNobody) expect(stage.world.app.served('production')).not.toHaveProperty('4')
    }),
)

test.concurrent('validate shows the wait of CodeDeploy, and warns of a group that does not wait', () =>
  onStage(async ({ world, step }) => {
    world.createService({ name: 'web', controller: 'CODE_DEPLOY', codeDeploy: { readyWaitMinutes: 60 } })
    world.createService({ name: 'api', controller: 'CODE_DEPLOY' })
    const { log, summary } = await step({ ...promoting(world), mode: 'validate', service: 'web\napi' })
    expect(log).toMatch(
      /web waits at READY_WAIT: this run decides; without an answer, CodeDeploy stops it 60 minutes/,
    )
    expect(readable(summary)).toMatch(
      /the deployment group of api does not wait before it reroutes the traffic/,
    )
  }))
