import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { answersOf, atStage, latest, type TestWorld, testWorld, untilDeployment } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image('registry.example/web:green')
})
afterEach(() => scene.close())

const MINUTE_MS = 60_000

function pauseAt(
  stages: sdk.DeploymentLifecycleHookStage[],
  timeoutConfiguration?: sdk.DeploymentLifecycleHookTimeoutConfiguration,
): sdk.DeploymentLifecycleHook {
  return { targetType: 'PAUSE', lifecycleStages: stages, timeoutConfiguration }
}

function deploy(
  lifecycleHooks: sdk.DeploymentLifecycleHook[],
  more: sdk.DeploymentConfiguration = { strategy: 'BLUE_GREEN' },
): void {
  const deploymentConfiguration = { bakeTimeInMinutes: 0, lifecycleHooks, ...more }
  scene.world.createService({ name: 'web', deploymentConfiguration })
  scene.world.deploy('web', 'registry.example/web:green')
}

const waitingHooks = ({ lifecycleHookDetails = [] }: sdk.ServiceDeployment) =>
  lifecycleHookDetails.filter((each) => each.status === 'AWAITING_ACTION')

const isWaiting = (deployment: sdk.ServiceDeployment) => waitingHooks(deployment).length > 0

async function answer(hookId: string | undefined, action?: sdk.DeploymentLifecycleHookAction): Promise<void> {
  const { serviceDeploymentArn } = await latest(scene)
  await scene.client.send(new sdk.ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }))
}

const PAUSABLE: sdk.DeploymentLifecycleHookStage[] = [
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
]

test.each(PAUSABLE)('a pause at %s waits a day, for somebody who lets it go on', async (stage) => {
  deploy([pauseAt([stage])])
  const paused = await untilDeployment(scene, isWaiting)
  expect(paused).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: stage })
  const [hook] = paused.lifecycleHookDetails ?? []
  expect(hook).toEqual({
    hookId: expect.stringMatching(/^ecs-pause-[A-Za-z0-9]{43}$/),
    targetType: 'PAUSE',
    status: 'AWAITING_ACTION',
    expiresAt: expect.any(Date),
    timeoutAction: 'ROLLBACK',
  })
  scene.clock.advanceMs(23 * 60 * MINUTE_MS)
  expect((await latest(scene)).lifecycleStage).toBe(stage)
  await answer(hook?.hookId)
  expect((await untilDeployment(scene, (each) => each.status === 'SUCCESSFUL')).lifecycleHookDetails).toEqual(
    [expect.objectContaining({ hookId: hook?.hookId, status: 'SUCCEEDED' })],
  )
})

test('a pause at RECONCILE_SERVICE comes only where an earlier deployment is still about', async () => {
  deploy([pauseAt(['RECONCILE_SERVICE'])])
  await untilDeployment(scene, atStage('SCALE_UP'))
  expect((await latest(scene)).lifecycleHookDetails).toBeUndefined()
  scene.world.deploy('web', 'registry.example/web:green')
  const paused = await untilDeployment(scene, isWaiting)
  expect(paused.lifecycleStage).toBe('RECONCILE_SERVICE')
  await answer(waitingHooks(paused)[0]?.hookId)
  expect((await untilDeployment(scene, (each) => each.status === 'SUCCESSFUL')).status).toBe('SUCCESSFUL')
})

test('a pause before a linear step comes again before each of them, under another id', async () => {
  deploy([pauseAt(['PRE_PRODUCTION_TRAFFIC_SHIFT'])], {
    strategy: 'LINEAR',
    linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 },
  })
  const first = waitingHooks(await untilDeployment(scene, isWaiting))[0]?.hookId
  expect(await answersOf(scene, 'production', 4)).toEqual({ 3: 4 })
  await answer(first)
  const second = waitingHooks(await untilDeployment(scene, isWaiting))[0]?.hookId
  expect(second).not.toBe(first)
  expect(await answersOf(scene, 'production', 4)).toEqual({ 3: 2, green: 2 })
  await answer(second)
  await untilDeployment(scene, (each) => each.status === 'SUCCESSFUL')
  expect(await answersOf(scene, 'production', 4)).toEqual({ green: 4 })
})

test('two pauses of one stage each want an answer, and one ROLLBACK is enough', async () => {
  deploy([pauseAt(['POST_SCALE_UP']), pauseAt(['POST_SCALE_UP'])])
  const [one, other] = waitingHooks(await untilDeployment(scene, isWaiting))
  await answer(one?.hookId, 'CONTINUE')
  scene.clock.advanceMs(5 * MINUTE_MS)
  expect(await latest(scene)).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'POST_SCALE_UP' })
  await answer(other?.hookId, 'ROLLBACK')
  expect((await latest(scene)).lifecycleHookDetails?.map((each) => each.status)).toEqual([
    'SUCCEEDED',
    'FAILED',
  ])
  expect((await untilDeployment(scene, (each) => each.status === 'ROLLBACK_SUCCESSFUL')).statusReason).toBe(
    'Service deployment rolled back by user.',
  )
})

