import { hasTrafficBack, readTraffic, runsFully } from './deployment-progress.ts'
import {
  type EcsDeployment,
  type EcsService,
  newestFirst,
  primaryOf,
  type ServiceDeployment,
  type ServiceHistory,
  shortTaskDefinition,
} from './model.ts'
import { stageOf } from './rollout-state.ts'
import { findTrackedEntry, type TrackedDeployment, taskDefinitionOf } from './tracked-deployment.ts'

export interface StabilizationFacts {
  readonly service: EcsService
  /** What failed. */
  readonly tracked: TrackedDeployment
  /** What is to run: a task definition's ARN. */
  readonly target: string
  readonly history?: ServiceHistory | undefined
  /** The service was updated to the target by this run, so that how ECS's own rollback ended no longer counts. */
  readonly isUpdated: boolean
  /** What was primary when we acted, ARN: a read may lag behind that for a while. */
  readonly before?: string | undefined
  /** Of a rolling deployment: whose tasks are to run, by the ids of their deployments. Absent: not known. */
  readonly liveIds?: ReadonlySet<string> | undefined
  /** When the last deployment before we acted was created, by the server's clock. Absent: not known. */
  readonly sinceMs?: number | undefined
  /** Where ECS has gone back to by itself, which is not the target: a task definition's ARN. */
  readonly wentTo?: string | undefined
  /** Why the history could not be read this time, so that it is as it was before. */
  readonly unanswered?: string | undefined
}

export type Stabilization =
  | { readonly kind: 'stable' }
  | { readonly kind: 'waiting'; readonly detail: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** ECS has accepted the rollback and not done it: what failed is still the primary deployment. */
  | { readonly kind: 'reverted'; readonly reason: string }
  | { readonly kind: 'superseded'; readonly by: string; readonly reason: string }

/** Whether the rollback target is in place: it is primary, and has all production traffic. */
export function readStabilization(facts: StabilizationFacts): Stabilization {
  const { service, wentTo, unanswered } = facts
  if (wentTo !== undefined)
    return { kind: 'failed', reason: `ECS itself has gone back to ${shortTaskDefinition(wentTo)}` }
  const known = readKnown(facts)
  // Without the history, ECS's own doing looks like a deployment by somebody else.
  return known.kind === 'superseded' && unanswered !== undefined
    ? { kind: 'waiting', detail: `what became of ${service.name}: ${unanswered}` }
    : known
}

function readKnown(facts: StabilizationFacts): Stabilization {
  const { service, tracked, target, history, isUpdated } = facts
  const primary = primaryOf(service)
  const entry = isUpdated ? undefined : findTrackedEntry(tracked, service, history)
  if (entry?.status === 'ROLLBACK_FAILED') {
    return {
      kind: 'failed',
      reason: entry.statusReason ?? entry.rollback?.reason ?? 'ECS says ROLLBACK_FAILED',
    }
  }
  const isOver = entry?.status === 'SUCCESSFUL' || entry?.status === 'STOPPED'
  if (isOver && primary?.taskDefinition === tracked.taskDefinition) {
    return { kind: 'reverted', reason: `the deployment ended ${entry.status} before the rollback began` }
  }
  if (primary === undefined) return { kind: 'waiting', detail: `${service.name} lists no primary deployment` }
  const rollbackDeployment = isUpdated ? findRollbackDeployment(facts) : undefined
  if (rollbackDeployment?.status.startsWith('ROLLBACK_')) {
    const why = rollbackDeployment.rollback?.reason ?? rollbackDeployment.statusReason ?? 'it gives no reason'
    return { kind: 'failed', reason: `ECS rolled it back: ${why}` }
  }
  if (primary.taskDefinition !== target) return readOther(facts, primary.taskDefinition, entry)
  if (primary.rolloutState === 'FAILED') {
    return { kind: 'failed', reason: primary.rolloutStateReason ?? 'ECS says FAILED' }
  }
  if (hasAllTraffic(facts, { primary, entry, rollbackDeployment })) return { kind: 'stable' }
  const counts = `${primary.runningCount} of ${primary.desiredCount} tasks run`
  const detail = [counts, ...stageOf(rollbackDeployment)].join(', ')
  return { kind: 'waiting', detail: `${shortTaskDefinition(target)} on ${service.name}: ${detail}` }
}

interface TargetView {
  readonly primary: EcsDeployment
  /** Of what failed, while ECS itself rolls it back. */
  readonly entry: ServiceDeployment | undefined
  /** By which our own update brings the target. */
  readonly rollbackDeployment: ServiceDeployment | undefined
}

/**
 * However long ECS goes on to bake the target, or to end what failed. What a rollout in stages shows as its
 * rollout state is not documented: its deployment says it.
 */
function hasAllTraffic(
  { service, tracked, liveIds }: StabilizationFacts,
  { primary, entry, rollbackDeployment }: TargetView,
): boolean {
  const isRollingBack = entry?.status === 'ROLLBACK_IN_PROGRESS'
  // Both may be of one task definition, and what failed is primary until ECS acts.
  if (entry?.status === 'ROLLBACK_REQUESTED' || (isRollingBack && primary.id === tracked.id)) return false
  if (service.strategy !== 'ROLLING') {
    if (isRollingBack) return hasTrafficBack(entry) && runsFully(primary)
    if (rollbackDeployment !== undefined)
      return rollbackDeployment.status === 'SUCCESSFUL' || readTraffic(rollbackDeployment) === 'all'
  }
  return isCompleted(service, primary) || (liveIds !== undefined && servesAlone(service, liveIds))
}

/** What is left of others only drains: it gets no new requests. */
function servesAlone(service: EcsService, liveIds: ReadonlySet<string>): boolean {
  const primary = primaryOf(service)
  const onlyOthersLeave = primary !== undefined && [...liveIds].every((id) => id === primary.id)
  return onlyOthersLeave && runsFully(primary) && service.deployments.length > 1
}

function isCompleted(service: EcsService, primary: EcsDeployment): boolean {
  if (primary.rolloutState !== undefined) return primary.rolloutState === 'COMPLETED'
  const isRunning = primary.runningCount >= primary.desiredCount && primary.pendingCount === 0
  return isRunning && service.deployments.length === 1
}

/** The deployment by which our update brings the target. If ECS rolls it back, what failed is live once more. */
function findRollbackDeployment({
  target,
  history,
  sinceMs,
}: StabilizationFacts): ServiceDeployment | undefined {
  const rollbackDeployment = newestFirst(history?.deployments ?? []).find(
    ({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === target,
  )
  return rollbackDeployment !== undefined && sinceMs !== undefined && rollbackDeployment.createdAtMs > sinceMs
    ? rollbackDeployment
    : undefined
}

function readOther(
  { service, tracked, target, before, history }: StabilizationFacts,
  taskDefinition: string,
  entry: ServiceDeployment | undefined,
): Stabilization {
  // What an order names may run already: then there is no other deployment that could bring it.
  const own = target === tracked.taskDefinition ? findTrackedEntry(tracked, service, history) : entry
  if (taskDefinition === tracked.taskDefinition || taskDefinition === before) {
    return { kind: 'waiting', detail: `${service.name} still shows ${shortTaskDefinition(taskDefinition)}` }
  }
  const by = shortTaskDefinition(taskDefinition)
  if (taskDefinitionOf(own?.rollback?.serviceRevisionArn, history) === taskDefinition)
    return { kind: 'failed', reason: `ECS restores ${by} instead` }
  return {
    kind: 'superseded',
    by,
    reason: `${service.name} was given ${by} by somebody else while it was rolled back`,
  }
}
