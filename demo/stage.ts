import { fileURLToPath } from 'node:url'
import type { StageGithub } from './pipeline.ts'
import { readActionMetadata } from './runner/action-metadata.ts'
import type { LogLine } from './runner/step-log.ts'
import { Job, type RunningStep, type StepOptions, type StepResult } from './runner.ts'
import type { Scene } from './story.ts'
import { scaledClock, type WorldClock } from './world/clock.ts'
import { startWorld, type World } from './world/index.ts'
import { serve } from './world/loopback.ts'
import type { Deployed } from './world/stories.ts'

export const ACTION_FILE = fileURLToPath(new URL('../action.yml', import.meta.url))

/** So many world seconds pass in a real one: a Fargate task that needs half a minute to start needs one second. */
export const USUAL_SPEED = 25

/** What all scenes pass to the action. The durations are real: the world is fast, the action is not. */
const USUAL_INPUTS = {
  target: 'ecs',
  cluster: 'prod',
  service: 'web',
  interval: '500ms',
  timeout: '2s',
  'start-period': '5s',
  'bake-time': '6s',
  'poll-interval': '1s',
}

export interface Performance {
  readonly world: World
  readonly github: StageGithub
  /** Of the entry that ran last: `pre`, if it refused the inputs, else `main`. */
  readonly result: StepResult
}

export interface Audience {
  /** Runs the entry `pre` too, before the deploy, as the runner does for an action that is not in the workspace. */
  readonly withPre?: true
  readonly onInputs?: (inputs: Readonly<Record<string, string>>) => void
  readonly onDeployed?: (deployed: Deployed) => void
  readonly onLine?: (line: LogLine) => void
  /** Called with the way to cancel the job, so that an interrupted demo ends as an interrupted job does. */
  readonly onRunning?: (step: RunningStep) => void
}

/**
 * Plays a scene: a world of its own, then a job with the deploy step and the action's bundle, exactly as the
 * GitHub runner runs it. `read` sees the world and the runner's folder before both are gone.
 */
export async function perform<T>(
  scene: Scene,
  audience: Audience,
  read: (performance: Performance) => T | Promise<T>,
): Promise<T> {
  const world = await startWorld({ clock: scene.clock ?? scaledClock(scene.speed ?? USUAL_SPEED) })
  const github = await (scene.github?.(world) ?? answering())
  const job = new Job({ env: { ...world.env(), ...scene.env }, github: github.context })
  try {
    return await read({ world, github, result: await runJob({ scene, world, github, job }, audience) })
  } finally {
    await job.close()
    await github.close()
    await world.close()
  }
}

/** Enough to see that the network is there. */
async function answering(): Promise<StageGithub> {
  const { url, close } = await serve((_, response) => response.end('{}'))
  return { context: { api_url: url }, writes: [], close }
}

async function runJob(
  { scene, world, github, job }: { scene: Scene; world: World; github: StageGithub; job: Job },
  audience: Audience,
): Promise<StepResult> {
  const action = readActionMetadata(ACTION_FILE)
  const { captures, deploy, with: own = {} } = scene.begin(world)
  const inputs = { ...USUAL_INPUTS, 'health-url': `${world.app.url()}/health`, ...own, ...github.with }
  audience.onInputs?.(withoutEmpty(inputs))
  const run = async (main: string, step: Partial<StepOptions>) => {
    const onLine = (line: LogLine) => {
      audience.onLine?.(line)
      if (scene.cancelAt?.(line, world)) running.cancel()
    }
    const running: RunningStep = job.start({
      action: { ...action, main },
      onLine,
      ...(scene.livesInWorldTime && livingIn(world.clock, scene.speed ?? USUAL_SPEED)),
      ...step,
    })
    audience.onRunning?.(running)
    return await running.ended
  }
  const before =
    audience.withPre && action.pre ? await run(action.pre, { with: withoutEmpty(inputs) }) : undefined
  // As in a job: after a failed `pre` no later step runs.
  if (before !== undefined && before.conclusion !== 'success') return before
  if (captures) await run(action.main, { with: { ...withoutEmpty(inputs), mode: 'capture' } })
  const deployed = deploy?.()
  if (deployed !== undefined) audience.onDeployed?.(deployed)
  const known = { ...(deployed && { 'task-definition': deployed.taskDefinitionArn }), ...inputs }
  return await run(action.main, { with: withoutEmpty(known), ...(before && { state: before.state }) })
}

const WORLD_TIME = fileURLToPath(new URL('./runner/world-time.ts', import.meta.url))

/** A step that takes the time of a world for its own, of which `speed` seconds pass in a real one. */
export function livingIn(clock: WorldClock, speed: number): Pick<StepOptions, 'env' | 'nodeOptions'> {
  return {
    nodeOptions: ['--import', WORLD_TIME],
    env: {
      WORLD_SPEED: String(speed),
      WORLD_BEGAN_MS: String(Date.now()),
      WORLD_NOW_MS: String(clock.nowMs()),
    },
  }
}

function withoutEmpty(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== ''))
}
