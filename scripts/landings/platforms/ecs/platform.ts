import type { Platform } from '../../platform.ts'
import { type EcsPlan, SIMPLEST } from './plan.ts'
import { prepareEcs } from './world.ts'

export const ecs: Platform<EcsPlan> = {
  prepare: prepareEcs,
  simplest: SIMPLEST,
  describe: ({ strategy, tasks, hook, moment }) => `${strategy}, ${tasks} task(s), ${hook} at ${moment}`,
  cellOf,
}

export function cellOf(plan: Pick<EcsPlan, 'strategy' | 'moment' | 'hook' | 'version'>): string {
  const { strategy, moment, hook, version } = plan
  return `${strategy}, ${moment}, ${hook}, ${version}`
}
