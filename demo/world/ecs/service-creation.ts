import type * as sdk from '@aws-sdk/client-ecs'
import { arn } from './account.ts'
import { refuseWrong, withDefaults } from './deployment-configuration.ts'
import { beginDeployment } from './deployments.ts'
import { reconcile } from './scheduler.ts'
import type { Cluster, EcsState, Service } from './state.ts'

/** CreateService's request, with the task definition found, and what AWS keeps elsewhere. */
export interface ServiceRequest extends Omit<sdk.CreateServiceRequest, 'taskDefinition'> {
  taskDefinitionArn: string
  /** Old accounts have service ARNs without the cluster. */
  shortArn?: boolean
  /** A setting of the target group. */
  deregistrationDelayMs?: number
  resourceManagementType?: sdk.ResourceManagementType
  guardDuty?: Service['guardDuty']
}

const DEREGISTRATION_DELAY_MS = 30_000

export function createService(ecs: EcsState, cluster: Cluster, request: ServiceRequest): Service {
  const service = newService(ecs, cluster, request)
  beginDeployment(ecs, service)
  reconcile(ecs, service)
  return service
}

/** The record of a service in which nothing has been deployed yet. */
export function newService(ecs: EcsState, cluster: Cluster, request: ServiceRequest): Service {
  const name = request.serviceName ?? ''
  const configuration = withDefaults(request.deploymentConfiguration)
  refuseWrong(configuration, request.loadBalancers)
  const service: Service = {
    name,
    arn: arn(ecs.account, request.shortArn ? `service/${name}` : `service/${cluster.name}/${name}`),
    cluster,
    status: 'ACTIVE',
    createdAtMs: ecs.timeline.nowMs,
    controller: request.deploymentController?.type ?? 'ECS',
    resourceManagementType: request.resourceManagementType ?? 'CUSTOMER',
    desiredCount: request.desiredCount ?? 1,
    taskDefinitionArn: request.taskDefinitionArn,
    settings: settingsOf(request),
    configuration,
    availabilityZoneRebalancing: request.availabilityZoneRebalancing ?? 'DISABLED',
    guardDuty: request.guardDuty ?? 'off',
    healthCheckGracePeriodSeconds: request.healthCheckGracePeriodSeconds ?? 0,
    deregistrationDelayMs: request.deregistrationDelayMs ?? DEREGISTRATION_DELAY_MS,
    deployments: [],
    everyDeployment: [],
    traffic: undefined,
    rebalancing: undefined,
    tasks: [],
    events: [],
    serviceDeployments: [],
    revisions: [],
    completed: undefined,
    looksDueMs: new Set(),
    before: undefined,
  }
  cluster.services.set(name, service)
  if (request.tags !== undefined) ecs.tags.set(service.arn, request.tags)
  return service
}

function settingsOf(request: ServiceRequest): Service['settings'] {
  const { networkConfiguration, volumeConfigurations, capacityProviderStrategy } = request
  const { serviceConnectConfiguration } = request
  return {
    ...(capacityProviderStrategy
      ? { capacityProviderStrategy }
      : { launchType: request.launchType ?? 'FARGATE' }),
    ...(onFargate(request)
      ? { platformVersion: request.platformVersion ?? '1.4.0', platformFamily: 'Linux' }
      : {}),
    loadBalancers: request.loadBalancers ?? [],
    serviceRegistries: request.serviceRegistries ?? [],
    ...(networkConfiguration ? { networkConfiguration } : {}),
    ...(volumeConfigurations ? { volumeConfigurations } : {}),
    ...(serviceConnectConfiguration ? { serviceConnectConfiguration } : {}),
  }
}

const onFargate = ({ launchType = 'FARGATE', capacityProviderStrategy = [] }: ServiceRequest): boolean =>
  launchType === 'FARGATE' &&
  capacityProviderStrategy.every((each) => each.capacityProvider?.startsWith('FARGATE'))
