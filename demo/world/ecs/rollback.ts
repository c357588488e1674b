import { finish, newDeployment, requestStop, setStatus } from './deployments.ts'
import { recordEvent } from './events.ts'
import type { Deployment, EcsState, Service, ServiceDeployment, ServiceRevision } from './state.ts'

/** Why a deployment failed, in the texts that ECS gives. */
export interface FailureCause {
  event: string
  rolloutStateReason: string
  /** Why the service deployment was rolled back, if it is. */
  statusReason: string
  /** The reason on the deployment that returns to the old revision. */
  returning: (deploymentId: string) => string
  rollback: boolean
}

export const breakerOpened = (rollback: boolean): FailureCause => ({
  event: 'deployment failed: tasks failed to start.',
  rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
  statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
  returning: (id) => `ECS deployment circuit breaker: rolling back to deploymentId ${id}.`,
  rollback,
})

export const alarmDetected = (names: readonly string[], rollback: boolean): FailureCause => ({
  event: 'deployment failed: alarm detected.',
  rolloutStateReason: `ECS deployment alarm: alarm ${names.join(', ')} detected.`,
  statusReason: `Service deployment rolled back because the alarm(s) ${names.join(', ')} went into ALARM.`,
  returning: (id) => `ECS deployment alarm: rolling back to deploymentId ${id}.`,
  rollback,
})

export const hookFailed = (stage: string): FailureCause => ({
  event: `deployment failed: ${stage} lifecycle hook(s) failed.`,
  rolloutStateReason: `ECS deployment lifecycle hook: ${stage} lifecycle hook(s) failed.`,
  statusReason: `Service deployment rolled back because ${stage} lifecycle hook(s) failed.`,
  returning: (id) => `ECS deployment lifecycle hook: rolling back to deploymentId ${id}.`,
  rollback: true,
})

/** ECS gives up on a deployment: it starts no more tasks, and what completed last comes back if that is wanted. */
export function failDeployment(
  ecs: EcsState,
  service: Service,
  deployment: Deployment,
  cause: FailureCause,
): void {
  deployment.rolloutState = 'FAILED'
  deployment.rolloutStateReason = cause.rolloutStateReason
  deployment.updatedAtMs = ecs.timeline.nowMs
  deployment.launching = false
  recordEvent(ecs, service, `(deployment ${deployment.id}) ${cause.event}`)
  const { serviceDeployment } = deployment
  if (serviceDeployment.status === 'ROLLBACK_IN_PROGRESS') {
    finish(ecs, serviceDeployment, 'ROLLBACK_FAILED', 'Service deployment rollback failed.')
  } else if (!cause.rollback) {
    requestStop(ecs, serviceDeployment, 'Service deployment failed: tasks failed to start.')
  } else if (service.completed === undefined) {
    finish(ecs, serviceDeployment, 'ROLLBACK_FAILED', 'There is no completed deployment to roll back to.')
  } else {
    returnTo(ecs, service, service.completed, {
      deployment,
      reason: cause.statusReason,
      returning: cause.returning,
    })
  }
}

/** A person's order, whatever the service's own configuration: back to the source revision. */
export function rollBackByUser(ecs: EcsState, service: Service, deployment: Deployment): void {
  const { serviceDeployment } = deployment
  const { source } = serviceDeployment
  deployment.launching = false
  if (source === undefined) {
    finish(ecs, serviceDeployment, 'ROLLBACK_FAILED', 'There is no completed deployment to roll back to.')
    return
  }
  const reason = 'Service deployment rolled back by user.'
  returnTo(ecs, service, source, {
    deployment,
    reason,
    returning: (id) => `ECS deployment ${id} in progress.`,
  })
}

interface Return {
  deployment: Deployment
  reason: string
  returning: (deploymentId: string) => string
}

/** A rollback is a new `ecs-svc` deployment of an old revision, within the same service deployment. */
function returnTo(ecs: EcsState, service: Service, revision: ServiceRevision, back: Return): void {
  const { serviceDeployment } = back.deployment
  setStatus(ecs, serviceDeployment, 'ROLLBACK_IN_PROGRESS')
  serviceDeployment.rollback = { reason: back.reason, startedAtMs: ecs.timeline.nowMs, revision }
  serviceDeployment.statusReason = back.reason
  serviceDeployment.breaker.failureCount = 0
  service.completed = undefined
  service.taskDefinitionArn = revision.taskDefinitionArn
  service.settings = structuredClone(revision.settings)
  const returning =
    stillRunning(service, back.deployment, revision) ?? startAgain(ecs, service, revision, serviceDeployment)
  returning.rolloutStateReason = back.returning(returning.id)
  recordEvent(ecs, service, `rolling back to deployment ${returning.id}.`)
}

function startAgain(
  ecs: EcsState,
  service: Service,
  revision: ServiceRevision,
  serviceDeployment: ServiceDeployment,
): Deployment {
  serviceDeployment.stage = undefined
  return newDeployment(ecs, service, { revision, serviceDeployment })
}

/** Blue/green: the source revision still runs, takes the traffic back at once, and leaves green to be cleared away. */
function stillRunning(
  service: Service,
  failed: Deployment,
  revision: ServiceRevision,
): Deployment | undefined {
  if (service.configuration.strategy === 'ROLLING') return undefined
  const blue = service.deployments.find((each) => each !== failed && each.revision === revision)
  if (blue === undefined) return undefined
  blue.rolloutState = 'IN_PROGRESS'
  blue.serviceDeployment = failed.serviceDeployment
  service.production = blue
  service.deployments = [blue, ...service.deployments.filter((each) => each !== blue)]
  return blue
}
