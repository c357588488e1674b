import { type EcsService, primaryOf, shortTaskDefinition } from '../../model/model.ts'
import type { OurDeployment } from '../../model/tracked-deployment.ts'
import type { Settling } from '../../model/stabilization.ts'
import { type CodeDeployment, explainEnd, hasEnded, servesAll } from './deployment.ts'

export interface CodeDeploySettlingFacts {
  readonly service: EcsService
  /** What failed. */
  readonly ours: OurDeployment
  /** What is to run: a task definition's ARN. */
  readonly target: string
  readonly deployment?: CodeDeployment
  /** The deployment that brings the target back. Absent: none has been seen yet, or none was needed. */
  readonly carrier?: CodeDeployment
}

/** Whether the rollback target has all the traffic, and CodeDeploy has nothing more to do about it. */
export function readCodeDeploySettling(facts: CodeDeploySettlingFacts): Settling {
  const { service, ours, target, deployment, carrier } = facts
  const primary = primaryOf(service)
  const name = shortTaskDefinition(target)
  if (carrier?.status === 'Failed' || carrier?.status === 'Stopped') {
    return { kind: 'gave-up', reason: `${carrier.id} ${carrier.status}: ${explainEnd(carrier)}` }
  }
  const stands = carrier ?? deployment
  const isDone = carrier === undefined ? deployment === undefined || hasEnded(deployment) : servesAll(carrier)
  if (!isDone) {
    return { kind: 'waiting', detail: `${name} on ${service.name}: ${stands?.id} is ${stands?.status}` }
  }
  const now = primary?.taskDefinition
  if (now === target) return { kind: 'settled' }
  // The service shows it a moment after CodeDeploy says it.
  if (now === undefined || now === ours.taskDefinition)
    return {
      kind: 'waiting',
      detail: `${service.name} still shows ${shortTaskDefinition(ours.taskDefinition)}`,
    }
  const by = shortTaskDefinition(now)
  return {
    kind: 'superseded',
    by,
    reason: `${service.name} was given ${by} by somebody else while it was rolled back`,
  }
}