const TIMEOUTS = [
  { action: 'ROLLBACK', status: 'ROLLBACK_SUCCESSFUL', serves: '3' },
  { action: 'CONTINUE', status: 'SUCCESSFUL', serves: 'green' },
] as const

test.each(TIMEOUTS)('nobody answers in time: $action', async ({ action, status, serves }) => {
  deploy([pauseAt(['POST_TEST_TRAFFIC_SHIFT'], { timeoutInMinutes: 7, action })])
  const { lifecycleHookDetails } = await untilDeployment(scene, isWaiting)
  expect(lifecycleHookDetails?.[0]?.timeoutAction).toBe(action)
  scene.clock.advanceMs(6.5 * MINUTE_MS)
  expect(isWaiting(await latest(scene))).toBe(true)
  const ended = await untilDeployment(scene, (each) => each.status === status)
  expect(ended.lifecycleHookDetails?.[0]?.status).toBe('TIMED_OUT')
  expect(ended.statusReason).toBe(
    action === 'CONTINUE'
      ? undefined
      : 'Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT pause hook timed out.',
  )
  expect(Object.keys(await answersOf(scene, 'production', 2))).toEqual([serves])
})

test('an answer that comes too late, or to nobody, is refused', async () => {
  deploy([pauseAt(['POST_SCALE_UP'])])
  const { lifecycleHookDetails } = await untilDeployment(scene, isWaiting)
  const hookId = lifecycleHookDetails?.[0]?.hookId
  await expect(answer('8c2f')).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}',
  })
  await expect(answer('ecs-pause-unknown')).rejects.toMatchObject({ name: 'InvalidParameterException' })
  await answer(hookId)
  await expect(answer(hookId)).rejects.toMatchObject({
    name: 'ConflictException',
    message:
      'Provided hookId is either completed, unavailable, or not associated with the given Resource ARN',
  })
  await untilDeployment(scene, (each) => each.status === 'SUCCESSFUL')
  await expect(answer(hookId)).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Continuing a service deployment is not allowed for service deployment in terminal states.',
  })
})

const REFUSED: [string, sdk.DeploymentConfiguration, string][] = [
  [
    'a pause while test traffic shifts',
    { lifecycleHooks: [pauseAt(['TEST_TRAFFIC_SHIFT'])] },
    'Invalid lifecycle stage provided for Pause Hook',
  ],
  [
    'a pause while production traffic shifts',
    { lifecycleHooks: [pauseAt(['PRODUCTION_TRAFFIC_SHIFT'])] },
    'Invalid lifecycle stage provided for Pause Hook',
  ],
  [
    'a pause of more than two weeks',
    { lifecycleHooks: [pauseAt(['PRE_SCALE_UP'], { timeoutInMinutes: 20_161 })] },
    'timeoutInMinutes must be between 1 and 20160.',
  ],
  [
    'a function that waits for more than a day',
    {
      lifecycleHooks: [
        {
          hookTargetArn: 'arn:aws:lambda:us-east-1:1:function:f',
          lifecycleStages: ['PRE_SCALE_UP'],
          timeoutConfiguration: { timeoutInMinutes: 1_441 },
        },
      ],
    },
    'timeoutInMinutes must be between 1 and 1440.',
  ],
  [
    'eleven pauses',
    { lifecycleHooks: Array.from({ length: 11 }, () => pauseAt(['PRE_SCALE_UP'])) },
    'A service can have at most 10 lifecycle hooks of each type.',
  ],
  ['linear steps of 2 %', { linearConfiguration: { stepPercent: 2 }, strategy: 'LINEAR' }, 'stepPercent'],
  ['a canary configuration without a canary', { canaryConfiguration: {} }, 'CANARY strategy'],
]

test.each(REFUSED)('%s is refused, and nothing is deployed', async (_, configured, text) => {
  deploy([])
  await untilDeployment(scene, (each) => each.status === 'SUCCESSFUL')
  const before = await latest(scene)
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', ...configured } as const
  const web = { cluster: 'prod', service: 'web', forceNewDeployment: true }
  await expect(
    scene.client.send(new sdk.UpdateServiceCommand({ ...web, deploymentConfiguration })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException', message: expect.stringContaining(text) })
  expect(await latest(scene)).toEqual(before)
})

test('a newer deployment takes the pause with it', async () => {
  deploy([pauseAt(['POST_SCALE_UP'])])
  await untilDeployment(scene, atStage('POST_SCALE_UP'))
  const { serviceDeploymentArn, lifecycleHookDetails } = await latest(scene)
  scene.world.deploy('web', 'registry.example/web:green')
  scene.clock.advanceMs(5_000)
  const hookId = lifecycleHookDetails?.[0]?.hookId
  await expect(
    scene.client.send(new sdk.ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId })),
  ).rejects.toMatchObject({ name: 'ConflictException' })
  expect(await untilDeployment(scene, isWaiting)).not.toMatchObject({ serviceDeploymentArn })
})
