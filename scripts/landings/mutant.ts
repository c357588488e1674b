// Plants one fault, and lands until it is found. A process for each, since a module is loaded once.

import { MUTANTS } from './mutants.ts'
import { plant } from './plant.ts'

const [name, seed, most] = process.argv.slice(2)
const mutant = MUTANTS.find((each) => each.name === name)
if (mutant === undefined) throw new Error(`there is no mutant ${name}`)
plant(mutant)
const { land } = await import('./landing.ts')
const { drawPlan } = await import('./plan.ts')

let found: string | undefined
let count = 0
while (found === undefined && count < Number(most)) {
  count += 1
  const plan = drawPlan(Number(seed) + count - 1, mutant.platform ?? 'ecs')
  try {
    const broken = (await land(plan)).violations.map(({ invariant }) => invariant)
    found = broken.find((invariant) => invariant === mutant.breaks) ?? broken[0]
  } catch (error) {
    found = `an error: ${error instanceof Error ? error.message : error}`
  }
}
console.log(JSON.stringify({ name, count, found }))
process.exit()
