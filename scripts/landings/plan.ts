import { Dice, randomOf } from './dice.ts'
import { drawEcs, type EcsPlan } from './platforms/ecs/plan.ts'

/** All that is drawn for a landing. It is plain data, so that a failing one can be made smaller, and kept. */
export type Plan = EcsPlan

export type PlatformName = Plan['platform']

export function drawPlan(seed: number): Plan {
  return drawEcs(seed, new Dice(randomOf(seed)))
}
