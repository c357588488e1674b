import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import { AwsError } from '../../src/aws/aws-error.ts'
import { cloudWatchSource } from '../../src/metrics/cloudwatch.ts'
import { connectEcs, type EcsApi } from '../../src/targets/ecs/api/api.ts'
import { readHistory, readRevisions } from '../../src/targets/ecs/api/history-reading.ts'
import { connectLogs, readLogPage } from '../../src/targets/ecs/api/log-reading.ts'
import { readServices } from '../../src/targets/ecs/api/service-reading.ts'
import { TargetHealthReader } from '../../src/targets/ecs/api/target-health-reader.ts'
import { readTaskDefinition } from '../../src/targets/ecs/api/task-definition.ts'
import { listTasks, readTasks } from '../../src/targets/ecs/api/task-reading.ts'
import * as ecs from '../../src/targets/ecs/api/writing.ts'
import * as codeDeploy from '../../src/targets/ecs/code-deploy/code-deploy-reading.ts'
import * as codeDeployWrites from '../../src/targets/ecs/code-deploy/code-deploy-writing.ts'
import { readContainerLogs } from '../../src/targets/ecs/watch/container-logs.ts'
import { service } from '../support/ecs-facts.ts'
import { FakeClock } from '../support/fake-clock.ts'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))
const never = new AbortController().signal
const GROUP = { applicationName: 'app', deploymentGroupName: 'group' }
const ARN = 'arn:aws:ecs:us-east-1:123456789012:service/prod/web'
const REVISION = { revisionType: 'AppSpecContent', appSpecContent: { sha256: 'abc' } } as const
const METRIC = {
  kind: 'cloudwatch',
  namespace: 'AWS/ECS',
  metric: 'CPU',
  stat: 'Average',
  periodMs: 60_000,
} as const
const TASK = { arn: 'task/1', containers: [{ name: 'web', lacksImage: false }] }
const LOGGED = {
  arn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:4',
  isActive: true,
  tags: [],
  definition: {
    containerDefinitions: [
      {
        name: 'web',
        logConfiguration: {
          logDriver: 'awslogs' as const,
          options: { 'awslogs-group': 'g', 'awslogs-stream-prefix': 'p', 'awslogs-region': 'us-east-1' },
        },
      },
    ],
  },
}

interface Operation {
  /** Undefined: nothing is said. Otherwise the words for what could not be read. */
  readonly ask: (api: EcsApi) => Promise<unknown>
  /** Lists and objects of its answer that are read. */
  readonly members: readonly string[]
  /** It holds nothing that is read, so that any answer is as good. */
  readonly isIgnored?: true
  /** An answer without these says nothing. */
  readonly isNeeded?: true
}

const ignored = (ask: Operation['ask']): Operation => ({ ask, members: [], isIgnored: true })

/** A sample says itself that it could not be read. */
async function sample(needs: Partial<Parameters<typeof cloudWatchSource>[0]>): Promise<unknown> {
  const deps = { clock: new FakeClock(), epochMs: Date.UTC(2026, 0, 1), redact: String }
  const [first] = await cloudWatchSource({ alarms: [], metrics: [], ...needs }, deps).sample(never)
  const reading = first?.reading
  if (reading?.kind === 'unreadable' && reading.reason.includes('cloudwatch:'))
    throw new AwsError('transient', reading.reason, { cause: undefined })
  return reading
}

