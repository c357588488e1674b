import type { ServiceDeployment as SdkDeployment, ServiceRevision as SdkRevision } from '@aws-sdk/client-ecs'
import type { ServiceDeployment, ServiceHistory, ServiceRevision } from '../../domain/ecs/model.ts'
import type { EcsApi } from './api.ts'

/** Describe calls take at most twenty deployments or revisions. */
const ARNS_PER_CALL = 20

/**
 * Reads the newest deployments of a service with the revisions that they name: three calls, or two when
 * no revision is new, since revisions never change. ECS keeps 90 days of them: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html
 */
export async function readHistory(
  api: EcsApi,
  service: string,
  before: ServiceHistory | undefined,
  signal: AbortSignal,
): Promise<ServiceHistory> {
  const listed = await api.call(
    'ecs:ListServiceDeployments',
    (client, options) =>
      client.send(
        new api.sdk.ListServiceDeploymentsCommand({
          cluster: api.cluster,
          service,
          maxResults: ARNS_PER_CALL,
        }),
        options,
      ),
    signal,
  )
  const arns = (listed.serviceDeployments ?? []).flatMap(
    ({ serviceDeploymentArn }) => serviceDeploymentArn ?? [],
  )
  const deployments = await readDeployments(api, arns, signal)
  const named = revisionsOf(deployments)
  const unread = named.filter((arn) => !before?.revisions.has(arn))
  const revisions = new Map([...(before?.revisions ?? []), ...(await readRevisions(api, unread, signal))])
  return { deployments, revisions }
}

/** Every revision that the deployments name, once. */
function revisionsOf(deployments: readonly ServiceDeployment[]): string[] {
  const named = deployments.flatMap(({ targetRevisionArn, sourceRevisionArns, rollback }) => [
    targetRevisionArn ?? [],
    sourceRevisionArns,
    rollback?.serviceRevisionArn ?? [],
  ])
  return [...new Set(named.flat(2))]
}

async function readDeployments(
  api: EcsApi,
  arns: readonly string[],
  signal: AbortSignal,
): Promise<ServiceDeployment[]> {
  if (arns.length === 0) return []
  const output = await api.call(
    'ecs:DescribeServiceDeployments',
    (client, options) =>
      client.send(
        new api.sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [...arns] }),
        options,
      ),
    signal,
  )
  return (output.serviceDeployments ?? []).map(toDeployment)
}

async function readRevisions(
  api: EcsApi,
  arns: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ServiceRevision>> {
  const revisions = new Map<string, ServiceRevision>()
  for (let start = 0; start < arns.length; start += ARNS_PER_CALL) {
    const serviceRevisionArns = arns.slice(start, start + ARNS_PER_CALL)
    const output = await api.call(
      'ecs:DescribeServiceRevisions',
      (client, options) =>
        client.send(new api.sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns }), options),
      signal,
    )
    for (const revision of output.serviceRevisions ?? []) {
      revisions.set(revision.serviceRevisionArn ?? '', toRevision(revision))
    }
  }
  return revisions
}

function toDeployment(deployment: SdkDeployment): ServiceDeployment {
  const { statusReason, lifecycleStage, rollback, deploymentCircuitBreaker: breaker } = deployment
  const targetRevisionArn = deployment.targetServiceRevision?.arn
  return {
    arn: deployment.serviceDeploymentArn ?? '',
    status: deployment.status ?? '',
    createdAtMs: deployment.createdAt?.getTime() ?? 0,
    createdAt: renderTime(deployment.createdAt),
    sourceRevisionArns: (deployment.sourceServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []),
    hooks: (deployment.lifecycleHookDetails ?? []).map(({ hookId = '', targetType = '', status = '' }) => ({
      id: hookId,
      targetType,
      status,
    })),
    triggeredAlarms: deployment.alarms?.triggeredAlarmNames ?? [],
    ...(statusReason === undefined ? {} : { statusReason }),
    ...(targetRevisionArn === undefined ? {} : { targetRevisionArn }),
    ...(lifecycleStage === undefined ? {} : { lifecycleStage }),
    ...(rollback === undefined ? {} : { rollback: toRollback(rollback) }),
    ...(breaker === undefined
      ? {}
      : {
          circuitBreaker: {
            status: breaker.status ?? '',
            failureCount: breaker.failureCount ?? 0,
            threshold: breaker.threshold ?? 0,
          },
        }),
  }
}

/** `2026-01-05 10:04 UTC` */
function renderTime(time: Date | undefined): string {
  return time === undefined ? 'an unknown day' : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function toRollback({ reason, serviceRevisionArn }: NonNullable<SdkDeployment['rollback']>): {
  reason?: string
  serviceRevisionArn?: string
} {
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(serviceRevisionArn === undefined ? {} : { serviceRevisionArn }),
  }
}

/** Fields of a revision that belong to the service rather than to its task definition. */
const SERVICE_LEVEL = [
  'launchType',
  'capacityProviderStrategy',
  'platformVersion',
  'platformFamily',
  'loadBalancers',
  'serviceRegistries',
  'networkConfiguration',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
] as const satisfies readonly (keyof SdkRevision)[]

function toRevision(revision: SdkRevision): ServiceRevision {
  const settings = SERVICE_LEVEL.flatMap((field) =>
    revision[field] === undefined ? [] : [[field, JSON.stringify(revision[field])] as const],
  )
  return {
    arn: revision.serviceRevisionArn ?? '',
    taskDefinition: revision.taskDefinition ?? '',
    createdAtMs: revision.createdAt?.getTime() ?? 0,
    images: (revision.containerImages ?? []).map(({ containerName = '', image = '', imageDigest }) => ({
      container: containerName,
      image,
      ...(imageDigest === undefined ? {} : { digest: imageDigest }),
    })),
    settings: Object.fromEntries(settings),
  }
}
