import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { SmallService } from '../../demo/world/small-service.ts'
import { answersOf, describe1, stoppedTasks, type TestWorld, testWorld } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
})
afterEach(() => scene.close())

type Answer = Record<string, unknown> & { __type?: string }

async function json(service: SmallService, action: string, input: object): Promise<Answer> {
  const headers = { 'x-amz-target': `Any.${action}`, 'content-type': 'application/x-amz-json-1.1' }
  const response = await fetch(service.url, { method: 'POST', headers, body: JSON.stringify(input) })
  return (await response.json()) as Answer
}

async function query(service: SmallService, form: Record<string, string>): Promise<string> {
  const response = await fetch(service.url, { method: 'POST', body: new URLSearchParams(form) })
  return await response.text()
}

const GREEN = 'registry.example/web:green'
const version = async () => (await fetch(`${scene.world.app.url()}/health`)).headers.get('x-version')

interface DeploymentInfo {
  status: string
  creator: string
  previousRevision: { appSpecContent: { content?: string; sha256: string } }
  instanceTerminationWaitTimeStarted: boolean
  errorInformation?: { code: string }
  rollbackInfo?: { rollbackDeploymentId?: string; rollbackTriggeringDeploymentId?: string }
}

async function deploymentInfo(deploymentId: string): Promise<DeploymentInfo> {
  const { deploymentInfo: info } = await json(scene.world.codeDeploy, 'GetDeployment', { deploymentId })
  return info as DeploymentInfo
}

test('CodeDeploy moves the traffic to a second task set, and takes the first away later', async () => {
  scene.world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
  scene.world.image(GREEN)
  const { deploymentId } = scene.world.deploy('web', GREEN)
  scene.clock.advanceMs(15_000)
  const { taskSets } = await describe1(scene.client)
  expect(taskSets?.map(({ status, externalId }) => [status, externalId === deploymentId])).toEqual([
    ['PRIMARY', false],
    ['ACTIVE', true],
  ])
  expect(await version()).toBe('3')
  scene.clock.advanceMs(45_000)
  expect(await version()).toBe('green')
  expect(await deploymentInfo(deploymentId)).toMatchObject({
    status: 'InProgress',
    instanceTerminationWaitTimeStarted: true,
  })
  expect((await describe1(scene.client)).taskSets?.map((each) => each.status)).toEqual(['PRIMARY', 'ACTIVE'])
  scene.clock.advanceMs(300_000)
  const done = await deploymentInfo(deploymentId)
  expect(done.status).toBe('Succeeded')
  expect(done.previousRevision.appSpecContent.content).toBeUndefined()
  const asked = { applicationName: 'AppECS-prod-web', revision: done.previousRevision }
  const { revision } = await json(scene.world.codeDeploy, 'GetApplicationRevision', asked)
  const { content } = (revision as { appSpecContent: { content: string } }).appSpecContent
  expect(content).toContain('task-definition/web:3')
  expect((await describe1(scene.client)).taskSets).toHaveLength(1)
})

test('by a canary configuration, CodeDeploy moves a part of the traffic first', async () => {
  const configuration = 'CodeDeployDefault.ECSCanary10Percent5Minutes'
  scene.world.createService({ name: 'web', controller: 'CODE_DEPLOY', codeDeploy: { configuration } })
  scene.world.image(GREEN)
  scene.world.deploy('web', GREEN)
  scene.clock.advanceMs(60_000)
  expect(await answersOf(scene, 'production', 20)).toEqual({ 3: 18, green: 2 })
  scene.clock.advanceMs(300_000)
  expect(await answersOf(scene, 'production', 5)).toEqual({ green: 5 })
})

test('an alarm of the group stops a CodeDeploy deployment, which is rolled back if the group says so', async () => {
  const story = { controller: 'CODE_DEPLOY', codeDeploy: { alarms: ['errors'] } } as const
  scene.world.createService({ name: 'web', ...story })
  scene.world.image(GREEN)
  const { deploymentId } = scene.world.deploy('web', GREEN)
  scene.clock.advanceMs(60_000)
  expect(await version()).toBe('green')
  scene.world.alarms.set('errors', 'ALARM')
  expect(await deploymentInfo(deploymentId)).toMatchObject({
    status: 'Stopped',
    errorInformation: { code: 'ALARM_ACTIVE' },
    rollbackInfo: { rollbackDeploymentId: expect.any(String) },
  })
  scene.clock.advanceMs(10_000)
  expect(await version()).toBe('3')
})

