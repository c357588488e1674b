import { AwsError } from '../../../aws/aws-error.ts'
import type { FailedTask } from '../../../health/rollout.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { ClusterTasks } from '../api/cluster-tasks.ts'
import { readDependencies } from '../api/task-definition.ts'
import type { EcsDeployment, EcsService, StoppedTask } from '../model/model.ts'
import {
  type Dependency,
  describePending,
  type EcsCount,
  findBlockedTasks,
  findTakenAway,
  followCount,
  hasLackedRoom,
  listCounted,
  selectFailed,
  toFailedTask,
} from '../model/stopped-task.ts'

/** The watched deployment at one poll of its service. */
export interface DeploymentPoll {
  readonly service: EcsService
  readonly now: EcsDeployment
  /** At the poll before. */
  readonly before: EcsDeployment | undefined
  /** The service has events that were not there at the poll before. */
  readonly hasNews: boolean
  readonly tasks: ClusterTasks
}

/** After so many polls at which tasks are pending and none begins to run; then after twice as many, and so on. */
const STUCK_POLLS = 12

/** Which tasks of the watched deployment failed, read only when one may have. */
export class FailedTaskReader {
  readonly #api: EcsApi
  /** Of the service. */
  readonly #name: string
  readonly #warn: Warn
  /** Every id under which the watched deployment was seen. */
  readonly #ids = new Set<string>()
  /** By task definition. */
  readonly #dependencies = new Map<string, readonly Dependency[]>()
  #stopped: readonly StoppedTask[] = []
  #blocked: readonly StoppedTask[] = []
  #accessDenied: AwsError | undefined
  #counted: EcsCount | undefined
  /** The deployments of which a task ran. */
  readonly #served = new Set<string>()
  #takenAway: string | undefined
  #stuckPolls = 0
  #pending: string | undefined

  constructor(api: EcsApi, name: string, warn: Warn) {
    this.#api = api
    this.#name = name
    this.#warn = warn
  }

  /** Why tasks of the watched deployment do not run yet, when that was last read. */
  get pending(): string | undefined {
    return this.#pending
  }

  /** What took all tasks of a deployment away that served, if its version did not. */
  get takenAway(): string | undefined {
    return this.#takenAway
  }

