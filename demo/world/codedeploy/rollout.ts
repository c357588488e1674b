import { reconcile } from '../ecs/scheduler.ts'
import { rememberAsBefore } from '../ecs/service-update.ts'
import { addTaskSet, isSteady, makePrimary, removeTaskSet } from '../ecs/task-sets.ts'
import { stepsOf } from './shifting.ts'
import type { CodeDeployState, Deployment, DeploymentGroup, Status } from './state.ts'

const START_MS = 1_000
const LOOK_EVERY_MS = 5_000
const SHIFT_MS = 10_000
const MINUTE_MS = 60_000
/** CodeDeploy gives the replacement an hour to become healthy. */
const STABILIZE_WITHIN_MS = 3_600_000

interface Request {
  taskDefinitionArn: string
  creator?: Deployment['creator']
  description?: string | undefined
  /** Default: that of the group. */
  configuration?: string | undefined
  rollbackTriggeringDeploymentId?: string
}

/** Moves a service to a task definition: a replacement task set, the traffic, then the end of the original. */
export function createDeployment(
  state: CodeDeployState,
  group: DeploymentGroup,
  request: Request,
): Deployment {
  const deployment = newDeployment(state, group, request)
  state.ecs.timeline.after(START_MS, () => start(state, deployment))
  return deployment
}

export function newDeployment(state: CodeDeployState, group: DeploymentGroup, request: Request): Deployment {
  const deployment: Deployment = {
    id: `d-${state.ecs.ids.hex(9).toUpperCase()}`,
    group,
    status: 'Created',
    creator: request.creator ?? 'user',
    description: request.description,
    taskDefinitionArn: request.taskDefinitionArn,
    previousTaskDefinitionArn: group.service.taskDefinitionArn,
    createdAtMs: state.ecs.timeline.nowMs,
    startedAtMs: undefined,
    completedAtMs: undefined,
    waitsForTermination: false,
    error: undefined,
    rollbackDeploymentId: undefined,
    rollbackTriggeringDeploymentId: request.rollbackTriggeringDeploymentId,
    original: undefined,
    replacement: undefined,
    configuration: request.configuration ?? group.configuration,
  }
  group.deployments.push(deployment)
  return deployment
}

function start(state: CodeDeployState, deployment: Deployment): void {
  if (deployment.status !== 'Created') return
  const { ecs } = state
  const { service } = deployment.group
  deployment.status = 'InProgress'
  deployment.startedAtMs = ecs.timeline.nowMs
  rememberAsBefore(ecs, service)
  const [original, ...left] = service.deployments
  for (const taskSet of left) removeTaskSet(service, taskSet)
  deployment.original = original
  deployment.replacement = addTaskSet(ecs, service, deployment.taskDefinitionArn)
  deployment.replacement.externalId = deployment.id
  reconcile(ecs, service)
  awaitSteady(state, deployment)
  stopOnAlarm(state, deployment.group)
}

function awaitSteady(state: CodeDeployState, deployment: Deployment): void {
  const { timeline } = state.ecs
  timeline.after(LOOK_EVERY_MS, () => {
    const { replacement, group, startedAtMs = 0 } = deployment
    if (deployment.status !== 'InProgress' || replacement === undefined) return
    if (isSteady(group.service, replacement)) ready(state, deployment)
    else if (timeline.nowMs - startedAtMs >= STABILIZE_WITHIN_MS) fail(state, deployment)
    else awaitSteady(state, deployment)
  })
}

/** The test listener sends its requests to the replacement; production waits for an answer, if the group says so. */
function ready(state: CodeDeployState, deployment: Deployment): void {
  const { group, replacement } = deployment
  const { traffic } = group.service
  const { readyWaitMinutes } = group
  if (traffic !== undefined) traffic.test = replacement
  if (readyWaitMinutes === undefined) {
    state.ecs.timeline.after(SHIFT_MS, () => shift(state, deployment))
    return
  }
  deployment.status = 'Ready'
  state.ecs.timeline.after(readyWaitMinutes * MINUTE_MS, () => {
    if (deployment.status !== 'Ready') return
    end(state, deployment, 'Stopped')
    giveBackTraffic(state, deployment)
  })
}