test('a CodeDeploy deployment stopped with rollback is rolled back by another one', async () => {
  scene.world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
  scene.world.image(GREEN)
  const { deploymentId } = scene.world.deploy('web', GREEN)
  scene.clock.advanceMs(60_000)
  await json(scene.world.codeDeploy, 'StopDeployment', { deploymentId, autoRollbackEnabled: true })
  const stopped = await deploymentInfo(deploymentId)
  expect(stopped).toMatchObject({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } })
  const rollbackId = stopped.rollbackInfo?.rollbackDeploymentId ?? ''
  scene.clock.advanceMs(20_000)
  expect(await deploymentInfo(rollbackId)).toMatchObject({
    status: 'Succeeded',
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: deploymentId },
  })
  expect(await version()).toBe('3')
  expect(await json(scene.world.codeDeploy, 'StopDeployment', { deploymentId })).toMatchObject({
    __type: 'DeploymentAlreadyCompletedException',
  })
})

test('CodeDeploy deploys what an AppSpec names, one at a time per group, and remembers the last success', async () => {
  scene.world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
  const group = { applicationName: 'AppECS-prod-web', deploymentGroupName: 'DgpECS-prod-web' }
  const content = 'Resources:\n  - TargetService:\n      Properties:\n        TaskDefinition: "web:2"\n'
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } }
  const { deploymentId } = await json(scene.world.codeDeploy, 'CreateDeployment', { ...group, revision })
  expect(await json(scene.world.codeDeploy, 'CreateDeployment', { ...group, revision })).toMatchObject({
    __type: 'DeploymentLimitExceededException',
  })
  scene.clock.advanceMs(600_000)
  expect(await version()).toBe('2')
  const { deployments } = await json(scene.world.codeDeploy, 'ListDeployments', group)
  expect(deployments).toHaveLength(4)
  expect((deployments as string[])[0]).toBe(deploymentId)
  expect(await json(scene.world.codeDeploy, 'GetDeploymentGroup', group)).toMatchObject({
    deploymentGroupInfo: {
      ecsServices: [{ clusterName: 'prod', serviceName: 'web' }],
      lastSuccessfulDeployment: { deploymentId, status: 'Succeeded' },
    },
  })
  expect(
    await json(scene.world.codeDeploy, 'GetDeploymentGroup', { ...group, applicationName: 'other' }),
  ).toMatchObject({ __type: 'ApplicationDoesNotExistException' })
})

test('a replacement that never becomes healthy fails after an hour, and rolls back', async () => {
  scene.world.createService({ name: 'web', controller: 'CODE_DEPLOY' })
  scene.world.image(GREEN, { task: { kind: 'exits', exitCode: 1, afterMs: 1_000 } })
  const { deploymentId } = scene.world.deploy('web', GREEN)
  scene.clock.advanceMs(59 * 60_000)
  expect(await deploymentInfo(deploymentId)).toMatchObject({
    status: 'InProgress',
    instanceTerminationWaitTimeStarted: false,
  })
  scene.clock.advanceMs(3 * 60_000)
  expect(await deploymentInfo(deploymentId)).toMatchObject({
    status: 'Failed',
    errorInformation: { code: 'TIMEOUT' },
  })
  expect((await describe1(scene.client)).taskSets).toHaveLength(1)
  expect(await version()).toBe('3')
})

test('a target group reports the health of its targets in XML', async () => {
  scene.world.createService({ name: 'web', healthCheckGracePeriodSeconds: 300 })
  scene.world.image('registry.example/web:ill', {
    task: { kind: 'fails-elb-health-checks', reason: 'Health checks failed with these codes: [<502>]' },
  })
  scene.world.deploy('web', 'registry.example/web:ill')
  scene.clock.advanceMs(60_000)
  const [loadBalancer] = (await describe1(scene.client)).loadBalancers ?? []
  const form = { Action: 'DescribeTargetHealth', Version: '2015-12-01' }
  const xml = await query(scene.world.loadBalancing, {
    ...form,
    TargetGroupArn: loadBalancer?.targetGroupArn ?? '',
  })
  expect(xml.match(/<State>[a-z]+<\/State>/g)).toEqual([
    '<State>healthy</State>',
    '<State>healthy</State>',
    '<State>unhealthy</State>',
    '<State>unhealthy</State>',
  ])
  expect(xml).toContain('[&lt;502&gt;]')
  expect(await query(scene.world.loadBalancing, { ...form, TargetGroupArn: 'x' })).toContain(
    '<Code>TargetGroupNotFound</Code>',
  )
})

