import type { Observation } from '../../../health/observation.ts'
import {
  type EcsDeployment,
  type EcsService,
  primaryOf,
  type StoppedTask,
  shortTaskDefinition,
} from './model.ts'
import { describeStop, selectFailed } from './stopped-task.ts'

export interface ServiceEvidence {
  readonly service: EcsService
  /** Its running tasks. Absent: they may not be read. */
  readonly tasks?: readonly RunningTask[] | undefined
  /** Of a service that misses tasks: those that stopped. Absent: it misses none, or they may not be read. */
  readonly stopped?: readonly StoppedTask[] | undefined
  /** In its target groups. Absent: it has none, or they may not be read. */
  readonly targets?: readonly TargetHealth[] | undefined
}

export interface RunningTask {
  readonly arn: string
  readonly startedBy?: string | undefined
  /** `HEALTHY`, `UNHEALTHY`, or `UNKNOWN`: no container health check is defined, or it has not answered yet. */
  readonly health: string
  readonly startedAtMs?: number | undefined
}

/** One target of a target group, in the terms of Elastic Load Balancing; enumerations are open. */
export interface TargetHealth {
  /** ARN of the target group. */
  readonly group: string
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, `unavailable` and so on. */
  readonly state: string
  /** Such as `Target.ResponseCodeMismatch`. */
  readonly reason?: string | undefined
  /** Such as `Health checks failed with these codes: [500]`. Untrusted. */
  readonly description?: string | undefined
}

/**
 * Whether a service runs what it is wanted to run, and whether its containers and targets are healthy.
 * A missing task alone says nothing about the version: its host may have gone, or a replacement starts. It
 * is a failure where the version ended it, or where nothing runs at all and the reason is unknown.
 * While a rollout runs, a failure counts only once nothing serves.
 */
export function judgeService(evidence: ServiceEvidence): Pick<Observation, 'result' | 'reason'> {
  const { service, targets = [] } = evidence
  if (service.desiredCount === 0)
    return { result: 'nodata', reason: `${service.name} has a desired count of 0` }
  const primary = primaryOf(service)
  const rollsOut = isRollingOut(service, primary)
  const failure = findFailure(evidence, primary, rollsOut)
  const serves = service.runningCount > 0 && !hasNoHealthyTarget(targets)
  if (failure !== undefined && !(rollsOut && serves)) return { result: 'fail', reason: failure }
  const open = failure ?? findMissing(service, primary) ?? describeNewTargets(targets)
  if (open === undefined) return { result: 'pass' }
  return { result: 'nodata', reason: rollsOut ? `${open}, while the rollout runs` : open }
}

/** The first that is unhealthy decides, then the first of which too little is known. */
export function judgeServices(all: readonly ServiceEvidence[]): Pick<Observation, 'result' | 'reason'> {
  const judged = all.map(judgeService)
  return (
    judged.find(({ result }) => result === 'fail') ??
    judged.find(({ result }) => result !== 'pass') ?? { result: 'pass' }
  )
}

function findFailure(
  { service, tasks = [], stopped, targets = [] }: ServiceEvidence,
  primary: EcsDeployment | undefined,
  rollsOut: boolean,
): string | undefined {
  const missing = findMissing(service, primary)
  const failed = missing === undefined ? undefined : findUnreplaced(primary, tasks, stopped ?? [])
  if (failed !== undefined) return `${missing}: ${describeStop(failed)}`
  const isUnexplained = stopped === undefined && service.runningCount === 0 && !rollsOut
  return (
    (isUnexplained ? missing : undefined) ?? findUnhealthyTasks(primary, tasks) ?? describeUnhealthy(targets)
  )
}

/** A task that its version failed, and after which none has begun to run. */
function findUnreplaced(
  primary: EcsDeployment | undefined,
  tasks: readonly RunningTask[],
  stopped: readonly StoppedTask[],
): StoppedTask | undefined {
  if (primary === undefined) return undefined
  const own = tasks.filter(({ startedBy }) => startedBy === primary.id)
  const lastStartMs = Math.max(primary.createdAtMs, ...own.map(({ startedAtMs = 0 }) => startedAtMs))
  return selectFailed(stopped, primary.id).find(({ stoppedAtMs = 0 }) => stoppedAtMs >= lastStartMs)
}

export function missesTasks(service: EcsService): boolean {
  return findMissing(service, primaryOf(service)) !== undefined
}

