import { traceLine } from './deployment-line.ts'
import { isSameVersion, type SameDefinition } from './images.ts'
import {
  type EcsDeployment,
  type EcsService,
  newestFirst,
  primaryOf,
  type ServiceDeployment,
  type ServiceHistory,
} from './model.ts'

/** What was brought last, whether or not it takes traffic yet. Undefined: ECS itself deploys the service. */
function newestTaskSet({ deployments }: EcsService): EcsDeployment | undefined {
  return newestFirst(
    deployments.filter(({ taskSet, status }) => taskSet !== undefined && status !== 'DRAINING'),
  )[0]
}

/** The deployment that we watch, recognised by its task definition and never by its position. */
export interface TrackedDeployment {
  /** ARN. */
  readonly taskDefinition: string
  /** As it was first seen; absent until the service shows it. */
  readonly id?: string | undefined
  /** What the service is being given back in its place already, ARN. */
  readonly returningTo?: string | undefined
  /** A later deployment of CodeDeploy's that came to nothing before a manual rollback was requested. */
  readonly outlivedId?: string | undefined
}

/** The watched deployment among those that the service lists: the newest of its task definition. */
export function findTracked(tracked: TrackedDeployment, service: EcsService): EcsDeployment | undefined {
  return newestFirst(
    service.deployments.filter(({ taskDefinition }) => taskDefinition === tracked.taskDefinition),
  )[0]
}

/**
 * The one to watch: what was just deployed, or without that what runs now. A name without an account
 * is completed from the service's own task definition, since both are of one account and region.
 */
export function identifyTracked(service: EcsService, deployed: string | undefined): TrackedDeployment {
  const running = (newestTaskSet(service) ?? primaryOf(service))?.taskDefinition ?? service.taskDefinition
  const taskDefinition = deployed === undefined ? running : completeArn(deployed, running)
  return { taskDefinition, id: findTracked({ taskDefinition }, service)?.id }
}

/**
 * The same for a step that follows a deploy: where nothing names what was deployed, it is what was
 * deployed last. ECS may have rolled that back already, so that what runs now is not what to judge.
 */
export function identifyDeployed(
  service: EcsService,
  deployed: string | undefined,
  history: ServiceHistory | undefined,
): TrackedDeployment {
  const last = newestFirst(history?.deployments ?? [])[0]
  const given =
    deployed ??
    (last?.status.startsWith('ROLLBACK_') ? taskDefinitionOf(last.targetRevisionArn, history) : undefined)
  return identifyTracked(service, given)
}

/**
 * The same for the order to go back, which may be all that there is: what runs. Where ECS still rolls back
 * by itself it is what ECS goes back from, or the order would go one further than it meant. The same would come
 * of a service that is still shown as it was before its newest deployment.
 */
export function identifyRequested(
  service: EcsService,
  deployed: string | undefined,
  history: ServiceHistory | undefined,
): TrackedDeployment {
  const last = newestFirst(history?.deployments ?? [])[0]
  const isRollingBack = last?.status === 'ROLLBACK_REQUESTED' || last?.status === 'ROLLBACK_IN_PROGRESS'
  if (isRollingBack) return identifyDeployed(service, deployed, history)
  return identifyTracked(service, deployed ?? findUnlisted(service, history))
}

/** The task definition of the newest deployment, where the service is still shown as it was before that. */
export function findUnlisted(service: EcsService, history: ServiceHistory | undefined): string | undefined {
  const [last] = newestFirst(history?.deployments ?? [])
  const newest = taskDefinitionOf(last?.targetRevisionArn, history)
  if (newest === undefined) return undefined
  return isNotListedYet({ taskDefinition: newest }, service, history) ? newest : undefined
}

/**
 * The same where somebody, such as our own guard, gives the service an earlier version at the moment: the
 * order means what the service is leaving by that.
 */
export function identifyReturning(
  service: EcsService,
  history: ServiceHistory | undefined,
  isSameDefinition: SameDefinition,
): TrackedDeployment | undefined {
  const [last, ...before] = newestFirst(history?.deployments ?? [])
  const isInFlight = last?.status === 'PENDING' || last?.status === 'IN_PROGRESS'
  const target = history?.revisions.get(last?.targetRevisionArn ?? '')
  if (history === undefined || target === undefined || !isInFlight) return undefined
  const line = traceLine({ ...history, deployments: before }, isSameDefinition)
  const isKnown = line.versions.some((one) => isSameVersion(one, target, isSameDefinition))
  const leaving = line.versions.at(-1)
  if (!isKnown || leaving === undefined || isSameVersion(leaving, target, isSameDefinition)) return undefined
  return { ...identifyTracked(service, leaving.taskDefinition), returningTo: target.taskDefinition }
}

