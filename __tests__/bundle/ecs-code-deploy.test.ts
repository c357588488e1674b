import type { Scene } from '../../demo/story.ts'
import type { World } from '../../demo/world/index.ts'
import type { ServiceStory } from '../../demo/world/stories.ts'
import { deployOnto, play } from './play.ts'

/** There is nothing to ask at an address. */
const NO_ADDRESS = { 'health-url': '', 'expect-version': '', timeout: '' }
const ILL = { http: { status: 500, body: 'no such table' } }
const ROLLED_BACK = {
  result: 'rolled-back',
  healthy: 'true',
  'rolled-back': 'true',
  from: 'web:4',
  to: 'web:3',
}
/** CodeDeploy keeps the original tasks for five minutes of the world: long enough even on a slow machine. */
const IN_FLIGHT = { speed: 20 }
/** Here they are over before the verdict. */
const AFTER_CODE_DEPLOY = { 'start-period': '2500ms' }

/** The deployment that somebody else has stopped. */
const byHand = new WeakMap<World, string>()

interface Case extends Scene {
  readonly name: string
  readonly exitCode: number
  readonly outputs: Readonly<Record<string, string>>
  /** What reached CodeDeploy or ECS to change something. */
  readonly writes: readonly string[]
  /** Of the summary. */
  readonly tells: readonly (string | RegExp)[]
}

function on(world: World, story: Partial<ServiceStory>): World {
  world.createService({ name: 'web', ...story })
  return world
}

const CASES: readonly Case[] = [
  {
    name: 'a healthy version by CodeDeploy passes while the original tasks are still there',
    begin: (world) => deployOnto(on(world, { controller: 'CODE_DEPLOY' }), {}),
    exitCode: 0,
    outputs: { result: 'healthy', healthy: 'true' },
    writes: [],
    tells: ['The new version is healthy'],
  },
  {
    name: 'an ill version by CodeDeploy is stopped with rollback',
    ...IN_FLIGHT,
    begin: (world) => deployOnto(on(world, { controller: 'CODE_DEPLOY' }), ILL),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: ['StopDeployment autoRollback'],
    tells: ['Rolled back to `web:3`', 'healthy again', 'no such table', 'as CodeDeploy records it'],
  },
  {
    name: 'an ill version by CodeDeploy that has finished is replaced by a deployment of the one before',
    begin: (world) => deployOnto(on(world, { controller: 'CODE_DEPLOY' }), ILL, AFTER_CODE_DEPLOY),
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: ['CreateDeployment web:3'],
    tells: ['Rolled back to `web:3`', 'healthy again'],
  },
  {
    name: 'a deployment by CodeDeploy that somebody stops is followed, and nothing is written',
    begin: (world) => {
      const setting = deployOnto(on(world, { controller: 'CODE_DEPLOY' }), { startMs: 600_000 })
      return {
        ...setting,
        deploy: () => {
          const deployed = setting.deploy()
          world.after(30_000, () => void stopByHand(world, deployed.deploymentId))
          return deployed
        },
      }
    },
    exitCode: 1,
    outputs: { result: 'rolled-back-by-platform', 'rolled-back': 'true', to: 'web:3' },
    writes: [],
    tells: ['MANUAL_STOP'],
  },
  {
    name: 'with auto-rollback: false the call is shown and not made',
    ...IN_FLIGHT,
    begin: (world) => deployOnto(on(world, { controller: 'CODE_DEPLOY' }), ILL, { 'auto-rollback': 'false' }),
    exitCode: 1,
    outputs: { result: 'unhealthy', to: 'web:3' },
    writes: [],
    tells: ['aws deploy stop-deployment'],
  },
  {
    name: 'a role that may not stop a deployment is told what it needs',
    ...IN_FLIGHT,
    begin: (world) => {
      world.codeDeploy.faults.deny('StopDeployment')
      return deployOnto(on(world, { controller: 'CODE_DEPLOY' }), ILL)
    },
    exitCode: 1,
    outputs: { result: 'rollback-failed' },
    writes: [],
    tells: ['codedeploy:StopDeployment'],
  },
  {
    name: 'an ill version of an external deployer is verified, and left to that deployer',
    begin: (world) => deployOnto(on(world, { controller: 'EXTERNAL' }), ILL),
    exitCode: 1,
    outputs: { result: 'no-target' },
    writes: [],
    tells: ['controlled by an external deployer', 'target: webhook'],
  },
  {
    name: 'without an address, unhealthy targets are the evidence',
    begin: (world) => {
      on(world, { healthCheckGracePeriodSeconds: 600 })
      const task = { kind: 'fails-elb-health-checks', afterMs: 140_000 } as const
      return deployOnto(world, { task }, { ...NO_ADDRESS, 'bake-time': '1s' })
    },
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: ['UpdateService web → web:3'],
    tells: ['2 of 2 targets of targetgroup/web are unhealthy', 'Target.ResponseCodeMismatch'],
  },
  {
    name: 'beside an address that answers well, unhealthy targets count with service-health: true',
    begin: (world) => {
      on(world, { healthCheckGracePeriodSeconds: 600 })
      const task = { kind: 'fails-elb-health-checks', afterMs: 140_000 } as const
      return deployOnto(world, { task }, { 'service-health': 'true', 'bake-time': '1s' })
    },
    exitCode: 1,
    outputs: ROLLED_BACK,
    writes: ['UpdateService web → web:3'],
    tells: ['2 of 2 targets of targetgroup/web are unhealthy'],
  },
  {
    name: 'without an address and without any permission beyond DescribeServices, running tasks decide',
    begin: (world) => {
      world.ecs.faults.deny('ListTasks')
      world.loadBalancing.faults.deny('DescribeTargetHealth')
      return deployOnto(on(world, {}), {}, NO_ADDRESS)
    },
    exitCode: 0,
    outputs: { result: 'healthy' },
    writes: [],
    tells: [
      'the health of targets does not count',
      'elasticloadbalancing:DescribeTargetHealth',
      'ecs:ListTasks',
    ],
  },
]

test.concurrent.each(CASES)('$name', async ({ exitCode, outputs, writes, tells, ...scene }) => {
  let world: World | undefined
  const played = await play({
    ...scene,
    begin: (begun) => {
      world = begun
      return scene.begin(begun)
    },
  })
  const written = [...(world === undefined ? [] : codeDeployWrites(world)), ...played.writes]
  expect({ ...played, writes: written }).toMatchObject({ exitCode, outputs, writes })
  for (const text of tells) expect(played.summary).toMatch(text)
})

function codeDeployWrites(world: World): string[] {
  return world.codeDeploy.calls.flatMap(({ action, input, error }) => {
    const isByHand = byHand.has(world) && input.deploymentId === byHand.get(world)
    if (error !== undefined || isByHand) return []
    if (action === 'StopDeployment')
      return input.autoRollbackEnabled === true ? 'StopDeployment autoRollback' : 'StopDeployment'
    const named = /task-definition\/(web:\d+)/.exec(JSON.stringify(input))?.[1]
    return action === 'CreateDeployment' ? `CreateDeployment ${named}` : []
  })
}

/** As a person with the AWS CLI, whose call is not ours. */
async function stopByHand(world: World, deploymentId: string): Promise<void> {
  byHand.set(world, deploymentId)
  await fetch(world.codeDeploy.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'CodeDeploy_20141006.StopDeployment' },
    body: JSON.stringify({ deploymentId, autoRollbackEnabled: true }),
  })
}
