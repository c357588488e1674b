import type { Observation } from '../../../health/observation.ts'
import { type EcsDeployment, type EcsService, primaryOf, shortTaskDefinition } from './model.ts'

export interface ServiceEvidence {
  readonly service: EcsService
  /** Its running tasks. Absent: they may not be read. */
  readonly tasks?: readonly RunningTask[] | undefined
  /** In its target groups. Absent: it has none, or they may not be read. */
  readonly targets?: readonly TargetHealth[] | undefined
}

export interface RunningTask {
  readonly arn: string
  readonly startedBy?: string | undefined
  /** `HEALTHY`, `UNHEALTHY`, or `UNKNOWN`: no container health check is defined, or it has not answered yet. */
  readonly health: string
}

/** One target of a target group, in the words of Elastic Load Balancing; enumerations are open. */
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
 * ECS replaces a task that fails its health check, so that a missing task shows as soon as it is gone.
 * While a rollout runs, what is missing is no failure as long as something serves.
 */
export function judgeService(evidence: ServiceEvidence): Pick<Observation, 'result' | 'reason'> {
  const { service, tasks = [], targets = [] } = evidence
  if (service.desiredCount === 0)
    return { result: 'nodata', reason: `${service.name} has a desired count of 0` }
  const primary = primaryOf(service)
  const reason =
    findMissing(service, primary) ?? findUnhealthyTasks(primary, tasks) ?? describeTargets(targets)
  if (reason === undefined) return { result: 'pass' }
  const serves = service.runningCount > 0 && !hasNoHealthyTarget(targets)
  return isRollingOut(service, primary) && serves
    ? { result: 'nodata', reason: `${reason}, while the rollout runs` }
    : { result: 'fail', reason }
}

/** The first that is ill decides, then the first of which too little is known. */
export function judgeServices(all: readonly ServiceEvidence[]): Pick<Observation, 'result' | 'reason'> {
  const judged = all.map(judgeService)
  return (
    judged.find(({ result }) => result === 'fail') ??
    judged.find(({ result }) => result !== 'pass') ?? { result: 'pass' }
  )
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
function isRollingOut({ deployments }: EcsService, primary: EcsDeployment | undefined): boolean {
  if (primary?.taskSet !== undefined) return false
  return primary?.rolloutState === undefined ? deployments.length > 1 : primary.rolloutState === 'IN_PROGRESS'
}

/**
 * Draining targets are of old tasks; unused ones of a group that no listener forwards to, as one group of
 * a blue/green pair always is. They say nothing about the health of what serves.
 */
const SERVING = new Set(['healthy', 'unhealthy', 'initial'])

/** What is wrong with the targets; undefined: nothing, or nothing that they could tell. */
function describeTargets(targets: readonly TargetHealth[]): string | undefined {
  const serving = targets.filter(({ state }) => SERVING.has(state))
  const unhealthy = serving.filter(({ state }) => state === 'unhealthy')
  if (unhealthy.length > 0) {
    const one = unhealthy.length === 1 ? 'is' : 'are'
    return `${unhealthy.length} of ${serving.length} targets of ${namesOf(unhealthy)} ${one} unhealthy: ${reasonsOf(unhealthy)}`
  }
  if (serving.length === 0 || !hasNoHealthyTarget(targets)) return undefined
  return `no target of ${namesOf(serving)} is healthy yet: ${reasonsOf(serving)}`
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
