import type * as sdk from '@aws-sdk/client-ecs'
import { expect, test } from '@jest/globals'
import { withDefaults } from '../../demo/world/ecs/deployment-configuration.ts'
import { trafficSteps } from '../../demo/world/ecs/traffic.ts'

/** Percent of the production traffic, and minutes until the next step. */
const STEPS: [string, sdk.DeploymentConfiguration, [number, number][]][] = [
  ['blue/green', { strategy: 'BLUE_GREEN' }, [[100, 0]]],
  [
    'canary, by default',
    { strategy: 'CANARY' },
    [
      [5, 10],
      [100, 0],
    ],
  ],
  [
    'canary',
    { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 0.1, canaryBakeTimeInMinutes: 1 } },
    [
      [0.1, 1],
      [100, 0],
    ],
  ],
  ['a canary of everything', { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 100 } }, [[100, 0]]],
  [
    'linear, by default',
    { strategy: 'LINEAR' },
    [
      [10, 6],
      [20, 6],
      [30, 6],
      [40, 6],
      [50, 6],
      [60, 6],
      [70, 6],
      [80, 6],
      [90, 6],
      [100, 0],
    ],
  ],
  [
    'linear that does not divide 100',
    { strategy: 'LINEAR', linearConfiguration: { stepPercent: 33.3, stepBakeTimeInMinutes: 0 } },
    [
      [33.3, 0],
      [66.6, 0],
      [99.9, 0],
      [100, 0],
    ],
  ],
  ['linear in one', { strategy: 'LINEAR', linearConfiguration: { stepPercent: 100 } }, [[100, 0]]],
]

test.each(STEPS)('%s', (_, configured, expected) => {
  const steps = trafficSteps(withDefaults(configured))
  expect(steps.map(({ percent, bakeMinutes }) => [percent, bakeMinutes])).toEqual(expected)
})
