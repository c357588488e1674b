import type { EcsService, StoppedTask } from '../model/model.ts'
import { missesTasks, type RunningTask } from '../model/service-health.ts'
import type { EcsApi, Warn } from './api.ts'
import { ClusterTasks } from './cluster-tasks.ts'
import { OptionalSource } from './optional-source.ts'
import { readTasks } from './task-reading.ts'

/**
 * The health of running tasks. One call for up to a hundred tasks of all services; a service's tasks are
 * listed again only when something about the service has changed.
 */
export class TaskHealthReader {
  readonly #api: EcsApi
  readonly #source: OptionalSource
  readonly #listed = new Map<string, { readonly when: string; readonly arns: readonly string[] }>()
  readonly #stopped = new Map<string, { readonly when: string; readonly tasks: readonly StoppedTask[] }>()

  constructor(api: EcsApi, warn: Warn) {
    this.#api = api
    this.#source = new OptionalSource('the health of containers does not count', warn)
  }

  /** By service; undefined: it may not be read. Rejects with an AwsError. */
  async read(
    services: readonly EcsService[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<EcsService, readonly RunningTask[]> | undefined> {
    return await this.#source.read(async () => {
      const listed = new ClusterTasks(this.#api, services.length)
      const arns = new Map<EcsService, readonly string[]>()
      for (const service of services) arns.set(service, await this.#list(service, listed, signal))
      const tasks = await this.#readRunning([...arns.values()].flat(), signal)
      return new Map([...arns].map(([service, own]) => [service, own.flatMap((arn) => tasks.get(arn) ?? [])]))
    })
  }

  /** Of services that miss tasks, why; undefined: it may not be read. Rejects with an AwsError. */
  async readStopped(
    services: readonly EcsService[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<EcsService, readonly StoppedTask[]> | undefined> {
    return await this.#source.read(async () => {
      const listed = new ClusterTasks(this.#api, services.length)
      const stopped = new Map<EcsService, readonly StoppedTask[]>()
      for (const service of services.filter(missesTasks))
        stopped.set(service, await this.#listStopped(service, listed, signal))
      return stopped
    })
  }

  async #listStopped(
    service: EcsService,
    listed: ClusterTasks,
    signal: AbortSignal,
  ): Promise<readonly StoppedTask[]> {
    const when = fingerprintOf(service)
    const before = this.#stopped.get(service.arn)
    if (before?.when === when) return before.tasks
    const tasks = await listed.stopped(service.name, signal)
    this.#stopped.set(service.arn, { when, tasks })
    return tasks
  }

  async #list(service: EcsService, listed: ClusterTasks, signal: AbortSignal): Promise<readonly string[]> {
    const when = fingerprintOf(service)
    const before = this.#listed.get(service.arn)
    if (before?.when === when) return before.arns
    const arns = await listed.list(service.name, signal)
    this.#listed.set(service.arn, { when, arns })
    return arns
  }

  async #readRunning(arns: readonly string[], signal: AbortSignal): Promise<Map<string, RunningTask>> {
    const running = (await readTasks(this.#api, arns, signal)).filter(
      ({ lastStatus }) => lastStatus === 'RUNNING',
    )
    return new Map(
      running.map(({ taskArn: arn = '', startedBy, healthStatus: health = 'UNKNOWN', startedAt }) => [
        arn,
        { arn, startedBy, health, startedAtMs: startedAt?.getTime() },
      ]),
    )
  }
}

/** Changes whenever ECS has started or stopped a task: the counts may be the same again, the events are not. */
export function fingerprintOf({ deployments, events }: EcsService): string {
  const counts = deployments.map(({ id, runningCount, pendingCount }) => [id, runningCount, pendingCount])
  return JSON.stringify([counts, events[0]?.id])
}
