import { NO_INSTANCE_MET, type Place, placeFor, runsOnInstances } from './container-instances.ts'
import { INCONSISTENT_STARTS, recordEvent, taskList } from './events.ts'
import type { Scheduler } from './scheduler.ts'
import type { Deployment, EcsState, Service, Task } from './state.ts'
import { nextFate } from './task-creation.ts'
import { launchTask } from './task-life.ts'
import { isLive, isProtected } from './task-state.ts'
import { drainTask, type StopReason } from './task-stop.ts'

const RELAUNCH_AFTER_MS = 10_000
const FREE_FAILURES = 3
const BACK_OFF_MS = 60_000
const LONGEST_BACK_OFF_MS = 27 * 60_000

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
    const place = placeOrReason(ecs, service, deployment)
    if (typeof place === 'string') {
      deployment.launches += 1
      deployment.lacksPlace = runsOnInstances(service)
      recordEvent(ecs, service, place)
      scheduler.unplaceable(deployment)
      break
    }
    deployment.lacksPlace = false
    started.push(launchTask(ecs, service, deployment, place, scheduler.watcher))
    deployment.launches += 1
  }
  if (started.length > 0) recordEvent(ecs, service, startedText(service, deployment, started))
}

function placeOrReason(ecs: EcsState, service: Service, deployment: Deployment): Place | string {
  const fate = nextFate(ecs, deployment)
  if (fate.kind !== 'cannot-place') return placeFor(ecs, service, deployment)
  if (runsOnInstances(service)) return `${NO_INSTANCE_MET} ${fate.reason ?? ''}`.trim()
  const why = fate.reason ?? 'Capacity is unavailable at this time. Please try again later.'
  return `was unable to place a task. Reason: ${why}`
}

function startedText(service: Service, deployment: Deployment, started: readonly Task[]): string {
  const isMoving = service.tasks.some((task) => isLive(task) && task.departure?.kind === 'rebalancing')
  const where = isMoving ? ` in ${started[0]?.zone} to AZ Rebalance` : ''
  const text = `has started ${started.length} tasks${where}: ${taskList(started)}.`
  const replaced = Math.min(started.length, deployment.unhealthyToReplace)
  deployment.unhealthyToReplace = 0
  return replaced === 0 ? text : `${text} Amazon ECS replaced ${replaced} tasks due to an unhealthy status.`
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

/** Those that may be stopped before those under protection, and those that do not serve before those that do. */
export const expendableFirst = (ecs: EcsState, tasks: readonly Task[]): Task[] =>
  [...tasks].sort((one, other) => {
    const guarded = Number(isProtected(ecs, one)) - Number(isProtected(ecs, other))
    return guarded || Number(one.healthy) - Number(other.healthy)
  })

/** What is too many of tasks that are equally wanted. */
export function surplusOf(ecs: EcsState, tasks: readonly Task[], wanted: number): Task[] {
  const free = [...tasks].sort(
    (one, other) => Number(isProtected(ecs, one)) - Number(isProtected(ecs, other)),
  )
  return free.slice(0, Math.max(tasks.length - wanted, 0))
}

/** Stops tasks that a deployment makes superfluous, but none that is under protection. */
export function release(scheduler: Scheduler, surplus: { tasks: Task[]; by: Deployment }): void {
  const { ecs } = scheduler
  const guarded = surplus.tasks.filter((task) => isProtected(ecs, task))
  if (guarded.length > 0) tellProtected(scheduler, guarded)
  const stoppedReason = `Scaling activity initiated by (deployment ${surplus.by.id})`
  const free = surplus.tasks.filter((task) => !guarded.includes(task))
  const stop = { stopCode: 'ServiceSchedulerInitiated', stoppedReason } as const
  withdraw(scheduler, free, stop, stoppedText)
}

function tellProtected(scheduler: Scheduler, guarded: readonly Task[]): void {
  const { ecs, service } = scheduler
  const reason = `(reason ${guarded.length} tasks under protection)`
  const who = `(taskSet ${guarded[0]?.deployment.id})`
  const text = `was unable to reach steady state because ${who} was unable to scale in due to ${reason}`
  recordEvent(ecs, service, text)
  for (const { protectedUntilMs = 0 } of guarded) {
    scheduler.lookAgainAfter(protectedUntilMs - ecs.timeline.nowMs)
  }
}

export const stoppedText = (tasks: readonly Task[]): string =>
  `has stopped ${tasks.length} running tasks: ${taskList(tasks)}.`

/** Takes tasks from the load balancer and stops them. The scheduler tells only what it did itself. */
export function withdraw(
  scheduler: Scheduler,
  tasks: readonly Task[],
  reason: StopReason,
  tell: ((running: readonly Task[]) => string) | undefined,
): void {
  const { ecs, service, watcher } = scheduler
  if (tasks.length === 0) return
  const registered = tasks.filter((task) => task.target !== 'unregistered')
  for (const group of new Set(registered.map((task) => task.deployment.targetGroupArn))) {
    const { length } = registered.filter((task) => task.deployment.targetGroupArn === group)
    recordEvent(ecs, service, `deregistered ${length} targets in (target-group ${group})`)
  }
  if (registered.length > 0) {
    recordEvent(ecs, service, `has begun draining connections on ${registered.length} tasks.`)
  }
  const running = tasks.filter((task) => task.startedAtMs !== undefined)
  const pending = tasks.length - running.length
  if (tell && running.length > 0) recordEvent(ecs, service, tell(running))
  if (tell && pending > 0) recordEvent(ecs, service, `stopped ${pending} pending tasks.`)
  for (const task of tasks) drainTask(ecs, service, task, { ...reason, watcher })
}
