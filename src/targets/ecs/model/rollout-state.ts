import type { FailedTask, RolloutState } from '../../../health/rollout.ts'
import { findBlock, isPaused, readProgress, readTraffic, runsFully } from './deployment-progress.ts'
import {
  type EcsDeployment,
  type EcsService,
  primaryOf,
  type ServiceDeployment,
  type ServiceHistory,
  shortTaskDefinition,
  wasFoundFailing,
} from './model.ts'
import {
  findTracked,
  findTrackedEntry,
  identifyTracked,
  isNotListedYet,
  isReplacedByOthers,
  runningDefinition,
  type TrackedDeployment,
  taskDefinitionOf,
} from './tracked-deployment.ts'

export interface RolloutFacts {
  readonly service: EcsService
  readonly tracked: TrackedDeployment
  /** Absent when it was not read or may not be read. */
  readonly history?: ServiceHistory | undefined
  /** Why the history could not be read this time, so that it is as it was before. */
  readonly unanswered?: string | undefined
  readonly failedTasks: readonly FailedTask[]
  /** The stages at which this run answers a pause. Absent: none. */
  readonly promotesAt?: readonly string[] | undefined
}

/**
 * Gives the state of the watched deployment. `history` is needed only where {@link needsHistory} says so; without
 * it the answer is the careful one: what cannot be distinguished from another deployment is left alone.
 */
export function readRollout(facts: RolloutFacts): RolloutState {
  const { unanswered } = facts
  const state = readKnown(facts)
  // Without the history, a rollback of ECS's own looks like a deployment by somebody else.
  const isGone = state.kind === 'superseded' || state.kind === 'absent'
  return isGone && unanswered !== undefined
    ? { kind: 'unknown', reason: unanswered, permanent: false }
    : state
}

function readKnown(facts: RolloutFacts): RolloutState {
  const { service } = facts
  const unverifiable = findUnverifiable(service)
  if (unverifiable !== undefined) return unverifiable
  const entry = findTrackedEntry(facts.tracked, service, facts.history)
  const primary = primaryOf(service)
  const shown = findTracked(facts.tracked, service)
  if (isReplacedByOthers(facts.tracked, service, facts.history)) return readSuperseded(facts)
  const ended = entry === undefined ? undefined : readEnded(facts, entry)
  if (ended !== undefined) return ended
  if (primary !== undefined && shown?.id === primary.id) return readPrimary(facts, primary, entry)
  return readDisplaced(facts, shown, entry)
}

/** Where nothing runs that could be verified. */
export function findUnverifiable({ name, status, desiredCount }: EcsService): RolloutState | undefined {
  if (status !== 'ACTIVE') return { kind: 'unverifiable', reason: `${name} is ${status}` }
  return desiredCount === 0
    ? { kind: 'unverifiable', reason: 'its desired count is 0, so nothing runs that could be verified' }
    : undefined
}

/** Whether DescribeServices alone does not show the state of the watched deployment. */
export function needsHistory(service: EcsService, tracked: TrackedDeployment): boolean {
  const primary = primaryOf(service)
  const isRolling = service.strategy === 'ROLLING'
  const isPlain =
    primary !== undefined && primary.taskDefinition === tracked.taskDefinition && primary.id === tracked.id
  return !isRolling || !isPlain || primary.rolloutState === 'FAILED'
}

/**
 * At the first poll what is past may count too: ECS may have rolled back already what was deployed, to
 * another image of the same task definition even. Not so while what was deployed visibly rolls out.
 */
export function isPlainlyRollingOut(service: EcsService, deployed: string | undefined): boolean {
  const primary = primaryOf(service)
  if (deployed === undefined || primary === undefined || service.strategy !== 'ROLLING') return false
  const { taskDefinition } = identifyTracked(service, deployed)
  const named = service.deployments.filter((each) => each.taskDefinition === taskDefinition)
  return named.length === 1 && named[0]?.id === primary.id && primary.rolloutState === 'IN_PROGRESS'
}

/** Where the history says that ECS has ended the watched deployment. */
function readEnded({ history }: RolloutFacts, entry: ServiceDeployment): RolloutState | undefined {
  if (
    !['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(
      entry.status,
    )
  ) {
    return undefined
  }
  const why = entry.rollback?.reason ?? entry.statusReason ?? 'ECS gives no reason'
  if (entry.status === 'ROLLBACK_FAILED')
    return { kind: 'failed', reason: `ECS tried to roll it back and failed: ${why}` }
  const to = taskDefinitionOf(entry.rollback?.serviceRevisionArn, history)
  const reason = `ECS ${entry.status === 'ROLLBACK_SUCCESSFUL' ? 'rolled' : 'is rolling'} it back: ${why}`
  return { kind: 'rolled-back', reason, ...(to === undefined ? {} : { to: shortTaskDefinition(to) }) }
}

