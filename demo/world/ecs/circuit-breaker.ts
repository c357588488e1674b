import type { Deployment, Service } from './state.ts'

const LEAST = 3
const MOST = 200

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
export function thresholdOf(service: Service): number {
  const configured = service.configuration.deploymentCircuitBreaker?.thresholdConfiguration
  const { type = 'BOUNDED_PERCENT', value = 50 } = configured ?? {}
  if (type === 'COUNT') return value
  const percent = Math.ceil((service.desiredCount * value) / 100)
  return type === 'UNBOUNDED_PERCENT' ? percent : Math.min(Math.max(percent, LEAST), MOST)
}

/** Counts a failed task; says whether that opens the breaker. */
export function countFailure(service: Service, deployment: Deployment): boolean {
  const { breaker } = deployment.serviceDeployment
  breaker.failureCount += 1
  const enabled = service.configuration.deploymentCircuitBreaker?.enable ?? false
  return enabled && breaker.failureCount >= breaker.threshold
}

/** By default one healthy task wipes the count: a crash loop with moments of health may never open the breaker. */
export function countHealthy(service: Service, deployment: Deployment): void {
  const resets = service.configuration.deploymentCircuitBreaker?.resetOnHealthyTask ?? true
  if (resets) deployment.serviceDeployment.breaker.failureCount = 0
}
