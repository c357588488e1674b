import type { EcsState, Service } from './state.ts'

export const START_MS = 15_000
export const HEALTHY_AFTER_MS = 10_000
/** Without any health check, ECS counts a task as healthy after forty seconds of RUNNING. */
export const UNCHECKED_HEALTHY_AFTER_MS = 40_000
export const ELB_UNHEALTHY_AFTER_MS = 20_000
export const CONTAINER_UNHEALTHY_AFTER_MS = 30_000

export const isLoadBalanced = (service: Service): boolean => (service.settings.loadBalancers ?? []).length > 0

/** The main target group first, then the one that a service which shifts traffic changes over to. */
export function targetGroupsOf({ settings }: Service): string[] {
  const [loadBalancer] = settings.loadBalancers ?? []
  const alternate = loadBalancer?.advancedConfiguration?.alternateTargetGroupArn
  return [loadBalancer?.targetGroupArn, alternate].filter((each) => each !== undefined)
}

/** Green registers its tasks where blue has none. */
export function nextTargetGroup(service: Service): string {
  const groups = targetGroupsOf(service)
  const main = service.traffic?.main ?? service.deployments[0]
  const isShifting = service.configuration.strategy !== 'ROLLING'
  const other = groups.find((group) => group !== main?.targetGroupArn)
  return (isShifting ? other : undefined) ?? groups[0] ?? ''
}

export const portOf = (service: Service): number => service.settings.loadBalancers?.[0]?.containerPort ?? 80

export function checksContainers(ecs: EcsState, taskDefinitionArn: string): boolean {
  const containers = ecs.taskDefinitions.get(taskDefinitionArn).containerDefinitions
  return containers.some((container) => container.essential && container.healthCheck !== undefined)
}
