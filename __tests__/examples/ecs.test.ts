import { read } from '../repository/files.ts'
import { type EcsScript, type Played, playEcs, taskDefinition, writesOf } from './ecs-stage.ts'
import { scene, stepOf } from './scene.ts'

const US = 'us-east-1'
const EU = 'eu-west-1'
const BROKEN = { http: { status: 500, body: { error: 'relation "orders" does not exist' } } }

const image = (sha: string, name = 'web') => `registry.example/${name}:${sha}`
const revision = (arn: string | undefined) => arn?.split('/').at(-1)
const files = { 'task-definition.json': taskDefinition('web') }

const rolling = {
  example: 'ecs-rolling',
  files,
  pushesImages: true,
  images: (sha: string) => ({ [US]: { [image(sha)]: {} } }),
}

scene('ecs-rolling.yml builds, deploys, and watches a good version land', async (act) => {
  await playEcs(act, rolling, (played) => {
    const landing = stepOf(played, 'deploy', 'landing')
    expect(landing).toMatchObject({ result: 'success', outputs: { result: 'healthy', healthy: 'true' } })
    expect(landing.summary).toContain('The new version is healthy')
    expect(played.exitCode).toBe(0)
  })
})

scene('ecs-rolling.yml puts the captured version back when the new one answers 500', async (act) => {
  const script = { ...rolling, images: (sha: string) => ({ [US]: { [image(sha)]: BROKEN } }) }
  await playEcs(act, script, (played) => {
    const { outputs, summary, result } = stepOf(played, 'deploy', 'landing')
    expect(outputs).toMatchObject({ result: 'rolled-back', 'rolled-back': 'true' })
    expect([revision(outputs.from), revision(outputs.to)]).toEqual(['web:4', 'web:3'])
    expect(summary).toContain('answered `500`')
    expect(summary).toContain('as the capture step recorded')
    expect([result, played.exitCode]).toEqual(['failure', 1])
    expect(writesOf(played, US).at(-1)).toBe('UpdateService web → web:3')
  })
})

/** The called workflow as in the caller's own repository: a runner on this machine fetches nothing. */
const called = {
  ...rolling,
  example: 'ecs-reusable-caller',
  addresses: {
    [`OWNER/workflows/.github/workflows/ecs-reusable.yml@${'0'.repeat(40)}`]:
      './.github/workflows/ecs-reusable.yml',
  },
  calls: ['ecs-reusable'],
}

scene(
  'ecs-reusable-caller.yml has its service deployed and guarded by the workflow that it calls',
  async (act) => {
    await playEcs(act, called, (played) => {
      const landing = stepOf(played, 'deploy', 'landing')
      expect(landing).toMatchObject({ result: 'success', outputs: { result: 'healthy', healthy: 'true' } })
      expect(played.exitCode).toBe(0)
    })
  },
)

scene('ecs-reusable-caller.yml goes back from a bad version', async (act) => {
  const script = { ...called, images: (sha: string) => ({ [US]: { [image(sha)]: BROKEN } }) }
  await playEcs(act, script, (played) => {
    expect(stepOf(played, 'deploy', 'landing').outputs).toMatchObject({ result: 'rolled-back' })
    expect(writesOf(played, US).at(-1)).toBe('UpdateService web → web:3')
  })
})