/** What ContinueDeployment does with READY_WAIT. */
export function reroute(state: CodeDeployState, deployment: Deployment): void {
  deployment.status = 'InProgress'
  state.ecs.timeline.after(SHIFT_MS, () => shift(state, deployment))
}

function shift(
  state: CodeDeployState,
  deployment: Deployment,
  [step, ...next] = stepsOf(deployment.configuration),
): void {
  const { replacement, original, group } = deployment
  if (deployment.status !== 'InProgress' || replacement === undefined) return
  const { traffic } = group.service
  if (step !== undefined && next.length > 0 && traffic !== undefined) {
    traffic.incoming = { deployment: replacement, percent: step.percent }
    state.ecs.timeline.after(step.bakeMinutes * MINUTE_MS, () => shift(state, deployment, next))
    return
  }
  rememberAsBefore(state.ecs, group.service)
  makePrimary(group.service, replacement)
  deployment.waitsForTermination = true
  state.ecs.timeline.after(group.terminationWaitMs, () => {
    if (deployment.status !== 'InProgress') return
    if (original !== undefined) removeTaskSet(group.service, original)
    reconcile(state.ecs, group.service)
    end(state, deployment, 'Succeeded')
  })
}

function fail(state: CodeDeployState, deployment: Deployment): void {
  const message =
    'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.'
  deployment.error = { code: 'TIMEOUT', message }
  end(state, deployment, 'Failed')
  if (deployment.group.rollsBackOnFailure) rollBack(state, deployment)
  else giveBackTraffic(state, deployment)
}

export function stop(state: CodeDeployState, deployment: Deployment, autoRollback: boolean): void {
  deployment.error = { code: 'MANUAL_STOP', message: 'The deployment was stopped by a user.' }
  end(state, deployment, 'Stopped')
  if (autoRollback) rollBack(state, deployment)
}

/** What CodeDeploy does while an alarm of the group is in ALARM; a rollback of its own it sees through. */
export function stopOnAlarm(state: CodeDeployState, group: DeploymentGroup): void {
  const [alarm] = state.ecs.alarms.inAlarm(group.alarms)
  const ongoing = group.deployments.find(
    ({ status, creator }) => status === 'InProgress' && creator !== 'codeDeployRollback',
  )
  if (alarm === undefined || ongoing === undefined) return
  ongoing.error = { code: 'ALARM_ACTIVE', message: `One or more alarms have been activated: ${alarm}` }
  end(state, ongoing, 'Stopped')
  if (group.rollsBackOnFailure) rollBack(state, ongoing)
  else if (!ongoing.waitsForTermination) giveBackTraffic(state, ongoing)
}

/** A rollback is a deployment of its own, quickly done while the original task set still runs. */
function rollBack(state: CodeDeployState, deployment: Deployment): void {
  const { group, original } = deployment
  const request: Request = {
    taskDefinitionArn: original?.revision.taskDefinitionArn ?? deployment.previousTaskDefinitionArn,
    creator: 'codeDeployRollback',
    rollbackTriggeringDeploymentId: deployment.id,
  }
  const rollback = newDeployment(state, group, request)
  deployment.rollbackDeploymentId = rollback.id
  state.ecs.timeline.after(START_MS, () => {
    rollback.status = 'InProgress'
    rollback.startedAtMs = state.ecs.timeline.nowMs
  })
  state.ecs.timeline.after(SHIFT_MS, () => {
    giveBackTraffic(state, deployment)
    end(state, rollback, 'Succeeded')
  })
}

function giveBackTraffic(state: CodeDeployState, { original, replacement, group }: Deployment): void {
  rememberAsBefore(state.ecs, group.service)
  if (original !== undefined) makePrimary(group.service, original)
  if (replacement !== undefined) removeTaskSet(group.service, replacement)
  reconcile(state.ecs, group.service)
}

function end(state: CodeDeployState, deployment: Deployment, status: Status): void {
  deployment.status = status
  deployment.completedAtMs = state.ecs.timeline.nowMs
}
