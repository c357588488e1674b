import {
  primaryOf,
  type ServiceDeployment,
  type ServiceHistory,
  type ServiceRevision,
  shortTaskDefinition,
} from './model.ts'
import { findPause } from './pause.ts'
import type { Follow, Passive, RollbackState, ServiceFacts } from './rollback-state.ts'
import {
  findTracked,
  findTrackedEntry,
  isNotListedYet,
  isReplacedByOthers,
  runningDefinition,
  taskDefinitionOf,
} from './tracked-deployment.ts'

type Settings = ServiceRevision['settings']

/** What a rollback does next, by the state of the watched deployment. */
export type EcsAction = Passive | Follow | EcsWrite

export type EcsWrite =
  /**
   * In flight: the old tasks are still there, so this is the quickest way back. A hook that waits for a person is
   * not answered for them: the stop ends the deployment that the hook belongs to.
   */
  | {
      readonly kind: 'stop-with-rollback'
      readonly serviceDeploymentArn: string
      /** The hook that waits for this run, which then is how it is stopped. */
      readonly hookId?: string | undefined
    }
  | { readonly kind: 'update-service'; readonly reason: string }

/** The target and the state are absent while none is chosen. */
export interface ActionFacts extends ServiceFacts, Partial<RollbackState> {}

/** Decides by the state of the watched deployment; the order of the questions is what keeps it safe. */
export function decideAction(facts: ActionFacts): EcsAction {
  const action = decideByDeployment(facts)
  return action.kind === 'stop-with-rollback' && facts.progress?.kind === 'unstoppable'
    ? { kind: 'update-service', reason: 'its deployment cannot be stopped' }
    : action
}

function decideByDeployment(facts: ActionFacts): EcsAction {
  const { service, tracked, history, target } = facts
  const primary = primaryOf(service)
  const entry = findTrackedEntry(tracked, service, history)
  const isReplaced = isReplacedByOthers(tracked, service, history)
  const own = entry === undefined || isReplaced ? undefined : decideByRollback(entry, history)
  if (own !== undefined) return own
  const isGiven = target !== tracked.taskDefinition || facts.progress?.kind === 'updated'
  if (isNotListedYet(tracked, service, history))
    return { kind: 'wait', reason: 'its deployment is not listed with the service yet' }
  const running = runningDefinition(tracked, service, history)
  if (primary !== undefined && running === target && isGiven) return { kind: 'already-there' }
  if (entry?.status === 'ROLLBACK_FAILED' && isLeftBy(entry, primary?.taskDefinition, history))
    return { kind: 'update-service', reason: 'ECS tried to roll it back and failed' }
  const shown = findTracked(tracked, service)
  if (primary === undefined || shown?.id !== primary.id || isReplaced) {
    return decideDisplaced(facts, isReplaced ? undefined : shown?.rolloutState)
  }
  return entry === undefined
    ? { kind: 'update-service', reason: 'its deployment is not on record' }
    : decideByStatus(facts, entry)
}

/** Where ECS has begun a rollback of its own, or somebody has asked it to. */
function decideByRollback(
  entry: ServiceDeployment,
  history: ServiceHistory | undefined,
): EcsAction | undefined {
  switch (entry.status) {
    case 'ROLLBACK_REQUESTED':
    case 'ROLLBACK_IN_PROGRESS':
    case 'ROLLBACK_SUCCESSFUL': {
      const to = taskDefinitionOf(entry.rollback?.serviceRevisionArn, history) ?? onlySource(entry, history)
      return { kind: 'follow', to }
    }
    default:
      return undefined
  }
}

/** Whether what is primary was put there by a rollback of ECS's own, rather than by somebody else. */
function isLeftBy(
  { rollback }: ServiceDeployment,
  primary: string | undefined,
  history: ServiceHistory | undefined,
): boolean {
  return primary !== undefined && taskDefinitionOf(rollback?.serviceRevisionArn, history) === primary
}

function decideDisplaced(
  { service, tracked, target, history }: ActionFacts,
  trackedState: string | undefined,
): EcsAction {
  const now = runningDefinition(tracked, service, history)
  if (target === undefined && now === tracked.returningTo)
    return { kind: 'wait', reason: `${service.name} is being given ${shortTaskDefinition(now)} already` }
  if (trackedState === 'FAILED') return { kind: 'follow', to: now }
  const by = shortTaskDefinition(now)
  return { kind: 'superseded', by, reason: `${service.name} has been given ${by} by somebody else` }
}

