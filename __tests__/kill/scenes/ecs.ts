import { scaledClock } from '../../../demo/world/clock.ts'
import { startWorld, type World } from '../../../demo/world/index.ts'
import type { ServiceStory } from '../../../demo/world/stories.ts'
import { QUICK, SPEED, tellWrite } from '../../bundle/play.ts'
import type { Inputs } from '../../bundle/stage.ts'
import type { KillProxy } from '../kill-proxy.ts'
import type { Scene, Setup } from '../scene.ts'

const BLUE_GREEN: NonNullable<ServiceStory['deploymentConfiguration']> = {
  strategy: 'BLUE_GREEN',
  bakeTimeInMinutes: 60,
}
const BAD = { http: { status: 500, body: 'no such table' } }

function ecs(name: string, story: Partial<ServiceStory>, inputs: Inputs = {}): Setup {
  return { name, good: '3', write: 'Update|Stop|Create', open: (proxy) => openEcs(proxy, story, inputs) }
}

async function openEcs(proxy: KillProxy, story: Partial<ServiceStory>, inputs: Inputs): Promise<Scene> {
  const running = scaledClock(SPEED)
  let skippedMs = 0
  const world = await startWorld({ clock: { nowMs: () => running.nowMs() + skippedMs } })
  world.createService({ name: 'web', ...story })
  world.image('registry.example/web:4', BAD)
  const { taskDefinitionArn } = world.deploy('web', 'registry.example/web:4')
  const site = await proxy.front(world.app.url())
  return {
    env: await frontAll(proxy, world.env()),
    with: {
      target: 'ecs',
      cluster: 'prod',
      service: 'web',
      'task-definition': taskDefinitionArn,
      'health-url': `${site}/health`,
      'expect-version': '4',
      ...QUICK,
      timeout: '5s',
      ...inputs,
    },
    writes: () => [...world.ecs.writes.map(tellWrite), ...codeDeployWrites(world)],
    live: async () => {
      skippedMs += 3_600_000
      const response = await fetch(`${world.app.url()}/health`)
      const text = await response.text()
      return /"version":"(\w+)"/.exec(text)?.[1] ?? `what answers ${response.status} ${text}`
    },
    close: () => world.close(),
  }
}

async function frontAll(
  proxy: KillProxy,
  env: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const fronted: Record<string, string> = {}
  for (const [name, value] of Object.entries(env))
    fronted[name] = name.startsWith('AWS_ENDPOINT_URL') ? await proxy.front(value) : value
  return fronted
}

function codeDeployWrites(world: World): string[] {
  return world.codeDeploy.calls
    .filter(({ action }) => action === 'StopDeployment' || action === 'CreateDeployment')
    .map(({ action }) => action)
}

export const ECS_SETUPS: readonly Setup[] = [
  ecs('ECS rolling', {}),
  ecs('ECS blue/green in its bake', { deploymentConfiguration: BLUE_GREEN }),
  ecs('CodeDeploy in flight', { controller: 'CODE_DEPLOY' }),
]
