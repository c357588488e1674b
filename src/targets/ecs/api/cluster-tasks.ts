import type { Task } from '@aws-sdk/client-ecs'
import { AwsError } from '../../../aws/aws-error.ts'
import type { StoppedTask } from '../model/model.ts'
import type { EcsApi } from './api.ts'
import {
  listTasks,
  pendingOf,
  readStoppedTasks,
  readTasks,
  STOPPED_PAGES,
  servingOf,
  stoppedOf,
  TASKS_PER_CALL,
} from './task-reading.ts'

type DesiredStatus = 'RUNNING' | 'STOPPED'

/** So many services are asked for one by one. */
const FEW = 2
/** For so many services one more page of the cluster is still less than to ask for each. */
const SERVICES_PER_PAGE = 4

/**
 * The tasks of many services at one moment. Where more than a few of them are wanted, those of the whole cluster are
 * listed at once; if it has too many tasks of others, or may only be asked by service, each service is listed by itself.
 */
export class ClusterTasks {
  readonly #api: EcsApi
  readonly #pages: number
  readonly #asked = new Map<DesiredStatus, number>()
  readonly #all = new Map<DesiredStatus, Promise<ReadonlyMap<string, readonly Task[]> | undefined>>()

  /** @param services how many may be asked for */
  constructor(api: EcsApi, services: number) {
    this.#api = api
    this.#pages = Math.min(STOPPED_PAGES, Math.ceil(services / SERVICES_PER_PAGE))
  }

  /** ARNs of the tasks that are wanted to run. Rejects with an AwsError. */
  async list(service: string, signal: AbortSignal): Promise<readonly string[]> {
    const tasks = await this.#ofCluster(service, 'RUNNING', signal)
    if (tasks !== undefined) return tasks.map(({ taskArn = '' }) => taskArn)
    return await listTasks(this.#api, { serviceName: service }, signal)
  }

  /** As {@link readStoppedTasks}. */
  async stopped(service: string, signal: AbortSignal): Promise<StoppedTask[]> {
    const tasks = await this.#ofCluster(service, 'STOPPED', signal)
    return tasks === undefined ? await readStoppedTasks(this.#api, service, signal) : stoppedOf(tasks)
  }

  /** Those that do not run yet, with what has become of their containers so far. Rejects with an AwsError. */
  async pending(service: string, signal: AbortSignal): Promise<StoppedTask[]> {
    const tasks = await this.#ofCluster(service, 'RUNNING', signal)
    if (tasks !== undefined) return pendingOf(tasks)
    const arns = await listTasks(this.#api, { serviceName: service }, signal)
    return pendingOf(await readTasks(this.#api, arns, signal))
  }

  /** The deployments that have a task that runs and is to run on, by id. Rejects with an AwsError. */
  async serving(service: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const known = await this.#ofCluster(service, 'RUNNING', signal)
    const list = () => listTasks(this.#api, { serviceName: service }, signal)
    return servingOf(known ?? (await readTasks(this.#api, await list(), signal)))
  }

  /** Undefined: the service is to be asked for by itself. */
  async #ofCluster(
    service: string,
    status: DesiredStatus,
    signal: AbortSignal,
  ): Promise<readonly Task[] | undefined> {
    const asked = (this.#asked.get(status) ?? 0) + 1
    this.#asked.set(status, asked)
    if (asked <= FEW) return undefined
    const all = this.#all.get(status) ?? this.#readAll(status, signal)
    this.#all.set(status, all)
    const name = service.split('/').at(-1)
    const byGroup = await all
    return byGroup && (byGroup.get(`service:${name}`) ?? [])
  }

  async #readAll(
    status: DesiredStatus,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Task[]> | undefined> {
    try {
      const arns = await listTasks(this.#api, { desiredStatus: status, pages: this.#pages }, signal)
      // A page more may follow.
      if (arns.length >= this.#pages * TASKS_PER_CALL) return undefined
      return Map.groupBy(await readTasks(this.#api, arns, signal), ({ group = '' }) => group)
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind !== 'access-denied') throw error
      return undefined
    }
  }
}
