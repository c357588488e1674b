import { schedulerFor } from '../../../../demo/world/ecs/scheduler.ts'
import type { EcsState, Service } from '../../../../demo/world/ecs/state.ts'
import { isLive } from '../../../../demo/world/ecs/task-state.ts'
import { stopTask } from '../../../../demo/world/ecs/task-stop.ts'
import type { ImageBehaviour, TaskFate } from '../../../../demo/world/images.ts'
import type { Quality } from '../../common-plan.ts'
import { answerOf } from '../../quality.ts'

/** How a version is now. */
export interface VersionState {
  isShown: boolean
  /** The platform has no place for its tasks. */
  lacksRoom: boolean
}

/** What the image answers, and how its tasks end, before and after it has shown what it is. */
export function behaviourOf(quality: Quality, truth: VersionState): ImageBehaviour {
  return {
    http: ({ answered }) => answerOf(quality, truth.isShown, answered),
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
