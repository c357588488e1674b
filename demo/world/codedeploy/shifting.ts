import type { TrafficStep } from '../ecs/traffic.ts'

export const ALL_AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce'

/**
 * How a deployment configuration moves the traffic, as its name says it:
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export function stepsOf(configuration: string): TrafficStep[] {
  const [, kind, percent, minutes] =
    /(Linear|Canary)(\d+)Percent(?:Every)?(\d+)Minutes?/.exec(configuration) ?? []
  const count = kind === 'Linear' ? Math.ceil(100 / Number(percent)) - 1 : kind === 'Canary' ? 1 : 0
  const steps = Array.from({ length: count }, (_, index) => (index + 1) * Number(percent))
  return [
    ...steps.map((each) => ({ percent: each, bakeMinutes: Number(minutes) })),
    { percent: 100, bakeMinutes: 0 },
  ]
}