/** `web:42` → the ARN that `like` would have with that name; an ARN stays as it is. */
export function completeArn(taskDefinition: string, like: string): string {
  if (taskDefinition.startsWith('arn:')) return taskDefinition
  const prefix = like.slice(0, like.indexOf(':task-definition/'))
  return `${prefix}:task-definition/${taskDefinition}`
}

/** The service's deployments and its history are read apart; their times may differ by so much. */
const SAME_DEPLOYMENT_MS = 60_000

/**
 * The newest entry of the history whose target is our task definition. An entry well before the
 * deployment that the service shows belongs to an earlier deployment of the same task definition; unless
 * ECS rolled that one back to the same task definition, with the image of before.
 */
export function findTrackedEntry(
  tracked: TrackedDeployment,
  service: EcsService,
  history: ServiceHistory | undefined,
): ServiceDeployment | undefined {
  const entry = newestFirst(history?.deployments ?? []).find(
    ({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === tracked.taskDefinition,
  )
  const shown = findTracked(tracked, service)
  if (entry === undefined || shown === undefined) return entry
  const lastBegunMs = Math.max(entry.createdAtMs, entry.rollback?.startedAtMs ?? 0)
  return lastBegunMs < shown.createdAtMs - SAME_DEPLOYMENT_MS ? undefined : entry
}

export function taskDefinitionOf(
  revisionArn: string | undefined,
  history: ServiceHistory | undefined,
): string | undefined {
  return revisionArn === undefined ? undefined : history?.revisions.get(revisionArn)?.taskDefinition
}

/** Whether what runs instead of it was brought by somebody else, and not by a rollback of ECS's own. */
export function isReplacedByOthers(
  tracked: TrackedDeployment,
  service: EcsService,
  history: ServiceHistory | undefined,
): boolean {
  const entry = findTrackedEntry(tracked, service, history)
  if (entry === undefined) return false
  if (findSuccessor(entry, history) !== undefined) return true
  const now = primaryOf(service)?.taskDefinition
  if (now === undefined || now === tracked.taskDefinition) return false
  if (entry.status === 'STOPPED') return true
  const restored = taskDefinitionOf(entry.rollback?.serviceRevisionArn, history)
  return restored !== undefined && now !== restored
}

/** What runs by now: the service itself may still be shown as it was before. */
export function runningDefinition(
  tracked: TrackedDeployment,
  service: EcsService,
  history: ServiceHistory | undefined,
): string {
  const entry = findTrackedEntry(tracked, service, history)
  const now = primaryOf(service)?.taskDefinition ?? service.taskDefinition
  const successor = now === tracked.taskDefinition && entry ? findSuccessor(entry, history) : undefined
  return successor ?? now
}

/** The task definition of a newer deployment, for which ECS has stopped this one. */
function findSuccessor(
  { status, createdAtMs, targetRevisionArn }: ServiceDeployment,
  history: ServiceHistory | undefined,
): string | undefined {
  const [newest] = newestFirst(history?.deployments ?? [])
  if (status !== 'STOPPED' || newest === undefined || newest.createdAtMs <= createdAtMs) return undefined
  const own = taskDefinitionOf(targetRevisionArn, history)
  const taskDefinition = taskDefinitionOf(newest.targetRevisionArn, history)
  return taskDefinition === own ? undefined : taskDefinition
}

/**
 * The deployment is on record and goes on, and the service is still shown as it was before it: the answers of ECS
 * are not of one moment. Who has another deployment in its place is shown with one that began later.
 */
export function isNotListedYet(
  tracked: TrackedDeployment,
  service: EcsService,
  history: ServiceHistory | undefined,
): boolean {
  const entry = findTrackedEntry(tracked, service, history)
  const primary = primaryOf(service)
  if (entry === undefined || primary === undefined || findTracked(tracked, service) !== undefined)
    return false
  const goesOn = entry.status === 'PENDING' || entry.status === 'IN_PROGRESS'
  return goesOn && primary.createdAtMs < entry.createdAtMs
}
