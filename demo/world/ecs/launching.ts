import { INCONSISTENT_STARTS, recordEvent, taskList } from './events.ts'
import { targetGroupOf } from './health-checks.ts'
import type { Scheduler } from './scheduler.ts'
import type { Deployment, EcsState, Service, Task } from './state.ts'
import { nextFate } from './task-creation.ts'
import { launchTask } from './task-life.ts'
import { drainTask } from './task-stop.ts'

const RELAUNCH_AFTER_MS = 10_000
const FREE_FAILURES = 3
const BACK_OFF_MS = 60_000
const LONGEST_BACK_OFF_MS = 27 * 60_000

export const isLive = (task: Task): boolean => task.desiredStatus === 'RUNNING'

export const tasksOf = (service: Service, deployment: Deployment): Task[] =>
  service.tasks.filter((task) => task.deployment === deployment)

/** Starts up to `count` tasks, unless ECS has slowed down for this deployment. */
export function launch(scheduler: Scheduler, wanted: { deployment: Deployment; count: number }): void {
  const { ecs, service } = scheduler
  const { deployment } = wanted
  if (!deployment.launching || wanted.count <= 0) return
  const waitMs = deployment.launchNotBeforeMs - ecs.timeline.nowMs
  if (waitMs > 0) {
    scheduler.lookAgainAfter(waitMs)
    return
  }
  const started: Task[] = []
  while (started.length < wanted.count) {
    const fate = nextFate(ecs, deployment)
    if (fate.kind === 'cannot-place') {
      deployment.launches += 1
      const why = fate.reason ?? 'Capacity is unavailable at this time. Please try again later.'
      recordEvent(ecs, service, `was unable to place a task. Reason: ${why}`)
      scheduler.unplaceable(deployment)
      break
    }
    started.push(launchTask(ecs, service, deployment, scheduler.watcher))
    deployment.launches += 1
  }
  if (started.length > 0) {
    recordEvent(ecs, service, `has started ${started.length} tasks: ${taskList(started)}.`)
  }
}

/**
 * ECS slows down for tasks that never reach RUNNING, up to 27 minutes; tasks that run and then stop are replaced
 * at once: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
export function slowDown(
  ecs: EcsState,
  service: Service,
  deployment: Deployment,
  reachedRunning: boolean,
): void {
  const nowMs = ecs.timeline.nowMs
  deployment.launchFailures = reachedRunning ? 0 : deployment.launchFailures + 1
  const beyond = deployment.launchFailures - FREE_FAILURES
  if (beyond >= 0) recordEvent(ecs, service, INCONSISTENT_STARTS)
  const backOffMs = beyond < 0 ? RELAUNCH_AFTER_MS : Math.min(BACK_OFF_MS * 2 ** beyond, LONGEST_BACK_OFF_MS)
  deployment.launchNotBeforeMs = Math.max(deployment.launchNotBeforeMs, nowMs + backOffMs)
}

/** Stops tasks that a deployment makes superfluous. */
export function release(scheduler: Scheduler, surplus: { tasks: Task[]; by: Deployment }): void {
  const { ecs, service } = scheduler
  const { tasks } = surplus
  if (tasks.length === 0) return
  const registered = tasks.filter((task) => task.target !== 'unregistered')
  if (registered.length > 0) {
    const group = targetGroupOf(service)
    recordEvent(ecs, service, `deregistered ${registered.length} targets in (target-group ${group})`)
    recordEvent(ecs, service, `has begun draining connections on ${registered.length} tasks.`)
  }
  recordEvent(ecs, service, `has stopped ${tasks.length} running tasks: ${taskList(tasks)}.`)
  const stoppedReason = `Scaling activity initiated by (deployment ${surplus.by.id})`
  const stop = { stopCode: 'ServiceSchedulerInitiated', stoppedReason, watcher: scheduler.watcher } as const
  for (const task of tasks) drainTask(ecs, service, task, stop)
}
