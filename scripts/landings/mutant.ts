// Plants one fault, and lands until it is found. A process for each, since a module is loaded once.

import { MUTANTS } from './mutants.ts'
import type { Plan } from './plan.ts'
import { plant } from './plant.ts'

const [name, seed, most] = process.argv.slice(2)
const mutant = MUTANTS.find((each) => each.name === name)
if (mutant === undefined) throw new Error(`there is no mutant ${name}`)
plant(mutant)
const { land } = await import('./landing.ts')
const { drawPlan } = await import('./plan.ts')

/** Whatever it breaks first, it is to break what it is planted for. */
let first: string | undefined
let isFound = false
let count = 0
while (!isFound && count < Number(most)) {
  count += 1
  const broken = await judged(drawPlan(Number(seed) + count - 1, mutant.platform ?? 'ecs'))
  isFound = broken.includes(mutant.breaks)
  if (broken[0] !== undefined) first ??= `${isFound ? mutant.breaks : broken[0]} after ${count}`
}
console.log(JSON.stringify({ name, count, isFound, first }))
process.exit()

async function judged(plan: Plan): Promise<readonly string[]> {
  try {
    return (await land(plan)).violations.map(({ invariant }) => invariant)
  } catch (error) {
    return [`an error: ${error instanceof Error ? error.message : error}`]
  }
}
