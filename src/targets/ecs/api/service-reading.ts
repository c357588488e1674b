import type {
  DescribeServicesCommandOutput,
  ListTasksCommandOutput,
  LoadBalancer,
  Service,
  Task,
  TaskSet,
} from '@aws-sdk/client-ecs'
import { AwsError } from '../../../aws/aws-error.ts'
import type { EcsDeployment, EcsService, StoppedTask } from '../model/model.ts'
import type { EcsApi } from './api.ts'

/** DescribeServices takes at most ten. */
const SERVICES_PER_CALL = 10
/** DescribeTasks takes at most a hundred. */
const TASKS_PER_CALL = 100
/** A crash loop of an hour. */
const TASK_PAGES = 5

/** Reads services in as few calls as possible, in the order asked for. Rejects if one does not exist. */
export async function readServices(
  api: EcsApi,
  names: readonly string[],
  signal: AbortSignal,
): Promise<EcsService[]> {
  const named = names.map((name) => ({ name }))
  return (await readServicesOf(api, named, signal)).map(([, service]) => service)
}

/** The same, each beside what asked for it. */
export async function readServicesOf<T extends { readonly name: string }>(
  api: EcsApi,
  askers: readonly T[],
  signal: AbortSignal,
): Promise<[T, EcsService][]> {
  const services: [T, EcsService][] = []
  for (let start = 0; start < askers.length; start += SERVICES_PER_CALL) {
    const batch = askers.slice(start, start + SERVICES_PER_CALL)
    const input = { cluster: api.cluster, services: batch.map(({ name }) => name) }
    const output = await api.call(
      'ecs:DescribeServices',
      (client, options) => client.send(new api.sdk.DescribeServicesCommand(input), options),
      signal,
    )
    for (const asker of batch) services.push([asker, toService(find(output, asker.name, api.cluster))])
  }
  return services
}

export async function readService(api: EcsApi, name: string, signal: AbortSignal): Promise<EcsService> {
  const input = { cluster: api.cluster, services: [name] }
  const output = await api.call(
    'ecs:DescribeServices',
    (client, options) => client.send(new api.sdk.DescribeServicesCommand(input), options),
    signal,
  )
  return toService(find(output, name, api.cluster))
}

function find(
  { services = [], failures = [] }: DescribeServicesCommandOutput,
  name: string,
  cluster: string,
): Service {
  const found = services.find(
    ({ serviceArn, serviceName }) => serviceArn === name || serviceName === shortName(name),
  )
  if (found === undefined) throw missing(name, cluster, failures[0]?.reason)
  return found
}

function missing(name: string, cluster: string, reason = 'MISSING'): AwsError {
  return new AwsError(
    'not-found',
    `the service ${name} does not exist in the cluster ${cluster} (${reason})`,
    {
      cause: undefined,
      hint: 'Check service, cluster and aws-region: they must be those of the deploy step.',
    },
  )
}

function shortName(name: string): string {
  return name.split('/').at(-1) ?? name
}

export function toService(service: Service): EcsService {
  const deployments = [
    ...(service.deployments ?? []).map(toDeployment),
    ...(service.taskSets ?? []).map(fromTaskSet),
  ]
  const breaker = service.deploymentConfiguration?.deploymentCircuitBreaker
  return {
    name: service.serviceName ?? '',
    arn: service.serviceArn ?? '',
    status: service.status ?? '',
    controller: service.deploymentController?.type ?? 'ECS',
    strategy: service.deploymentConfiguration?.strategy ?? 'ROLLING',
    desiredCount: service.desiredCount ?? 0,
    runningCount: service.runningCount ?? 0,
    pendingCount: service.pendingCount ?? 0,
    taskDefinition: service.taskDefinition ?? '',
    deployments,
    targetGroups: targetGroupsOf(service),
    isExpress: service.resourceManagementType === 'ECS',
    events: (service.events ?? []).map((event) => ({
      id: event.id ?? '',
      createdAtMs: event.createdAt?.getTime() ?? 0,
      message: event.message ?? '',
    })),
    ...(breaker && {
      circuitBreaker: { enable: breaker.enable ?? false, rollback: breaker.rollback ?? false },
    }),
  }
}

