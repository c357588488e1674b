import type * as sdk from '@aws-sdk/client-ecs'
import { invalidParameter } from './errors.ts'
import type { DeploymentConfiguration } from './state.ts'

export const withDefaults = (configured: sdk.DeploymentConfiguration = {}): DeploymentConfiguration => ({
  deploymentCircuitBreaker: { enable: false, rollback: false },
  ...configured,
  strategy: configured.strategy ?? 'ROLLING',
  minimumHealthyPercent: configured.minimumHealthyPercent ?? 100,
  maximumPercent: configured.maximumPercent ?? 200,
})

const MOST_HOOKS = 10
const DAY_MINUTES = 1_440
const STAGES_WITHOUT_PAUSE = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT']

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export function refuseWrong(
  configuration: DeploymentConfiguration,
  loadBalancers: readonly sdk.LoadBalancer[] = [],
): void {
  const { strategy, linearConfiguration, canaryConfiguration, bakeTimeInMinutes } = configuration
  if (strategy !== 'ROLLING' && loadBalancers.some((each) => each.advancedConfiguration === undefined)) {
    throw invalidParameter(
      'advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    )
  }
  if (linearConfiguration !== undefined) {
    if (strategy !== 'LINEAR')
      throw invalidParameter('linearConfiguration is only valid with the LINEAR strategy.')
    refuseOutside('stepPercent', linearConfiguration.stepPercent, [3, 100])
    refuseOutside('stepBakeTimeInMinutes', linearConfiguration.stepBakeTimeInMinutes, [0, DAY_MINUTES])
  }
  if (canaryConfiguration !== undefined) {
    if (strategy !== 'CANARY')
      throw invalidParameter('canaryConfiguration is only valid with the CANARY strategy.')
    refuseOutside('canaryPercent', canaryConfiguration.canaryPercent, [0.1, 100])
    refuseOutside('canaryBakeTimeInMinutes', canaryConfiguration.canaryBakeTimeInMinutes, [0, DAY_MINUTES])
  }
  refuseOutside('bakeTimeInMinutes', bakeTimeInMinutes, [0, DAY_MINUTES])
  refuseWrongHooks(configuration.lifecycleHooks ?? [])
}

function refuseOutside(name: string, value: number | undefined, [least, most]: [number, number]): void {
  if (value === undefined || (value >= least && value <= most)) return
  throw invalidParameter(`${name} must be between ${least} and ${most}.`)
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
function refuseWrongHooks(hooks: readonly sdk.DeploymentLifecycleHook[]): void {
  const pauses = hooks.filter((hook) => hook.targetType === 'PAUSE')
  const functions = hooks.filter((hook) => hook.targetType !== 'PAUSE')
  if (Math.max(pauses.length, functions.length) > MOST_HOOKS) {
    throw invalidParameter(`A service can have at most ${MOST_HOOKS} lifecycle hooks of each type.`)
  }
  if (functions.some((hook) => !['AWS_LAMBDA', undefined].includes(hook.targetType))) {
    throw invalidParameter('Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE')
  }
  if (functions.some((hook) => hook.hookTargetArn === undefined)) {
    throw invalidParameter('hookTargetArn is required for AWS_LAMBDA lifecycle hooks.')
  }
  const stages = pauses.flatMap((hook) => hook.lifecycleStages ?? [])
  if (stages.some((stage) => STAGES_WITHOUT_PAUSE.includes(stage))) {
    throw invalidParameter('Invalid lifecycle stage provided for Pause Hook')
  }
  for (const { timeoutConfiguration, targetType } of hooks) {
    const most = targetType === 'PAUSE' ? 14 * DAY_MINUTES : DAY_MINUTES
    refuseOutside('timeoutInMinutes', timeoutConfiguration?.timeoutInMinutes, [1, most])
  }
}
