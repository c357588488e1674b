import { isDeepStrictEqual } from 'node:util'
import type * as sdk from '@aws-sdk/client-ecs'
import { refuseWrong, withDefaults } from './deployment-configuration.ts'
import { beginDeployment } from './deployments.ts'
import { describeService } from './describe-service.ts'
import { clientError, invalidParameter } from './errors.ts'
import { resolveEvent, STEADY_STATE } from './events.ts'
import { reconcile } from './scheduler.ts'
import type { EcsState, Service, ServiceSettings } from './state.ts'

export type ServiceChange = Omit<sdk.UpdateServiceRequest, 'cluster' | 'service'>

/** What UpdateService does. Only a change of what a service revision freezes, or force, makes a new deployment. */
export function changeService(ecs: EcsState, service: Service, change: ServiceChange): void {
  const taskDefinitionArn = requestedDefinition(ecs, service, change)
  const configuration = withDefaults({ ...service.configuration, ...change.deploymentConfiguration })
  refuseWrong(configuration, change.loadBalancers ?? service.settings.loadBalancers)
  rememberAsBefore(ecs, service)
  service.desiredCount = change.desiredCount ?? service.desiredCount
  service.healthCheckGracePeriodSeconds =
    change.healthCheckGracePeriodSeconds ?? service.healthCheckGracePeriodSeconds
  service.configuration = configuration
  service.availabilityZoneRebalancing =
    change.availabilityZoneRebalancing ?? service.availabilityZoneRebalancing
  const settings = { ...service.settings, ...settingsIn(change) }
  const changed =
    taskDefinitionArn !== service.taskDefinitionArn || !isDeepStrictEqual(settings, service.settings)
  service.taskDefinitionArn = taskDefinitionArn
  service.settings = settings
  if (changed || change.forceNewDeployment) deploy(ecs, service)
  reconcile(ecs, service)
}

function requestedDefinition(ecs: EcsState, service: Service, change: ServiceChange): string {
  if (change.taskDefinition === undefined) return service.taskDefinitionArn
  if (service.controller !== 'ECS') {
    const article = service.controller === 'EXTERNAL' ? 'an' : 'a'
    const advice = service.controller === 'EXTERNAL' ? 'CreateTaskSet' : 'AWS CodeDeploy'
    throw invalidParameter(
      `Unable to update task definition on services with ${article} ${service.controller} deployment controller. Use ${advice} to trigger a new deployment.`,
    )
  }
  const definition = ecs.taskDefinitions.find(change.taskDefinition)
  if (definition === undefined) throw clientError('TaskDefinition not found.')
  if (definition.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive')
  return definition.taskDefinitionArn
}

/** For a while DescribeServices answers what was before a change, where a story says so. */
export function rememberAsBefore(ecs: EcsState, service: Service): void {
  if (ecs.quirks.describeLagMs === 0) return
  const untilMs = ecs.timeline.nowMs + ecs.quirks.describeLagMs
  service.before = { untilMs, described: describeService(ecs, service) }
}

function settingsIn(change: ServiceChange): Partial<ServiceSettings> {
  const { capacityProviderStrategy, platformVersion, loadBalancers, serviceRegistries } = change
  const { networkConfiguration, volumeConfigurations, serviceConnectConfiguration } = change
  const given = {
    capacityProviderStrategy,
    platformVersion,
    loadBalancers,
    serviceRegistries,
    networkConfiguration,
    volumeConfigurations,
    serviceConnectConfiguration,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function deploy(ecs: EcsState, service: Service): void {
  resolveEvent(service, STEADY_STATE)
  const first = beginDeployment(ecs, service)
  const delayMs = ecs.quirks.secondDeploymentAfterMs
  if (delayMs === undefined) return
  ecs.timeline.after(delayMs, () => {
    if (service.deployments[0] !== first) return
    beginDeployment(ecs, service)
    reconcile(ecs, service)
  })
}
