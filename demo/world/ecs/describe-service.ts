import type * as sdk from '@aws-sdk/client-ecs'
import { wordFor } from './quirks.ts'
import type { Deployment, EcsState, Service, Task } from './state.ts'
import { isLive, tasksOf } from './task-state.ts'

/** A service as DescribeServices, CreateService and UpdateService answer it. */
export function describeService(ecs: EcsState, service: Service, include: string[] = []): sdk.Service {
  const { running, pending } = countsOf(service.tasks)
  const [primary] = service.deployments
  // A service tells this of its deployments only.
  const { serviceConnectConfiguration: _, ...settings } = service.settings
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    status: service.status,
    createdAt: new Date(service.createdAtMs),
    desiredCount: service.desiredCount,
    runningCount: running,
    pendingCount: pending,
    taskDefinition: service.taskDefinitionArn,
    ...settings,
    deploymentConfiguration: service.configuration,
    availabilityZoneRebalancing: service.availabilityZoneRebalancing,
    deploymentController: { type: service.controller },
    resourceManagementType: service.resourceManagementType,
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    propagateTags: 'NONE',
    enableECSManagedTags: false,
    enableExecuteCommand: false,
    placementConstraints: [],
    placementStrategy: [],
    events: service.events.map(({ id, createdAtMs, message }) => ({
      id,
      createdAt: new Date(createdAtMs),
      message,
    })),
    ...(service.controller === 'ECS'
      ? {
          deployments: service.deployments.map((each) => describeDeployment(ecs, service, each)),
          taskSets: [],
          ...currents(ecs, service),
        }
      : {
          deployments: [],
          taskSets: service.deployments.map((each) => describeTaskSet(service, each, each === primary)),
        }),
    ...(include.includes('TAGS') ? { tags: ecs.tags.get(service.arn) ?? [] } : {}),
  }
}

export function countsOf(tasks: readonly Task[]): { running: number; pending: number } {
  const running = tasks.filter((task) => task.lastStatus === 'RUNNING' || task.lastStatus === 'DEACTIVATING')
  const pending = tasks.filter((task) => ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(task.lastStatus))
  return { running: running.length, pending: pending.length }
}

function describeDeployment(ecs: EcsState, service: Service, deployment: Deployment): sdk.Deployment {
  const { running, pending } = countsOf(tasksOf(service, deployment))
  const isPrimary = deployment === service.deployments[0]
  const { launchType, capacityProviderStrategy, platformVersion, platformFamily, networkConfiguration } =
    deployment.revision.settings
  const { serviceConnectConfiguration } = deployment.revision.settings
  const rolling = service.configuration.strategy === 'ROLLING' || ecs.quirks.rolloutStateUnderBlueGreen
  return {
    id: deployment.id,
    status: wordFor(ecs.quirks, isPrimary ? 'PRIMARY' : 'ACTIVE'),
    taskDefinition: deployment.revision.taskDefinitionArn,
    // What drains still runs, and is not wanted any more.
    desiredCount: isPrimary ? service.desiredCount : tasksOf(service, deployment).filter(isLive).length,
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAtMs),
    updatedAt: new Date(deployment.updatedAtMs),
    ...{ launchType, capacityProviderStrategy, platformVersion, platformFamily, networkConfiguration },
    serviceConnectConfiguration,
    ...(rolling
      ? {
          rolloutState: wordFor(ecs.quirks, deployment.rolloutState),
          rolloutStateReason: deployment.rolloutStateReason,
        }
      : {}),
  }
}

function describeTaskSet(service: Service, deployment: Deployment, isPrimary: boolean): sdk.TaskSet {
  const tasks = tasksOf(service, deployment)
  const { running, pending } = countsOf(tasks)
  const steady = pending === 0 && tasks.filter((task) => task.healthy).length === running
  return {
    id: deployment.id,
    taskSetArn: service.arn.replace(':service/', ':task-set/').concat(`/${deployment.id}`),
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    ...(deployment.externalId === undefined
      ? {}
      : { startedBy: 'CODE_DEPLOY', externalId: deployment.externalId }),
    status: isPrimary ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: deployment.revision.taskDefinitionArn,
    computedDesiredCount: service.desiredCount,
    pendingCount: pending,
    runningCount: running,
    createdAt: new Date(deployment.createdAtMs),
    updatedAt: new Date(deployment.updatedAtMs),
    loadBalancers: deployment.revision.settings.loadBalancers,
    scale: { value: 100, unit: 'PERCENT' },
    stabilityStatus: steady ? 'STEADY_STATE' : 'STABILIZING',
    stabilityStatusAt: new Date(deployment.updatedAtMs),
  }
}

type Currents = Pick<sdk.Service, 'currentServiceDeployment' | 'currentServiceRevisions'>

/** These may lag behind: what they name is then the deployment before. */
function currents(ecs: EcsState, service: Service): Currents {
  const visibleMs = ecs.timeline.nowMs - ecs.quirks.currentServiceDeploymentLagMs
  const current = service.serviceDeployments.findLast((each) => each.createdAtMs <= visibleMs)
  const revisions = new Set(service.deployments.map((each) => each.revision))
  return {
    currentServiceDeployment: (current ?? service.serviceDeployments.at(-1))?.arn,
    currentServiceRevisions: [...revisions].map((revision) => {
      const own = service.deployments.filter((each) => each.revision === revision)
      const { running, pending } = countsOf(service.tasks.filter((task) => own.includes(task.deployment)))
      const isRequested = own.some((each) => each === service.deployments[0])
      return {
        arn: revision.arn,
        requestedTaskCount: isRequested ? service.desiredCount : 0,
        runningTaskCount: running,
        pendingTaskCount: pending,
      }
    }),
  }
}
