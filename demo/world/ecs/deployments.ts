import { arn } from './account.ts'
import { thresholdOf } from './circuit-breaker.ts'
import { nextTargetGroup } from './health-checks.ts'
import type { Deployment, EcsState, Service, ServiceDeployment, ServiceRevision } from './state.ts'

const IN_PROGRESS_AFTER_MS = 1_000
export const FIRST_LAUNCH_AFTER_MS = 2_000
const STOPPED_AFTER_MS = 2_000

export const TERMINAL = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']

/** Freezes what the service asks for now, with the digests that its image texts stand for now. */
export function newRevision(
  ecs: EcsState,
  service: Service,
  taskDefinitionArn: string = service.taskDefinitionArn,
): ServiceRevision {
  const definition = ecs.taskDefinitions.get(taskDefinitionArn)
  const revision: ServiceRevision = {
    arn: arn(ecs.account, `service-revision/${service.cluster.name}/${service.name}/${ecs.ids.digits()}`),
    taskDefinitionArn,
    createdAtMs: ecs.timeline.nowMs,
    settings: structuredClone(service.settings),
    images: definition.containerDefinitions.map((container) => ({
      containerName: container.name ?? '',
      image: container.image ?? '',
      digest: ecs.images.resolve(container.image ?? ''),
    })),
    missing: false,
  }
  service.revisions.push(revision)
  return revision
}

export function newServiceDeployment(
  ecs: EcsState,
  service: Service,
  target: ServiceRevision,
): ServiceDeployment {
  const { deploymentCircuitBreaker: breaker, alarms } = service.configuration
  const nowMs = ecs.timeline.nowMs
  return {
    arn: arn(ecs.account, `service-deployment/${service.cluster.name}/${service.name}/${ecs.ids.hex(21)}`),
    status: 'PENDING',
    statusReason: undefined,
    createdAtMs: nowMs,
    startedAtMs: undefined,
    finishedAtMs: undefined,
    stoppedAtMs: undefined,
    updatedAtMs: nowMs,
    source: service.completed ?? lastSuccessful(service),
    target,
    stage: undefined,
    stageSinceMs: undefined,
    trafficStepsDone: 0,
    firstStageBack: undefined,
    hooks: [],
    rollback: undefined,
    breaker: {
      status: breaker?.enable ? 'MONITORING' : 'DISABLED',
      failureCount: 0,
      threshold: thresholdOf(service),
    },
    alarms: {
      status: alarms?.enable ? 'MONITORING' : 'DISABLED',
      ignored: ecs.alarms.inAlarm(alarms?.alarmNames ?? []),
      triggered: [],
    },
  }
}

/** What a rollback that a person asks for returns to, even where ECS itself would find nothing to return to. */
export function lastSuccessful(service: Service): ServiceRevision | undefined {
  const last = service.serviceDeployments.findLast(
    (each) => each.status === 'SUCCESSFUL' || each.status === 'ROLLBACK_SUCCESSFUL',
  )
  return last?.status === 'ROLLBACK_SUCCESSFUL' ? last.rollback?.revision : last?.target
}

/** A new PRIMARY deployment; the others become ACTIVE by no longer being the first. */
export function newDeployment(
  ecs: EcsState,
  service: Service,
  made: { revision: ServiceRevision; serviceDeployment: ServiceDeployment },
): Deployment {
  const id = `ecs-svc/${ecs.ids.digits()}`
  const nowMs = ecs.timeline.nowMs
  const deployment: Deployment = {
    ...made,
    id,
    externalId: undefined,
    targetGroupArn: nextTargetGroup(service),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    launches: 0,
    launchFailures: 0,
    launchNotBeforeMs: nowMs + FIRST_LAUNCH_AFTER_MS,
    launching: true,
    lacksPlace: false,
    unhealthyToReplace: 0,
    settledSinceMs: undefined,
  }
  service.everyDeployment.push(deployment)
  service.deployments.unshift(deployment)
  return deployment
}

/** Starts what UpdateService and CreateService ask for; a deployment in flight gives way to it. */
export function beginDeployment(ecs: EcsState, service: Service): Deployment {
  for (const earlier of service.serviceDeployments) giveWay(ecs, earlier)
  const revision = newRevision(ecs, service)
  const serviceDeployment = newServiceDeployment(ecs, service, revision)
  service.serviceDeployments.push(serviceDeployment)
  ecs.timeline.after(IN_PROGRESS_AFTER_MS, () => {
    if (serviceDeployment.status !== 'PENDING') return
    setStatus(ecs, serviceDeployment, 'IN_PROGRESS')
    serviceDeployment.startedAtMs = ecs.timeline.nowMs
  })
  return newDeployment(ecs, service, { revision, serviceDeployment })
}

function giveWay(ecs: EcsState, earlier: ServiceDeployment): void {
  if (TERMINAL.includes(earlier.status) || earlier.status === 'STOP_REQUESTED') return
  if (earlier.status === 'ROLLBACK_IN_PROGRESS') {
    finish(ecs, earlier, 'ROLLBACK_FAILED', 'Service deployment rollback was replaced by a newer deployment.')
  } else {
    requestStop(ecs, earlier, 'Service deployment stopped because a newer service deployment started.')
  }
}

export function requestStop(ecs: EcsState, deployment: ServiceDeployment, reason: string): void {
  setStatus(ecs, deployment, 'STOP_REQUESTED')
  ecs.timeline.after(STOPPED_AFTER_MS, () => {
    if (deployment.status !== 'STOP_REQUESTED') return
    finish(ecs, deployment, 'STOPPED', reason)
    deployment.stoppedAtMs = ecs.timeline.nowMs
  })
}

export function setStatus(
  ecs: EcsState,
  deployment: ServiceDeployment,
  status: ServiceDeployment['status'],
): void {
  deployment.status = status
  deployment.updatedAtMs = ecs.timeline.nowMs
}

export function finish(
  ecs: EcsState,
  deployment: ServiceDeployment,
  status: ServiceDeployment['status'],
  reason?: string,
): void {
  setStatus(ecs, deployment, status)
  deployment.finishedAtMs = ecs.timeline.nowMs
  deployment.startedAtMs ??= deployment.createdAtMs
  if (reason !== undefined) deployment.statusReason = reason
  const { breaker, alarms } = deployment
  if (breaker.status === 'MONITORING') breaker.status = 'MONITORING_COMPLETE'
  if (alarms.status === 'MONITORING') alarms.status = 'MONITORING_COMPLETE'
}
