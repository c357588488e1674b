import type * as sdk from '@aws-sdk/client-ecs'
import { arn, nameOf } from '../account.ts'
import { countsOf } from '../describe-service.ts'
import type { Cluster } from '../state.ts'
import type { Operation } from './operation.ts'

export const DescribeClusters: Operation<sdk.DescribeClustersRequest, sdk.DescribeClustersResponse> = (
  ecs,
  input,
) => {
  const clusters: sdk.Cluster[] = []
  const failures: sdk.Failure[] = []
  for (const reference of input.clusters ?? ['default']) {
    const cluster = ecs.clusters.get(nameOf(reference))
    if (cluster !== undefined) clusters.push(describe(cluster))
    else failures.push({ arn: arn(ecs.account, `cluster/${nameOf(reference)}`), reason: 'MISSING' })
  }
  return { clusters, failures }
}

function describe(cluster: Cluster): sdk.Cluster {
  const services = [...cluster.services.values()]
  const { running, pending } = countsOf(services.flatMap((service) => service.tasks))
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: cluster.instances.filter((each) => each.status !== 'INACTIVE').length,
    runningTasksCount: running,
    pendingTasksCount: pending,
    activeServicesCount: services.filter((service) => service.status === 'ACTIVE').length,
    capacityProviders: ['FARGATE'],
    defaultCapacityProviderStrategy: [],
    settings: [],
    statistics: [],
    tags: [],
  }
}
