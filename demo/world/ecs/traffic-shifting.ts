import { launch, release, surplusOf } from './launching.ts'
import { hooksResult, startHooks } from './lifecycle-hooks.ts'
import { failDeployment, hooksFailed } from './rollback.ts'
import type { Scheduler } from './scheduler.ts'
import { firstStage, isAtLeast, type Stage, stageAfter, stageBackAfter } from './stages.ts'
import type { Deployment, Service } from './state.ts'
import { stopLeaving } from './task-moves.ts'
import { isLive, isStaying, tasksOf } from './task-state.ts'
import { allTo, type TrafficStep, trafficSteps } from './traffic.ts'

const STAGE_MS = 2_000
const MINUTE_MS = 60_000

/**
 * One look of a blue/green, linear or canary deployment: green is the PRIMARY one, blue the one with the production
 * traffic.
 */
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
  if (green.rolloutState === 'IN_PROGRESS') advance(scheduler, green)
}

/** The source revision still ran, and has its traffic back: only green is left to be cleared away. */
const isOnTheWayBack = (service: Service, primary: Deployment): boolean =>
  primary.serviceDeployment.status === 'ROLLBACK_IN_PROGRESS' && service.traffic?.main === primary

/** Blue stays up until CLEAN_UP, also after green took its traffic: that is what makes a rollback quick. */
function keptDeployments(service: Service, green: Deployment): Deployment[] {
  const { serviceDeployment } = green
  if (green.rolloutState === 'COMPLETED' || serviceDeployment.stage === 'CLEAN_UP') return [green]
  if (isOnTheWayBack(service, green)) {
    return service.deployments.filter((each) => each.serviceDeployment === serviceDeployment)
  }
  const blue = service.deployments.find(
    (each) => each !== green && each.revision === serviceDeployment.source,
  )
  return [...new Set([green, blue, service.traffic?.main])].filter((each) => each !== undefined)
}

function keepCount(scheduler: Scheduler, deployment: Deployment): void {
  const { ecs, service } = scheduler
  const isUp = deployment.rolloutState === 'COMPLETED' || deployment === service.traffic?.main
  if (!isUp && !isAtLeast(deployment.serviceDeployment.stage, 'SCALE_UP')) return
  const own = tasksOf(service, deployment).filter(isLive)
  const staying = own.filter(isStaying)
  launch(scheduler, { deployment, count: service.desiredCount - staying.length })
  const surplus = surplusOf(ecs, staying, service.desiredCount)
  release(scheduler, { tasks: surplus, by: deployment })
  stopLeaving(scheduler, own)
}

function advance(scheduler: Scheduler, primary: Deployment): void {
  const { ecs, service } = scheduler
  const { serviceDeployment } = primary
  const { status } = serviceDeployment
  if (status !== 'IN_PROGRESS' && status !== 'ROLLBACK_IN_PROGRESS') {
    scheduler.lookAgainAfter(STAGE_MS)
    return
  }
  const isBack = isOnTheWayBack(service, primary)
  if (serviceDeployment.stage === undefined) begin(scheduler, primary)
  const hooks = hooksResult(serviceDeployment)
  if (hooks.kind === 'failed' && !isBack) {
    failDeployment(ecs, service, primary, hooksFailed(hooks.reason))
    scheduler.lookAgainAfter(0)
    return
  }
  if (hooks.kind === 'waiting' || !isStageDone(scheduler, primary)) return
  leave(scheduler, primary, isBack)
}

function begin(scheduler: Scheduler, primary: Deployment): void {
  const { service } = scheduler
  const [, blue] = service.deployments
  if (service.traffic === undefined && blue !== undefined) service.traffic = allTo(blue)
  const { firstStageBack, status } = primary.serviceDeployment
  // What a superseded deployment had of the traffic is given back.
  if (service.traffic !== undefined && status === 'IN_PROGRESS') service.traffic = allTo(service.traffic.main)
  enter(scheduler, primary, firstStageBack ?? firstStage(service.deployments.length - 1))
}

function enter(scheduler: Scheduler, primary: Deployment, stage: Stage): void {
  const { ecs, service } = scheduler
  const { serviceDeployment } = primary
  serviceDeployment.stage = stage
  serviceDeployment.stageSinceMs = ecs.timeline.nowMs
  serviceDeployment.updatedAtMs = ecs.timeline.nowMs
  if (!isOnTheWayBack(service, primary)) shift(service, primary, stage)
  startHooks(scheduler, serviceDeployment)
  scheduler.lookAgainAfter(0)
}

function shift(service: Service, green: Deployment, stage: Stage): void {
  const { traffic } = service
  if (stage === 'TEST_TRAFFIC_SHIFT' && traffic !== undefined) traffic.test = green
  if (stage !== 'PRODUCTION_TRAFFIC_SHIFT') return
  const { percent } = stepOf(service, green)
  green.serviceDeployment.trafficStepsDone += 1
  if (traffic === undefined || percent === 100) service.traffic = allTo(green)
  else traffic.incoming = { deployment: green, percent }
}

/** The step that is under way or comes next. A rollback is a single one. */
function stepOf(service: Service, green: Deployment, offset = 0): TrafficStep {
  const { status, trafficStepsDone } = green.serviceDeployment
  const steps = status === 'ROLLBACK_IN_PROGRESS' ? [] : trafficSteps(service.configuration)
  return steps[trafficStepsDone + offset] ?? { percent: 100, bakeMinutes: 0 }
}

const stepsLeft = (service: Service, { serviceDeployment }: Deployment): number =>
  serviceDeployment.status === 'ROLLBACK_IN_PROGRESS'
    ? 0
    : trafficSteps(service.configuration).length - serviceDeployment.trafficStepsDone

function isStageDone(scheduler: Scheduler, primary: Deployment): boolean {
  const { ecs, service } = scheduler
  const { stage, stageSinceMs = 0 } = primary.serviceDeployment
  if (stage === 'SCALE_UP') return isFullyHealthy(service, primary)
  if (stage === 'CLEAN_UP') return service.deployments.length === 1 && isFullyHealthy(service, primary)
  const waitMs = stageSinceMs + stageMs(service, primary) - ecs.timeline.nowMs
  if (waitMs > 0) scheduler.lookAgainAfter(waitMs)
  return waitMs <= 0
}

function stageMs(service: Service, primary: Deployment): number {
  const { stage } = primary.serviceDeployment
  if (stage === 'BAKE_TIME') return (service.configuration.bakeTimeInMinutes ?? 0) * MINUTE_MS
  if (stage !== 'PRODUCTION_TRAFFIC_SHIFT') return STAGE_MS
  return STAGE_MS + stepOf(service, primary, -1).bakeMinutes * MINUTE_MS
}

const isFullyHealthy = (service: Service, deployment: Deployment): boolean =>
  tasksOf(service, deployment).filter((task) => isLive(task) && task.healthy).length >= service.desiredCount

function leave(scheduler: Scheduler, primary: Deployment, isBack: boolean): void {
  const { service } = scheduler
  const { stage = 'CLEAN_UP' } = primary.serviceDeployment
  const next = isBack ? stageBackAfter(stage) : stageAfter(stage, stepsLeft(service, primary))
  if (next === undefined) scheduler.completed(primary)
  else enter(scheduler, primary, next)
}
