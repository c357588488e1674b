import type { Deployment, DeploymentConfiguration, Service } from './state.ts'

export type Listener = 'production' | 'test'

/**
 * How the listeners of a service that shifts traffic share out their requests; a rolling update has none, its tasks
 * share everything. Test requests go where production requests go until a deployment shifts them.
 */
export interface Traffic {
  /** Has what is left of the production traffic. */
  main: Deployment
  /** Takes the traffic over, in steps: has this percentage of it by now. */
  incoming: { deployment: Deployment; percent: number } | undefined
  test: Deployment | undefined
}

export const allTo = (deployment: Deployment): Traffic => ({
  main: deployment,
  incoming: undefined,
  test: undefined,
})

/** The percentage of a listener's requests that go to a deployment. */
export function weightOf(traffic: Traffic, listener: Listener, deployment: Deployment): number {
  const { main, incoming, test } = traffic
  if (listener === 'test' && test !== undefined) return test === deployment ? 100 : 0
  const percent = incoming?.percent ?? 0
  if (deployment === incoming?.deployment) return percent
  return deployment === main ? 100 - percent : 0
}

export function hasTestListener(service: Service): boolean {
  const { loadBalancers = [], serviceConnectConfiguration } = service.settings
  const rules = loadBalancers.map((each) => each.advancedConfiguration?.testListenerRule)
  return rules.some((rule) => rule !== undefined) || serviceConnectConfiguration?.enabled === true
}

export interface TrafficStep {
  /** The percentage that the new version has after it. */
  percent: number
  /** How long that is left alone; after the last step the bake time of the deployment follows instead. */
  bakeMinutes: number
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-linear.html and canary-deployment.html */
export function trafficSteps(configuration: DeploymentConfiguration): TrafficStep[] {
  const whole = { percent: 100, bakeMinutes: 0 }
  const { strategy, linearConfiguration, canaryConfiguration } = configuration
  if (strategy === 'LINEAR') {
    const { stepPercent = 10, stepBakeTimeInMinutes: bakeMinutes = 6 } = linearConfiguration ?? {}
    const count = Math.ceil(100 / stepPercent) - 1
    const steps = Array.from({ length: count }, (_, index) => tenths((index + 1) * stepPercent))
    return [...steps.map((percent) => ({ percent, bakeMinutes })), whole]
  }
  if (strategy === 'CANARY') {
    const { canaryPercent: percent = 5, canaryBakeTimeInMinutes: bakeMinutes = 10 } =
      canaryConfiguration ?? {}
    return percent < 100 ? [{ percent, bakeMinutes }, whole] : [whole]
  }
  return [whole]
}

const tenths = (percent: number): number => Math.round(percent * 10) / 10
