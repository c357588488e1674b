import { AwsError } from '../../../aws/aws-error.ts'
import type { FailedTask, RolloutState } from '../../../health/rollout.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import { HistoryReader } from '../api/history-reader.ts'
import { readStoppedTasks } from '../api/task-reading.ts'
import { CodeDeployReader } from '../code-deploy/code-deploy-reader.ts'
import { readCodeDeployRollout } from '../code-deploy/model/code-deploy-rollout.ts'
import type { SameDefinition } from '../model/images.ts'
import type { EcsEvent, EcsService, ServiceHistory, StoppedTask } from '../model/model.ts'
import { isPlainlyRollingOut, needsHistory, readRollout } from '../model/rollout-state.ts'
import { findFailedTasks, findUnplacedTasks } from '../model/stopped-task.ts'
import { readTaskSetRollout } from '../model/task-set.ts'
import {
  findTracked,
  findTrackedEntry,
  identifyDeployed,
  identifyRequested,
  identifyReturning,
  type TrackedDeployment,
} from '../model/tracked-deployment.ts'

/**
 * One service over the time of a run: what of it is ours, and what has been seen already. In this folder is
 * what follows a deployment and what is learnt of it; what changes anything but a tag is not.
 */
export class ServiceTracker {
  /** Name or ARN, as the user gave it. */
  readonly name: string
  /** The bare name, for people. */
  readonly label: string
  readonly history: HistoryReader
  readonly codeDeploy: CodeDeployReader
  readonly #deployed: string | undefined
  readonly #api: EcsApi
  readonly #warn: Warn
  readonly #seenEvents = new Set<string>()
  /** Every id under which our deployment was seen. */
  readonly #ids = new Set<string>()
  #tracked: TrackedDeployment | undefined
  #before: EcsService | undefined
  #stopped: readonly StoppedTask[] = []
  #isTaskReadingDenied = false

  constructor(api: EcsApi, service: { service: string; taskDefinition?: string | undefined }, warn: Warn) {
    this.#api = api
    this.name = service.service
    this.label = service.service.split('/').at(-1) ?? service.service
    this.#deployed = service.taskDefinition
    this.#warn = warn
    this.history = new HistoryReader(api, this.name, warn)
    this.codeDeploy = new CodeDeployReader(api, this.label, warn)
  }

  /** What we watch, once it has been seen. */
  get deployed(): TrackedDeployment | undefined {
    return this.#tracked
  }

  /** What we watch: settled by the first look, or without one what runs now, as far as that is settled. */
  identify(
    service: EcsService,
    history?: ServiceHistory,
    isSameDefinition: SameDefinition = () => false,
  ): TrackedDeployment {
    const deployed = this.#deployed
    this.#tracked ??=
      (deployed === undefined ? identifyReturning(service, history, isSameDefinition) : undefined) ??
      identifyRequested(service, deployed, history)
    return this.#tracked
  }

