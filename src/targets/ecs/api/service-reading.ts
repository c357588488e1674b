import type { DescribeServicesCommandOutput, LoadBalancer, Service, TaskSet } from '@aws-sdk/client-ecs'
import { AwsError, readAnswer } from '../../../aws/aws-error.ts'
import type { ConfiguredPause, EcsDeployment, EcsService } from '../model/model.ts'
import { bakeMsOf, bakeTimeMsOf, type ScheduleFacts, scheduleOf } from '../model/schedule.ts'
import { type EcsApi, inBatches } from './api.ts'

const DESCRIBE = 'ecs:DescribeServices'
/** DescribeServices takes at most ten. */
const SERVICES_PER_CALL = 10

/** Rejects if it does not exist. */
export async function readService(api: EcsApi, name: string, signal: AbortSignal): Promise<EcsService> {
  const output = await describe(api, [name], signal)
  return readAnswer(DESCRIBE, () => toService(find(output, name, api.cluster)))
}

/** Reads services in as few calls as possible, in the order asked for. Rejects if one does not exist. */
export async function readServices(
  api: EcsApi,
  names: readonly string[],
  signal: AbortSignal,
): Promise<EcsService[]> {
  const named = names.map((name) => ({ name }))
  return (await readServicesOf(api, named, signal)).map(([, service]) => service)
}

/** The same, each beside what asks for it. */
export async function readServicesOf<Asker extends { readonly name: string }>(
  api: EcsApi,
  askers: readonly Asker[],
  signal: AbortSignal,
): Promise<[Asker, EcsService][]> {
  return await inBatches(askers, SERVICES_PER_CALL, async (batch) => {
    const names = batch.map(({ name }) => name)
    const output = await describe(api, names, signal)
    return readAnswer(DESCRIBE, () =>
      batch.map((asker) => [asker, toService(find(output, asker.name, api.cluster))]),
    )
  })
}

async function describe(
  api: EcsApi,
  services: string[],
  signal: AbortSignal,
): Promise<DescribeServicesCommandOutput> {
  const input = { cluster: api.cluster, services }
  return await api.call(
    DESCRIBE,
    (client, options) => client.send(new api.sdk.DescribeServicesCommand(input), options),
    signal,
  )
}

function find(
  { services, failures = [] }: DescribeServicesCommandOutput,
  name: string,
  cluster: string,
): Service {
  if (services === undefined) throw new TypeError('it holds no list of services')
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
  const schedule = toSchedule(service)
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
    bakeMs: bakeMsOf(schedule),
    bakeTimeMs: bakeTimeMsOf(schedule),
    schedule: scheduleOf(schedule),
    circuitBreaker: breaker && { enable: breaker.enable ?? false, rollback: breaker.rollback ?? false },
    pauses: pausesOf(service),
  }
}

function pausesOf({ deploymentConfiguration }: Service): ConfiguredPause[] {
  const { lifecycleHooks = [] } = deploymentConfiguration ?? {}
  return lifecycleHooks
    .filter(({ targetType }) => targetType === 'PAUSE')
    .map(({ lifecycleStages: stages = [], timeoutConfiguration: timeout }) => ({
      stages,
      timeoutMinutes: timeout?.timeoutInMinutes,
      timeoutAction: timeout?.action,
    }))
}

function toSchedule({ deploymentConfiguration: given = {} }: Service): ScheduleFacts {
  const { strategy = 'ROLLING', linearConfiguration: linear, canaryConfiguration: canary } = given
  const pauses = (given.lifecycleHooks ?? []).filter(({ targetType }) => targetType === 'PAUSE')
  return {
    strategy,
    linear: { stepPercent: linear?.stepPercent, stepMinutes: linear?.stepBakeTimeInMinutes },
    canaryMinutes: canary?.canaryBakeTimeInMinutes,
    bakeMinutes: given.bakeTimeInMinutes,
    pauses: pauses.map(({ lifecycleStages = [], timeoutConfiguration }) => ({
      count: lifecycleStages.length,
      minutes: timeoutConfiguration?.timeoutInMinutes,
    })),
  }
}

function toDeployment(deployment: NonNullable<Service['deployments']>[number]): EcsDeployment {
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? '',
    taskDefinition: deployment.taskDefinition ?? '',
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    desiredCount: deployment.desiredCount ?? 0,
    runningCount: deployment.runningCount ?? 0,
    pendingCount: deployment.pendingCount ?? 0,
    failedTasks: deployment.failedTasks ?? 0,
    createdAtMs: deployment.createdAt?.getTime() ?? 0,
  }
}

/** Its traffic is moved from task set to task set, so that only some of them have it. */
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
      codeDeployId: startedBy === 'CODE_DEPLOY' ? externalId : undefined,
    },
  }
}

/** Of a blue/green service both: only one of them takes traffic, and its targets show which. */
function targetGroupsOf({ loadBalancers = [], taskSets = [] }: Service): string[] {
  const primary = taskSets.find(({ status }) => status === 'PRIMARY')
  const named: LoadBalancer[] = primary?.loadBalancers ?? loadBalancers
  const arns = named.flatMap(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn ?? [],
    advancedConfiguration?.alternateTargetGroupArn ?? [],
  ])
  return [...new Set(arns.flat())]
}
