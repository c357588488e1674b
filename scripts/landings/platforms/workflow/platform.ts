import type { Platform } from '../../platform.ts'
import { SIMPLEST, type WorkflowPlan } from './plan.ts'
import { prepareWorkflow } from './world.ts'

export const workflow: Platform<WorkflowPlan> = {
  prepare: prepareWorkflow,
  simplest: SIMPLEST,
  describe: ({ event, rerun, pastRuns, staleMs }) =>
    `a run by ${event} after ${pastRuns.map((past) => `${past.event}, ${past.after}`).join('; ')}; a re-run ${rerun}, lists are ${staleMs} ms old`,
}