async function log(): Promise<void> {
  let warned = ''
  await readContainerLogs(TASK as never, LOGGED, (text) => (warned = text), never)
  if (warned !== '') throw new AwsError('transient', warned, { cause: undefined })
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeServices: {
    ask: (api) => readServices(api, ['web'], never),
    members: ['services[]'],
    isNeeded: true,
  },
  DescribeTasks: {
    ask: (api) => readTasks(api, ['task/1'], never),
    members: ['tasks[]', 'tasks[].containers[]'],
  },
  ListTasks: { ask: (api) => listTasks(api, { serviceName: 'web' }, never), members: [] },
  ListServiceDeployments: {
    ask: (api) => readHistory(api, 'web', { depth: 20 }, never),
    members: ['serviceDeployments[]'],
    isNeeded: true,
  },
  DescribeServiceDeployments: {
    ask: (api) => readHistory(listed(api), 'web', { depth: 20 }, never),
    members: ['serviceDeployments[]', 'serviceDeployments[].lifecycleHookDetails[]'],
  },
  DescribeServiceRevisions: {
    ask: (api) => readRevisions(api, ['arn:1'], never),
    members: ['serviceRevisions[]', 'serviceRevisions[].containerImages[]'],
  },
  DescribeTaskDefinition: {
    ask: (api) => readTaskDefinition(api, 'web:4', never),
    members: ['taskDefinition', 'taskDefinition.containerDefinitions[]', 'tags[]'],
    isNeeded: true,
  },
  UpdateService: {
    ask: (api) => ecs.updateService(api, 'web', 'web:3', never),
    members: ['service.deployments[]', 'service.events[]'],
  },
  RegisterTaskDefinition: {
    ask: (api) => ecs.registerTaskDefinition(api, { family: 'web', containerDefinitions: [] }, never),
    members: ['taskDefinition'],
    isNeeded: true,
  },
  StopServiceDeployment: ignored((api) => ecs.stopWithRollback(api, 'arn:1', never)),
  ContinueServiceDeployment: ignored((api) =>
    ecs.continueDeployment(api, { serviceDeploymentArn: 'arn:1', hookId: '1', action: 'CONTINUE' }, never),
  ),
  TagResource: ignored((api) => ecs.tagResource(api, 'arn:1', [{ key: 'a', value: 'b' }], never)),
  GetDeployment: {
    ask: async (api) => {
      const info = await codeDeploy.readDeploymentInfo(api, 'd-1', never)
      return codeDeploy.toCodeDeployment(info, { own: undefined, previous: undefined }, ARN)
    },
    members: ['deploymentInfo', 'deploymentInfo.rollbackInfo', 'deploymentInfo.revision.appSpecContent'],
    isNeeded: true,
  },
  ListDeployments: { ask: (api) => codeDeploy.listDeployments(api, GROUP, never), members: [] },
  GetApplicationRevision: {
    ask: (api) => codeDeploy.readAppSpec(api, 'app', REVISION, never),
    members: ['revision', 'revision.appSpecContent'],
  },
  GetDeploymentGroup: {
    ask: (api) => codeDeploy.readReadyOption(api, GROUP, never),
    members: [
      'deploymentGroupInfo',
      'deploymentGroupInfo.blueGreenDeploymentConfiguration.deploymentReadyOption',
    ],
  },
  CreateDeployment: {
    ask: (api) =>
      codeDeployWrites.createDeployment(api, GROUP, { appSpec: {} as never, description: '' }, never),
    members: [],
    isNeeded: true,
  },
  StopDeployment: ignored((api) => codeDeployWrites.stopDeployment(api, 'd-1', never)),
  ContinueDeployment: ignored((api) => codeDeployWrites.rerouteTraffic(api, 'd-1', never)),
  DescribeTargetHealth: {
    ask: (api) => {
      const reader = new TargetHealthReader(api, new FakeClock(), () => undefined)
      return reader.read([service([], { targetGroups: ['group'] })], 0, never)
    },
    members: [],
  },
  DescribeAlarms: {
    ask: () => sample({ alarms: ['errors'] }),
    members: ['MetricAlarms[]', 'CompositeAlarms[]'],
  },
  GetMetricData: {
    ask: () => sample({ metrics: [{ name: 'cpu', source: { ...METRIC, dimensions: [] } }] }),
    members: ['MetricDataResults[]'],
  },
  GetLogEvents: { ask: log, members: ['events[]'] },
  FilterLogEvents: {
    ask: () => readLogPage(connectLogs('us-east-1'), { logGroupName: 'web', startTime: 0 }, undefined, never),
    members: ['events[]'],
  },
}

let body = ''
let aws: LoopbackServer
const before = { ...process.env }

beforeAll(async () => {
  aws = await serve((_, response) => response.end(body))
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  })
})
afterAll(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  await aws.close()
})

/** One that has a list of deployments, so that what follows it is asked. */
function listed(api: EcsApi): EcsApi {
  const list = { serviceDeployments: [{ serviceDeploymentArn: 'arn:1', createdAt: new Date(0) }] }
  const call: EcsApi['call'] = (action, run, signal) =>
    action === 'ecs:ListServiceDeployments' ? Promise.resolve(list as never) : api.call(action, run, signal)
  return { ...api, call }
}

async function ask(operation: string, answer: string): Promise<unknown> {
  body = answer
  const api = await connectEcs('prod', undefined)
  return await OPERATIONS[operation]?.ask(api).then(
    () => undefined,
    (error: unknown) => error,
  )
}

/** `{"tasks":[{"containers":VALUE}]}` */
function withMember(path: string, value: unknown): string {
  const nested = path
    .split('.')
    .reverse()
    .reduce<unknown>((inner, name, depth) => {
      const isList = name.endsWith('[]') && depth > 0
      return { [name.replace('[]', '')]: isList ? [inner] : inner }
    }, value)
  return JSON.stringify(nested)
}

it('is known of every operation that is called', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const called = files.flatMap((name) =>
    [...readFileSync(join(SRC, name), 'utf8').matchAll(/sdk\.(\w+)Command\(/g)].map(
      ([, operation]) => operation,
    ),
  )
  expect([...new Set(called)].sort()).toEqual(Object.keys(OPERATIONS).sort())
})

const ANY = ['', '{}', '[]', 'null', '"text"', '7', '<html>', '<html><body>Sign in</body></html>']
const rows = Object.keys(OPERATIONS).flatMap((operation) => ANY.map((answer) => [operation, answer] as const))

test.each(rows)(
  '%s answered with %j is an answer, or an error of AWS with its name',
  async (operation, answer) => {
    const error = await ask(operation, answer)
    const mustFail = answer.startsWith('<') || OPERATIONS[operation]?.isNeeded
    if (error === undefined && !mustFail) return
    expect(error).toBeInstanceOf(AwsError)
    expect((error as AwsError).message).toMatch(new RegExp(`\\w:${operation}\\b`))
  },
)

const WRONG = ['text', 7, true, null, [null], ['text'], { a: 1 }]
const members = Object.entries(OPERATIONS).flatMap(([operation, { members }]) =>
  members.flatMap((member) =>
    WRONG.filter((value) => member.endsWith('[]') || !isObject(value)).map(
      (value) => [operation, withMember(member, value)] as const,
    ),
  ),
)

test.each(members)('%s answered with %s never is a defect of the step', async (operation, answer) => {
  const error = await ask(operation, answer)
  if (error === undefined) return
  expect(error).toBeInstanceOf(AwsError)
  expect((error as AwsError).message).toMatch(new RegExp(`\\w:${operation}\\b`))
})

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