test('alarms are described, in both protocols, with the time they changed', async () => {
  scene.world.alarms.set('web-5xx', 'ALARM')
  scene.world.alarms.set('web-cpu', 'OK')
  const { MetricAlarms } = await json(scene.world.cloudWatch, 'DescribeAlarms', { AlarmNames: ['web-5xx'] })
  expect(MetricAlarms).toEqual([
    expect.objectContaining({
      AlarmName: 'web-5xx',
      StateValue: 'ALARM',
      StateTransitionedTimestamp: scene.clock.nowMs() / 1000,
    }),
  ])
  const xml = await query(scene.world.cloudWatch, {
    Action: 'DescribeAlarms',
    'AlarmNames.member.1': 'web-cpu',
  })
  expect(xml).toContain('<StateValue>OK</StateValue>')
  expect(xml).toContain('<StateUpdatedTimestamp>2026-01-05T10:00:00.000Z</StateUpdatedTimestamp>')
  expect(xml).not.toContain('web-5xx')
})

test('metric data come per period, newest first, and late', async () => {
  const startMs = scene.clock.nowMs()
  scene.world.metric('AWS/ECS', 'CPUUtilization', (atMs) => (atMs - startMs) / 60_000)
  scene.clock.advanceMs(5 * 60_000)
  const Metric = { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization' }
  const input = {
    StartTime: startMs / 1000,
    EndTime: scene.clock.nowMs() / 1000,
    MetricDataQueries: [{ Id: 'cpu', MetricStat: { Metric, Period: 60, Stat: 'Average' } }],
  }
  const { MetricDataResults } = await json(scene.world.cloudWatch, 'GetMetricData', input)
  expect(MetricDataResults).toEqual([
    expect.objectContaining({ Id: 'cpu', StatusCode: 'Complete', Values: [3, 2, 1, 0] }),
  ])
})

test('a stopped task leaves its last log lines; one that never ran has no stream', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/web:bad', {
    task: { kind: 'exits', exitCode: 1, afterMs: 1_000 },
    log: ['starting', 'Error: DATABASE_URL is not set'],
  })
  scene.world.deploy('web', 'registry.example/web:bad')
  scene.clock.advanceMs(40_000)
  const [task] = await stoppedTasks(scene.client)
  const logStreamName = `ecs/web/${task?.taskArn?.split('/').at(-1)}`
  const stream = { logGroupName: '/ecs/web', logStreamName }
  const { events } = await json(scene.world.logs, 'GetLogEvents', { ...stream, limit: 1 })
  expect(events).toEqual([
    expect.objectContaining({
      message: 'Error: DATABASE_URL is not set',
      timestamp: Number(task?.startedAt) + 100,
    }),
  ])
  expect(await json(scene.world.logs, 'GetLogEvents', { ...stream, logStreamName: 'x' })).toMatchObject({
    __type: 'ResourceNotFoundException',
  })
  const filter = { logGroupName: '/ecs/web', logStreamNames: [logStreamName] }
  const filtered = await json(scene.world.logs, 'FilterLogEvents', filter)
  expect(filtered.events).toHaveLength(2)
})

test('the services beside ECS take faults too, and record their calls', async () => {
  scene.world.cloudWatch.faults.deny('DescribeAlarms')
  const denied = await json(scene.world.cloudWatch, 'DescribeAlarms', {})
  expect(denied).toMatchObject({
    __type: 'AccessDeniedException',
    message: expect.stringContaining(
      'is not authorized to perform: cloudwatch:DescribeAlarms on resource: *',
    ) as unknown,
  })
  expect(scene.world.cloudWatch.calls).toEqual([
    { action: 'DescribeAlarms', input: {}, error: 'AccessDeniedException' },
  ])
})

test('the environment names every endpoint', () => {
  const env = scene.world.env()
  expect(env.AWS_ENDPOINT_URL_ECS).toBe(scene.world.ecs.url)
  expect(env.AWS_ENDPOINT_URL_CODEDEPLOY).toBe(scene.world.codeDeploy.url)
  expect(new Set(Object.values(env).filter((value) => value.startsWith('http://127.0.0.1:'))).size).toBe(5)
})
