import type { Platform } from '../../platform.ts'
import { type CodeDeployPlan, SIMPLEST } from './plan.ts'
import { prepareCodeDeploy } from './world.ts'

export const codeDeploy: Platform<CodeDeployPlan> = {
  prepare: prepareCodeDeploy,
  simplest: SIMPLEST,
  describe: ({ configuration, tasks, readyWaitMinutes, terminationWaitMinutes, moment }) =>
    `${configuration}, ${tasks} task(s), ${readyWaitMinutes === undefined ? 'no wait' : `waits ${readyWaitMinutes} min`}, originals kept ${terminationWaitMinutes} min, shows when ${moment}`,
}
