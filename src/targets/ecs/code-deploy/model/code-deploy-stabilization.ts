import { type EcsService, primaryOf, shortTaskDefinition } from '../../model/model.ts'
import type { Stabilization } from '../../model/stabilization.ts'
import type { TrackedDeployment } from '../../model/tracked-deployment.ts'
import { type CodeDeployment, describeEnd, hasEnded, servesAll } from './deployment.ts'

export interface CodeDeployStabilizationFacts {
  readonly service: EcsService
  /** What failed. */
  readonly tracked: TrackedDeployment
  /** What is to run: a task definition's ARN. */
  readonly target: string
  readonly deployment?: CodeDeployment | undefined
  /** The deployment that brings the target back. Absent: none has been seen yet, or none was needed. */
  readonly rollbackDeployment?: CodeDeployment | undefined
}

/** Whether the rollback target has all the traffic, and CodeDeploy has nothing more to do about it. */
export function readCodeDeployStabilization(facts: CodeDeployStabilizationFacts): Stabilization {
  const { service, tracked, target, deployment, rollbackDeployment } = facts
  const primary = primaryOf(service)
  const name = shortTaskDefinition(target)
  if (rollbackDeployment?.status === 'Failed' || rollbackDeployment?.status === 'Stopped') {
    return {
      kind: 'failed',
      reason: `${rollbackDeployment.id} ${rollbackDeployment.status}: ${describeEnd(rollbackDeployment)}`,
    }
  }
  const last = rollbackDeployment ?? deployment
  const isDone =
    rollbackDeployment === undefined
      ? deployment === undefined || hasEnded(deployment)
      : servesAll(rollbackDeployment)
  if (!isDone) {
    return { kind: 'waiting', detail: `${name} on ${service.name}: ${last?.id} is ${last?.status}` }
  }
  const now = primary?.taskDefinition
  if (now === target) return { kind: 'stable' }
  // The service shows it a moment after CodeDeploy says it.
  if (
    now === undefined ||
    now === tracked.taskDefinition ||
    now === rollbackDeployment?.previousTaskDefinition
  )
    return {
      kind: 'waiting',
      detail: `${service.name} still shows ${shortTaskDefinition(now ?? tracked.taskDefinition)}`,
    }
  const by = shortTaskDefinition(now)
  return {
    kind: 'superseded',
    by,
    reason: `${service.name} was given ${by} by somebody else while it was rolled back`,
  }
}
