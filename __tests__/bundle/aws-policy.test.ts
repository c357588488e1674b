import type { ImageBehaviour } from '../../demo/world/images.ts'
import { named, statementsOf } from '../../scripts/aws-roles/policy.ts'
import { AWS_OPTIONS, AWS_PERMISSIONS, type AwsOption } from '../../src/targets/ecs/model/aws-permissions.ts'
import { isAllowed, type Request } from '../support/iam.ts'
import { allCalls, requestsOf } from './aws-calls.ts'
import { CRASHES, type EcsStage, ILL, onStage } from './ecs-stage.ts'

/** What the role may do is what the bundle does, and nothing else, for each feature on its own. */

type Inputs = Readonly<Record<string, string>>

interface Scene {
  readonly name: string
  readonly options: readonly AwsOption[]
  /** Answers the inputs of the step. */
  readonly begin: (stage: EcsStage) => Inputs
  readonly result: string
}

const ROLES = ['arn:aws:iam::123456789012:role/task', 'arn:aws:iam::123456789012:role/execution'] as const

const CODE_DEPLOY = { name: 'web', controller: 'CODE_DEPLOY' } as const
const METRIC = `cpu: { cloudwatch: { namespace: AWS/ECS, metric: CPUUtilization, stat: Average, period: 60s } }`
const PAUSED = {
  strategy: 'BLUE_GREEN' as const,
  bakeTimeInMinutes: 0,
  lifecycleHooks: [{ targetType: 'PAUSE' as const, lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT' as const] }],
}

function promoting({ world }: EcsStage): Inputs {
  const url = `${world.app.testUrl()}/health`
  const checks = `- { name: test, url: "${url}", version-from: body.version, stage: test }`
  return { promote: 'true', 'promote-bake-time': '150ms', 'expect-version': '4', checks }
}

/** Deploys `web:4`, which behaves so, after three good ones. */
function deploy4(stage: EcsStage, behaviour?: ImageBehaviour): void {
  stage.deploy('web', '4', behaviour)
}

const SCENES: readonly Scene[] = [
  {
    name: 'a version that answers 500, after its rollout',
    options: [],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      deploy4(stage, ILL)
      stage.pass()
      return {}
    },
    result: 'rolled-back',
  },
  {
    name: 'a version that crashes, while its rollout is in flight',
    options: [],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      deploy4(stage, CRASHES)
      return {}
    },
    result: 'rolled-back',
  },
  {
    name: 'a rollback to a definition that was deregistered, with roles and tags',
    options: [],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      const { taskDefinitions, tags, timeline } = stage.world.ecs.state
      const target = taskDefinitions.get('web:3')
      Object.assign(target, { taskRoleArn: ROLES[0], executionRoleArn: ROLES[1] })
      tags.set(target.taskDefinitionArn, [{ key: 'team', value: 'shop' }])
      deploy4(stage, ILL)
      stage.pass()
      taskDefinitions.deregister(target, timeline.nowMs)
      return {}
    },
    result: 'rolled-back',
  },
  {
    name: 'a promotion',
    options: ['promote'],
    begin: (stage) => {
      stage.world.createService({ name: 'web', deploymentConfiguration: PAUSED })
      deploy4(stage)
      return promoting(stage)
    },
    result: 'healthy',
  },
  {
    name: 'the health of the service itself',
    options: ['service-health'],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      deploy4(stage)
      return { 'service-health': 'true' }
    },
    result: 'healthy',
  },
  {
    name: 'alarms',
    options: ['alarms'],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      stage.world.alarms.set('web-5xx', 'OK')
      deploy4(stage)
      return { 'rollback-when': 'alarm web-5xx in ALARM' }
    },
    result: 'healthy',
  },
  {
    name: 'metrics',
    options: ['metrics'],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      stage.world.metric('AWS/ECS', 'CPUUtilization', () => 20)
      // CloudWatch is minutes late, so that nothing shorter is taken; this ends long before.
      deploy4(stage, ILL)
      const endsSoon = { 'bake-time': '10m', 'auto-rollback': 'false' }
      return { 'warn-when': 'metric cpu > 95 for 2m', metrics: METRIC, ...endsSoon }
    },
    result: 'unhealthy',
  },
  {
    name: 'a record of what was verified',
    options: ['remember-good'],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      deploy4(stage)
      return { 'remember-good': 'true' }
    },
    result: 'healthy',
  },
  {
    name: 'errors in the log',
    options: ['log-errors'],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      deploy4(stage, { log: ['starting'] })
      return { 'rollback-when': 'log errors > 5 over 30s' }
    },
    result: 'healthy',
  },
  {
    name: 'a rehearsal',
    options: ['rehearse'],
    begin: (stage) => {
      stage.world.createService({ name: 'web' })
      deploy4(stage)
      return { mode: 'rehearse', 'rehearse-in-production': 'true' }
    },
    result: 'rehearsed',
  },
  {
    name: 'CodeDeploy, while its deployment is in flight',
    options: ['code-deploy'],
    begin: (stage) => {
      stage.world.createService(CODE_DEPLOY)
      deploy4(stage, CRASHES)
      return {}
    },
    result: 'rolled-back',
  },
  {
    name: 'CodeDeploy, after it has finished',
    options: ['code-deploy'],
    begin: (stage) => {
      stage.world.createService(CODE_DEPLOY)
      deploy4(stage, ILL)
      stage.pass(86_400_000)
      return {}
    },
    result: 'rolled-back',
  },
  {
    name: 'CodeDeploy, with a promotion',
    options: ['code-deploy', 'promote'],
    begin: (stage) => {
      stage.world.createService({ ...CODE_DEPLOY, codeDeploy: { readyWaitMinutes: 60 } })
      deploy4(stage)
      return promoting(stage)
    },
    result: 'healthy',
  },
  {
    name: 'CodeDeploy, two versions back',
    options: ['code-deploy'],
    begin: (stage) => {
      stage.world.createService(CODE_DEPLOY)
      return { mode: 'rollback', 'rollback-to': '-2' }
    },
    result: 'rolled-back',
  },
]

