import { parseArgs } from 'node:util'
import { type Landed, land } from './landing.ts'
import { drawPlan } from './plan.ts'
import { shrink } from './shrink.ts'
import { renderStory } from './story.ts'

const MOST_STORIES = 5

export async function simulate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '100' },
      trace: { type: 'boolean', default: false },
      brief: { type: 'boolean', default: false },
    },
  })
  const [first, count] = [Number(values.seed), Number(values.count)]
  const startedAt = performance.now()
  const failing: Landed[] = []
  const tally: Record<string, number> = {}
  const results: Record<string, number> = {}
  for (let seed = first; seed < first + count; seed++) {
    const landed = await land(drawPlan(seed))
    if (values.trace) console.log(landed.trace.join('\n'))
    const result = landed.history.runs.at(-1)?.claims?.result ?? 'killed'
    results[result] = (results[result] ?? 0) + 1
    if (landed.violations.length > 0) failing.push(landed)
    for (const { invariant, what } of landed.violations) {
      tally[invariant] = (tally[invariant] ?? 0) + 1
      if (values.brief) console.log(`${seed} ${invariant}: ${what}`)
    }
  }
  if (!values.brief)
    for (const landed of failing.slice(0, MOST_STORIES)) {
      const [violation] = landed.violations
      if (violation === undefined) continue
      const smallest = await shrink(landed, violation.invariant)
      console.log(`\nSeed ${landed.plan.seed}:\n${renderStory(smallest)}`)
    }
  console.log(
    tally,
    results,
    `${failing.length} of ${count} failed, ${((count * 1000) / (performance.now() - startedAt)).toFixed(1)}/s`,
  )
  return failing.length === 0 ? 0 : 1
}
