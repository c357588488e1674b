import type { StepResult } from '../../demo/runner.ts'
import { perform } from '../../demo/stage.ts'
import type { Scene } from '../../demo/story.ts'
import { scaledClock, type WorldClock } from '../../demo/world/clock.ts'
import type { ImageBehaviour } from '../../demo/world/images.ts'
import type { World } from '../../demo/world/index.ts'

/**
 * Real time, as short as the rules allow; a rollout takes about half a second at this speed. The timeout is long: a busy
 * machine answers late, and only a test of a timeout waits for it.
 */
export const QUICK = {
  interval: '50ms',
  timeout: '5s',
  'start-period': '300ms',
  'success-threshold': '2',
  'bake-time': '300ms',
  'poll-interval': '100ms',
  'rollout-timeout': '60s',
  'rollback-timeout': '60s',
}
export const SPEED = 200
/** Twice the interval: on a quiet machine nobody is ever that long without a question to the world. */
const LONGEST_GAP_MS = 100

/** The time of a world that a step of {@link QUICK} watches. */
export function worldClock(speed = SPEED): WorldClock {
  return scaledClock(speed, LONGEST_GAP_MS)
}

/** A run of the bundle, and what the world saw of it. */
export interface Played extends StepResult {
  /** As `UpdateService web → web:3`: what reached ECS and was not refused. */
  readonly writes: readonly string[]
  /** Every call, in order. */
  readonly calls: readonly string[]
  /** Requests that reached the application. */
  readonly probes: number
  /** The log as one text. */
  readonly log: string
}

export async function play(scene: Scene): Promise<Played> {
  const begin: Scene['begin'] = (world) => {
    const setting = scene.begin(world)
    return { ...setting, with: { ...QUICK, ...setting.with } }
  }
  return await perform({ ...scene, begin, clock: worldClock(scene.speed) }, {}, ({ world, result }) => ({
    ...result,
    writes: world.ecs.writes.map(tellWrite),
    calls: world.ecs.calls.map((call) => call.action),
    probes: world.app.requests.length,
    log: result.lines.map((line) => line.text).join('\n'),
  }))
}

export function tellWrite({ action, input }: World['ecs']['calls'][number]): string {
  if (action === 'UpdateService') return `UpdateService ${input.service} → ${revision(input.taskDefinition)}`
  if (action === 'StopServiceDeployment') return `StopServiceDeployment ${input.stopType}`
  return `${action} ${JSON.stringify(input)}`
}

const revision = (taskDefinition: unknown) => String(taskDefinition).split('/').at(-1)

/** Three good deployments, `web:1` to `web:3`, and then `web:4` that behaves so. */
export function deploy(
  world: World,
  behaviour: ImageBehaviour,
  inputs: Readonly<Record<string, string>> = {},
) {
  world.createService({ name: 'web' })
  return deployOnto(world, behaviour, inputs)
}

/** As {@link deploy}, onto a service that is there already. */
export function deployOnto(
  world: World,
  behaviour: ImageBehaviour,
  inputs: Readonly<Record<string, string>> = {},
) {
  world.image('registry.example/web:4', behaviour)
  return {
    deploy: () => world.deploy('web', 'registry.example/web:4'),
    with: { 'expect-version': '4', ...inputs },
  }
}