  /** Rejects for an abort only: what cannot be read is not counted. */
  async follow(poll: DeploymentPoll, signal: AbortSignal): Promise<FailedTask[]> {
    this.#ids.add(poll.now.id)
    if (poll.now.pendingCount === 0) this.#pending = undefined
    if (mayHaveStopped(poll)) await this.#readStopped(poll.tasks, signal)
    const empty = await this.#findEmpty(poll, signal)
    this.#takenAway = findTakenAway(empty, this.#stopped)
    if (this.#isStuck(poll)) await this.#readBlocked(poll, signal)
    this.#counted = followCount(this.#counted, poll.now)
    return this.#accessDenied === undefined
      ? this.#listFailed().map(toFailedTask)
      : this.#listCounted(poll, this.#accessDenied)
  }

  /** All of them as they are now; none if ECS never listed the deployment. */
  async read(signal: AbortSignal): Promise<StoppedTask[]> {
    await this.#readStopped(new ClusterTasks(this.#api, 1), signal)
    return this.#listFailed()
  }

  #listFailed(): StoppedTask[] {
    const stopped = [...this.#ids].flatMap((id) => selectFailed(this.#stopped, id))
    const arns = new Set(stopped.map(({ arn }) => arn))
    return [...stopped, ...this.#blocked.filter(({ arn }) => !arns.has(arn))]
  }

  /** ECS counts a task without room too, so that then it is unknown how many failed. */
  #listCounted({ service, now }: DeploymentPoll, { message, hint }: AwsError): FailedTask[] {
    if (this.#counted === undefined || hasLackedRoom(service.events, now.createdAtMs)) return []
    return listCounted(this.#counted, hint === undefined ? message : `${message}. ${hint}`)
  }

  /** Those that served, are still wanted, and have no task that serves any more. */
  async #findEmpty({ service: { deployments }, tasks }: DeploymentPoll, signal: AbortSignal) {
    for (const { id, runningCount, rolloutState } of deployments)
      if (runningCount > 0 || rolloutState === 'COMPLETED' || this.#hasRun(id)) this.#served.add(id)
    const suspected = deployments.filter(
      (each) => this.#served.has(each.id) && mayBeEmpty(each, this.#countDraining(each.id)),
    )
    if (suspected.length === 0) return suspected
    const serving = await this.#attempt(() => tasks.serving(this.#name, signal))
    if (serving === undefined) return []
    await this.#readStopped(tasks, signal)
    // What serves by now may not have run when the service was asked: then only those that drain were counted.
    return suspected.filter(
      ({ id, runningCount }) => !serving.has(id) || runningCount <= this.#countDraining(id),
    )
  }

  #countDraining(id: string): number {
    return this.#stopped.filter(({ startedBy, isDraining }) => startedBy === id && isDraining).length
  }

  #hasRun(id: string): boolean {
    return this.#stopped.some(({ startedBy, hasRun }) => startedBy === id && hasRun === true)
  }

  #isStuck({ now, before }: DeploymentPoll): boolean {
    if (now.pendingCount === 0 || before === undefined || now.runningCount > before.runningCount) return false
    this.#stuckPolls += 1
    return Number.isInteger(Math.log2(this.#stuckPolls / STUCK_POLLS))
  }

  async #readStopped(tasks: ClusterTasks, signal: AbortSignal): Promise<void> {
    this.#stopped = (await this.#attempt(() => tasks.stopped(this.#name, signal))) ?? this.#stopped
  }

  async #readBlocked({ now: { taskDefinition }, tasks }: DeploymentPoll, signal: AbortSignal): Promise<void> {
    const pending = await this.#attempt(() => tasks.pending(this.#name, signal))
    const own = pending?.filter(({ startedBy = '' }) => this.#ids.has(startedBy)) ?? []
    this.#pending = describePending(own)
    const hasEnded = own.some(({ containers }) =>
      containers.some(({ exitCode, status }) => exitCode !== undefined || status === 'STOPPED'),
    )
    if (!hasEnded) return
    this.#blocked = findBlockedTasks(own, await this.#readDependencies(taskDefinition, signal))
  }

  /** Undefined: this time, or never. */
  async #attempt<T>(read: () => Promise<T>): Promise<T | undefined> {
    if (this.#accessDenied !== undefined) return undefined
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      if (error.kind === 'transient') return undefined
      this.#accessDenied = error
      this.#warn(`failed tasks of ${this.#name} cannot be read, only counted: ${error.message}`, error.hint)
      return undefined
    }
  }

  /** Without them it is unknown whether a pending task still gets further. */
  async #readDependencies(taskDefinition: string, signal: AbortSignal): Promise<readonly Dependency[]> {
    const known = this.#dependencies.get(taskDefinition)
    if (known !== undefined) return known
    try {
      const found = await readDependencies(this.#api, taskDefinition, signal)
      this.#dependencies.set(taskDefinition, found)
      return found
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      if (error.kind === 'transient') return []
      this.#dependencies.set(taskDefinition, [])
      this.#warn(`what pending tasks of ${this.#name} wait for cannot be read: ${error.message}`, error.hint)
      return []
    }
  }
}

/** Those that are being taken away still count as running for a while, beside those that are to take their place. */
function mayBeEmpty(
  { desiredCount, runningCount, pendingCount }: EcsDeployment,
  drainingCount: number,
): boolean {
  const isReplacing = pendingCount > 0 && runningCount + pendingCount > desiredCount
  return desiredCount > 0 && (runningCount <= drainingCount || isReplacing)
}

/**
 * Two calls that are only worth making when a task may have stopped: ECS counts failures, or
 * something happened without more of our tasks running than before.
 */
function mayHaveStopped({ now, before, hasNews }: DeploymentPoll): boolean {
  if (now.failedTasks > 0 && now.failedTasks !== before?.failedTasks) return true
  const hasGrown =
    now.runningCount > (before?.runningCount ?? 0) ||
    now.runningCount + now.pendingCount > (before?.runningCount ?? 0) + (before?.pendingCount ?? 0)
  const isFull = now.runningCount >= now.desiredCount && before?.runningCount === now.runningCount
  // News while a full rollout completes is its completion.
  const isEnding = now.rolloutState === 'IN_PROGRESS' || before?.rolloutState === 'IN_PROGRESS'
  return hasNews && !hasGrown && !(isFull && isEnding)
}
