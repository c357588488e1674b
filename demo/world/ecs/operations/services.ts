import type * as sdk from '@aws-sdk/client-ecs'
import { arn, nameOf } from '../account.ts'
import { describeService } from '../describe-service.ts'
import { clientError, invalidParameter, serviceNotActive } from '../errors.ts'
import { findCluster, findService, lookUpService } from '../lookup.ts'
import { page } from '../pages.ts'
import { createService, type ServiceRequest } from '../service-creation.ts'
import { changeService } from '../service-update.ts'
import type { Service } from '../state.ts'
import type { Operation } from './operation.ts'

const MOST_SERVICES = 10

export const DescribeServices: Operation<sdk.DescribeServicesRequest, sdk.DescribeServicesResponse> = (
  ecs,
  input,
) => {
  const wanted = input.services ?? []
  if (wanted.length === 0) throw invalidParameter('Services cannot be empty.')
  if (wanted.length > MOST_SERVICES) throw invalidParameter('You cannot specify more than 10 services.')
  const cluster = findCluster(ecs, input.cluster)
  const services: sdk.Service[] = []
  const failures: sdk.Failure[] = []
  for (const reference of wanted) {
    const service = lookUpService(ecs, cluster.name, reference)
    if (service !== undefined)
      services.push(visibly(service, ecs.timeline.nowMs) ?? describeService(ecs, service, input.include))
    else failures.push({ arn: missingArn(ecs.account, cluster.name, reference), reason: 'MISSING' })
  }
  return { services, failures }
}

/** Eventual consistency: for a while, what was true before the last write. */
function visibly(service: Service, nowMs: number): sdk.Service | undefined {
  return service.before !== undefined && nowMs < service.before.untilMs ? service.before.described : undefined
}

const missingArn = (owner: Parameters<typeof arn>[0], cluster: string, reference: string): string =>
  reference.startsWith('arn:') ? reference : arn(owner, `service/${cluster}/${nameOf(reference)}`)

export const ListServices: Operation<sdk.ListServicesRequest, sdk.ListServicesResponse> = (ecs, input) => {
  const services = [...findCluster(ecs, input.cluster).services.values()]
  const arns = services.filter((each) => each.status !== 'INACTIVE').map((each) => each.arn)
  const { items, nextToken } = page(ecs, arns, input, 10)
  return { serviceArns: items, nextToken }
}

export const CreateService: Operation<sdk.CreateServiceRequest, sdk.CreateServiceResponse> = (ecs, input) => {
  const cluster = findCluster(ecs, input.cluster)
  const existing = cluster.services.get(input.serviceName ?? '')
  if (existing !== undefined && existing.status !== 'INACTIVE') {
    throw invalidParameter('Creation of service was not idempotent.')
  }
  const taskDefinition = ecs.taskDefinitions.find(input.taskDefinition ?? '')
  if (taskDefinition === undefined) throw clientError('TaskDefinition not found.')
  if (taskDefinition.status !== 'ACTIVE') throw clientError('TaskDefinition is inactive')
  const request: ServiceRequest = { ...input, taskDefinitionArn: taskDefinition.taskDefinitionArn }
  return { service: describeService(ecs, createService(ecs, cluster, request)) }
}

export const UpdateService: Operation<sdk.UpdateServiceRequest, sdk.UpdateServiceResponse> = (ecs, input) => {
  const service = findService(ecs, input.cluster, input.service)
  if (service.status !== 'ACTIVE') throw serviceNotActive()
  if (service.resourceManagementType === 'ECS' && input.taskDefinition !== undefined) {
    throw invalidParameter('The service is managed by Amazon ECS. Use UpdateExpressGatewayService.')
  }
  changeService(ecs, service, input)
  return { service: describeService(ecs, service) }
}
