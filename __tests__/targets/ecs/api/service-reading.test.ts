import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { toService } from '../../../../src/targets/ecs/api/service-reading.ts'

test.each<[string, DeploymentConfiguration | undefined, number]>([
  ['not, when it is not said how it is deployed', undefined, 0],
  ['not, when it rolls', { strategy: 'ROLLING', bakeTimeInMinutes: 5 }, 0],
  ['for its bake time, when it is blue/green', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 }, 5],
  [
    'for each step and its bake time, when it is linear',
    {
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 30, stepBakeTimeInMinutes: 10 },
      bakeTimeInMinutes: 5,
    },
    45,
  ],
  [
    'for its canary and its bake time, when it is canary',
    {
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 20 },
      bakeTimeInMinutes: 5,
    },
    25,
  ],
])('ECS bakes a service %s', (_, deploymentConfiguration, minutes) => {
  expect(toService({ serviceName: 'web', deploymentConfiguration }).bakeMs).toBe(minutes * 60_000)
})