function readPrimary(
  facts: RolloutFacts,
  primary: EcsDeployment,
  entry: ServiceDeployment | undefined,
): RolloutState {
  const { service, failedTasks, promotesAt } = facts
  const counts = `${primary.runningCount} of ${primary.desiredCount} tasks run`
  if (primary.rolloutState === 'FAILED') {
    const reason = primary.rolloutStateReason ?? 'ECS gives no reason'
    const blocking = findBlock(service.events, primary.createdAtMs)
    // The circuit breaker counts a task without room as one that failed to start.
    return blocking?.isRoom === true && failedTasks.length === 0
      ? { kind: 'unverifiable', reason: `${reason} All that ECS says of its tasks is: ${blocking.text}` }
      : { kind: 'failed', reason }
  }
  if (entry?.status === 'STOPPED') {
    const reason = entry.statusReason ?? 'its deployment was stopped'
    return { kind: wasFoundFailing(entry) ? 'failed' : 'stopped', reason }
  }
  const detail = [counts, ...stageOf(entry), ...circuitOf(entry)].join(', ')
  if (isCompleted(service, primary, entry))
    return { kind: 'complete', failedTasks, isCleaningUp: onlyCleansUp(entry), detail }
  return {
    kind: 'in-progress',
    ...readProgress(service, primary, { entry, promotesAt }),
    failedTasks,
    detail,
  }
}

function isCompleted(
  service: EcsService,
  primary: EcsDeployment,
  entry: ServiceDeployment | undefined,
): boolean {
  if (service.strategy !== 'ROLLING' && entry !== undefined)
    return entry.status === 'SUCCESSFUL' || onlyCleansUp(entry)
  if (primary.rolloutState !== undefined) return primary.rolloutState === 'COMPLETED'
  return service.deployments.length === 1 && runsFully(primary)
}

/** ECS has baked it as well, and only ends the old tasks, which takes minutes where they drain slowly. */
function onlyCleansUp(entry: ServiceDeployment | undefined): boolean {
  return (
    entry?.status === 'IN_PROGRESS' && entry.lifecycleStage === 'CLEAN_UP' && readTraffic(entry) === 'all'
  )
}

/** Of a deployment in stages, which one is reached. */
export function stageOf(entry: ServiceDeployment | undefined): string[] {
  if (entry?.lifecycleStage === undefined) return []
  return [`stage ${entry.lifecycleStage}${isPaused(entry) ? ' (a lifecycle hook waits for somebody)' : ''}`]
}

function circuitOf(entry: ServiceDeployment | undefined): string[] {
  const breaker = entry?.circuitBreaker
  if (breaker === undefined || breaker.failureCount === 0) return []
  return [`circuit breaker at ${breaker.failureCount} of ${breaker.threshold} failures`]
}

/** The watched deployment is not the primary one. */
function readDisplaced(
  facts: RolloutFacts,
  shown: EcsDeployment | undefined,
  entry: ServiceDeployment | undefined,
): RolloutState {
  const { service, tracked } = facts
  const now = nowOf(service)
  if (isNotListedYet(tracked, service, facts.history)) return NOT_LISTED_YET
  // While ECS rolls back by itself, it still lists what failed beside the new primary.
  if (shown?.rolloutState === 'FAILED') {
    const why = shown.rolloutStateReason ?? 'ECS gives no reason'
    return { kind: 'rolled-back', reason: `ECS is rolling it back: ${why}`, to: now }
  }
  const wasSeen = shown !== undefined || tracked.id !== undefined || entry !== undefined
  if (wasSeen) return readSuperseded(facts)
  const wanted = shortTaskDefinition(tracked.taskDefinition)
  return { kind: 'absent', reason: `${service.name} never received ${wanted}; it runs ${now}` }
}

const NOT_LISTED_YET: RolloutState = {
  kind: 'in-progress',
  traffic: 'nothing',
  servingFully: false,
  runningTasks: 0,
  milestones: [],
  hasServed: false,
  failedTasks: [],
  detail: 'ECS does not list it with the service yet',
}

function readSuperseded({ service, tracked, history }: RolloutFacts): RolloutState {
  const by = shortTaskDefinition(runningDefinition(tracked, service, history))
  const reason = `${by} was deployed to ${service.name} after ${shortTaskDefinition(tracked.taskDefinition)}`
  return { kind: 'superseded', reason, by }
}

function nowOf(service: EcsService): string {
  return shortTaskDefinition(primaryOf(service)?.taskDefinition ?? service.taskDefinition)
}
