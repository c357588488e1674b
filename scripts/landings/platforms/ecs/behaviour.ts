import { schedulerFor } from '../../../../demo/world/ecs/scheduler.ts'
import type { EcsState, Service } from '../../../../demo/world/ecs/state.ts'
import { isLive } from '../../../../demo/world/ecs/task-state.ts'
import { stopTask } from '../../../../demo/world/ecs/task-stop.ts'
import type {
  HttpBehaviour,
  HttpRequestSeen,
  ImageBehaviour,
  TaskFate,
} from '../../../../demo/world/images.ts'
import type { Quality } from '../../common-plan.ts'

/** One answer of so many fails, now and then: never two in a row. */
const FLAKY_EVERY = 9
const FAILS_EVERY = 4
const SLUGGISH_MS = 2_500

const BAD_ANSWERS: Partial<Record<Quality, HttpBehaviour>> = {
  '5xx': { status: 500 },
  'reports unhealthy': { body: { status: 'down', version: 'new' } },
  '404': { status: 404 },
  'wrong version': { body: { status: 'ok', version: 'new-debug' } },
  slow: 'hang',
}

/** Whether it is bad, once it shows it. */
export const isBadQuality = (quality: Quality): boolean => quality === 'crash' || quality in BAD_ANSWERS

/** How a version is now. */
export interface VersionState {
  isShown: boolean
  /** The platform has no place for its tasks. */
  lacksRoom: boolean
}

/** What the image answers, and how its tasks end, before and after it has shown what it is. */
export function behaviourOf(quality: Quality, truth: VersionState): ImageBehaviour {
  return {
    http: ({ answered }: HttpRequestSeen): HttpBehaviour => {
      if (quality === 'tells no version') return { body: { status: 'ok' } }
      if (quality === 'flaky') return answered % FLAKY_EVERY === FLAKY_EVERY - 1 ? { status: 502 } : {}
      if (quality === 'fails often') return answered % FAILS_EVERY === FAILS_EVERY - 1 ? { status: 502 } : {}
      if (quality === 'sluggish') return { latencyMs: SLUGGISH_MS }
      return truth.isShown ? (BAD_ANSWERS[quality] ?? {}) : {}
    },
    task: (ordinal) => fateOf(quality, truth, ordinal),
  }
}

function fateOf(quality: Quality, { isShown, lacksRoom }: VersionState, ordinal: number): TaskFate {
  if (lacksRoom) return { kind: 'cannot-place' }
  const exits = { kind: 'exits', exitCode: 1, afterMs: 5_000 } as const
  if (quality === 'one task exits') return ordinal === 0 ? exits : { kind: 'runs' }
  return isShown && quality === 'crash' ? exits : { kind: 'runs' }
}

/** All running tasks of a revision end at once, by their own doing. */
export function crashTasks(ecs: EcsState, service: Service, taskDefinitionArn: string): void {
  const { watcher } = schedulerFor(ecs, service)
  const running = service.tasks.filter(
    (task) => task.taskDefinitionArn === taskDefinitionArn && isLive(task) && task.startedAtMs,
  )
  for (const task of running) {
    const stopCode = 'EssentialContainerExited'
    stopTask(
      ecs,
      task,
      { stopCode, stoppedReason: 'Essential container in task exited', exitCode: 1 },
      watcher,
    )
    watcher.failed(task)
  }
}
