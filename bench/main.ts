// bench/ measures what must stay fast, small and frugal; that it works is for the tests.

import { renderFigures } from './figure.ts'
import { measureLandings } from './landings.ts'
import { measureLongRun } from './long-run.ts'
import { measureManyServices } from './many-services.ts'
import { measureMemory } from './memory.ts'
import { measureReaction } from './reaction.ts'
import { measureRolloutCalls } from './rollout-calls.ts'
import { measureSchedule } from './schedule.ts'
import { measureSizes } from './sizes.ts'
import { measureStartup } from './startup.ts'

const PARTS = [
  ['start', measureStartup],
  ['memory', measureMemory],
  ['sizes', measureSizes],
  ['schedule', measureSchedule],
  ['a long run', measureLongRun],
  ['ECS calls', measureRolloutCalls],
  ['landings', measureLandings],
  ['many services', measureManyServices],
  ['reaction', measureReaction],
] as const

const figures = []
for (const [name, measure] of PARTS) {
  console.error(`measuring: ${name} …`)
  figures.push(...(await measure()))
}
console.log(`\n${renderFigures(figures)}\n`)
process.exitCode = figures.some(({ aim }) => aim?.isMet === false) ? 1 : 0
