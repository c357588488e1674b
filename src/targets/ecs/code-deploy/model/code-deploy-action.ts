import { primaryOf, shortTaskDefinition } from '../../model/model.ts'
import type { Follow, Passive, RollbackState, ServiceFacts } from '../../model/rollback-state.ts'
import { isReplaced } from '../../model/task-set.ts'
import { findTracked } from '../../model/tracked-deployment.ts'
import { type CodeDeployment, type CodeDeployView, hasEnded, isUnderWay } from './deployment.ts'
import { findStayed } from './stop.ts'

/** What a rollback under the controller CODE_DEPLOY does next. */
export type CodeDeployAction = Passive | CodeDeployFollow | CodeDeployWrite

export interface CodeDeployFollow extends Follow {
  /** By which CodeDeploy brings it back. Absent: it has stayed. */
  readonly deploymentId?: string
}

export type CodeDeployWrite =
  /** In flight: the original task set is still there, so this is the quickest way back. */
  | { readonly kind: 'stop'; readonly deploymentId: string }
  | { readonly kind: 'create'; readonly reason: string }

export interface CodeDeployFacts extends ServiceFacts, CodeDeployView {}

/** The target and the state are absent while none is chosen. */
export interface CodeDeployActionFacts extends CodeDeployFacts, Partial<RollbackState> {}

/** So often is a stopped deployment polled for the rollback that CodeDeploy makes of it. */
const POLLS_FOR_ROLLBACK = 6

/** Decides by the state of the watched deployment; the order of the questions is what keeps it safe. */
export function decideCodeDeployAction(facts: CodeDeployActionFacts): CodeDeployAction {
  const { progress, deployment, tracked, target } = facts
  // What is named was deployed last: it only has to complete.
  if (
    progress?.kind === 'updated' &&
    target === tracked.taskDefinition &&
    deployment &&
    isUnderWay(deployment)
  )
    return { kind: 'follow', deploymentId: deployment.id, to: target }
  const action = decideByDeployment(facts)
  return progress?.kind === 'stopping' && progress.deploymentId === deployment?.id
    ? decideAfterStop(action, progress.polls, deployment.rollbackId)
    : action
}

/** CodeDeploy makes the deployment that rolls back on its own time. */
function decideAfterStop(
  action: CodeDeployAction,
  polls: number,
  rollbackId: string | undefined,
): CodeDeployAction {
  if (action.kind === 'stop') return { kind: 'wait', reason: `${action.deploymentId} is being stopped` }
  if (action.kind !== 'create' || rollbackId !== undefined || polls >= POLLS_FOR_ROLLBACK) return action
  return { kind: 'wait', reason: 'CodeDeploy has not begun to roll back yet', isForRollback: true }
}

function decideByDeployment(facts: CodeDeployActionFacts): CodeDeployAction {
  const { deployment } = facts
  const other = findOther(facts)
  if (other !== undefined) return decideAfterOther(facts, other)
  if (deployment === undefined) return decideByTraffic(facts, 'CodeDeploy has no deployment of it')
  if (isUnderWay(deployment)) return { kind: 'stop', deploymentId: deployment.id }
  if (!hasEnded(deployment)) {
    const reason = `${deployment.id} is ${deployment.status}, which this version does not know`
    return { kind: 'wait', reason }
  }
  if (deployment.rollbackId !== undefined) return decideByRollback(facts, deployment.rollbackId)
  // Whoever stopped it has chosen: nothing was found wrong with what still has the traffic.
  const stayed = facts.target === undefined ? findStayed(facts.service, deployment) : undefined
  if (stayed !== undefined) return { kind: 'follow', to: stayed }
  // The service shows it a moment after CodeDeploy says it.
  const shown = findTracked(facts.tracked, facts.service)
  const isLate = shown !== undefined && shown.status !== 'PRIMARY' && !isReplaced(shown, facts.service)
  if (deployment.status === 'Succeeded' && isLate)
    return { kind: 'create', reason: `${deployment.id} has finished` }
  return deployment.status === 'Succeeded'
    ? decideByTraffic(facts, `${deployment.id} has finished`)
    : // It may have ended before it moved any traffic, or half-way.
      decideByTraffic(facts, `${deployment.id} ended ${deployment.status}`, deployment.previousTaskDefinition)
}

