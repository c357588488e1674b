import type { FailedTask, RolloutState } from '../../../health/rollout.ts'
import type { EcsApi, Warn } from '../api/api.ts'
import type { ClusterTasks } from '../api/cluster-tasks.ts'
import { HistoryReader } from '../api/history-reader.ts'
import { CodeDeployReader } from '../code-deploy/code-deploy-reader.ts'
import { readCodeDeployRollout } from '../code-deploy/model/code-deploy-rollout.ts'
import type { SameDefinition } from '../model/images.ts'
import type { EcsEvent, EcsService, ServiceHistory, StoppedTask } from '../model/model.ts'
import { isPlainlyRollingOut, needsHistory, type RolloutFacts, readRollout } from '../model/rollout-state.ts'
import { readTaskSetRollout } from '../model/task-set.ts'
import {
  findTracked,
  findTrackedEntry,
  identifyDeployed,
  identifyRequested,
  identifyReturning,
  type TrackedDeployment,
} from '../model/tracked-deployment.ts'
import { FailedTaskReader } from './failed-task-reader.ts'

export interface ServicePoll {
  readonly state: RolloutState
  readonly news: readonly string[]
  /** When the watched deployment began, by the server's clock. Absent: ECS never listed it. */
  readonly createdAtMs: number | undefined
}

/**
 * One service over the time of a run: which deployment of it we track, and what has been seen already. In this folder is
 * what follows a deployment and what is learnt of it; what changes anything but a tag is not.
 */
export class ServiceTracker {
  /** Name or ARN, as the user gave it. */
  readonly name: string
  /** The bare name, for people. */
  readonly label: string
  /** The stages at which this run answers a pause. Absent: none. */
  readonly promotesAt: readonly string[] | undefined
  readonly history: HistoryReader
  readonly codeDeploy: CodeDeployReader
  readonly #deployed: string | undefined
  readonly #failedTasks: FailedTaskReader
  readonly #seenEvents = new Set<string>()
  #tracked: TrackedDeployment | undefined
  #before: EcsService | undefined

  constructor(
    api: EcsApi,
    service: { service: string; taskDefinition?: string | undefined },
    warn: Warn,
    promotesAt?: readonly string[],
  ) {
    this.promotesAt = promotesAt
    this.name = service.service
    this.label = service.service.split('/').at(-1) ?? service.service
    this.#deployed = service.taskDefinition
    this.#failedTasks = new FailedTaskReader(api, this.name, warn)
    this.history = new HistoryReader(api, this.name, warn)
    this.codeDeploy = new CodeDeployReader(api, this.label, warn)
  }

  /** What we watch, once it has been seen. */
  get deployed(): TrackedDeployment | undefined {
    return this.#tracked
  }

  /** What we watch: fixed by the first poll, or without one what runs now, as far as that is fixed. */
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

  /** The failed tasks of the watched deployment as they are now; none if ECS never listed it. */
  async readFailedTasks(signal: AbortSignal): Promise<StoppedTask[]> {
    return await this.#failedTasks.read(signal)
  }

  /** The state of the watched deployment, for this state of the service. Rejects with an AwsError. */
  async read(service: EcsService, tasks: ClusterTasks, signal: AbortSignal): Promise<ServicePoll> {
    const isFirst = this.#tracked === undefined
    if (isFirst && !isPlainlyRollingOut(service, this.#deployed)) await this.refreshHistory(service, signal)
    this.#tracked ??= identifyDeployed(service, this.#deployed, this.history.known)
    const tracked = this.#tracked
    if (!isFirst && needsHistory(service, tracked)) await this.refreshHistory(service, signal)
    const failedTasks = await this.#followTasks({ service, tracked, tasks }, signal)
    const read = await this.#readState({ service, tracked, failedTasks }, signal)
    const state = withTakenAway(withPending(read, this.#failedTasks.pending), this.#failedTasks.takenAway)
    const news = this.#news(service, tracked, this.history.known)
    this.#recognise(service, tracked, state)
    this.#before = service
    return { state, news, createdAtMs: this.#findBegin(service, tracked) }
  }

  /** ECS keeps a history only of what it deploys itself. */
  async refreshHistory(service: EcsService, signal: AbortSignal): Promise<ServiceHistory | undefined> {
    return service.controller === 'ECS' ? await this.history.follow(service, signal) : undefined
  }

  async #readState(seen: Omit<RolloutFacts, 'history'>, signal: AbortSignal): Promise<RolloutState> {
    const facts = { ...seen, promotesAt: this.promotesAt }
    const { service, tracked } = facts
    switch (service.controller) {
      case 'ECS':
        return readRollout({
          ...facts,
          history: this.history.known,
          unanswered: this.history.unanswered?.message,
        })
      case 'CODE_DEPLOY':
        return readCodeDeployRollout({ ...facts, ...(await this.codeDeploy.read(service, tracked, signal)) })
      default:
        return readTaskSetRollout(facts)
    }
  }

  // One deploy may show as two deployments seconds apart; the later one is then the one to recognise.
  #recognise(service: EcsService, tracked: TrackedDeployment, state: RolloutState): void {
    const shown = findTracked(tracked, service)
    if (shown === undefined || state.kind === 'rolled-back') return
    this.#tracked = { ...tracked, id: shown.id }
  }

  async #followTasks(
    { service, tracked, tasks }: Pick<RolloutFacts, 'service' | 'tracked'> & { readonly tasks: ClusterTasks },
    signal: AbortSignal,
  ): Promise<FailedTask[]> {
    const now = findTracked(tracked, service)
    if (now === undefined) return []
    const before = this.#before && findTracked(tracked, this.#before)
    const hasNews = service.events.some(
      ({ id, createdAtMs }) => createdAtMs >= now.createdAtMs && !this.#seenEvents.has(id),
    )
    return await this.#failedTasks.follow({ service, now, before, hasNews, tasks }, signal)
  }

  /** When the watched deployment began, by the server's clock. Its record is older than its tasks. */
  #findBegin(service: EcsService, tracked: TrackedDeployment): number | undefined {
    const entry = findTrackedEntry(tracked, service, this.history.known)
    return (entry ?? findTracked(tracked, service))?.createdAtMs
  }

  /** Events of the watched deployment that were not reported yet, oldest first. */
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

function withTakenAway(state: RolloutState, takenAway: string | undefined): RolloutState {
  const isOn = state.kind === 'in-progress' || state.kind === 'complete'
  if (!isOn || takenAway === undefined) return state
  return { ...state, takenAway, detail: `${state.detail}, the platform took the tasks away (${takenAway})` }
}

/** Beside what ECS says by itself, which may be nothing about a task that only waits. */
function withPending(state: RolloutState, pending: string | undefined): RolloutState {
  if (state.kind !== 'in-progress' || pending === undefined) return state
  const { blocking } = state
  const text = blocking === undefined ? pending : `${blocking.text}; ${pending}`
  return { ...state, blocking: { text, isRoom: blocking?.isRoom ?? false } }
}