function decideByStatus(facts: ActionFacts, entry: ServiceDeployment): EcsAction {
  switch (entry.status) {
    case 'PENDING':
    case 'IN_PROGRESS':
      return decideInFlight(facts, entry)
    case 'STOP_REQUESTED':
      return { kind: 'wait', reason: 'its deployment is being stopped' }
    case 'SUCCESSFUL':
      return { kind: 'update-service', reason: 'its deployment has finished' }
    case 'STOPPED':
      return { kind: 'update-service', reason: 'its deployment was stopped and nothing came after it' }
    case 'ROLLBACK_FAILED':
      return { kind: 'update-service', reason: 'ECS tried to roll it back and failed' }
    default:
      return { kind: 'wait', reason: `its deployment is ${entry.status}, which this version does not know` }
  }
}

function decideInFlight(facts: ActionFacts, entry: ServiceDeployment): EcsAction {
  const { service, tracked, target, targetRevisionArn, history, promotesAt = [] } = facts
  const sources = sourcesOf(entry, history)
  const restores = sources.map((arn) => taskDefinitionOf(arn, history))
  const isRestored =
    sources.length > 0 &&
    (target === tracked.taskDefinition
      ? sources.every((arn) => arn === targetRevisionArn)
      : restores.every((restored) => restored === target))
  if (target !== undefined && !isRestored) {
    return {
      kind: 'update-service',
      reason: `ECS itself would restore ${restores.map(nameOf).join(', ') || 'nothing'}`,
    }
  }
  // Also where a PAUSE hook waits: stopping leaves its answer to the person, and ECS takes it at any stage.
  const hookId = findPause(service, entry, promotesAt)?.id
  return { kind: 'stop-with-rollback', serviceDeploymentArn: entry.arn, ...(hookId && { hookId }) }
}

/**
 * What ECS may restore. A deployment that began while another one was in flight has both as sources, and
 * the one that had succeeded is restored. Of one without a record of its own it is known only that it ran.
 */
function sourcesOf(entry: ServiceDeployment, history: ServiceHistory | undefined): string[] {
  const entries = history?.deployments ?? []
  return entry.sourceRevisionArns.filter((arn) => {
    const own = entries.filter(({ targetRevisionArn }) => targetRevisionArn === arn)
    const hasLanded = own.some(({ status }) => status === 'SUCCESSFUL')
    const wasRestored = entries.some(({ rollback }) => rollback?.serviceRevisionArn === arn)
    return own.length === 0 || hasLanded || wasRestored
  })
}

/** ECS says where a rollback goes only once it has begun. */
function onlySource(entry: ServiceDeployment, history: ServiceHistory | undefined): string | undefined {
  const [only, ...others] = sourcesOf(entry, history)
  return others.length === 0 ? taskDefinitionOf(only, history) : undefined
}

function nameOf(taskDefinition: string | undefined): string {
  return taskDefinition === undefined ? 'an unknown revision' : shortTaskDefinition(taskDefinition)
}

/** What {@link decideAction} would do, for the plan. */
export function describeAction(action: EcsAction, service: string, target: string): string {
  switch (action.kind) {
    case 'already-there':
      return `nothing: ${service} has been given ${target} already; wait until it is stable`
    case 'follow':
      return `nothing: follow the rollback that ECS does by itself`
    case 'wait':
      return `wait: ${action.reason}; then decide again`
    case 'stop-with-rollback':
      return action.hookId === undefined
        ? `ecs:StopServiceDeployment with ROLLBACK on ${service}, which restores ${target}`
        : `ecs:ContinueServiceDeployment with ROLLBACK at the hook of ${service} that waits for this run, which restores ${target}`
    case 'update-service':
      return `ecs:UpdateService of ${service} to ${target} (${action.reason})`
    case 'superseded':
      return `nothing: ${action.reason}`
  }
}

export interface Drift {
  /** Of the service, such as `networkConfiguration`. */
  readonly field: string
  /** What it was with the target, as JSON. Absent: it was not set. */
  readonly was: string | undefined
}

/** An UpdateService of the task definition leaves the service's own settings as the bad deploy made them. */
export function findDrift(failing: Settings | undefined, target: Settings | undefined): Drift[] {
  if (failing === undefined || target === undefined) return []
  return [...new Set([...Object.keys(failing), ...Object.keys(target)])]
    .filter((field) => failing[field] !== target[field])
    .map((field) => ({ field, was: target[field] }))
}

export function describeDrift({ field, was = 'not set' }: Drift): string {
  return `${field} of the service was changed too, and is not put back: it was ${was}`
}
