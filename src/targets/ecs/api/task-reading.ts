import type { ListTasksCommandInput, ListTasksCommandOutput, Task } from '@aws-sdk/client-ecs'
import { checkForm } from '../../../aws/answer-form.ts'
import { listOf, readAnswer } from '../../../aws/aws-error.ts'
import type { StoppedTask } from '../model/model.ts'
import { type EcsApi, inBatches } from './api.ts'

/** ListTasks and DescribeTasks take at most a hundred. */
export const TASKS_PER_CALL = 100
/** A crash loop of an hour. */
export const STOPPED_PAGES = 5

/** ARNs. Their order is not documented. */
export async function listTasks(
  api: EcsApi,
  request: Pick<ListTasksCommandInput, 'serviceName' | 'desiredStatus'> & { readonly pages?: number },
  signal: AbortSignal,
): Promise<string[]> {
  const { pages = Number.POSITIVE_INFINITY, ...filter } = request
  const arns: string[] = []
  let nextToken: string | undefined
  for (let page = 0; page < pages; page += 1) {
    const input = { cluster: api.cluster, ...filter, maxResults: TASKS_PER_CALL, nextToken }
    const output: ListTasksCommandOutput = await api.call(
      'ecs:ListTasks',
      (client, options) => client.send(new api.sdk.ListTasksCommand(input), options),
      signal,
    )
    arns.push(...readAnswer('ecs:ListTasks', () => listOf(output.taskArns).map(String)))
    nextToken = output.nextToken
    if (nextToken === undefined) break
  }
  return arns
}

export async function readTasks(api: EcsApi, arns: readonly string[], signal: AbortSignal): Promise<Task[]> {
  return await inBatches(arns, TASKS_PER_CALL, async (batch) => {
    const input = { cluster: api.cluster, tasks: batch }
    const output = await api.call(
      'ecs:DescribeTasks',
      (client, options) => client.send(new api.sdk.DescribeTasksCommand(input), options),
      signal,
    )
    const { tasks } = checkForm('ecs:DescribeTasks', output, ['tasks[].containers[]'])
    return readAnswer('ecs:DescribeTasks', () => [...listOf(tasks)])
  })
}

/** The service's stopped tasks that ECS still remembers (an hour or more). Rejects with an AwsError. */
export async function readStoppedTasks(
  api: EcsApi,
  service: string,
  signal: AbortSignal,
): Promise<StoppedTask[]> {
  const request = { serviceName: service, desiredStatus: 'STOPPED', pages: STOPPED_PAGES } as const
  return stoppedOf(await readTasks(api, await listTasks(api, request, signal), signal))
}

export function stoppedOf(tasks: readonly Task[]): StoppedTask[] {
  return tasks.filter(isStopReasonGiven).map(toStoppedTask)
}

/** Those that do not run yet, with what has become of their containers so far. */
export function pendingOf(tasks: readonly Task[]): StoppedTask[] {
  return tasks.filter(({ lastStatus }) => lastStatus === 'PENDING').map(toStoppedTask)
}

export function servingOf(tasks: readonly Task[]): ReadonlySet<string> {
  const serving = tasks.filter(
    ({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus !== 'STOPPED',
  )
  return new Set(serving.map(({ startedBy = '' }) => startedBy))
}

export interface StartedTask {
  readonly arn: string
  readonly startedBy: string
  readonly createdAtMs: number
}

/** The service's tasks whose containers have begun to run. */
export async function readStartedTasks(
  api: EcsApi,
  service: string,
  signal: AbortSignal,
): Promise<StartedTask[]> {
  const request = { serviceName: service, desiredStatus: 'RUNNING' } as const
  const tasks = await readTasks(api, await listTasks(api, request, signal), signal)
  return tasks.flatMap(({ taskArn: arn = '', startedBy = '', createdAt, startedAt }) =>
    createdAt === undefined || startedAt === undefined
      ? []
      : [{ arn, startedBy, createdAtMs: createdAt.getTime() }],
  )
}

/** The deployments whose tasks are to run on, by id; what drains or stops is not to. */
export async function readLiveDeployments(
  api: EcsApi,
  service: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const request = { serviceName: service, desiredStatus: 'RUNNING' } as const
  const tasks = await readTasks(api, await listTasks(api, request, signal), signal)
  const live = tasks.filter(({ desiredStatus }) => desiredStatus !== 'STOPPED')
  return new Set(live.map(({ startedBy = '' }) => startedBy))
}

/** Why a task stops is known some time before it is STOPPED, and nothing shows when that is. */
function isStopReasonGiven({ lastStatus, stopCode, stoppedReason }: Task): boolean {
  return lastStatus === 'STOPPED' || (stopCode !== undefined && stoppedReason !== undefined)
}

function toStoppedTask({ taskArn = '', containers = [], ...task }: Task): StoppedTask {
  const { startedBy, stopCode, stoppedReason, startedAt, stoppingAt, stoppedAt, lastStatus } = task
  return {
    arn: taskArn,
    startedBy,
    stopCode,
    stoppedReason,
    stoppedAtMs: (stoppingAt ?? stoppedAt)?.getTime(),
    hasRun: startedAt !== undefined,
    isDraining: lastStatus === 'DEACTIVATING',
    containers: containers.map(({ name = '', exitCode, reason, lastStatus: status, imageDigest }) => ({
      ...{ name, exitCode, reason, status },
      lacksImage: imageDigest === undefined,
    })),
  }
}
