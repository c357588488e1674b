import {
  type ContainerImage,
  type EcsService,
  newestFirst,
  newestRevisionOf,
  primaryOf,
  type ServiceHistory,
} from './model.ts'
import { findTrackedEntry, identifyTracked } from './tracked-deployment.ts'

/** One service as it was before a deploy. */
export interface CapturedService {
  readonly service: string
  /** ARN. */
  readonly taskDefinition: string
  readonly deploymentId?: string
  /** ARN of the newest entry in the deployment history, so that a deploy shows as a newer one. */
  readonly lastServiceDeployment?: string
  /** ECS had seen this deployment through, so that it is worth going back to. */
  readonly isProven: boolean
  /** Empty: not known. */
  readonly images: readonly ContainerImage[]
  readonly settings: Readonly<Record<string, string>>
}

export interface CaptureFacts {
  readonly service: EcsService
  readonly history?: ServiceHistory | undefined
  /** Absent: may not be read. */
  readonly isActive?: boolean | undefined
}

export function captureService({ service, history }: CaptureFacts): CapturedService {
  const tracked = identifyTracked(service, undefined)
  const revision = newestRevisionOf(tracked.taskDefinition, history)
  const last = newestFirst(history?.deployments ?? [])[0]
  return {
    service: service.name,
    taskDefinition: tracked.taskDefinition,
    ...(tracked.id === undefined ? {} : { deploymentId: tracked.id }),
    ...(last === undefined ? {} : { lastServiceDeployment: last.arn }),
    isProven: isProven(service, history),
    images: revision?.images ?? [],
    settings: revision?.settings ?? {},
  }
}

function isProven(service: EcsService, history: ServiceHistory | undefined): boolean {
  const entry = findTrackedEntry(identifyTracked(service, undefined), service, history)
  if (entry?.status === 'SUCCESSFUL') return true
  const primary = primaryOf(service)
  if (primary?.taskSet !== undefined)
    return service.deployments.length === 1 && primary.taskSet.stability === 'STEADY_STATE'
  return primary?.rolloutState === 'COMPLETED' && service.runningCount > 0
}

/** A service of the same name may run in another region or account, to which one job deploys as well. */
export function isCaptureOf(captured: CapturedService, { name, arn }: EcsService): boolean {
  const placeOf = (text: string) => text.split(':').slice(1, 5).join(':')
  return captured.service === name && placeOf(captured.taskDefinition) === placeOf(arn)
}

/** Whether the service has been given nothing since it was captured. False where that is unknown. */
export function isUntouched(
  captured: CapturedService,
  service: EcsService,
  history: ServiceHistory | undefined,
): boolean {
  if (service.controller !== 'ECS') return false
  const last = newestFirst(history?.deployments ?? [])[0]
  if (last !== undefined && captured.lastServiceDeployment !== undefined) {
    return last.arn === captured.lastServiceDeployment
  }
  // A blue/green rollback leaves the deployment of before as the primary one, so that only a rolling one shows it.
  const primary = primaryOf(service)
  return service.strategy === 'ROLLING' && primary !== undefined && primary.id === captured.deploymentId
}
