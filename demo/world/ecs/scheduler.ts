import { countFailure, countHealthy } from './circuit-breaker.ts'
import { finish } from './deployments.ts'
import { completedText, INCONSISTENT_STARTS, recordEvent, resolveEvent, STEADY_STATE } from './events.ts'
import { slowDown } from './launching.ts'
import { rebalance } from './rebalancing.ts'
import { alarmDetected, breakerOpened, failDeployment } from './rollback.ts'
import { rollForward } from './rolling.ts'
import type { Deployment, EcsState, Service } from './state.ts'
import { keepTaskSets } from './task-sets.ts'
import type { TaskWatcher } from './task-stop.ts'
import { shiftTraffic } from './traffic-shifting.ts'

/** What a deployment strategy tells the scheduler, and asks of it. */
export interface Scheduler {
  ecs: EcsState
  service: Service
  watcher: TaskWatcher
  lookAgainAfter(delayMs: number): void
  completed(deployment: Deployment): void
  unplaceable(deployment: Deployment): void
}

const STOPPED_TASKS_KEPT_MS = 3_600_000

/** Brings a service one step nearer to what is asked of it. Called after everything that may matter to it. */
export function reconcile(ecs: EcsState, service: Service): void {
  const oldestMs = ecs.timeline.nowMs - STOPPED_TASKS_KEPT_MS
  service.tasks = service.tasks.filter((task) => (task.stoppedAtMs ?? Number.POSITIVE_INFINITY) > oldestMs)
  if (service.status === 'INACTIVE') return
  const scheduler = schedulerFor(ecs, service)
  stepOf(service)(scheduler)
  if (service.availabilityZoneRebalancing === 'ENABLED') rebalance(scheduler)
}

function stepOf(service: Service): (scheduler: Scheduler) => void {
  if (service.controller !== 'ECS') return keepTaskSets
  return service.configuration.strategy === 'ROLLING' ? rollForward : shiftTraffic
}

export function schedulerFor(ecs: EcsState, service: Service): Scheduler {
  const look = () => reconcile(ecs, service)
  return {
    ecs,
    service,
    lookAgainAfter: (delayMs) => lookAgain(ecs, service, delayMs),
    completed: (deployment) => complete(ecs, service, deployment),
    unplaceable: (deployment) => {
      slowDown(ecs, service, deployment, false)
      // Later, because the strategy is in the middle of its look, and this may end the deployment.
      ecs.timeline.after(0, () => {
        taskFailed(ecs, service, deployment)
        look()
      })
    },
    watcher: {
      running: ({ deployment }) => {
        deployment.failedTasks = 0
        deployment.launchFailures = 0
        resolveEvent(service, INCONSISTENT_STARTS)
      },
      healthy: ({ deployment }) => {
        countHealthy(service, deployment)
        look()
      },
      failed: (task) => {
        slowDown(ecs, service, task.deployment, task.startedAtMs !== undefined)
        taskFailed(ecs, service, task.deployment)
        look()
      },
      stopped: look,
    },
  }
}

function lookAgain(ecs: EcsState, service: Service, delayMs: number): void {
  const dueMs = ecs.timeline.nowMs + delayMs
  if (service.looksDueMs.has(dueMs)) return
  service.looksDueMs.add(dueMs)
  ecs.timeline.after(delayMs, () => {
    service.looksDueMs.delete(dueMs)
    reconcile(ecs, service)
  })
}

function taskFailed(ecs: EcsState, service: Service, deployment: Deployment): void {
  resolveEvent(service, STEADY_STATE)
  if (deployment !== service.deployments[0] || deployment.rolloutState !== 'IN_PROGRESS') return
  deployment.failedTasks += 1
  deployment.updatedAtMs = ecs.timeline.nowMs
  if (!countFailure(service, deployment)) return
  deployment.serviceDeployment.breaker.status = 'TRIGGERED'
  const rollback = service.configuration.deploymentCircuitBreaker?.rollback ?? false
  failDeployment(ecs, service, deployment, breakerOpened(rollback))
}

function complete(ecs: EcsState, service: Service, deployment: Deployment): void {
  const { serviceDeployment } = deployment
  deployment.rolloutState = 'COMPLETED'
  deployment.rolloutStateReason = `ECS deployment ${deployment.id} completed.`
  deployment.updatedAtMs = ecs.timeline.nowMs
  service.completed = deployment.revision
  recordEvent(ecs, service, completedText(deployment))
  recordEvent(ecs, service, STEADY_STATE)
  const rolledBack = serviceDeployment.status === 'ROLLBACK_IN_PROGRESS'
  finish(ecs, serviceDeployment, rolledBack ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL')
}

/** An alarm fails the deployment in progress, unless it was in ALARM already when that began. */
export function heedAlarms(ecs: EcsState, service: Service): void {
  const [primary] = service.deployments
  const { alarms } = service.configuration
  if (!alarms?.enable || primary?.rolloutState !== 'IN_PROGRESS') return
  const { serviceDeployment } = primary
  if (serviceDeployment.status === 'ROLLBACK_IN_PROGRESS') return
  const inAlarm = ecs.alarms.inAlarm(alarms.alarmNames ?? [])
  const triggered = inAlarm.filter((name) => !serviceDeployment.alarms.ignored.includes(name))
  if (triggered.length === 0) return
  Object.assign(serviceDeployment.alarms, { status: 'TRIGGERED', triggered })
  failDeployment(ecs, service, primary, alarmDetected(triggered, alarms.rollback ?? false))
  reconcile(ecs, service)
}
