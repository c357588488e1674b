import { type EcsService, primaryOf, type ServiceHistory, shortTaskDefinition } from './model.ts'
import { findOurEntry, type OurDeployment } from './our-deployment.ts'

export interface SettlingFacts {
  readonly service: EcsService
  /** What failed. */
  readonly ours: OurDeployment
  /** What is to run: a task definition's ARN. */
  readonly target: string
  readonly history?: ServiceHistory
}

export type Settling =
  | { readonly kind: 'settled' }
  | { readonly kind: 'waiting'; readonly detail: string }
  | { readonly kind: 'gave-up'; readonly reason: string }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

/** Whether the rollback target is in place: the one completed primary deployment. */
export function readSettling({ service, ours, target, history }: SettlingFacts): Settling {
  const primary = primaryOf(service)
  const entry = findOurEntry(ours, service, history)
  if (entry?.status === 'ROLLBACK_FAILED') {
    return {
      kind: 'gave-up',
      reason: entry.rollback?.reason ?? entry.statusReason ?? 'ECS says ROLLBACK_FAILED',
    }
  }
  if (primary === undefined) return { kind: 'waiting', detail: `${service.name} lists no primary deployment` }
  if (primary.taskDefinition !== target) return readOther(service, primary.taskDefinition, ours)
  if (primary.rolloutState === 'FAILED') {
    return { kind: 'gave-up', reason: primary.rolloutStateReason ?? 'ECS says FAILED' }
  }
  const isRunning = primary.runningCount >= primary.desiredCount && primary.pendingCount === 0
  const isCompleted =
    primary.rolloutState === undefined
      ? isRunning && service.deployments.length === 1
      : primary.rolloutState === 'COMPLETED'
  const stillRollsBack = entry?.status === 'ROLLBACK_REQUESTED' || entry?.status === 'ROLLBACK_IN_PROGRESS'
  if (isCompleted && !stillRollsBack) return { kind: 'settled' }
  const counts = `${primary.runningCount} of ${primary.desiredCount} tasks run`
  return { kind: 'waiting', detail: `${shortTaskDefinition(target)} on ${service.name}: ${counts}` }
}

function readOther(service: EcsService, taskDefinition: string, ours: OurDeployment): Settling {
  if (taskDefinition === ours.taskDefinition) {
    return { kind: 'waiting', detail: `${service.name} still shows ${shortTaskDefinition(taskDefinition)}` }
  }
  const by = shortTaskDefinition(taskDefinition)
  return {
    kind: 'superseded',
    by,
    reason: `${service.name} was given ${by} by somebody else while it was rolled back`,
  }
}
