import { parseArgs } from 'node:util'
import { land } from './landing.ts'
import { drawPlan } from './plan.ts'

export async function simulate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '100' }, trace: { type: 'boolean' } },
  })
  const first = Number(values.seed)
  const startedAt = performance.now()
  const tally = new Map<string, number>()
  const examples = new Map<string, string>()
  const results = new Map<string, number>()
  for (let seed = first; seed < first + Number(values.count); seed++) {
    const t0 = performance.now(); if (process.env.SEEDS) console.log(seed)
    const landed = await land(drawPlan(seed))
    if (performance.now() - t0 > 300) console.log(seed, Math.round(performance.now() - t0), JSON.stringify(drawPlan(seed)), landed.trace.length, landed.history.runs.at(-1)?.claims?.result)
    if (values.trace) console.log(JSON.stringify(landed.plan), landed.trace.join('\n'), JSON.stringify(landed.history, (k, v) => k === 'summary' ? undefined : v, 1))
    const result = landed.history.runs.at(-1)?.claims?.result ?? 'killed'
    results.set(result, (results.get(result) ?? 0) + 1)
    for (const { invariant, what } of landed.violations) {
      tally.set(invariant, (tally.get(invariant) ?? 0) + 1)
      if (!examples.has(invariant) || (tally.get(invariant) ?? 0) < 6) examples.set(`${invariant} ${seed}`, what)
    }
  }
  console.log(tally, examples, results, `${(Number(values.count) / (performance.now() - startedAt)) * 1000}/s`)
  return tally.size === 0 ? 0 : 1
}