interface Evidence {
  readonly scene: Scene
  readonly result: string | undefined
  /** Of the pull request, and then of the deployment. */
  readonly requests: readonly Request[]
  /** Of the pull request alone. */
  readonly tried: readonly Request[]
}

const evidence: Evidence[] = []

beforeAll(async () => {
  evidence.push(...(await Promise.all(SCENES.map(observe))))
}, 240_000)

async function observe(scene: Scene): Promise<Evidence> {
  let seen: Evidence | undefined
  await onStage(async (stage) => {
    const inputs = scene.begin(stage)
    const tried = await since(stage, () => stage.stepOfOtherJob({ ...inputs, mode: 'validate' }))
    const real = await since(stage, () => stage.stepOfOtherJob(inputs))
    seen = {
      scene,
      result: real.result,
      requests: [...tried.requests, ...real.requests],
      tried: tried.requests,
    }
  })
  if (seen === undefined) throw new Error(`${scene.name} saw nothing`)
  return seen
}

async function since({ world }: EcsStage, act: () => ReturnType<EcsStage['step']>) {
  const before = allCalls(world).map(({ input }) => input)
  const { outputs } = await act()
  const calls = allCalls(world).filter(({ input }) => !before.includes(input))
  return { result: outputs.result, requests: calls.flatMap(requestsOf) }
}

const NAMES: Readonly<Record<string, string>> = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
  cluster: 'prod',
  service: 'web',
  family: 'web',
  'log-group': '/ecs/web',
  'task-role': ROLES[0],
  'execution-role': ROLES[1],
  application: 'AppECS-prod-web',
  'deployment-group': 'DgpECS-prod-web',
}

type Permissions = typeof AWS_PERMISSIONS

function policyOf(permissions: Permissions, options: readonly AwsOption[]) {
  const granted = permissions.filter(({ option }) => option === undefined || options.includes(option))
  return named(statementsOf(granted), (word) => NAMES[word] ?? '')
}

