import { FIRST_LAUNCH_AFTER_MS, finish, newDeployment, requestStop, setStatus } from './deployments.ts'
import { completedText, recordEvent, resolveEvent } from './events.ts'
import { firstStageBack } from './stages.ts'
import type { Deployment, EcsState, Service, ServiceDeployment, ServiceRevision } from './state.ts'
import { allTo } from './traffic.ts'

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

/** Hooks that failed or ran out of time; the reason begins with the stage. */
export const hooksFailed = (reason: string): FailureCause => ({
  event: `deployment failed: Service deployment rolled back because ${reason}`,
  rolloutStateReason: `ECS deployment lifecycle hook: ${reason}`,
  statusReason: `Service deployment rolled back because ${reason}`,
  returning: (id) => `ECS deployment lifecycle hook: rolling back to deploymentId ${id}.`,
  rollback: true,
})

const NO_CANDIDATE = 'No rollback candidate was found to run the rollback.'

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
    finish(ecs, serviceDeployment, 'ROLLBACK_FAILED', NO_CANDIDATE)
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
    finish(ecs, serviceDeployment, 'ROLLBACK_FAILED', NO_CANDIDATE)
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

/** A rollback takes the old deployment up again, within the service deployment that failed. */
function returnTo(ecs: EcsState, service: Service, revision: ServiceRevision, back: Return): void {
  const { serviceDeployment } = back.deployment
  setStatus(ecs, serviceDeployment, 'ROLLBACK_IN_PROGRESS')
  serviceDeployment.rollback = { reason: back.reason, startedAtMs: ecs.timeline.nowMs, revision }
  serviceDeployment.statusReason = back.reason
  serviceDeployment.breaker.failureCount = 0
  service.completed = undefined
  service.taskDefinitionArn = revision.taskDefinitionArn
  service.settings = structuredClone(revision.settings)
  giveTrafficBack(service, back.deployment, revision)
  const returning = takeUp(ecs, service, revision, serviceDeployment)
  returning.rolloutStateReason = back.returning(returning.id)
  const event = `rolling back to deployment ${returning.id}.`
  for (const text of [event, completedText(returning)]) resolveEvent(service, text)
  recordEvent(ecs, service, event)
}

/** The source revision still runs, takes all traffic back at once, and leaves the failed one to be cleared away. */
function giveTrafficBack(service: Service, failed: Deployment, revision: ServiceRevision): void {
  const { traffic } = service
  const { serviceDeployment } = failed
  Object.assign(serviceDeployment, { stage: undefined, firstStageBack: undefined, trafficStepsDone: 0 })
  const blue = service.deployments.find((each) => each !== failed && each.revision === revision)
  if (traffic === undefined || blue === undefined) return
  const production = traffic.main === failed || traffic.incoming?.deployment === failed
  serviceDeployment.firstStageBack = firstStageBack({ production, test: traffic.test === failed })
  service.traffic = allTo(blue)
}

/**
 * The old deployment, under its old id and with its old `createdAt`: what is left of its tasks is its own. Only one
 * that a story's past did not leave behind has to be made anew.
 */
function takeUp(
  ecs: EcsState,
  service: Service,
  revision: ServiceRevision,
  serviceDeployment: ServiceDeployment,
): Deployment {
  const known = service.everyDeployment.findLast((each) => each.revision === revision)
  if (known === undefined) return newDeployment(ecs, service, { revision, serviceDeployment })
  const nowMs = ecs.timeline.nowMs
  Object.assign(known, {
    serviceDeployment,
    updatedAtMs: nowMs,
    rolloutState: 'IN_PROGRESS',
    failedTasks: 0,
    launchFailures: 0,
    launchNotBeforeMs: nowMs + FIRST_LAUNCH_AFTER_MS,
    launching: true,
    lacksPlace: false,
    unhealthyToReplace: 0,
    settledSinceMs: undefined,
  } satisfies Partial<Deployment>)
  service.deployments = [known, ...service.deployments.filter((each) => each !== known)]
  return known
}
