import type * as sdk from '@aws-sdk/client-ecs'
import { isLive, launch, release, tasksOf } from './launching.ts'
import { hooksResult, startHooks } from './lifecycle-hooks.ts'
import { failDeployment, hookFailed } from './rollback.ts'
import type { Scheduler } from './scheduler.ts'
import type { Deployment, Service } from './state.ts'

type Stage = sdk.ServiceDeploymentLifecycleStage

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
const STAGES: readonly Stage[] = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
]
const STAGE_MS = 2_000
const MINUTE_MS = 60_000

/** One look of a blue/green deployment: green is the PRIMARY one, blue the one with the production traffic. */
export function shiftTraffic(scheduler: Scheduler): void {
  const { service } = scheduler
  const [green] = service.deployments
  if (green === undefined) return
  const kept = keptDeployments(service, green)
  const superseded = service.tasks.filter((task) => isLive(task) && !kept.includes(task.deployment))
  release(scheduler, { tasks: superseded, by: green })
  for (const deployment of kept) keepCount(scheduler, deployment)
  service.deployments = service.deployments.filter(
    (each) => kept.includes(each) || tasksOf(service, each).some((task) => task.lastStatus !== 'STOPPED'),
  )
  if (green.rolloutState !== 'IN_PROGRESS') return
  if (isBackOnBlue(service, green)) {
    if (service.deployments.length === 1 && isFullyHealthy(service, green)) scheduler.completed(green)
  } else advance(scheduler, green)
}

/** The source revision still ran, and has its traffic back: only green is left to be cleared away. */
const isBackOnBlue = (service: Service, primary: Deployment): boolean =>
  primary.serviceDeployment.status === 'ROLLBACK_IN_PROGRESS' && service.production === primary

/** Blue stays up until CLEAN_UP, also after green took its traffic: that is what makes a rollback quick. */
function keptDeployments(service: Service, green: Deployment): Deployment[] {
  const { stage, source, status } = green.serviceDeployment
  const isCleaning = green.rolloutState === 'COMPLETED' || stage === 'CLEAN_UP'
  if (isCleaning || (status === 'ROLLBACK_IN_PROGRESS' && service.production === green)) return [green]
  const blue = service.deployments.find((each) => each !== green && each.revision === source)
  return [green, blue, service.production].filter((each) => each !== undefined)
}

function keepCount(scheduler: Scheduler, deployment: Deployment): void {
  const { service } = scheduler
  const { stage } = deployment.serviceDeployment
  const isUp = deployment.rolloutState === 'COMPLETED' || deployment === service.production
  if (!isUp && (stage === undefined || STAGES.indexOf(stage) < STAGES.indexOf('SCALE_UP'))) return
  const own = tasksOf(service, deployment).filter(isLive)
  launch(scheduler, { deployment, count: service.desiredCount - own.length })
  const surplus = own.slice(0, Math.max(own.length - service.desiredCount, 0))
  release(scheduler, { tasks: surplus, by: deployment })
}

function advance(scheduler: Scheduler, green: Deployment): void {
  const { ecs, service } = scheduler
  const { serviceDeployment } = green
  if (serviceDeployment.status !== 'IN_PROGRESS' && serviceDeployment.status !== 'ROLLBACK_IN_PROGRESS') {
    scheduler.lookAgainAfter(STAGE_MS)
    return
  }
  if (serviceDeployment.stage === undefined) enter(scheduler, green, 'RECONCILE_SERVICE')
  const hooks = hooksResult(serviceDeployment)
  if (hooks === 'failed') {
    failDeployment(ecs, service, green, hookFailed(serviceDeployment.stage ?? 'RECONCILE_SERVICE'))
    scheduler.lookAgainAfter(0)
  }
  if (hooks !== 'passed' || !isStageDone(scheduler, green)) return
  leave(scheduler, green)
}

function enter(scheduler: Scheduler, green: Deployment, stage: Stage): void {
  const { ecs } = scheduler
  const { serviceDeployment } = green
  serviceDeployment.stage = stage
  serviceDeployment.stageSinceMs = ecs.timeline.nowMs
  serviceDeployment.updatedAtMs = ecs.timeline.nowMs
  startHooks(scheduler, serviceDeployment)
}

function isStageDone(scheduler: Scheduler, green: Deployment): boolean {
  const { ecs, service } = scheduler
  const { stage, stageSinceMs = 0 } = green.serviceDeployment
  if (stage === 'SCALE_UP') return isFullyHealthy(service, green)
  if (stage === 'CLEAN_UP') return service.deployments.length === 1
  const bakeMs = (service.configuration.bakeTimeInMinutes ?? 0) * MINUTE_MS
  const waitMs = stageSinceMs + (stage === 'BAKE_TIME' ? bakeMs : STAGE_MS) - ecs.timeline.nowMs
  if (waitMs > 0) scheduler.lookAgainAfter(waitMs)
  return waitMs <= 0
}

const isFullyHealthy = (service: Service, deployment: Deployment): boolean =>
  tasksOf(service, deployment).filter((task) => isLive(task) && task.healthy).length >= service.desiredCount

function leave(scheduler: Scheduler, green: Deployment): void {
  const { service } = scheduler
  const { stage } = green.serviceDeployment
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT') service.production = green
  const next = STAGES[STAGES.indexOf(stage ?? 'CLEAN_UP') + 1]
  if (next === undefined) {
    scheduler.completed(green)
    return
  }
  enter(scheduler, green, next)
  scheduler.lookAgainAfter(0)
}
