import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import type { Stage } from '../../demo/world/ecs/stages.ts'

/** Where the watched deployment stands at the moment at which the version shows what it is. */
export type Moment = Stage | 'COMPLETED'

export type StrategyName = 'rolling' | 'blue/green' | 'linear' | 'canary'
export type VersionName = 'healthy' | '5xx' | 'reports unhealthy' | '404' | 'wrong version' | 'slow' | 'crash'
export type HookName = 'no hook' | 'PAUSE' | 'Lambda'

/** One situation of the table. */
export interface Situation {
  readonly strategy: StrategyName
  readonly moment: Moment
  readonly version: VersionName
  readonly hook: HookName
}

export const STRATEGIES: Readonly<Record<StrategyName, DeploymentConfiguration>> = {
  rolling: {},
  'blue/green': { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 30 },
  linear: {
    strategy: 'LINEAR',
    linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: 4 },
    bakeTimeInMinutes: 30,
  },
  canary: {
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 10 },
    bakeTimeInMinutes: 30,
  },
}

/** For what comes after the bake of ECS it is the shorter one: the run ends with the longer of the two. */
export function configurationOf({ strategy, moment }: Pick<Situation, 'strategy' | 'moment'>) {
  const isAfterBake = moment === 'CLEAN_UP' || moment === 'COMPLETED'
  const configuration = STRATEGIES[strategy]
  return isAfterBake && strategy !== 'rolling' ? { ...configuration, bakeTimeInMinutes: 1 } : configuration
}

/** In their order; the last one is no stage of ECS, but what is left once it has none. */
export const MOMENTS: readonly Moment[] = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
  'POST_SCALE_UP',
  'TEST_TRAFFIC_SHIFT',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
  'BAKE_TIME',
  'CLEAN_UP',
  'COMPLETED',
]

export const VERSIONS: readonly VersionName[] = [
  'healthy',
  '5xx',
  'reports unhealthy',
  '404',
  'wrong version',
  'slow',
  'crash',
]

export const HOOKS: readonly HookName[] = ['no hook', 'PAUSE', 'Lambda']

/** A rolling update starts new tasks, ends old ones, and has no other stage. */
const OF_ROLLING: readonly Moment[] = ['SCALE_UP', 'CLEAN_UP', 'COMPLETED']
const WITHOUT_HOOKS: readonly Moment[] = ['SCALE_UP', 'BAKE_TIME', 'CLEAN_UP', 'COMPLETED']
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html */
const WITHOUT_PAUSE: readonly Moment[] = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT']

/** Whether ECS has this situation. */
export function exists({ strategy, moment, hook }: Omit<Situation, 'version'>): boolean {
  if (strategy === 'rolling' && !OF_ROLLING.includes(moment)) return false
  if (hook === 'no hook') return true
  if (WITHOUT_HOOKS.includes(moment)) return false
  return hook === 'Lambda' || !WITHOUT_PAUSE.includes(moment)
}

export const SITUATIONS: readonly Situation[] = Object.keys(STRATEGIES)
  .flatMap((strategy) =>
    MOMENTS.flatMap((moment) =>
      HOOKS.flatMap((hook) =>
        VERSIONS.map((version) => ({ strategy: strategy as StrategyName, moment, hook, version })),
      ),
    ),
  )
  .filter(exists)
