import { nameOf } from './account.ts'
import { clusterNotFound, serviceNotFound } from './errors.ts'
import type { Cluster, EcsState, Service } from './state.ts'

export function findCluster(ecs: EcsState, nameOrArn = 'default'): Cluster {
  const cluster = ecs.clusters.get(nameOf(nameOrArn))
  if (cluster === undefined) throw clusterNotFound()
  return cluster
}

export function lookUpService(
  ecs: EcsState,
  cluster: string | undefined,
  nameOrArn: string,
): Service | undefined {
  const found = findCluster(ecs, cluster).services.get(nameOf(nameOrArn))
  const isArn = nameOrArn.startsWith('arn:')
  return isArn && !sameService(found, nameOrArn) ? undefined : found
}

export function findService(
  ecs: EcsState,
  cluster: string | undefined,
  nameOrArn: string | undefined,
): Service {
  const found = lookUpService(ecs, cluster ?? clusterOf(nameOrArn), nameOrArn ?? '')
  if (found === undefined) throw serviceNotFound()
  return found
}

/** A long service ARN names its cluster. */
function clusterOf(nameOrArn: string | undefined): string | undefined {
  const [, cluster] = /:service\/([^/]+)\/[^/]+$/.exec(nameOrArn ?? '') ?? []
  return cluster
}

/** A service answers to its long ARN and to the short one of old, in its own account and region only. */
function sameService(service: Service | undefined, serviceArn: string): boolean {
  if (service === undefined) return false
  const [owner] = service.cluster.arn.split('cluster/')
  const long = `${owner}service/${service.cluster.name}/${service.name}`
  return serviceArn === long || serviceArn === `${owner}service/${service.name}`
}

export const allServices = (ecs: EcsState): Service[] =>
  [...ecs.clusters.values()].flatMap((cluster) => [...cluster.services.values()])