/** The first workflow of the README, as somebody copies it. */
const quickStart: EcsScript = {
  example: 'quick-start',
  workflow: /```yaml\n(name: Deploy\n[^`]+)```/.exec(read('README.md'))?.[1] ?? '',
  files: { 'task-definition.json': taskDefinition('web', image('next')) },
  images: (sha) => ({ [US]: { [image('next')]: { version: sha } } }),
}

scene('the quick start of the README lands a good version', async (act) => {
  await playEcs(act, quickStart, (played) => {
    expect(resultsOf(played)).toEqual(['healthy'])
    expect(played.exitCode).toBe(0)
  })
})

scene('the quick start of the README goes back from a bad one', async (act) => {
  const images = (sha: string) => ({ [US]: { [image('next')]: { ...BROKEN, version: sha } } })
  await playEcs(act, { ...quickStart, images }, (played) => {
    expect(resultsOf(played)).toEqual(['rolled-back'])
    expect(writesOf(played, US).at(-1)).toBe('UpdateService web → web:3')
  })
})

/** Of every step in the job that has one. */
function resultsOf({ jobs }: Played): (string | undefined)[] {
  return Object.values(jobs.deploy?.steps ?? {}).flatMap(({ outputs }) => outputs.result ?? [])
}

const blueGreen: EcsScript = {
  example: 'ecs-blue-green',
  event: 'workflow_dispatch',
  payload: { inputs: { tag: '7.2.0' } },
  files,
  services: [{ name: 'web', deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 } }],
  images: () => ({ [US]: { [image('7.2.0')]: {} } }),
}

scene('ecs-blue-green.yml watches a good version take over', async (act) => {
  await playEcs(act, blueGreen, (played) => {
    expect(stepOf(played, 'deploy', 'landing').outputs).toMatchObject({ result: 'healthy' })
    expect(played.exitCode).toBe(0)
  })
})

scene('ecs-blue-green.yml goes back while the old tasks are still there', async (act) => {
  const script = { ...blueGreen, images: () => ({ [US]: { [image('7.2.0')]: BROKEN } }) }
  await playEcs(act, script, (played) => {
    expect(stepOf(played, 'deploy', 'landing').outputs).toMatchObject({ result: 'rolled-back' })
    expect(writesOf(played, US).at(-1)).toMatch(/^(StopServiceDeployment|UpdateService)/)
  })
})

type Hooks = NonNullable<
  NonNullable<EcsScript['services']>[number]['deploymentConfiguration']
>['lifecycleHooks']

const pauseAt = (stage: 'POST_TEST_TRAFFIC_SHIFT' | 'PRE_PRODUCTION_TRAFFIC_SHIFT'): Hooks => [
  { targetType: 'PAUSE', lifecycleStages: [stage] },
]

const promoted: EcsScript = {
  ...blueGreen,
  example: 'ecs-promote',
  with: { 'promote-bake-time': '300ms' },
  services: [
    {
      name: 'web',
      deploymentConfiguration: {
        strategy: 'BLUE_GREEN',
        bakeTimeInMinutes: 5,
        lifecycleHooks: pauseAt('POST_TEST_TRAFFIC_SHIFT'),
      },
    },
  ],
}

scene('ecs-promote.yml lets a good version go on to production', async (act) => {
  await playEcs(act, promoted, (played) => {
    const { outputs } = stepOf(played, 'deploy', 'landing')
    expect(outputs).toMatchObject({ result: 'healthy', promoted: 'true' })
    expect(writesOf(played, US).at(-1)).toBe('ContinueServiceDeployment')
    expect(played.exitCode).toBe(0)
  })
})

scene('ecs-promote.yml rolls a bad version back before a user has met it', async (act) => {
  const script = { ...promoted, images: () => ({ [US]: { [image('7.2.0')]: BROKEN } }) }
  await playEcs(act, script, (played) => {
    const { outputs, summary } = stepOf(played, 'deploy', 'landing')
    expect(outputs).toMatchObject({ result: 'rolled-back', promoted: 'false' })
    expect(summary).toContain('No user has met the new version')
    expect(played.worlds[US]?.app.served('production')).not.toHaveProperty('7.2.0')
  })
})

scene('ecs-promote-canary.yml decides before each step', async (act) => {
  const canary: EcsScript = {
    ...promoted,
    example: 'ecs-promote-canary',
    services: [
      {
        name: 'web',
        deploymentConfiguration: {
          strategy: 'CANARY',
          canaryConfiguration: { canaryPercent: 50, canaryBakeTimeInMinutes: 1 },
          bakeTimeInMinutes: 1,
          lifecycleHooks: pauseAt('PRE_PRODUCTION_TRAFFIC_SHIFT'),
        },
      },
    ],
  }
  await playEcs(act, canary, (played) => {
    expect(stepOf(played, 'deploy', 'landing').outputs).toMatchObject({ result: 'healthy', promoted: 'true' })
    const answers = writesOf(played, US).filter((write) => write === 'ContinueServiceDeployment')
    expect(answers).toHaveLength(2)
  })
})

const APPSPEC = `version: 0.0
Resources:
  - TargetService:
      Type: AWS::ECS::Service
      Properties:
        TaskDefinition: <TASK_DEFINITION>
        LoadBalancerInfo: { ContainerName: web, ContainerPort: 8080 }
