import { renderDuration } from '../../core/duration.ts'
import type { LogCount } from '../logs/log-counts.ts'
import { samplesOf } from './metric-trigger.ts'
import { compared } from './probe-trigger.ts'
import type { TriggerReading, TriggerView } from './trigger.ts'
import { exceeds, type TriggerLine } from './trigger-line.ts'

type LogTriggerLine = Extract<TriggerLine, { kind: 'log' }>

/** So many explain what happened. */
const MAX_EXAMPLES = 3

/**
 * The fullest window that ends in the bake: lines arrive late, and then belong to when they were logged. A window
 * that is not full yet counts, since more lines only add to it.
 */
export function askLog(line: LogTriggerLine, view: TriggerView): TriggerReading {
  const { isNew, container, bound, windowMs } = line
  const samples = samplesOf(view, 'logs', container)
  if (!Array.isArray(samples)) return samples
  const name = `${isNew ? 'new ' : ''}log errors${container === undefined ? '' : ` of ${container}`}`
  const { missing, incomparable } = samples.at(-1)?.reading ?? {}
  if (missing !== undefined) return { state: 'not-evaluable', text: `${name}: ${missing}` }
  if (isNew && incomparable !== undefined) return { state: 'not-evaluable', text: `${name}: ${incomparable}` }
  const counts = samples.flatMap(({ reading }) => reading.errors).filter((one) => one.isNew || !isNew)
  const fullest = findFullest(counts, { windowMs, fromMs: view.bakeStartedAtMs })
  const isOver = exceeds(fullest.count, bound)
  const text = `${name} ${fullest.count} ${compared(isOver, bound.operator)} ${bound.value} over ${renderDuration(windowMs)}`
  if (isOver) return { state: 'fired', text, examples: examplesOf(fullest.counts, counts) }
  const isBehind = samples.at(-1)?.reading.isBehind
  return isBehind
    ? { state: 'not-evaluable', text: `${text} so far; there are more lines than could be read` }
    : { state: 'ok', text }
}

interface Window {
  readonly count: number
  readonly counts: readonly LogCount[]
}

function findFullest(
  counts: readonly LogCount[],
  { windowMs, fromMs }: { readonly windowMs: number; readonly fromMs: number },
): Window {
  const sorted = counts.toSorted((one, other) => one.atMs - other.atMs)
  const ends = [fromMs, ...sorted.map(({ atMs }) => atMs).filter((atMs) => atMs > fromMs)]
  let [first, after, count] = [0, 0, 0]
  let best = { count: -1, first: 0, after: 0 }
  for (const endMs of ends) {
    for (; (sorted[after]?.atMs ?? Number.POSITIVE_INFINITY) <= endMs; after += 1)
      count += sorted[after]?.count ?? 0
    for (; first < after && (sorted[first]?.atMs ?? 0) <= endMs - windowMs; first += 1)
      count -= sorted[first]?.count ?? 0
    if (count > best.count) best = { count, first, after }
  }
  return { count: best.count, counts: sorted.slice(best.first, best.after) }
}

/** Of the window, or where its own were not kept, of earlier. */
function examplesOf(window: readonly LogCount[], all: readonly LogCount[]): string[] {
  const examples = [...window, ...all].flatMap(({ example }) => example ?? [])
  return [...new Set(examples)].slice(0, MAX_EXAMPLES)
}
