import {
  type ContainerImage,
  type EcsService,
  primaryOf,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from './model.ts'
import { findOurEntry, identifyOurs } from './our-deployment.ts'

/** One service as it was before a deploy. */
export interface CapturedService {
  readonly service: string
  /** ARN. */
  readonly taskDefinition: string
  readonly deploymentId?: string
  /** ECS had seen this deployment through, so that it is worth going back to. */
  readonly isProven: boolean
  /** Empty: not known. */
  readonly images: readonly ContainerImage[]
  readonly settings: Readonly<Record<string, string>>
}

export interface CaptureFacts {
  readonly service: EcsService
  readonly history?: ServiceHistory
  /** Absent: may not be read. */
  readonly isActive?: boolean
}

export function captureService({ service, history }: CaptureFacts): CapturedService {
  const ours = identifyOurs(service, undefined)
  const revision = revisionOf(ours.taskDefinition, history)
  return {
    service: service.name,
    taskDefinition: ours.taskDefinition,
    ...(ours.id === undefined ? {} : { deploymentId: ours.id }),
    isProven: isProven(service, history),
    images: revision?.images ?? [],
    settings: revision?.settings ?? {},
  }
}

function isProven(service: EcsService, history: ServiceHistory | undefined): boolean {
  const entry = findOurEntry(identifyOurs(service, undefined), service, history)
  if (entry?.status === 'SUCCESSFUL') return true
  return primaryOf(service)?.rolloutState === 'COMPLETED' && service.runningCount > 0
}

function revisionOf(
  taskDefinition: string,
  history: ServiceHistory | undefined,
): ServiceRevision | undefined {
  return [...(history?.revisions.values() ?? [])].find(
    (revision) => revision.taskDefinition === taskDefinition,
  )
}

/** What would stand in the way of a rollback, while there is still time to put it right. */
export function findCaptureWarnings(facts: CaptureFacts): { text: string; hint?: string }[] {
  const { service, history, isActive } = facts
  const captured = captureService(facts)
  const name = shortTaskDefinition(captured.taskDefinition)
  const inProgress = service.deployments.length > 1 || primaryOf(service)?.rolloutState === 'IN_PROGRESS'
  const isFirst =
    !captured.isProven && !(history?.deployments ?? []).some(({ status }) => status === 'SUCCESSFUL')
  const tags = captured.images.filter(({ image }) => !image.includes('@sha256:')).map(({ image }) => image)
  return [
    ...(isFirst
      ? [
          {
            text: `${service.name} has no deployment that ever succeeded, so there is nothing to roll back to`,
          },
        ]
      : []),
    ...(inProgress && !isFirst
      ? [
          {
            text: `a deployment of ${service.name} to ${name} is still in progress`,
            hint: 'Let deployments wait for each other with a concurrency group on the deploy job.',
          },
        ]
      : []),
    ...(isActive === false
      ? [
          {
            text: `${name} is INACTIVE; a rollback has to register it again`,
            hint: 'Do not deregister the revision that runs.',
          },
        ]
      : []),
    ...(tags.length === 0
      ? []
      : [
          {
            text: `${tags.join(', ')} of ${name} is a tag and can be moved`,
            hint: 'Deploy images by digest (repo@sha256:…), so that a revision always means the same image.',
          },
        ]),
    ...(service.controller === 'ECS' && service.circuitBreaker?.rollback !== true
      ? [
          {
            text: `${service.name} has no deployment circuit breaker with rollback`,
            hint: 'Turn it on: ECS then rolls back by itself even if this job does not get to run.',
          },
        ]
      : []),
  ]
}
