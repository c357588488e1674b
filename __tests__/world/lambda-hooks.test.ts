import type * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { HookAnswer, HookEvent } from '../../demo/world/ecs/lambda-hooks.ts'
import {
  describe1,
  latest,
  messages,
  stopDeployment,
  type TestWorld,
  testWorld,
  untilDeployment,
} from './client.ts'

let scene: TestWorld
let events: HookEvent[]

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image('registry.example/web:green')
  events = []
})
afterEach(() => scene.close())

const CHECK = 'arn:aws:lambda:us-east-1:123456789012:function:check'

function deploy(
  lifecycleStages: sdk.DeploymentLifecycleHookStage[],
  answers: HookAnswer[],
  more: sdk.DeploymentLifecycleHook = {},
): void {
  scene.world.hookFunction(CHECK, (event) => {
    events.push(event)
    return answers[events.length - 1] ?? answers.at(-1) ?? {}
  })
  const hook = {
    hookTargetArn: CHECK,
    roleArn: 'arn:aws:iam::123456789012:role/hook',
    lifecycleStages,
    ...more,
  }
  scene.world.createService({
    name: 'web',
    deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, lifecycleHooks: [hook] },
  })
  scene.world.deploy('web', 'registry.example/web:green')
}

const ended = ({ status }: sdk.ServiceDeployment) =>
  ['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].some((each) => each === status)

test('a function is asked again until it is done, after as long as it says', async () => {
  const answers = [{ hookStatus: 'IN_PROGRESS' }, { hookStatus: 'IN_PROGRESS', callBackDelay: 90 }] as const
  deploy(['POST_SCALE_UP'], [...answers, { hookStatus: 'SUCCEEDED' }])
  const asked = await untilDeployment(scene, () => events.length === 1)
  expect(asked.lifecycleHookDetails?.[0]).toMatchObject({
    hookId: expect.stringMatching(/^ecs-lambda-/),
    targetType: 'AWS_LAMBDA',
    targetArn: CHECK,
    status: 'IN_PROGRESS',
  })
  scene.clock.advanceMs(36_000)
  await latest(scene)
  expect(events).toHaveLength(2)
  scene.clock.advanceMs(60_000)
  await latest(scene)
  expect(events).toHaveLength(2)
  expect((await untilDeployment(scene, ended)).status).toBe('SUCCESSFUL')
  expect(events).toHaveLength(3)
})

const FAILURES: [string, HookAnswer, string][] = [
  ['says so', { hookStatus: 'FAILED' }, `Lifecycle hook target ${CHECK} returned FAILED status.`],
  ['crashes', {}, `ECS was unable to parse the response from ${CHECK} due to HookStatus must not be null`],
]

test.each(FAILURES)('a function that %s rolls back, in the words of AWS', async (_, answer, text) => {
  deploy(['POST_SCALE_UP'], [answer])
  const reason = `Service deployment rolled back because POST_SCALE_UP lifecycle hook(s) failed. ${text}`
  expect(await untilDeployment(scene, ended)).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: reason,
  })
  const told = messages(await describe1(scene.client))
  expect(told.find((each) => each.includes('deployment failed'))).toContain(`deployment failed: ${reason}`)
})

test.each([
  ['ROLLBACK', 'ROLLBACK_SUCCESSFUL'],
  ['CONTINUE', 'SUCCESSFUL'],
] as const)('a function that is never done runs into its time limit: %s', async (action, status) => {
  const timeoutConfiguration = { timeoutInMinutes: 3, action }
  deploy(['POST_SCALE_UP'], [{ hookStatus: 'IN_PROGRESS' }], { timeoutConfiguration })
  const deployment = await untilDeployment(scene, ended)
  expect(deployment.status).toBe(status)
  expect(deployment.lifecycleHookDetails?.[0]?.status).toBe('TIMED_OUT')
  expect(events.length).toBeGreaterThan(3)
})

test('the weights are reported while they change, on the way back as well, and nothing can stop that way', async () => {
  const answers: HookAnswer[] = [
    { hookStatus: 'SUCCEEDED' },
    { hookStatus: 'SUCCEEDED' },
    { hookStatus: 'FAILED' },
  ]
  deploy(['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'], answers)
  const baking = await untilDeployment(scene, (each) => each.lifecycleStage === 'BAKE_TIME')
  await stopDeployment(scene, baking.serviceDeploymentArn)
  expect((await untilDeployment(scene, ended)).status).toBe('ROLLBACK_SUCCESSFUL')
  const blue = baking.sourceServiceRevisions?.[0]?.arn ?? ''
  const green = baking.targetServiceRevision?.arn ?? ''
  const seen = events.map(({ lifecycleStage, executionDetails }) => ({
    lifecycleStage,
    target: executionDetails.targetServiceRevisionArn,
    production: executionDetails.productionTrafficWeights,
    test: executionDetails.testTrafficWeights,
  }))
  const shifts = (blueWeight: number) => ({ [blue]: blueWeight, [green]: 100 - blueWeight })
  expect(seen).toEqual([
    { lifecycleStage: 'TEST_TRAFFIC_SHIFT', target: green, production: {}, test: shifts(0) },
    { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT', target: green, production: shifts(0), test: {} },
    { lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT', target: green, production: shifts(100), test: {} },
    { lifecycleStage: 'TEST_TRAFFIC_SHIFT', target: green, production: {}, test: shifts(100) },
  ])
})

test.each([31, 33, 35])('a way back begun after %d s waits for its own function only', async (afterS) => {
  deploy(['PRODUCTION_TRAFFIC_SHIFT'], [])
  const untilMs = scene.clock.nowMs() + 300_000
  scene.world.hookFunction(CHECK, () => ({
    hookStatus: scene.clock.nowMs() < untilMs ? 'IN_PROGRESS' : 'SUCCEEDED',
  }))
  const shifting = await untilDeployment(scene, (each) => each.lifecycleStage === 'PRODUCTION_TRAFFIC_SHIFT')
  scene.clock.advanceMs(afterS * 1_000)
  await stopDeployment(scene, shifting.serviceDeploymentArn)
  expect((await untilDeployment(scene, ended)).status).toBe('ROLLBACK_SUCCESSFUL')
})