function toDeployment(deployment: NonNullable<Service['deployments']>[number]): EcsDeployment {
  const { rolloutState, rolloutStateReason } = deployment
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? '',
    taskDefinition: deployment.taskDefinition ?? '',
    ...(rolloutState === undefined ? {} : { rolloutState }),
    ...(rolloutStateReason === undefined ? {} : { rolloutStateReason }),
    desiredCount: deployment.desiredCount ?? 0,
    runningCount: deployment.runningCount ?? 0,
    pendingCount: deployment.pendingCount ?? 0,
    failedTasks: deployment.failedTasks ?? 0,
    createdAtMs: deployment.createdAt?.getTime() ?? 0,
  }
}

/** Its traffic is moved from task set to task set, so that only some of them carry it. */
function fromTaskSet(taskSet: TaskSet): EcsDeployment {
  const { startedBy, externalId } = taskSet
  return {
    id: taskSet.id ?? '',
    status: taskSet.status ?? '',
    taskDefinition: taskSet.taskDefinition ?? '',
    desiredCount: taskSet.computedDesiredCount ?? 0,
    runningCount: taskSet.runningCount ?? 0,
    pendingCount: taskSet.pendingCount ?? 0,
    failedTasks: 0,
    createdAtMs: taskSet.createdAt?.getTime() ?? 0,
    taskSet: {
      stability: taskSet.stabilityStatus ?? '',
      ...(startedBy === 'CODE_DEPLOY' && externalId !== undefined ? { codeDeployId: externalId } : {}),
    },
  }
}

/** Of a blue/green service both: only one of them takes traffic, and its targets tell which. */
function targetGroupsOf({ loadBalancers = [], taskSets = [] }: Service): string[] {
  const primary = taskSets.find(({ status }) => status === 'PRIMARY')
  const named: LoadBalancer[] = primary?.loadBalancers ?? loadBalancers
  const arns = named.flatMap(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn ?? [],
    advancedConfiguration?.alternateTargetGroupArn ?? [],
  ])
  return [...new Set(arns.flat())]
}

/** The service's stopped tasks that ECS still remembers (an hour or more). */
export async function readStoppedTasks(
  api: EcsApi,
  service: string,
  signal: AbortSignal,
): Promise<StoppedTask[]> {
  const arns = await listStoppedTasks(api, service, signal)
  const stopped: StoppedTask[] = []
  for (let start = 0; start < arns.length; start += TASKS_PER_CALL) {
    const input = { cluster: api.cluster, tasks: arns.slice(start, start + TASKS_PER_CALL) }
    const { tasks = [] } = await api.call(
      'ecs:DescribeTasks',
      (client, options) => client.send(new api.sdk.DescribeTasksCommand(input), options),
      signal,
    )
    stopped.push(...tasks.filter(isStopReasonGiven).map(toStoppedTask))
  }
  return stopped
}

/** In which order ECS lists them is not documented, so that ours may be on any page. */
async function listStoppedTasks(api: EcsApi, service: string, signal: AbortSignal): Promise<string[]> {
  const arns: string[] = []
  let nextToken: string | undefined
  for (let page = 0; page < TASK_PAGES; page += 1) {
    const input = {
      cluster: api.cluster,
      serviceName: service,
      desiredStatus: 'STOPPED',
      maxResults: TASKS_PER_CALL,
      ...(nextToken === undefined ? {} : { nextToken }),
    } as const
    const output: ListTasksCommandOutput = await api.call(
      'ecs:ListTasks',
      (client, options) => client.send(new api.sdk.ListTasksCommand(input), options),
      signal,
    )
    arns.push(...(output.taskArns ?? []))
    nextToken = output.nextToken
    if (nextToken === undefined) break
  }
  return arns
}

/** Why a task stops is known some time before it is STOPPED, and nothing tells when that is. */
function isStopReasonGiven({ lastStatus, stopCode, stoppedReason }: Task): boolean {
  return lastStatus === 'STOPPED' || (stopCode !== undefined && stoppedReason !== undefined)
}

function toStoppedTask({
  taskArn = '',
  startedBy,
  stopCode,
  stoppedReason,
  containers = [],
}: Task): StoppedTask {
  return {
    arn: taskArn,
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(stopCode === undefined ? {} : { stopCode }),
    ...(stoppedReason === undefined ? {} : { stoppedReason }),
    containers: containers.map(({ name = '', exitCode, reason }) => ({
      name,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(reason === undefined ? {} : { reason }),
    })),
  }
}
