import * as sdk from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { describe1, serviceDeployments, type TestWorld, testWorld, until } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
  scene.world.image(GREEN)
})
afterEach(() => scene.close())

const GREEN = 'registry.example/web:green'

function createService(more: sdk.DeploymentConfiguration = {}): void {
  const deploymentConfiguration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, ...more } as const
  scene.world.createService({ name: 'web', deploymentConfiguration })
}

const latest = async (): Promise<sdk.ServiceDeployment> => (await serviceDeployments(scene.client))[0] ?? {}
const version = async () => (await fetch(`${scene.world.app.url()}/health`)).headers.get('x-version')

async function untilStage(stage: string): Promise<sdk.ServiceDeployment> {
  for (let second = 0; second < 1_000; second++) {
    const deployment = await latest()
    if (deployment.lifecycleStage === stage) return deployment
    scene.clock.advanceMs(1_000)
  }
  throw new Error(`never ${stage}`)
}

test('traffic shifts at once, after green is up, and blue stays for the bake time', async () => {
  createService()
  scene.world.deploy('web', GREEN)
  await untilStage('POST_SCALE_UP')
  expect(await describe1(scene.client)).toMatchObject({ runningCount: 4 })
  expect(await version()).toBe('3')
  const baking = await untilStage('BAKE_TIME')
  expect(await version()).toBe('green')
  expect(baking.targetServiceRevision).toMatchObject({
    requestedProductionTrafficWeight: 100,
    runningTaskCount: 2,
  })
  expect(baking.sourceServiceRevisions?.[0]).toMatchObject({
    requestedProductionTrafficWeight: 0,
    runningTaskCount: 2,
  })
  scene.clock.advanceMs(4 * 60_000)
  expect((await latest()).lifecycleStage).toBe('BAKE_TIME')
  const { service } = await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(service).toMatchObject({ runningCount: 2 })
  expect(service.deployments).toHaveLength(1)
  expect(await latest()).toMatchObject({ status: 'SUCCESSFUL' })
})

test('green registers its tasks in the other target group, and back again the next time', async () => {
  createService({ bakeTimeInMinutes: 0 })
  const [loadBalancer] = (await describe1(scene.client)).loadBalancers ?? []
  const main = loadBalancer?.targetGroupArn ?? ''
  const alternate = loadBalancer?.advancedConfiguration?.alternateTargetGroupArn ?? ''
  const healthy = async (targetGroup: string) => {
    const response = await fetch(scene.world.loadBalancing.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'DescribeTargetHealth', TargetGroupArn: targetGroup }),
    })
    return [...(await response.text()).matchAll(/<State>healthy</g)].length
  }
  expect([await healthy(main), await healthy(alternate)]).toEqual([2, 0])
  for (const [first, second] of [
    [0, 2],
    [2, 0],
  ]) {
    scene.world.deploy('web', GREEN)
    await untilStage('POST_SCALE_UP')
    expect([await healthy(main), await healthy(alternate)]).toEqual([2, 2])
    await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
    expect([await healthy(main), await healthy(alternate)]).toEqual([first, second])
    const { currentServiceRevisions } = await describe1(scene.client)
    const serviceRevisionArns = [currentServiceRevisions?.[0]?.arn ?? '']
    const { serviceRevisions } = await scene.client.send(
      new sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns }),
    )
    const [resolved] = serviceRevisions?.[0]?.resolvedConfiguration?.loadBalancers ?? []
    expect(resolved?.targetGroupArn).toBe(first === 0 ? alternate : main)
  }
})

test('a service with one target group cannot shift its traffic', async () => {
  scene.world.createService({ name: 'web' })
  const change = {
    cluster: 'prod',
    service: 'web',
    deploymentConfiguration: { strategy: 'BLUE_GREEN' },
  } as const
  await expect(scene.client.send(new sdk.UpdateServiceCommand(change))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message:
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
  })
})

test('a stop in the bake time gives the traffic back to blue, whose tasks never stopped', async () => {
  createService()
  const before = await describe1(scene.client)
  scene.world.deploy('web', GREEN)
  const { serviceDeploymentArn } = await untilStage('BAKE_TIME')
  await scene.client.send(
    new sdk.StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }),
  )
  expect((await latest()).status).toBe('ROLLBACK_REQUESTED')
  scene.clock.advanceMs(3_000)
  expect(await version()).toBe('3')
  const back = await describe1(scene.client)
  expect(back.taskDefinition).toBe(before.taskDefinition)
  expect(back.deployments?.[0]?.id).toBe(before.deployments?.[0]?.id)
  scene.clock.advanceMs(60_000)
  expect(await latest()).toMatchObject({ serviceDeploymentArn, status: 'ROLLBACK_SUCCESSFUL' })
  expect((await describe1(scene.client)).deployments).toHaveLength(1)
})