/** What a role with exactly these permissions could not do, though its scene does it. */
function findMissing(permissions: Permissions, kind: 'requests' | 'tried'): string[] {
  const refused = evidence.flatMap(({ scene, [kind]: requests }) => {
    const policy = policyOf(permissions, scene.options)
    return requests.filter((request) => !isAllowed(policy, request))
  })
  return [...new Set(refused.map(({ action, resources }) => `${action} on ${resources.join(', ')}`))]
}

/** What it could do, though no scene of its feature does it. */
function findUnused(permissions: Permissions, kind: 'requests' | 'tried'): string[] {
  return permissions.flatMap(({ option, grants }) => {
    const done = evidence.filter(({ scene }) => option === undefined || scene.options.includes(option))
    const called = new Set(done.flatMap(({ [kind]: requests }) => requests.map(({ action }) => action)))
    return grants.flatMap(({ actions, behind }) =>
      actions.filter((action) => !called.has(action) && !(behind && called.has(behind))),
    )
  })
}

test('every scene ends as it should', () => {
  expect(evidence.map(({ scene, result }) => [scene.name, result])).toEqual(
    SCENES.map(({ name, result }) => [name, result]),
  )
})

test('every feature has a scene', () => {
  expect(new Set(SCENES.flatMap(({ options }) => options))).toEqual(new Set(AWS_OPTIONS))
})

test('the policy of a feature allows every call that it makes', () => {
  expect(findMissing(AWS_PERMISSIONS, 'requests')).toEqual([])
})

test('the policy of a feature allows nothing that it does not do', () => {
  expect(findUnused(AWS_PERMISSIONS, 'requests')).toEqual([])
})

const TRIED = AWS_PERMISSIONS.filter(({ isTried }) => isTried)

test('a role that may only read is enough for mode: validate', () => {
  expect(findMissing(TRIED, 'tried')).toEqual([])
})

test('a role that may only read may do nothing that mode: validate does not do', () => {
  expect(findUnused(TRIED, 'tried')).toEqual([])
  const writes = TRIED.flatMap(({ grants }) => grants.flatMap(({ actions }) => actions))
  expect(writes.filter((action) => !/:(Describe|List|Get|Filter)/.test(action))).toEqual([])
})

describe('the comparison sees what it is for', () => {
  const ACTIONS = [
    ...new Set(AWS_PERMISSIONS.flatMap(({ grants }) => grants.flatMap(({ actions }) => actions))),
  ]
  /** AWS checks them where nobody can see it from here. */
  const UNSEEN = ['codedeploy:RegisterApplicationRevision', 'codedeploy:GetDeploymentConfig']

  test.each(ACTIONS.filter((action) => !UNSEEN.includes(action)))(
    'a policy without %s is too narrow',
    (action) => {
      const less = AWS_PERMISSIONS.map((permission) => ({
        ...permission,
        grants: permission.grants.map((grant) => ({
          ...grant,
          actions: grant.actions.filter((each) => each !== action),
        })),
      }))
      expect(findMissing(less, 'requests').join('\n')).toContain(`${action} on `)
    },
  )

  test('a policy for another service is too narrow', () => {
    const policy = named(statementsOf(AWS_PERMISSIONS), (word) =>
      word === 'service' ? 'api' : (NAMES[word] ?? ''),
    )
    const update = evidence
      .flatMap(({ requests }) => requests)
      .find(({ action }) => action === 'ecs:UpdateService')
    expect(update && isAllowed(policy, update)).toBe(false)
  })

  test('a policy with one action more is too wide', () => {
    const more = {
      purpose: '',
      without: '',
      grants: [{ actions: ['ecs:DeleteService'], on: 'service' as const }],
    }
    expect(findUnused([...AWS_PERMISSIONS, more], 'requests')).toEqual(['ecs:DeleteService'])
  })

  test('an action that another feature needs is too wide for this one', () => {
    const [permission] = AWS_PERMISSIONS.filter(({ option }) => option === 'promote')
    if (permission === undefined) throw new Error('no such feature')
    expect(findUnused([{ ...permission, option: 'alarms' }], 'requests')).toEqual([
      'ecs:ContinueServiceDeployment',
    ])
  })
})
