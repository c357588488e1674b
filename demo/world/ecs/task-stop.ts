import type * as sdk from '@aws-sdk/client-ecs'
import type { EcsState, Service, Task } from './state.ts'

/** What the scheduler wants to hear about a task. */
export interface TaskWatcher {
  running(task: Task): void
  healthy(task: Task): void
  /** It stopped, or must be replaced, and not because the scheduler wanted fewer. */
  failed(task: Task): void
  /** It is gone. */
  stopped(task: Task): void
}

const STOPPING_MS = 5_000

export interface StopReason {
  stopCode: sdk.TaskStopCode
  stoppedReason: string
  /** Of containers that do not end by themselves; 0 unless they are killed. */
  exitCode?: number
}

/** Takes a task out of service: its connections drain first, during which it still runs. */
export function drainTask(
  ecs: EcsState,
  service: Service,
  task: Task,
  stop: StopReason & { watcher: TaskWatcher },
): void {
  if (task.target !== 'initial' && task.target !== 'healthy') {
    stopTask(ecs, task, stop, stop.watcher)
    return
  }
  Object.assign(task, {
    target: 'draining',
    desiredStatus: 'STOPPED',
    lastStatus: 'DEACTIVATING',
    healthy: false,
    stoppingAtMs: ecs.timeline.nowMs,
    stopCode: stop.stopCode,
    stoppedReason: stop.stoppedReason,
  })
  ecs.timeline.after(service.deregistrationDelayMs, () => stopTask(ecs, task, stop, stop.watcher))
}

export function stopTask(ecs: EcsState, task: Task, stop: StopReason, watcher: TaskWatcher): void {
  const neverRan = task.startedAtMs === undefined
  Object.assign(task, {
    desiredStatus: 'STOPPED',
    lastStatus: neverRan ? 'DEPROVISIONING' : 'STOPPING',
    healthy: false,
    target: 'unregistered',
    stoppingAtMs: task.stoppingAtMs ?? ecs.timeline.nowMs,
    stopCode: stop.stopCode,
    stoppedReason: stop.stoppedReason,
  })
  const running = neverRan ? [] : task.containers.filter((each) => each.lastStatus !== 'STOPPED')
  for (const container of running) container.exitCode ??= stop.exitCode ?? 0
  ecs.timeline.after(STOPPING_MS, () => {
    task.lastStatus = 'STOPPED'
    task.stoppedAtMs = ecs.timeline.nowMs
    watcher.stopped(task)
  })
}