  /** The failed tasks of our deployment as they are now; of one that was never seen there are none. */
  async readFailedTasks(signal: AbortSignal): Promise<StoppedTask[]> {
    if (!this.#isTaskReadingDenied) await this.#readTasks(signal)
    const failed = new Set(
      [...this.#ids].flatMap((id) => findFailedTasks(this.#stopped, id)).map(({ id }) => id),
    )
    return this.#stopped.filter(({ arn }) => failed.has(arn))
  }

  /** How our deployment stands, now that the service looks like this. Rejects with an AwsError. */
  async read(
    service: EcsService,
    signal: AbortSignal,
  ): Promise<{ state: RolloutState; news: readonly string[] }> {
    const isFirst = this.#tracked === undefined
    if (isFirst && !isPlainlyRollingOut(service, this.#deployed)) await this.refreshHistory(service, signal)
    this.#tracked ??= identifyDeployed(service, this.#deployed, this.history.known)
    const tracked = this.#tracked
    const shownId = findTracked(tracked, service)?.id
    if (shownId !== undefined) this.#ids.add(shownId)
    if (!isFirst && needsHistory(service, tracked)) await this.refreshHistory(service, signal)
    if (this.#shouldReadTasks(service, tracked)) await this.#readTasks(signal)
    const state = await this.#readState(service, tracked, signal)
    const news = this.#news(service, tracked, this.history.known)
    this.#settle(service, tracked, state)
    this.#before = service
    return { state, news }
  }

  /** ECS keeps a history only of what it deploys itself. */
  async refreshHistory(service: EcsService, signal: AbortSignal): Promise<ServiceHistory | undefined> {
    return service.controller === 'ECS' ? await this.history.refresh(signal) : undefined
  }

  async #readState(
    service: EcsService,
    tracked: TrackedDeployment,
    signal: AbortSignal,
  ): Promise<RolloutState> {
    const facts = { service, tracked, failedTasks: this.#failedTasks(service, tracked) }
    switch (service.controller) {
      case 'ECS':
        return readRollout({ ...facts, history: this.history.known })
      case 'CODE_DEPLOY':
        return readCodeDeployRollout({ ...facts, ...(await this.codeDeploy.read(service, tracked, signal)) })
      default:
        return readTaskSetRollout(facts)
    }
  }

  // One deploy may show as two deployments seconds apart; the later one is then the one to recognise.
  #settle(service: EcsService, tracked: TrackedDeployment, state: RolloutState): void {
    const shown = findTracked(tracked, service)
    if (shown === undefined || state.kind === 'rolled-back') return
    this.#tracked = { ...tracked, id: shown.id }
  }

  #failedTasks(service: EcsService, tracked: TrackedDeployment): FailedTask[] {
    const shown = findTracked(tracked, service)
    if (shown === undefined) return []
    return [
      ...[...this.#ids].flatMap((id) => findFailedTasks(this.#stopped, id)),
      ...findUnplacedTasks(service.events, shown.createdAtMs),
    ]
  }

  /**
   * Two calls that are only worth making when a task may have stopped: ECS counts failures, or
   * something happened without more of our tasks running than before.
   */
  #shouldReadTasks(service: EcsService, tracked: TrackedDeployment): boolean {
    if (this.#isTaskReadingDenied) return false
    const now = findTracked(tracked, service)
    if (now === undefined) return false
    const before = this.#before === undefined ? undefined : findTracked(tracked, this.#before)
    if (now.failedTasks > 0 && now.failedTasks !== before?.failedTasks) return true
    const hasNews = service.events.some(
      ({ id, createdAtMs }) => createdAtMs >= now.createdAtMs && !this.#seenEvents.has(id),
    )
    const hasGrown =
      now.runningCount > (before?.runningCount ?? 0) ||
      now.runningCount + now.pendingCount > (before?.runningCount ?? 0) + (before?.pendingCount ?? 0)
    const isFull = now.runningCount >= now.desiredCount && before?.runningCount === now.runningCount
    // What is told while a full rollout comes to its end is its end.
    const isEnding = now.rolloutState === 'IN_PROGRESS' || before?.rolloutState === 'IN_PROGRESS'
    return hasNews && !hasGrown && !(isFull && isEnding)
  }

  async #readTasks(signal: AbortSignal): Promise<void> {
    try {
      this.#stopped = await readStoppedTasks(this.#api, this.name, signal)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      if (error.kind === 'transient') return
      this.#isTaskReadingDenied = true
      this.#warn(`failed tasks of ${this.name} cannot be counted: ${error.message}`, error.hint)
    }
  }

  /** Events of our deployment that were not told yet, oldest first. */
  #news(service: EcsService, tracked: TrackedDeployment, history: ServiceHistory | undefined): string[] {
    const sinceMs =
      (findTracked(tracked, service) ?? findTrackedEntry(tracked, service, history))?.createdAtMs ??
      Number.POSITIVE_INFINITY
    const fresh = service.events.filter(
      ({ id, createdAtMs }: EcsEvent) => createdAtMs >= sinceMs && !this.#seenEvents.has(id),
    )
    for (const { id } of service.events) this.#seenEvents.add(id)
    return fresh.reverse().map(({ message }) => message)
  }
}
