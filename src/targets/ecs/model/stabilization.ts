import {
  type EcsDeployment,
  type EcsService,
  newestFirst,
  primaryOf,
  type ServiceDeployment,
  type ServiceHistory,
  shortTaskDefinition,
} from './model.ts'
import { findOurEntry, type OurDeployment, taskDefinitionOf } from './tracked-deployment.ts'
import { stageOf } from './rollout-state.ts'

export interface SettlingFacts {
  readonly service: EcsService
  /** What failed. */
  readonly ours: OurDeployment
  /** What is to run: a task definition's ARN. */
  readonly target: string
  readonly history?: ServiceHistory
  /** We gave the service the target ourselves, so that how ECS's own rollback ended no longer counts. */
  readonly isUpdated: boolean
  /** What was primary when we acted, ARN: a read may lag behind that for a while. */
  readonly before?: string
  /** When the last deployment before we acted was created, by the server's clock. Absent: not known. */
  readonly sinceMs?: number
}

export type Settling =
  | { readonly kind: 'settled' }
  | { readonly kind: 'waiting'; readonly detail: string }
  | { readonly kind: 'gave-up'; readonly reason: string }
  /** ECS has accepted the rollback and not done it: what failed is still the primary deployment. */
  | { readonly kind: 'undone'; readonly reason: string }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

/** Whether the rollback target is in place: the one completed primary deployment. */
export function readSettling(facts: SettlingFacts): Settling {
  const { service, ours, target, history, isUpdated } = facts
  const primary = primaryOf(service)
  const entry = isUpdated ? undefined : findOurEntry(ours, service, history)
  if (entry?.status === 'ROLLBACK_FAILED') {
    return {
      kind: 'gave-up',
      reason: entry.statusReason ?? entry.rollback?.reason ?? 'ECS says ROLLBACK_FAILED',
    }
  }
  const isOver = entry?.status === 'SUCCESSFUL' || entry?.status === 'STOPPED'
  if (isOver && primary?.taskDefinition === ours.taskDefinition) {
    return { kind: 'undone', reason: `the deployment ended ${entry.status} before ECS heeded the rollback` }
  }
  if (primary === undefined) return { kind: 'waiting', detail: `${service.name} lists no primary deployment` }
  const carrier = isUpdated ? findCarrier(facts) : undefined
  if (carrier?.status.startsWith('ROLLBACK_')) {
    const why = carrier.rollback?.reason ?? carrier.statusReason ?? 'it gives no reason'
    return { kind: 'gave-up', reason: `ECS rolled it back: ${why}` }
  }
  if (primary.taskDefinition !== target) return readOther(facts, primary.taskDefinition, entry)
  if (primary.rolloutState === 'FAILED') {
    return { kind: 'gave-up', reason: primary.rolloutStateReason ?? 'ECS says FAILED' }
  }
  const stillRollsBack = entry?.status === 'ROLLBACK_REQUESTED' || entry?.status === 'ROLLBACK_IN_PROGRESS'
  if (isCompleted(service, primary, carrier) && !stillRollsBack) return { kind: 'settled' }
  const counts = `${primary.runningCount} of ${primary.desiredCount} tasks run`
  const detail = [counts, ...stageOf(carrier)].join(', ')
  return { kind: 'waiting', detail: `${shortTaskDefinition(target)} on ${service.name}: ${detail}` }
}

/** What a rollout in stages shows as its rollout state is not documented: its deployment tells. */
function isCompleted(
  service: EcsService,
  primary: EcsDeployment,
  carrier: ServiceDeployment | undefined,
): boolean {
  if (service.strategy !== 'ROLLING' && carrier !== undefined) return carrier.status === 'SUCCESSFUL'
  if (primary.rolloutState !== undefined) return primary.rolloutState === 'COMPLETED'
  const isRunning = primary.runningCount >= primary.desiredCount && primary.pendingCount === 0
  return isRunning && service.deployments.length === 1
}

/** The deployment by which our update brings the target. If ECS rolls it back, what failed is live once more. */
function findCarrier({ target, history, sinceMs }: SettlingFacts): ServiceDeployment | undefined {
  const carrier = newestFirst(history?.deployments ?? []).find(
    ({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === target,
  )
  return carrier !== undefined && sinceMs !== undefined && carrier.createdAtMs > sinceMs ? carrier : undefined
}

function readOther(
  { service, ours, before, history }: SettlingFacts,
  taskDefinition: string,
  entry: ServiceDeployment | undefined,
): Settling {
  if (taskDefinition === ours.taskDefinition || taskDefinition === before) {
    return { kind: 'waiting', detail: `${service.name} still shows ${shortTaskDefinition(taskDefinition)}` }
  }
  const by = shortTaskDefinition(taskDefinition)
  if (taskDefinitionOf(entry?.rollback?.serviceRevisionArn, history) === taskDefinition)
    return { kind: 'gave-up', reason: `ECS restores ${by} instead` }
  return {
    kind: 'superseded',
    by,
    reason: `${service.name} was given ${by} by somebody else while it was rolled back`,
  }
}
