import type { FailedTask } from '../../../health/rollout.ts'
import type { EcsDeployment, EcsEvent, StoppedTask } from './model.ts'

/** Which of the stopped tasks of a deployment its version failed, with the reason for people to read. */
export function findFailedTasks(tasks: readonly StoppedTask[], deploymentId: string): FailedTask[] {
  return selectFailed(tasks, deploymentId).map(toFailedTask)
}

export function selectFailed(tasks: readonly StoppedTask[], deploymentId: string): StoppedTask[] {
  return tasks.filter((task) => task.startedBy === deploymentId && isFailure(task))
}

export function toFailedTask(task: StoppedTask): FailedTask {
  return { id: task.arn, reason: describeStop(task) }
}

/** The codes under which a version can fail: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const CODES = new Set([
  'EssentialContainerExited',
  'TaskFailedToStart',
  'ServiceSchedulerInitiated',
  'without a code',
])
const FAILED_CHECK = /\bTask failed (?:[\w-]+ ){1,4}health checks?\b/i
const EXITED = /^Essential container in task exited/
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resolve-stopped-errors.html */
const CANNOT_START =
  /\b(?:CannotPull\w*|CannotCreate\w*|CannotStart\w*|ResourceInitialization|OutOfMemory)Error\b|^Fetching secret data\b|\bunable to assume the role\b/
/** Reported under the same names, but caused by the host, its network, a rate limit, or a server that fails. */
const NOT_OF_THE_VERSION =
  /no space left on device|port is already allocated|\bENI\b|network interface|netplugin|toomanyrequests|too many requests|rate exceeded|throttl|\b50[0234] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)|\bstatus ?code: 50[0234]\b|server misbehaving/i

/**
 * A list of failures, not of excuses: an essential container that exited, a health check that failed, a task
 * that could not start. Under `ServiceSchedulerInitiated` only the text distinguishes a failed check from draining,
 * maintenance, rebalancing or scale-in. What is not in the list, named or unknown, is not the version's doing.
 */
function isFailure({ stopCode = 'without a code', stoppedReason = '', containers }: StoppedTask): boolean {
  if (!CODES.has(stopCode)) return false
  if (FAILED_CHECK.test(stoppedReason)) return true
  if (stopCode === 'ServiceSchedulerInitiated') return false
  if (stopCode === 'EssentialContainerExited' || EXITED.test(stoppedReason))
    return !isEndedByProxy(containers)
  const own = containers.filter(({ name }) => !ADDED_BY_AWS.test(name))
  const reasons = [stoppedReason, ...own.map(({ reason = '' }) => reason)]
  return reasons.some(isOfTheVersion)
}

/** Why a container could not start. */
function isOfTheVersion(reason: string): boolean {
  return CANNOT_START.test(reason) && !NOT_OF_THE_VERSION.test(reason)
}

/** Only the proxy of Service Connect, which is essential too, ended by itself; the rest was ended for it. */
function isEndedByProxy(containers: Containers): boolean {
  const causes = containers.filter(isCause)
  return causes.length > 0 && causes.every(({ name }) => name.startsWith(SERVICE_CONNECT))
}

/** What took the last task of one of these deployments away, where its version did not. Undefined: nothing, or the version. */
export function findTakenAway(
  deployments: readonly EcsDeployment[],
  stopped: readonly StoppedTask[],
): string | undefined {
  const ends = deployments.flatMap(({ id }) => {
    const own = stopped.filter(({ startedBy }) => startedBy === id)
    const last = own.toSorted((one, other) => (other.stoppedAtMs ?? 0) - (one.stoppedAtMs ?? 0))[0]
    return last === undefined || isFailure(last) ? [] : [describeStop(last)]
  })
  return ends[0]
}

export interface Dependency {
  /** The container that another one waits for. */
  readonly on: string
  /** `START`, `HEALTHY`, `COMPLETE` or `SUCCESS`. */
  readonly condition: string
}

/**
 * The pending tasks that can never run: a container that others wait for has ended in a way that keeps them
 * waiting. Older agents leave such a task PENDING for ever: https://github.com/aws/containers-roadmap/issues/817
 */
export function findBlockedTasks(
  pending: readonly StoppedTask[],
  dependencies: readonly Dependency[],
): StoppedTask[] {
  return pending.flatMap((task) => {
    const culprit = task.containers.find((container) =>
      dependencies.some(
        ({ on, condition }) =>
          on === container.name && (neverStarted(container) || keepsWaiting(condition, container.exitCode)),
      ),
    )
    return culprit === undefined
      ? []
      : [{ ...task, stoppedReason: `Task cannot start: other containers wait for ${culprit.name}` }]
  })
}

