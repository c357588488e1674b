import type { ServiceDeployment as SdkDeployment, ServiceRevision as SdkRevision } from '@aws-sdk/client-ecs'
import type { ServiceDeployment, ServiceRevision } from '../model/model.ts'

/** The records of a service's history, from the SDK's words to ours. */
export function toDeployment(deployment: SdkDeployment): ServiceDeployment {
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

function toRollback({
  reason,
  serviceRevisionArn,
  startedAt,
}: NonNullable<SdkDeployment['rollback']>): NonNullable<ServiceDeployment['rollback']> {
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(serviceRevisionArn === undefined ? {} : { serviceRevisionArn }),
    ...(startedAt === undefined ? {} : { startedAtMs: startedAt.getTime() }),
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

export function toRevision(revision: SdkRevision): ServiceRevision {
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