test('green that never gets healthy takes no traffic, and the circuit breaker rolls it back', async () => {
  scene.world.image('registry.example/web:bad', { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
  createService({ deploymentCircuitBreaker: { enable: true, rollback: true } })
  scene.world.deploy('web', 'registry.example/web:bad')
  for (let second = 0; second < 120; second++) {
    expect(await version()).toBe('3')
    scene.clock.advanceMs(1_000)
  }
  expect(await latest()).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    deploymentCircuitBreaker: { status: 'TRIGGERED' },
  })
})

const PAUSE: sdk.DeploymentLifecycleHook = {
  targetType: 'PAUSE',
  lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
  timeoutConfiguration: { timeoutInMinutes: 30, action: 'ROLLBACK' },
}

test('a pause waits for a person, who lets it go on', async () => {
  createService({ lifecycleHooks: [PAUSE] })
  scene.world.deploy('web', GREEN)
  const { serviceDeploymentArn, lifecycleHookDetails } = await untilStage('POST_TEST_TRAFFIC_SHIFT')
  expect(lifecycleHookDetails).toEqual([
    expect.objectContaining({ targetType: 'PAUSE', status: 'AWAITING_ACTION', timeoutAction: 'ROLLBACK' }),
  ])
  scene.clock.advanceMs(10 * 60_000)
  expect(await latest()).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT' })
  const hookId = lifecycleHookDetails?.[0]?.hookId
  const proceed = new sdk.ContinueServiceDeploymentCommand({
    serviceDeploymentArn,
    hookId,
    action: 'CONTINUE',
  })
  await scene.client.send(proceed)
  expect((await untilStage('BAKE_TIME')).lifecycleHookDetails?.[0]?.status).toBe('SUCCEEDED')
  await expect(scene.client.send(proceed)).rejects.toMatchObject({ name: 'ConflictException' })
})

test('a pause answered with ROLLBACK, or by nobody, rolls back', async () => {
  createService({ lifecycleHooks: [PAUSE] })
  for (const answered of [true, false]) {
    scene.world.deploy('web', GREEN)
    const { serviceDeploymentArn, lifecycleHookDetails } = await untilStage('POST_TEST_TRAFFIC_SHIFT')
    if (answered) {
      const hookId = lifecycleHookDetails?.[0]?.hookId
      await scene.client.send(
        new sdk.ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action: 'ROLLBACK' }),
      )
    }
    scene.clock.advanceMs(answered ? 120_000 : 32 * 60_000)
    expect(await latest()).toMatchObject({ serviceDeploymentArn, status: 'ROLLBACK_SUCCESSFUL' })
    expect(await version()).toBe('3')
  }
})

test('a hook that fails rolls back, and the reason names its stage', async () => {
  const hookTargetArn = 'arn:aws:lambda:us-east-1:123456789012:function:check'
  createService({ lifecycleHooks: [{ hookTargetArn, lifecycleStages: ['PRE_SCALE_UP'] }] })
  scene.world.deploy('web', GREEN)
  const passed = await untilStage('SCALE_UP')
  expect(passed.lifecycleHookDetails?.[0]).toMatchObject({ targetArn: hookTargetArn, status: 'SUCCEEDED' })
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  scene.world.ecs.quirks.failingHooks.push(hookTargetArn)
  scene.world.deploy('web', GREEN)
  scene.clock.advanceMs(60_000)
  expect(await latest()).toMatchObject({
    status: 'ROLLBACK_SUCCESSFUL',
    statusReason: `Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed. Lifecycle hook target ${hookTargetArn} returned FAILED status.`,
  })
})

test('a newer deployment replaces green before it took traffic', async () => {
  createService()
  scene.world.image('registry.example/web:5')
  scene.world.deploy('web', GREEN)
  await untilStage('POST_SCALE_UP')
  scene.world.deploy('web', 'registry.example/web:5')
  await until(scene, (each) => each.deployments?.[0]?.rolloutState === 'COMPLETED')
  expect(await version()).toBe('5')
  expect((await serviceDeployments(scene.client)).map((each) => each.status).slice(0, 2)).toEqual([
    'SUCCESSFUL',
    'STOPPED',
  ])
})

test('whether blue/green deployments carry a rolloutState is not documented: both are possible', async () => {
  createService()
  scene.world.ecs.quirks.rolloutStateUnderBlueGreen = false
  expect((await describe1(scene.client)).deployments?.[0]?.rolloutState).toBeUndefined()
})
