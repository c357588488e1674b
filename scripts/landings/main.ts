import { parseArgs } from 'node:util'
import { SITUATIONS } from '../state-table/axes.ts'
import type { Batch, Failing } from './batch.ts'
import { land } from './landing.ts'
import { playMany } from './many.ts'
import { drawPlan, PLATFORM_NAMES, type PlatformName } from './plan.ts'
import { cellOf } from './platforms/ecs/platform.ts'
import { shrink } from './shrink.ts'
import { renderStory } from './story.ts'

const MOST_STORIES = 5
const MOST_LINES = 50

/** Lands many times and judges each landing. Exit code 1 if the contract was broken in one. */
export async function simulate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      count: { type: 'string', default: '1000' },
      /** Lands on this platform only. */
      platform: { type: 'string' },
      /** Prints the trace of a single landing. */
      trace: { type: 'boolean', default: false },
    },
  })
  const [seed, count] = [Number(values.seed), Number(values.count)]
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 1) {
    console.error('usage: npm run simulate -- landings [--seed N] [--count N] [--trace], whole numbers')
    return 2
  }
  const platform = PLATFORM_NAMES.find((name) => name === values.platform)
  if (values.platform !== undefined && platform === undefined) {
    console.error(`--platform is one of ${PLATFORM_NAMES.join(', ')}`)
    return 2
  }
  if (values.trace) console.log((await land(drawPlan(seed, platform))).trace.join('\n'))
  const startedAtMs = performance.now()
  const batches = await playMany({ seed, count, platform })
  const perSecond = (count * 1_000) / (performance.now() - startedAtMs)
  const failing = batches.flatMap((batch) => batch.failing)
  await tellFailing(failing, platform)
  const processorMs = batches.reduce((sum, batch) => sum + batch.processorMs, 0) / count
  const speed = `${perSecond.toFixed(1)} a second, ${processorMs.toFixed(1)} ms of processor each`
  console.log(`${count} landings from seed ${seed} on, ${speed}`)
  console.log(`results: ${listOf(addUp(batches, 'results'))}`)
  console.log(describeCoverage(addUp(batches, 'cells'), count))
  console.log(`digest of all traces: ${batches.map(({ digest }) => digest).join(' ')}`.slice(0, 200))
  console.log(
    failing.length === 0 ? 'no invariant was broken' : `${failing.length} landings broke an invariant`,
  )
  return failing.length === 0 ? 0 : 1
}

async function tellFailing(failing: readonly Failing[], platform?: PlatformName): Promise<void> {
  for (const { seed, broken } of failing.slice(0, MOST_LINES))
    console.log(`seed ${seed}: ${broken.join('; ')}`)
  for (const { seed } of failing.slice(0, MOST_STORIES)) {
    const landed = await land(drawPlan(seed, platform))
    const [violation] = landed.violations
    if (violation === undefined) continue
    console.log(
      `\nSeed ${seed}, as small as it gets:\n${renderStory(await shrink(landed, violation.invariant))}\n`,
    )
  }
}

function addUp(batches: readonly Batch[], of: 'results' | 'cells'): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const batch of batches)
    for (const [name, count] of Object.entries(batch[of])) sum[name] = (sum[name] ?? 0) + count
  return sum
}

const listOf = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

/** So often is each of them to come about in a hundred thousand landings. */
const WANTED_SHARE = 50 / 100_000

/** Of the situations that ECS has: how many came about, and which ones too seldom. */
function describeCoverage(cells: Record<string, number>, landings: number): string {
  const names = SITUATIONS.map(cellOf)
  const visited = names.filter((name) => name in cells).length
  const seldom = names.filter((name) => (cells[name] ?? 0) < landings * WANTED_SHARE)
  const shown = seldom.slice(0, MOST_LINES).map((name) => `  ${name}: ${cells[name] ?? 0}`)
  return [
    `state table: ${visited} of ${names.length} cells visited, ${seldom.length} of them too seldom`,
    // With fewer landings, chance alone leaves many out.
    ...(landings < 100_000 ? [] : shown),
  ].join('\n')
}