/** Why tasks do not run yet, by the first of them: those of one version mostly wait for the same. */
export function describePending(pending: readonly StoppedTask[]): string | undefined {
  const [first] = pending
  if (first === undefined) return undefined
  const waits = causeFirst(first.containers).map(({ name, exitCode, reason, status, lacksImage }) => {
    if (exitCode !== undefined) return `${name} ended with exit code ${exitCode}`
    if (reason !== undefined) return `${name}: ${reason}`
    return `${name} is ${status}${lacksImage ? ' and has no image yet' : ''}`
  })
  const tasks = pending.length === 1 ? '1 task is' : `${pending.length} tasks are`
  return `${tasks} PENDING (${waits.join('; ')})`
}

function neverStarted({ exitCode, status, reason = '' }: Containers[number]): boolean {
  return exitCode === undefined && status === 'STOPPED' && isOfTheVersion(reason)
}

function keepsWaiting(condition: string, exitCode: number | undefined): boolean {
  if (exitCode === undefined) return false
  return condition === 'HEALTHY' || (condition === 'SUCCESS' && exitCode !== 0)
}

const NO_ROOM = /\bunable to place a task\b/

/** Whether ECS had no room for a task since then. A wait for room is no failed task. */
export function hasLackedRoom(events: readonly EcsEvent[], sinceMs: number): boolean {
  return events.some(({ createdAtMs, message }) => createdAtMs >= sinceMs && NO_ROOM.test(message))
}

/** The failed tasks that ECS itself has counted so far. */
export interface EcsCount {
  readonly deploymentId: string
  /** As it was last: ECS begins again at 0 whenever a task runs. */
  readonly latest: number
  readonly total: number
}

export function followCount(before: EcsCount | undefined, { id, failedTasks }: EcsDeployment): EcsCount {
  const { latest, total } = before?.deploymentId === id ? before : { latest: 0, total: 0 }
  const added = failedTasks >= latest ? failedTasks - latest : failedTasks
  return { deploymentId: id, latest: failedTasks, total: total + added }
}

/** The same as failed tasks, where none can be listed. */
export function listCounted({ deploymentId, total }: EcsCount, why: string): FailedTask[] {
  return Array.from({ length: total }, (_, index) => ({
    id: `${deploymentId}#${index + 1}`,
    reason: `ECS counted it; the reason cannot be read: ${why}`,
  }))
}

export function describeStop({ stoppedReason, stopCode, containers }: StoppedTask): string {
  const ends = causeFirst(containers).flatMap(({ name, exitCode, reason }) => {
    const code = exitCode === undefined ? [] : [`exit code ${exitCode}`]
    const parts = [...code, ...(reason === undefined ? [] : [reason])]
    return parts.length === 0 ? [] : [`${name}: ${parts.join(', ')}`]
  })
  const why = stoppedReason ?? stopCode ?? 'stopped without a reason'
  return ends.length === 0 ? why : `${why} (${ends.join('; ')})`
}

type Containers = StoppedTask['containers']

const SERVICE_CONNECT = 'ecs-service-connect-'
/** Put into tasks by AWS itself. */
const ADDED_BY_AWS = /^(?:ecs-service-connect|aws-guardduty-agent)-/
/** The same, and the usual proxies and log routers. */
const BESIDE_THE_APPLICATION =
  /^(?:ecs-service-connect-|aws-guardduty-agent|envoy|xray|aws-otel|otel|datadog|firelens|fluent|log[-_]?router)/i
/** What runs beside the application, as its name says. */
export function isBesideApplication(container: string): boolean {
  return BESIDE_THE_APPLICATION.test(container)
}

const MONITORING = /^aws-guardduty-agent/
const SIGKILL = 137
const SIGTERM = 143

/** Containers that end because another one did come after it, and those beside the application after it. */
export function causeFirst(containers: Containers): Containers[number][] {
  const rank = (container: Containers[number]) => {
    if (MONITORING.test(container.name)) return 4
    return (isCause(container) ? 0 : 2) + Number(BESIDE_THE_APPLICATION.test(container.name))
  }
  return [...containers].sort((one, other) => rank(one) - rank(other))
}

function isCause({ exitCode, reason }: Containers[number]): boolean {
  if (exitCode === SIGKILL || exitCode === undefined) return reason !== undefined
  return exitCode !== 0 && exitCode !== SIGTERM
}
