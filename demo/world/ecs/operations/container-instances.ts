import type * as sdk from '@aws-sdk/client-ecs'
import { nameOf } from '../account.ts'
import { type ContainerInstance, drainInstance, reactivateInstance, tasksOn } from '../container-instances.ts'
import { countsOf } from '../describe-service.ts'
import { invalidParameter } from '../errors.ts'
import { findCluster } from '../lookup.ts'
import { page } from '../pages.ts'
import { reconcile } from '../scheduler.ts'
import type { Cluster } from '../state.ts'
import { isLive } from '../task-state.ts'
import type { Operation } from './operation.ts'

const MOST_UPDATED = 10
const MOST_DESCRIBED = 100

export const ListContainerInstances: Operation<
  sdk.ListContainerInstancesRequest,
  sdk.ListContainerInstancesResponse
> = (ecs, input) => {
  const arns = findCluster(ecs, input.cluster)
    .instances.filter((each) => (input.status ?? each.status) === each.status && each.status !== 'INACTIVE')
    .map((each) => each.arn)
  const { items, nextToken } = page(ecs, arns, input)
  return { containerInstanceArns: items, nextToken }
}

export const DescribeContainerInstances: Operation<
  sdk.DescribeContainerInstancesRequest,
  sdk.DescribeContainerInstancesResponse
> = (ecs, input) => {
  const cluster = findCluster(ecs, input.cluster)
  const { found, failures } = lookUp(cluster, input.containerInstances, MOST_DESCRIBED)
  return { containerInstances: found.map((each) => describe(cluster, each)), failures }
}

export const UpdateContainerInstancesState: Operation<
  sdk.UpdateContainerInstancesStateRequest,
  sdk.UpdateContainerInstancesStateResponse
> = (ecs, input) => {
  const cluster = findCluster(ecs, input.cluster)
  const { found, failures } = lookUp(cluster, input.containerInstances, MOST_UPDATED)
  for (const instance of found) {
    if (input.status === 'DRAINING') drainInstance(ecs, cluster, instance)
    else reactivateInstance(cluster, instance)
  }
  for (const service of cluster.services.values()) reconcile(ecs, service)
  return { containerInstances: found.map((each) => describe(cluster, each)), failures }
}

function lookUp(
  cluster: Cluster,
  wanted: string[] | undefined,
  most: number,
): { found: ContainerInstance[]; failures: sdk.Failure[] } {
  const references = wanted ?? []
  if (references.length === 0) throw invalidParameter('Container instances cannot be empty.')
  if (references.length > most)
    throw invalidParameter(`You cannot specify more than ${most} container instances.`)
  const known = references.map((arn) => cluster.instances.find((each) => each.id === nameOf(arn)) ?? arn)
  return {
    found: known.filter((each) => typeof each !== 'string'),
    failures: known.flatMap((each) => (typeof each === 'string' ? [{ arn: each, reason: 'MISSING' }] : [])),
  }
}

function describe(cluster: Cluster, instance: ContainerInstance): sdk.ContainerInstance {
  const { running, pending } = countsOf(tasksOn(cluster, instance).filter(isLive))
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    capacityProviderName: instance.capacityProviderName,
    status: instance.status,
    agentConnected: instance.status !== 'INACTIVE',
    runningTasksCount: running,
    pendingTasksCount: pending,
    attributes: [{ name: 'ecs.availability-zone', value: instance.zone }],
    registeredAt: new Date(instance.registeredAtMs),
    attachments: [],
    tags: [],
    version: 1,
  }
}
