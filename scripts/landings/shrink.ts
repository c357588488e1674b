import { type Landed, land } from './landing.ts'
import type { Invariant } from './oracle/judge.ts'
import type { Plan } from './plan.ts'
import { platformOf } from './platforms/index.ts'

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
  const parts = platformOf(plan).simplest
  const simplest = (Object.keys(parts) as (keyof Plan)[])
    .filter((name) => JSON.stringify(plan[name]) !== JSON.stringify(parts[name]))
    .map((name) => ({ ...plan, [name]: parts[name] }))
  return [...fewerEvents, ...simplest, ...inputs]
}
