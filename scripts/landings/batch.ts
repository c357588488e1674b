import { land } from './landing.ts'
import { drawPlan, type PlatformName } from './plan.ts'
import { platformOf } from './platforms/index.ts'
import { digestOf } from './trace.ts'

/** What is kept of many landings. */
export interface Batch {
  readonly seed: number
  readonly count: number
  readonly failing: readonly Failing[]
  /** How often each result came. */
  readonly results: Readonly<Record<string, number>>
  /** How often each cell of the state table came about: `strategy, moment, hook, version`. */
  readonly cells: Readonly<Record<string, number>>
  /** Of all their traces. */
  readonly digest: string
  /** Of this process, which others on the machine do not slow down as they do the clock. */
  readonly processorMs: number
}

export interface Failing {
  readonly seed: number
  readonly broken: readonly string[]
}

/** @param platform the only one that is drawn; absent: all of them */
export async function playAll(seed: number, count: number, platform?: PlatformName): Promise<Batch> {
  const before = process.cpuUsage()
  const failing: Failing[] = []
  const results: Record<string, number> = {}
  const cells: Record<string, number> = {}
  const digests: string[] = []
  for (let next = seed; next < seed + count; next++) {
    const { plan, history, violations, trace } = await land(drawPlan(next, platform))
    const result = history.runs.at(-1)?.claims?.result ?? 'killed'
    results[result] = (results[result] ?? 0) + 1
    const cell = platformOf(plan).cellOf?.(plan)
    if (history.isShown && cell !== undefined) cells[cell] = (cells[cell] ?? 0) + 1
    digests.push(digestOf(trace))
    if (violations.length > 0)
      failing.push({ seed: next, broken: violations.map(({ invariant, what }) => `${invariant}: ${what}`) })
  }
  const { user, system } = process.cpuUsage(before)
  const processorMs = (user + system) / 1_000
  return { seed, count, failing, results, cells, digest: digestOf(digests), processorMs }
}
