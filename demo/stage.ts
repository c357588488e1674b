import { fileURLToPath } from 'node:url'
import { type ActionMetadata, readActionMetadata } from './runner/action-metadata.ts'
import type { LogLine } from './runner/step-log.ts'
import { Job, type RunningStep, type StepResult } from './runner.ts'
import type { Scene, Setting } from './story.ts'
import { startWorld, type World } from './world/index.ts'
import { serve } from './world/loopback.ts'

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
  readonly result: StepResult
  /** The `with:` of the step. */
  readonly inputs: Readonly<Record<string, string>>
  readonly action: ActionMetadata
}

export interface Audience {
  /** The deploy step is over, and the step that guards it begins. */
  readonly onStart?: (setting: Setting, inputs: Readonly<Record<string, string>>) => void
  readonly onLine?: (line: LogLine) => void
  /** Called with the way to cancel the job, so that an interrupted demo ends as an interrupted job does. */
  readonly onRunning?: (step: RunningStep) => void
}

/**
 * Plays a scene: a world of its own, the deploy step, then the action's bundle exactly as the GitHub runner
 * runs it. `read` sees the world and the runner's folder before both are gone.
 */
export async function perform<T>(
  scene: Scene,
  audience: Audience,
  read: (performance: Performance) => T | Promise<T>,
): Promise<T> {
  const action = readActionMetadata(ACTION_FILE)
  const world = await startWorld({ speed: scene.speed ?? USUAL_SPEED })
  const github = await serve((_, response) => response.end('{}'))
  const job = new Job({ env: world.env(), github: { api_url: github.url } })
  try {
    const setting = { world, ...scene.begin(world) }
    const inputs = inputsOf(setting)
    audience.onStart?.(setting, inputs)
    const step: RunningStep = job.start({
      action,
      with: inputs,
      onLine: (line) => {
        audience.onLine?.(line)
        if (scene.cancelAt?.(line, world)) step.cancel()
      },
    })
    audience.onRunning?.(step)
    return await read({ world, action, inputs, result: await step.ended })
  } finally {
    await job.close()
    await github.close()
    await world.close()
  }
}

function inputsOf({ world, deployed, with: own = {} }: Setting): Record<string, string> {
  const inputs = {
    ...USUAL_INPUTS,
    'health-url': `${world.app.url()}/health`,
    ...(deployed === undefined ? {} : { 'task-definition': deployed.taskDefinitionArn }),
    ...own,
  }
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== ''))
}
