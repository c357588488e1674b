import type { FailedTask, RolloutState, RolloutWait } from '../../../../health/rollout.ts'
import { type EcsDeployment, type EcsService, primaryOf, shortTaskDefinition } from '../../model/model.ts'
import { findUnverifiable } from '../../model/rollout-state.ts'
import { isReplaced, readTaskSetProgress, readTaskSetRollout } from '../../model/task-set.ts'
import { findTracked, type TrackedDeployment } from '../../model/tracked-deployment.ts'
import { type CodeDeployment, describeEnd, isUnderWay, servesAll } from './deployment.ts'
import { toReadyGate } from './ready-wait.ts'
import { findStayed, wasFoundFailing } from './stop.ts'

export interface CodeDeployRolloutFacts {
  readonly service: EcsService
  readonly tracked: TrackedDeployment
  /** Absent: CodeDeploy knows none of our task definition, or may not be asked. */
  readonly deployment?: CodeDeployment | undefined
  readonly rollback?: CodeDeployment | undefined
  readonly failedTasks: readonly FailedTask[]
  /** Set: this run answers the wait before the traffic is rerouted. */
  readonly promotesAt?: readonly string[] | undefined
}

/** The status of the watched deployment under the controller CODE_DEPLOY. */
export function readCodeDeployRollout(facts: CodeDeployRolloutFacts): RolloutState {
  const { service, tracked, deployment } = facts
  if (deployment === undefined) return readTaskSetRollout(facts)
  const unverifiable = findUnverifiable(service)
  if (unverifiable !== undefined) return unverifiable
  if (deployment.rollbackId !== undefined) return readRollback(deployment, facts.rollback)
  const shown = findTracked(tracked, service)
  switch (deployment.status) {
    case 'Succeeded':
      return readSucceeded(facts, deployment, shown)
    case 'Failed':
    case 'Stopped':
      return readEnded(service, deployment)
    default:
      return readUnderWay(facts, deployment, shown)
  }
}

function readEnded(service: EcsService, deployment: CodeDeployment): RolloutState {
  const reason = `${deployment.id} ${deployment.status}: ${describeEnd(deployment)}`
  if (wasFoundFailing(deployment)) return { kind: 'failed', reason }
  const stayed = findStayed(service, deployment)
  if (stayed === undefined) return { kind: 'stopped', reason }
  const to = shortTaskDefinition(stayed)
  return { kind: 'rolled-back', reason: `${reason}; the traffic has stayed with ${to}`, to }
}

function readRollback(deployment: CodeDeployment, rollback: CodeDeployment | undefined): RolloutState {
  const why = describeEnd(deployment)
  if (rollback?.status === 'Failed' || rollback?.status === 'Stopped') {
    return { kind: 'failed', reason: `CodeDeploy tried to roll it back and failed: ${describeEnd(rollback)}` }
  }
  const to = rollback?.taskDefinition ?? deployment.previousTaskDefinition
  const does = rollback?.status === 'Succeeded' ? 'rolled' : 'is rolling'
  return {
    kind: 'rolled-back',
    reason: `CodeDeploy ${does} it back: ${why}`,
    ...(to === undefined ? {} : { to: shortTaskDefinition(to) }),
  }
}

function readSucceeded(
  { service, tracked, failedTasks }: CodeDeployRolloutFacts,
  deployment: CodeDeployment,
  shown: EcsDeployment | undefined,
): RolloutState {
  const now = shortTaskDefinition(primaryOf(service)?.taskDefinition ?? service.taskDefinition)
  // That it is the PRIMARY one, the service shows a moment after CodeDeploy says it.
  if (shown === undefined || isReplaced(shown, service)) {
    const reason = `another version was deployed to ${service.name} after ${shortTaskDefinition(tracked.taskDefinition)}`
    return { kind: 'superseded', reason, by: now }
  }
  return { kind: 'complete', failedTasks, detail: `${deployment.id} Succeeded${countsOf(shown)}` }
}

function readUnderWay(
  { service, failedTasks, promotesAt }: CodeDeployRolloutFacts,
  deployment: CodeDeployment,
  shown: EcsDeployment | undefined,
): RolloutState {
  const { id, status } = deployment
  const gate = promotesAt && toReadyGate(deployment)
  const detail = `${id} is ${status}${countsOf(shown)}`
  const progress = readTaskSetProgress(shown, service)
  const milestones = [...progress.milestones, `CodeDeploy says ${status}`]
  if (servesAll(deployment) && status !== 'Baking') {
    return {
      kind: 'complete',
      failedTasks,
      detail: `${detail}, all traffic has moved and the original tasks wait to be ended`,
    }
  }
  const isReady = status === 'Ready'
  const waits = isReady ? ', and waits for somebody to reroute the traffic' : ''
  const unknown = isUnderWay(deployment) ? '' : ', which this version does not know'
  return {
    kind: 'in-progress',
    ...progress,
    traffic: isReady ? 'nothing' : servesAll(deployment) ? 'all' : progress.traffic,
    milestones,
    waitsFor: isReady
      ? { by: 'person', what: 'somebody to reroute the traffic', gate }
      : findSchedule(status, progress.hasServed),
    failedTasks,
    detail: `${detail}${waits}${unknown}`,
  }
}

/** Once the new tasks serve, CodeDeploy moves the traffic and runs its hooks by a schedule of its own. */
function findSchedule(status: string, hasServed: boolean): RolloutWait | undefined {
  if (status === 'Baking') return { by: 'schedule', what: 'the bake time of CodeDeploy' }
  const shifts = status === 'InProgress' && hasServed
  return shifts ? { by: 'schedule', what: 'CodeDeploy to shift the traffic' } : undefined
}

function countsOf(shown: EcsDeployment | undefined): string {
  return shown === undefined ? '' : `, ${shown.runningCount} of ${shown.desiredCount} tasks run`
}