function findMissing(service: EcsService, primary: EcsDeployment | undefined): string | undefined {
  const { runningCount, desiredCount, taskDefinition } = primary ?? service
  if (runningCount >= desiredCount) return undefined
  return `${service.name} runs ${runningCount} of ${desiredCount} tasks of ${shortTaskDefinition(taskDefinition)}`
}

function findUnhealthyTasks(
  primary: EcsDeployment | undefined,
  tasks: readonly RunningTask[],
): string | undefined {
  const own = tasks.filter(({ startedBy }) => startedBy === primary?.id)
  const unhealthy = own.filter(({ health }) => health === 'UNHEALTHY')
  const [first] = unhealthy
  if (first === undefined || primary === undefined) return undefined
  const count = `${unhealthy.length} of ${own.length} tasks of ${shortTaskDefinition(primary.taskDefinition)}`
  return `${count} ${unhealthy.length === 1 ? 'fails its' : 'fail their'} container health check, such as task ${first.arn.split('/').at(-1)}`
}

/** A primary task set keeps all of its tasks until the traffic has moved: what it misses is not the rollout's doing. */
export function isRollingOut(service: EcsService, primary = primaryOf(service)): boolean {
  const { deployments } = service
  if (primary?.taskSet !== undefined) return false
  return primary?.rolloutState === undefined ? deployments.length > 1 : primary.rolloutState === 'IN_PROGRESS'
}

/**
 * Draining targets are of old tasks; unused ones of a group that no listener forwards to, as one group of
 * a blue/green pair always is. They say nothing about the health of what serves.
 */
const SERVING = new Set(['healthy', 'unhealthy', 'initial'])

/** What the application itself answered, which no lost host or network explains. */
const ANSWERED_BADLY = 'Target.ResponseCodeMismatch'
/** What a target that is lost has too: one alone says nothing, but all of them do. */
const UNREACHABLE = new Set<string | undefined>(['Target.Timeout', 'Target.FailedHealthChecks', undefined])

/** The targets that fail health checks; undefined: none, or not by the version. */
function describeUnhealthy(targets: readonly TargetHealth[]): string | undefined {
  const serving = targets.filter(({ state }) => SERVING.has(state))
  const unhealthy = serving.filter(({ state }) => state === 'unhealthy')
  const answered = unhealthy.some(({ reason }) => reason === ANSWERED_BADLY)
  const areAllUnreachable =
    unhealthy.length === serving.length && unhealthy.some(({ reason }) => UNREACHABLE.has(reason))
  if (!answered && !areAllUnreachable) return undefined
  const one = unhealthy.length === 1 ? 'is' : 'are'
  return `${unhealthy.length} of ${serving.length} targets of ${namesOf(unhealthy)} ${one} unhealthy: ${reasonsOf(unhealthy)}`
}

/** The targets of which nothing is known yet, where it keeps the service from being known as healthy. */
function describeNewTargets(targets: readonly TargetHealth[]): string | undefined {
  const serving = targets.filter(({ state }) => SERVING.has(state))
  const unhealthy = serving.filter(({ state }) => state === 'unhealthy')
  if (unhealthy.length > 0)
    return `${unhealthy.length} of ${serving.length} targets of ${namesOf(unhealthy)} cannot be reached: ${reasonsOf(unhealthy)}`
  return hasNoHealthyTarget(targets)
    ? `no target of ${namesOf(serving)} is healthy yet: ${reasonsOf(serving)}`
    : undefined
}

function hasNoHealthyTarget(targets: readonly TargetHealth[]): boolean {
  const serving = targets.filter(({ state }) => SERVING.has(state))
  return serving.length > 0 && serving.every(({ state }) => state !== 'healthy')
}

/** `arn:aws:elasticloadbalancing:…:targetgroup/web/0123456789abcdef` → `targetgroup/web` */
function namesOf(targets: readonly TargetHealth[]): string {
  const names = targets.map(({ group }) => group.split(':').at(-1)?.split('/').slice(0, 2).join('/') ?? group)
  return [...new Set(names)].join(' and ')
}

/** Each reason once. */
function reasonsOf(targets: readonly TargetHealth[]): string {
  const reasons = targets.map(({ reason, description, state }) => {
    if (reason === undefined) return description ?? state
    return description === undefined ? reason : `${reason} (${description})`
  })
  return [...new Set(reasons)].join('; ')
}
