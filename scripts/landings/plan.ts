import { Dice, randomOf } from './dice.ts'
import { type CodeDeployPlan, drawCodeDeploy } from './platforms/code-deploy/plan.ts'
import { drawEcs, type EcsPlan } from './platforms/ecs/plan.ts'
import { drawWebhook, type WebhookPlan } from './platforms/webhook/plan.ts'
import { drawWorkflow, type WorkflowPlan } from './platforms/workflow/plan.ts'

/** All that is drawn for a landing. It is plain data, so that a failing one can be made smaller, and kept. */
export type Plan = EcsPlan | WebhookPlan | CodeDeployPlan | WorkflowPlan

export type PlatformName = Plan['platform']

const DRAW: Readonly<Record<PlatformName, (seed: number, dice: Dice) => Plan>> = {
  ecs: drawEcs,
  webhook: drawWebhook,
  'code-deploy': drawCodeDeploy,
  workflow: drawWorkflow,
}

/** How often each of them is drawn, in a hundred. */
const SHARES: Readonly<Record<PlatformName, number>> = { ecs: 71, 'code-deploy': 8, workflow: 8, webhook: 13 }

export const PLATFORM_NAMES = Object.keys(SHARES) as readonly PlatformName[]

/** @param platform the only one that is drawn; absent: all of them, as often as they should be */
export function drawPlan(seed: number, platform = drawPlatform(seed)): Plan {
  return DRAW[platform](seed, new Dice(randomOf(seed)))
}

/** By dice of its own: what is drawn of one platform does not change with the shares of the others. */
function drawPlatform(seed: number): PlatformName {
  return new Dice(randomOf(seed + PLATFORM_DICE)).of(HUNDRED)
}

const PLATFORM_DICE = 1_000_003
const HUNDRED = PLATFORM_NAMES.flatMap((name) => Array.from({ length: SHARES[name] }, () => name))
