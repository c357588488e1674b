import { type Landed, land } from './landing.ts'
import type { Invariant } from './oracle/judge.ts'
import type { Plan } from './plan.ts'

/** The simplest of each part of a plan. */
const SIMPLEST: Partial<Plan> = {
  isCaptured: false,
  breaker: 'off',
  staleMs: 0,
  guardDelayMs: 0,
  tasks: 1,
  hook: 'no hook',
  past: ['good', 'good'],
  moment: 'COMPLETED',
  strategy: 'rolling',
  schedule: { bakeMinutes: 1, stepMinutes: 1, stepPercent: 50 },
}

/** The plan with the fewest events, and the fewest things out of the ordinary, that still breaks the invariant. */
export async function shrink(failing: Landed, invariant: Invariant): Promise<Landed> {
  let smallest = failing
  for (let hasShrunk = true; hasShrunk; ) {
    hasShrunk = false
    for (const plan of simpler(smallest.plan)) {
      const landed = await land(plan).catch(() => undefined)
      if (landed?.violations.some((violation) => violation.invariant === invariant)) {
        smallest = landed
        hasShrunk = true
        break
      }
    }
  }
  return smallest
}

function simpler(plan: Plan): Plan[] {
  const fewerEvents = plan.events.map((_, index) => ({ ...plan, events: plan.events.toSpliced(index, 1) }))
  const inputs = Object.keys(plan.inputs).map((name) => {
    const { [name]: _, ...others } = plan.inputs
    return { ...plan, inputs: others }
  })
  const simplest = (Object.keys(SIMPLEST) as (keyof Plan)[])
    .filter((name) => JSON.stringify(plan[name]) !== JSON.stringify(SIMPLEST[name]))
    .map((name) => ({ ...plan, [name]: SIMPLEST[name] }))
  return [...fewerEvents, ...simplest, ...inputs]
}