`

scene('ecs-promote-code-deploy.yml lets CodeDeploy reroute the traffic', async (act) => {
  const script: EcsScript = {
    ...promoted,
    example: 'ecs-promote-code-deploy',
    files: { ...files, 'appspec.yaml': APPSPEC },
    services: [{ name: 'web', controller: 'CODE_DEPLOY', codeDeploy: { readyWaitMinutes: 60 } }],
  }
  await playEcs(act, script, (played) => {
    expect(stepOf(played, 'deploy', 'landing').outputs).toMatchObject({ result: 'healthy', promoted: 'true' })
    const calls = played.worlds[US]?.codeDeploy.calls.map(({ action }) => action)
    expect(calls).toContain('ContinueDeployment')
  })
})

scene('ecs-several-services.yml puts both services back when one of them fails', async (act) => {
  const script: EcsScript = {
    example: 'ecs-several-services',
    files: { 'api.json': taskDefinition('api'), 'worker.json': taskDefinition('worker') },
    vars: { REGISTRY: 'registry.example' },
    services: [{ name: 'api' }, { name: 'worker', loadBalanced: false }],
    images: (sha) => ({
      [US]: {
        [image(sha, 'api')]: {},
        [image(sha, 'worker')]: { task: { kind: 'exits', exitCode: 1, afterMs: 4_000 } },
      },
    }),
  }
  await playEcs(act, script, (played) => {
    const { outputs } = stepOf(played, 'deploy', 'landing')
    expect(outputs).toMatchObject({ result: 'rolled-back' })
    expect(outputs.to?.split('\n').map(revision)).toEqual(['api=api:3', 'worker=worker:3'])
    const { worlds } = played
    const running = ['api', 'worker'].map((name) => worlds[US]?.service(name).taskDefinitionArn)
    expect(running.map(revision)).toEqual(['api:3', 'worker:3'])
  })
})

const regions: EcsScript = {
  example: 'ecs-several-regions',
  files,
  images: (sha) => ({ [EU]: { [image(sha)]: {} }, [US]: { [image(sha)]: {} } }),
}

/** A matrix job is known by its values. */
const inRegion = ({ jobs }: Played, region: string) =>
  Object.entries(jobs).find(([name]) => name.startsWith('deploy ') && name.includes(region))?.[1]

scene('ecs-several-regions.yml lands in one region after the other', async (act) => {
  await playEcs(act, regions, (played) => {
    const results = [EU, US].map((region) => inRegion(played, region)?.steps.landing?.outputs.result)
    expect(results).toEqual(['healthy', 'healthy'])
    const starts = [EU, US].map((region) => played.log.indexOf(`Deploy to ${region}`))
    const ends = [EU, US].map((region) => played.log.lastIndexOf(`Deploy to ${region}`))
    expect(starts[1]).toBeGreaterThan(ends[0] ?? Number.POSITIVE_INFINITY)
    expect(played.exitCode).toBe(0)
  })
})

scene('ecs-several-regions.yml goes back in the region where it failed, and says so', async (act) => {
  const script = {
    ...regions,
    images: (sha: string) => ({ [EU]: { [image(sha)]: BROKEN }, [US]: { [image(sha)]: {} } }),
  }
  await playEcs(act, script, (played) => {
    expect(inRegion(played, EU)?.steps.landing?.outputs).toMatchObject({ result: 'rolled-back' })
    expect(revision(played.worlds[EU]?.service('web').taskDefinitionArn)).toBe('web:3')
    expect(stepOf(played, 'verdict', '0').summary).toContain('One region failed')
    expect(played.exitCode).toBe(1)
  })
})
