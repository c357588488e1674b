import type * as sdk from '@aws-sdk/client-ecs'
import { finish, newDeployment, newRevision, newServiceDeployment } from './deployments.ts'
import { recordEvent, STEADY_STATE } from './events.ts'
import type { EcsState, Service, ServiceDeployment } from './state.ts'
import { adoptTask } from './task-creation.ts'
import { allTo } from './traffic.ts'

/** A deployment that a story finds in the service's past. */
export interface PastDeployment {
  taskDefinitionArn: string
  /** How long before now it was created. */
  agoMs: number
  status?: Extract<
    sdk.ServiceDeploymentStatus,
    'SUCCESSFUL' | 'STOPPED' | 'ROLLBACK_SUCCESSFUL' | 'ROLLBACK_FAILED'
  >
  /** Its revision is too old to be described. */
  missing?: boolean
  /** What its image stood for then. Default: what it stands for now. */
  digest?: string
}

const TOOK_MS = 180_000

/** Writes the service's past, oldest first, and leaves running what that past ends with. */
export function writeHistory(ecs: EcsState, service: Service, past: readonly PastDeployment[]): void {
  for (const each of past) writeDeployment(ecs, service, each)
  const good = service.completed
  if (good === undefined) throw new Error('a history needs at least one successful deployment')
  const last = service.serviceDeployments.findLast(
    (each) => each.target === good || each.rollback?.revision === good,
  )
  service.taskDefinitionArn = good.taskDefinitionArn
  if (last !== undefined) leaveRunning(ecs, service, last)
}

function writeDeployment(ecs: EcsState, service: Service, past: PastDeployment): void {
  const createdAtMs = ecs.timeline.nowMs - past.agoMs
  const status = past.status ?? 'SUCCESSFUL'
  service.createdAtMs = Math.min(service.createdAtMs, createdAtMs)
  service.taskDefinitionArn = past.taskDefinitionArn
  const revision = newRevision(ecs, service)
  const images = revision.images.map((image) => ({ ...image, digest: past.digest ?? image.digest }))
  Object.assign(revision, { createdAtMs, images, missing: past.missing ?? false })
  const deployment = newServiceDeployment(ecs, service, revision)
  service.serviceDeployments.push(deployment)
  finish(ecs, deployment, status)
  const finishedAtMs = createdAtMs + TOOK_MS
  Object.assign(deployment, {
    createdAtMs,
    startedAtMs: createdAtMs,
    updatedAtMs: finishedAtMs,
    finishedAtMs,
  })
  if (status === 'SUCCESSFUL') service.completed = revision
  if (status === 'STOPPED') deployment.stoppedAtMs = finishedAtMs
  if (status.startsWith('ROLLBACK')) writeRollback(service, deployment)
}

function writeRollback(service: Service, deployment: ServiceDeployment): void {
  const reason = 'Service deployment rolled back because the circuit breaker threshold was exceeded.'
  const startedAtMs = deployment.createdAtMs + TOOK_MS / 2
  deployment.statusReason = reason
  deployment.rollback = { reason, startedAtMs, revision: service.completed }
  deployment.breaker.status = 'TRIGGERED'
}

function leaveRunning(ecs: EcsState, service: Service, serviceDeployment: ServiceDeployment): void {
  const revision = serviceDeployment.rollback?.revision ?? serviceDeployment.target
  const deployment = newDeployment(ecs, service, { revision, serviceDeployment })
  const finishedAtMs = serviceDeployment.finishedAtMs ?? ecs.timeline.nowMs
  const made = service.serviceDeployments.find((each) => each.target === revision) ?? serviceDeployment
  Object.assign(deployment, {
    createdAtMs: made.createdAtMs,
    updatedAtMs: finishedAtMs,
    launchNotBeforeMs: 0,
    rolloutState: 'COMPLETED',
    rolloutStateReason: `ECS deployment ${deployment.id} completed.`,
  })
  if (service.configuration.strategy !== 'ROLLING') service.traffic = allTo(deployment)
  for (let count = 0; count < service.desiredCount; count++) {
    adoptTask(ecs, service, deployment, finishedAtMs - TOOK_MS / 2)
  }
  recordEvent(ecs, service, STEADY_STATE)
  for (const event of service.events) event.createdAtMs = finishedAtMs
}