/** A deployment of the group after the watched one that is not CodeDeploy's rollback of it. */
function findOther(facts: CodeDeployActionFacts): CodeDeployment | undefined {
  const { deployment, rollback, latest, tracked, service } = facts
  if (deployment === undefined || latest === undefined || latest.id === tracked.outlivedId) return undefined
  // It was brought back: its own task set takes the traffic again, under the deployment that once made it.
  const isBack = latest.taskDefinition === tracked.taskDefinition && latest.status === 'Succeeded'
  if (isBack && primaryOf(service)?.taskDefinition === tracked.taskDefinition) return undefined
  const isOwn =
    latest.id === deployment.id || latest.id === rollback?.id || latest.rollbackOfId === deployment.id
  return isOwn || latest.createdAtMs <= deployment.createdAtMs ? undefined : latest
}

/** Whoever brings our target back does what we would have done. */
function decideAfterOther(
  { service, tracked, target }: CodeDeployActionFacts,
  other: CodeDeployment,
): CodeDeployAction {
  const by = shortTaskDefinition(other.taskDefinition ?? other.id)
  if (
    target === undefined &&
    tracked.returningTo !== undefined &&
    other.taskDefinition === tracked.returningTo
  )
    return { kind: 'wait', reason: `${service.name} is being given ${by} already` }
  if (target !== undefined && other.taskDefinition === target) {
    if (!hasEnded(other)) return { kind: 'follow', deploymentId: other.id, to: target }
    if (primaryOf(service)?.taskDefinition === target) return { kind: 'already-there' }
  }
  return { kind: 'superseded', by, reason: `${service.name} has been given ${by} by somebody else` }
}

function decideByRollback(
  { rollback, target, service }: CodeDeployActionFacts,
  rollbackId: string,
): CodeDeployAction {
  if (rollback === undefined) return { kind: 'wait', reason: `${rollbackId} rolls it back` }
  const { taskDefinition: to } = rollback
  const isRequestedTarget = target === undefined || to === undefined || to === target
  if (rollback.status === 'Failed' || rollback.status === 'Stopped') {
    return {
      kind: 'create',
      reason: `CodeDeploy tried to roll it back, and ${rollbackId} ${rollback.status}`,
    }
  }
  if (isRequestedTarget) return { kind: 'follow', deploymentId: rollbackId, to }
  if (!hasEnded(rollback))
    return { kind: 'wait', reason: `CodeDeploy first rolls it back to ${shortTaskDefinition(to)}` }
  return primaryOf(service)?.taskDefinition === target
    ? { kind: 'already-there' }
    : { kind: 'create', reason: `CodeDeploy itself restored ${shortTaskDefinition(to)}` }
}

/**
 * Nothing came after it that CodeDeploy knows of, so that the traffic decides.
 *
 * @param before what may still have the traffic without anybody else's doing
 */
function decideByTraffic(
  { service, tracked, target }: CodeDeployActionFacts,
  reason: string,
  before?: string,
): CodeDeployAction {
  const now = primaryOf(service)?.taskDefinition ?? service.taskDefinition
  if (now === target) return { kind: 'already-there' }
  if (now === tracked.taskDefinition || now === before) return { kind: 'create', reason }
  const by = shortTaskDefinition(now)
  return { kind: 'superseded', by, reason: `${service.name} has been given ${by} by somebody else` }
}

/** What {@link decideCodeDeployAction} would do, in order, for the plan. */
export function describeCodeDeployAction(
  action: CodeDeployAction,
  at: { readonly service: string; readonly target: string; readonly restored?: string | undefined },
): string[] {
  const { service, target, restored } = at
  switch (action.kind) {
    case 'already-there':
      return [`nothing: ${service} has been given ${target} already; wait until it is stable`]
    case 'follow':
      if (action.deploymentId === undefined) return [`nothing: ${service} has kept ${target}`]
      return [`nothing: follow ${action.deploymentId}, by which CodeDeploy brings ${target} back`]
    case 'wait':
      return [`wait: ${action.reason}; then decide again`]
    case 'stop': {
      const stop = `codedeploy:StopDeployment of ${action.deploymentId} with autoRollbackEnabled`
      return restored === target
        ? [`${stop}, which restores ${target}`]
        : [
            `${stop}, which restores ${restored ?? 'what ran before it'}`,
            `codedeploy:CreateDeployment of ${target} for ${service}`,
          ]
    }
    case 'create':
      return [`codedeploy:CreateDeployment of ${target} for ${service} (${action.reason})`]
    case 'superseded':
      return [`nothing: ${action.reason}`]
  }
}
