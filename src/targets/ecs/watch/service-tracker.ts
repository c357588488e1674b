import { readCodeDeployRollout } from '../code-deploy/model/code-deploy-rollout.ts'
import type { EcsEvent, EcsService, ServiceHistory, StoppedTask } from '../model/model.ts'
import {
  findOurEntry,
  findOurs,
  identifyDeployed,
  identifyOrdered,
  type OurDeployment,
} from '../model/tracked-deployment.ts'
import { isPlainlyRollingOut, needsHistory, readRollout } from '../model/rollout-state.ts'
import { findFailedTasks, findUnplacedTasks } from '../model/stopped-task.ts'
import { readTaskSetRollout } from '../model/task-set.ts'
import type { FailedTask, RolloutState } from '../../../health/rollout.ts'
import type { EcsApi } from '../api/api.ts'
import { CodeDeployReader } from '../code-deploy/code-deploy-reader.ts'
import { HistoryReader } from '../api/history-reader.ts'
import { readStoppedTasks } from '../api/service-reading.ts'
import { EcsTrouble } from '../../../aws/aws-error.ts'

/** Told once for each thing that could not be found out. */
export type Warn = (text: string, hint?: string) => void

/** One service over the time of a run: what of it is ours, and what has been seen already. */
export class WatchedService {
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
  #ours: OurDeployment | undefined
  #before: EcsService | undefined
  #stopped: readonly StoppedTask[] = []
  #isTaskReadingDenied = false

  constructor(api: EcsApi, service: { service: string; taskDefinition?: string }, warn: Warn) {
    this.#api = api
    this.name = service.service
    this.label = service.service.split('/').at(-1) ?? service.service
    this.#deployed = service.taskDefinition
    this.#warn = warn
    this.history = new HistoryReader(api, this.name, warn)
    this.codeDeploy = new CodeDeployReader(api, this.label, warn)
  }

  /** What we watch, once it has been seen. */
  get deployed(): OurDeployment | undefined {
    return this.#ours
  }

  /** What we watch: settled by the first look, or without one what runs now, as far as that is settled. */
  identify(service: EcsService, history?: ServiceHistory): OurDeployment {
    this.#ours ??= identifyOrdered(service, this.#deployed, history)
    return this.#ours
  }

  /** The failed tasks of our deployment as they are now; of one that was never seen there are none. */
  async readFailedTasks(signal: AbortSignal): Promise<StoppedTask[]> {
    if (!this.#isTaskReadingDenied) await this.#readTasks(signal)
    const failed = new Set(
      [...this.#ids].flatMap((id) => findFailedTasks(this.#stopped, id)).map(({ id }) => id),
    )
    return this.#stopped.filter(({ arn }) => failed.has(arn))
  }

  /** How our deployment stands, now that the service looks like this. Rejects with an EcsTrouble. */
  async read(
    service: EcsService,
    signal: AbortSignal,
  ): Promise<{ state: RolloutState; news: readonly string[] }> {
    const isFirst = this.#ours === undefined
    if (isFirst && !isPlainlyRollingOut(service, this.#deployed)) await this.refreshHistory(service, signal)
    this.#ours ??= identifyDeployed(service, this.#deployed, this.history.known)
    const ours = this.#ours
    const shownId = findOurs(ours, service)?.id
    if (shownId !== undefined) this.#ids.add(shownId)
    if (!isFirst && needsHistory(service, ours)) await this.refreshHistory(service, signal)
    if (this.#shouldReadTasks(service, ours)) await this.#readTasks(signal)
    const state = await this.#readState(service, ours, signal)
    const news = this.#news(service, ours, this.history.known)
    this.#settle(service, ours, state)
    this.#before = service
    return { state, news }
  }

  /** ECS keeps a history only of what it deploys itself. */
  async refreshHistory(service: EcsService, signal: AbortSignal): Promise<ServiceHistory | undefined> {
    return service.controller === 'ECS' ? await this.history.refresh(signal) : undefined
  }

  async #readState(service: EcsService, ours: OurDeployment, signal: AbortSignal): Promise<RolloutState> {
    const facts = { service, ours, failedTasks: this.#failedTasks(service, ours) }
    switch (service.controller) {
      case 'ECS':
        return readRollout({ ...facts, ...(this.history.known && { history: this.history.known }) })
      case 'CODE_DEPLOY':
        return readCodeDeployRollout({ ...facts, ...(await this.codeDeploy.read(service, ours, signal)) })
      default:
        return readTaskSetRollout(facts)
    }
  }

  // One deploy may show as two deployments seconds apart; the later one is then the one to recognise.
  #settle(service: EcsService, ours: OurDeployment, state: RolloutState): void {
    const shown = findOurs(ours, service)
    if (shown === undefined || state.kind === 'rolled-back') return
    this.#ours = { ...ours, id: shown.id }
  }

  #failedTasks(service: EcsService, ours: OurDeployment): FailedTask[] {
    const shown = findOurs(ours, service)
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
  #shouldReadTasks(service: EcsService, ours: OurDeployment): boolean {
    if (this.#isTaskReadingDenied) return false
    const now = findOurs(ours, service)
    if (now === undefined) return false
    const before = this.#before === undefined ? undefined : findOurs(ours, this.#before)
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
      if (!(error instanceof EcsTrouble)) throw error
      if (error.kind === 'passing') return
      this.#isTaskReadingDenied = true
      this.#warn(`failed tasks of ${this.name} cannot be counted: ${error.message}`, error.hint)
    }
  }

  /** Events of our deployment that were not told yet, oldest first. */
  #news(service: EcsService, ours: OurDeployment, history: ServiceHistory | undefined): string[] {
    const sinceMs =
      (findOurs(ours, service) ?? findOurEntry(ours, service, history))?.createdAtMs ??
      Number.POSITIVE_INFINITY
    const fresh = service.events.filter(
      ({ id, createdAtMs }: EcsEvent) => createdAtMs >= sinceMs && !this.#seenEvents.has(id),
    )
    for (const { id } of service.events) this.#seenEvents.add(id)
    return fresh.reverse().map(({ message }) => message)
  }
}
