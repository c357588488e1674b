import type { FailedTask, RolloutInProgress, RolloutState } from '../../../health/rollout.ts'
import { findBlock } from './deployment-progress.ts'
import { type EcsDeployment, type EcsService, primaryOf, shortTaskDefinition } from './model.ts'
import { findUnverifiable } from './rollout-state.ts'
import { findTracked, type TrackedDeployment } from './tracked-deployment.ts'

export interface TaskSetFacts {
  readonly service: EcsService
  readonly tracked: TrackedDeployment
  readonly failedTasks: readonly FailedTask[]
}

/** The state of the watched task set as far as ECS alone shows it: somebody else makes it and moves the traffic. */
export function readTaskSetRollout({ service, tracked, failedTasks }: TaskSetFacts): RolloutState {
  const unverifiable = findUnverifiable(service)
  if (unverifiable !== undefined) return unverifiable
  const shown = findTracked(tracked, service)
  const wanted = shortTaskDefinition(tracked.taskDefinition)
  const now = shortTaskDefinition(primaryOf(service)?.taskDefinition ?? service.taskDefinition)
  if (shown === undefined) {
    return tracked.id === undefined
      ? { kind: 'absent', reason: `${service.name} has no task set of ${wanted}; it runs ${now}` }
      : {
          kind: 'superseded',
          reason: `the task set of ${wanted} is gone; ${service.name} runs ${now}`,
          by: now,
        }
  }
  if (isReplaced(shown, service))
    return {
      kind: 'superseded',
      reason: `another version was deployed to ${service.name} after ${wanted}`,
      by: now,
    }
  const stability = shown.taskSet?.stability ?? ''
  const detail = `its task set is ${shown.status} and ${stability}, ${shown.runningCount} of ${shown.desiredCount} tasks run`
  const isInPlace = shown.status === 'PRIMARY' && stability === 'STEADY_STATE'
  return isInPlace
    ? { kind: 'complete', failedTasks, detail }
    : { kind: 'in-progress', ...readTaskSetProgress(shown, service), failedTasks, detail }
}

/** No traffic is moved to a task set before it is steady; how much then is, ECS does not know. */
export function readTaskSetProgress(
  shown: EcsDeployment | undefined,
  service: EcsService,
): Omit<RolloutInProgress, 'kind' | 'failedTasks' | 'detail'> {
  const isSteady = shown?.taskSet?.stability === 'STEADY_STATE'
  return {
    traffic: isSteady ? 'some' : 'nothing',
    servingFully: false,
    runningTasks: shown?.runningCount ?? 0,
    milestones: shown === undefined ? [] : [`task set ${shown.status} ${shown.taskSet?.stability}`],
    hasServed: isSteady,
    blocking: shown && findBlock(service.events, shown.createdAtMs),
  }
}

/** A task set of another version came after it. */
export function isReplaced(shown: EcsDeployment | undefined, { deployments }: EcsService): boolean {
  return deployments.some(
    ({ taskDefinition, createdAtMs, status }) =>
      shown !== undefined &&
      status !== 'DRAINING' &&
      taskDefinition !== shown.taskDefinition &&
      createdAtMs > shown.createdAtMs,
  )
}
