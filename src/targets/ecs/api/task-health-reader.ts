import type { EcsService } from '../model/model.ts'
import type { RunningTask } from '../model/service-health.ts'
import type { Warn } from '../watch/service-tracker.ts'
import type { EcsApi } from './api.ts'
import { OptionalSource } from './optional-source.ts'

/** ListTasks and DescribeTasks take at most a hundred. */
const TASKS_PER_CALL = 100

/**
 * The health of running tasks. One call for up to a hundred tasks of all services; a service's tasks are
 * listed again only when something about the service has changed.
 */
export class TaskHealthReader {
  readonly #api: EcsApi
  readonly #source: OptionalSource
  readonly #listed = new Map<string, { readonly when: string; readonly arns: readonly string[] }>()

  constructor(api: EcsApi, warn: Warn) {
    this.#api = api
    this.#source = new OptionalSource('the health of containers does not count', warn)
  }

  /** By service; undefined: it may not be read. Rejects with an EcsTrouble. */
  async read(
    services: readonly EcsService[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<EcsService, readonly RunningTask[]> | undefined> {
    return await this.#source.read(async () => {
      const arns = new Map<EcsService, readonly string[]>()
      for (const service of services) arns.set(service, await this.#list(service, signal))
      const tasks = await this.#describe([...arns.values()].flat(), signal)
      return new Map(
        services.map((service) => [
          service,
          (arns.get(service) ?? []).flatMap((arn) => tasks.get(arn) ?? []),
        ]),
      )
    })
  }

  async #list(service: EcsService, signal: AbortSignal): Promise<readonly string[]> {
    const when = standOf(service)
    const before = this.#listed.get(service.arn)
    if (before?.when === when) return before.arns
    const arns: string[] = []
    let nextToken: string | undefined
    do {
      const input = {
        cluster: this.#api.cluster,
        serviceName: service.name,
        maxResults: TASKS_PER_CALL,
        nextToken,
      }
      const output = await this.#api.call(
        'ecs:ListTasks',
        (client, options) => client.send(new this.#api.sdk.ListTasksCommand(input), options),
        signal,
      )
      arns.push(...(output.taskArns ?? []))
      nextToken = output.nextToken
    } while (nextToken !== undefined)
    this.#listed.set(service.arn, { when, arns })
    return arns
  }

  async #describe(arns: readonly string[], signal: AbortSignal): Promise<Map<string, RunningTask>> {
    const tasks = new Map<string, RunningTask>()
    for (let start = 0; start < arns.length; start += TASKS_PER_CALL) {
      const input = { cluster: this.#api.cluster, tasks: arns.slice(start, start + TASKS_PER_CALL) }
      const output = await this.#api.call(
        'ecs:DescribeTasks',
        (client, options) => client.send(new this.#api.sdk.DescribeTasksCommand(input), options),
        signal,
      )
      for (const { taskArn = '', startedBy, lastStatus, healthStatus = 'UNKNOWN' } of output.tasks ?? []) {
        if (lastStatus !== 'RUNNING') continue
        const task = { arn: taskArn, health: healthStatus }
        tasks.set(taskArn, startedBy === undefined ? task : { ...task, startedBy })
      }
    }
    return tasks
  }
}

/** Changes whenever ECS has started or stopped a task: the counts may be the same again, the events are not. */
function standOf({ deployments, events }: EcsService): string {
  const counts = deployments.map(({ id, runningCount, pendingCount }) => [id, runningCount, pendingCount])
  return JSON.stringify([counts, events[0]?.id])
}
