import { recordEvent } from './events.ts'
import { expendableFirst, launch, release, surplusOf } from './launching.ts'
import type { Scheduler } from './scheduler.ts'
import type { Deployment, Service, Task } from './state.ts'
import { leastHealthy, stopLeaving } from './task-moves.ts'
import { isLive, isStaying, tasksOf } from './task-state.ts'

const SETTLE_MS = 3_000
const ALARM_BAKE_MS = 180_000
const STUCK =
  'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.'

/** One look of the rolling update: start what is missing, stop what is replaced, within the two percentages. */
export function rollForward(scheduler: Scheduler): void {
  const { ecs, service } = scheduler
  const [primary] = service.deployments
  if (primary === undefined) return
  service.traffic = undefined
  dismiss(scheduler, primary)
  const missing = service.desiredCount - liveOf(service, primary).filter(isStaying).length
  const room = roomIn(service)
  launch(scheduler, { deployment: primary, count: Math.min(missing, room) })
  keepOldAlive(scheduler, primary)
  if (missing > 0 && room <= 0 && isStuck(service)) recordEvent(ecs, service, STUCK)
  stopLeaving(scheduler, service.tasks)
  service.deployments = service.deployments.filter(
    (each) => each === primary || tasksOf(service, each).some(occupiesRoom),
  )
  settle(scheduler, primary)
}

const liveOf = (service: Service, deployment: Deployment): Task[] =>
  tasksOf(service, deployment).filter(isLive)

/** Draining tasks still run, and take up room. */
const occupiesRoom = (task: Task): boolean =>
  isLive(task) || task.lastStatus === 'RUNNING' || task.lastStatus === 'DEACTIVATING'

const mostTasks = (service: Service): number =>
  Math.floor((service.desiredCount * service.configuration.maximumPercent) / 100)

const roomIn = (service: Service): number => mostTasks(service) - service.tasks.filter(occupiesRoom).length

/** The old version's tasks are replaced, too, as long as fewer serve than minimumHealthyPercent asks for. */
function keepOldAlive(scheduler: Scheduler, primary: Deployment): void {
  const { service } = scheduler
  const old = service.deployments.find((each) => each !== primary && each.rolloutState === 'COMPLETED')
  if (old === undefined) return
  const able = service.tasks.filter((task) => isStaying(task) && (task.healthy || task.deployment === old))
  const count = Math.min(leastHealthy(service) - able.length, roomIn(service))
  launch(scheduler, { deployment: old, count })
}

const healthyTasks = (service: Service): Task[] =>
  service.tasks.filter((task) => isLive(task) && task.healthy)

/** Nothing is on its way that would change it. */
const isStuck = (service: Service): boolean =>
  healthyTasks(service).length <= leastHealthy(service) &&
  service.tasks.every(
    (task) => (isLive(task) && task.lastStatus === 'RUNNING') || task.lastStatus === 'STOPPED',
  )

/** Stops old tasks: those of a broken rollout at once, the others as new ones serve or room is needed. */
function dismiss(scheduler: Scheduler, primary: Deployment): void {
  const { ecs, service } = scheduler
  const old = service.tasks.filter((task) => isLive(task) && task.deployment !== primary)
  const broken = old.filter((task) => !task.healthy && task.deployment.rolloutState !== 'COMPLETED')
  const serving = expendableFirst(
    ecs,
    old.filter((task) => !broken.includes(task) && isStaying(task)),
  )
  const own = liveOf(service, primary)
  const replaced = serving.length - (service.desiredCount - own.filter((task) => task.healthy).length)
  const missing = service.desiredCount - own.length
  const lacking = primary.launching ? missingRoom(service, primary) : 0
  const spare = Math.max(healthyTasks(service).length - leastHealthy(service), 0)
  const unhealthy = serving.filter((task) => !task.healthy)
  // Those that still start keep the old version alive: stopped to make room, they would be started again at once.
  const started = unhealthy.filter(({ startedAtMs }) => startedAtMs !== undefined)
  const forRoom = Math.min(lacking, missing, spare + started.length)
  const count = Math.max(Math.min(replaced, spare + unhealthy.length), forRoom)
  const surplusOwn = surplusOf(ecs, own.filter(isStaying), service.desiredCount)
  const tasks = [...broken, ...serving.slice(0, Math.max(count, 0)), ...surplusOwn]
  release(scheduler, { tasks, by: primary })
}

/** For how many of its missing tasks the rollout has no room, nor will have it once those have left that have to. */
function missingRoom(service: Service, primary: Deployment): number {
  const live = service.tasks.filter(isStaying).length
  const missing = service.desiredCount - liveOf(service, primary).length
  return primary.lacksPlace ? missing : live + missing - mostTasks(service)
}

/** COMPLETED comes a moment after the last old task is gone, and after the bake time of deployment alarms. */
function settle(scheduler: Scheduler, primary: Deployment): void {
  const { ecs, service } = scheduler
  if (primary.rolloutState !== 'IN_PROGRESS') return
  if (!isSettled(service, primary)) {
    primary.settledSinceMs = undefined
    return
  }
  primary.settledSinceMs ??= ecs.timeline.nowMs
  const bakeMs = service.configuration.alarms?.enable ? ALARM_BAKE_MS : SETTLE_MS
  const waitMs = primary.settledSinceMs + bakeMs - ecs.timeline.nowMs
  if (waitMs > 0) scheduler.lookAgainAfter(waitMs)
  else scheduler.completed(primary)
}

function isSettled(service: Service, primary: Deployment): boolean {
  const own = liveOf(service, primary)
  const healthy = own.filter((task) => task.healthy).length
  const early = service.configuration.earlySuccessCriteria
  if (early?.enable) {
    const enough = healthy >= Math.ceil((service.desiredCount * (early.healthyPercent ?? 100)) / 100)
    return enough && (early.sourceServiceRevisionCleanup === 'DEFERRED' || service.deployments.length === 1)
  }
  const full = own.length === service.desiredCount && healthy === service.desiredCount
  return full && service.deployments.length === 1
}
