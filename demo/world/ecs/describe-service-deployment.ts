import type * as sdk from '@aws-sdk/client-ecs'
import { countsOf } from './describe-service.ts'
import { type Quirks, wordFor } from './quirks.ts'
import type { Service, ServiceDeployment, ServiceRevision } from './state.ts'
import { hasTestListener, type Listener, weightOf } from './traffic.ts'

const date = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms))

export function briefServiceDeployment(
  quirks: Quirks,
  service: Service,
  deployment: ServiceDeployment,
): sdk.ServiceDeploymentBrief {
  return {
    serviceDeploymentArn: deployment.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: date(deployment.createdAtMs),
    startedAt: date(deployment.startedAtMs),
    finishedAt: date(deployment.finishedAtMs),
    targetServiceRevisionArn: deployment.target.arn,
    status: wordFor(quirks, deployment.status),
    statusReason: deployment.statusReason,
  }
}

export function describeServiceDeployment(
  quirks: Quirks,
  service: Service,
  deployment: ServiceDeployment,
): sdk.ServiceDeployment {
  const { source, target, rollback, stage, hooks, breaker, alarms } = deployment
  const alarmNames = service.configuration.alarms?.alarmNames ?? []
  return {
    serviceDeploymentArn: deployment.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: date(deployment.createdAtMs),
    startedAt: date(deployment.startedAtMs),
    finishedAt: date(deployment.finishedAtMs),
    stoppedAt: date(deployment.stoppedAtMs),
    updatedAt: date(deployment.updatedAtMs),
    status: wordFor(quirks, deployment.status),
    statusReason: deployment.statusReason,
    sourceServiceRevisions: source === undefined ? [] : [summarize(service, source, source === target)],
    targetServiceRevision: summarize(service, target, true),
    deploymentConfiguration: service.configuration,
    deploymentCircuitBreaker: breaker,
    alarms: { status: alarms.status, alarmNames, triggeredAlarmNames: alarms.triggered },
    ...(stage === undefined ? {} : { lifecycleStage: stage as sdk.ServiceDeploymentLifecycleStage }),
    ...(hooks.length === 0 ? {} : { lifecycleHookDetails: hooks.map(describeHook) }),
    ...(rollback === undefined
      ? {}
      : {
          rollback: {
            reason: rollback.reason,
            startedAt: new Date(rollback.startedAtMs),
            serviceRevisionArn: rollback.revision?.arn,
          },
        }),
  }
}

const describeHook = (hook: ServiceDeployment['hooks'][number]): sdk.DeploymentLifecycleHookDetail => ({
  hookId: hook.id,
  targetType: hook.targetType,
  targetArn: hook.targetArn,
  status: hook.status,
  expiresAt: new Date(hook.expiresAtMs),
  timeoutAction: hook.timeoutAction,
})

function summarize(service: Service, revision: ServiceRevision, wanted: boolean): sdk.ServiceRevisionSummary {
  const tasks = service.tasks.filter((task) => task.deployment.revision === revision)
  const { running, pending } = countsOf(tasks)
  return {
    arn: revision.arn,
    requestedTaskCount: wanted ? service.desiredCount : running,
    runningTaskCount: running,
    pendingTaskCount: pending,
    ...weightsOf(service, revision),
  }
}

/** Only some strategies shift traffic, and only some services have a listener for tests. */
function weightsOf(service: Service, revision: ServiceRevision): Partial<sdk.ServiceRevisionSummary> {
  const { traffic } = service
  if (traffic === undefined) return {}
  const own = service.deployments.find((each) => each.revision === revision)
  const weight = (listener: Listener) => (own === undefined ? 0 : weightOf(traffic, listener, own))
  return {
    requestedProductionTrafficWeight: weight('production'),
    ...(hasTestListener(service) ? { requestedTestTrafficWeight: weight('test') } : {}),
  }
}

export function describeServiceRevision(service: Service, revision: ServiceRevision): sdk.ServiceRevision {
  return {
    ...resolvedOf(service, revision),
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: revision.taskDefinitionArn,
    ...revision.settings,
    containerImages: revision.images.map(({ containerName, image, digest }) => ({
      containerName,
      image,
      imageDigest: digest,
    })),
    guardDutyEnabled: service.guardDuty !== 'off',
    createdAt: new Date(revision.createdAtMs),
  }
}

/** Which of the two target groups the revision's tasks are in. */
function resolvedOf(service: Service, revision: ServiceRevision): Partial<sdk.ServiceRevision> {
  const rule = revision.settings.loadBalancers?.[0]?.advancedConfiguration?.productionListenerRule
  const own = service.everyDeployment.find((each) => each.revision === revision)
  if (rule === undefined || own === undefined) return {}
  const { targetGroupArn } = own
  return { resolvedConfiguration: { loadBalancers: [{ targetGroupArn, productionListenerRule: rule }] } }
}
