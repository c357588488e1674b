import type { Observation, ProbeClass } from '../../health/observation.ts'
import type { RunEvents, Stage } from '../../run/event.ts'
import { renderSpan } from '../time.ts'

/** So many squares fit in a row of the summary. */
const MAX_SQUARES = 30

const SQUARES: Record<ProbeClass, string> = { pass: '🟩', fail: '🟥', stale: '🟨', error: '⬜', nodata: '⬜' }
export const WORST_FIRST: readonly ProbeClass[] = ['fail', 'error', 'nodata', 'stale', 'pass']
const BAKE_BEGINS = '┊'

const LEGEND: Record<ProbeClass, string> = {
  pass: '🟩 passed',
  fail: '🟥 failed',
  stale: '🟨 another version answered',
  error: '⬜ could not be asked',
  nodata: '⬜ could not be asked',
}

/** The probes of one check in one stage, oldest first. */
export interface Strip {
  readonly stage: Stage
  readonly check: string
  readonly results: readonly ProbeClass[]
  /** Of those that gave a time. */
  readonly latenciesMs: Float64Array
  readonly last: Observation
  /** How many of them were made before the bake time began. Absent: it never did. */
  readonly beforeBake?: number
}

interface OpenStrip extends Strip {
  readonly results: ProbeClass[]
  timedCount: number
  last: Observation
  beforeBake?: number
}

/** Of hundreds of thousands of probes: nothing is kept of each but its result and its time. */
export function collectStrips(events: RunEvents): Strip[] {
  const lengths = countProbes(events)
  const strips = new Map<string, OpenStrip>()
  for (const event of events) {
    if (event.kind === 'phase-changed' && event.phase === 'baking') {
      for (const strip of strips.values())
        if (strip.stage === event.stage) strip.beforeBake ??= strip.results.length
    }
    if (event.kind !== 'observed') continue
    const { stage, observation } = event
    const key = keyOf(stage, observation)
    const strip = strips.get(key) ?? beginStrip(stage, observation, lengths.get(key) ?? 0)
    add(strip, observation)
    strips.set(key, strip)
  }
  return [...strips.values()].map(({ timedCount, latenciesMs, ...strip }) => {
    return { ...strip, latenciesMs: latenciesMs.subarray(0, timedCount) }
  })
}

const keyOf = (stage: Stage, { check }: Observation): string => `${stage} ${check}`

function countProbes(events: RunEvents): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const event of events) {
    if (event.kind !== 'observed') continue
    const key = keyOf(event.stage, event.observation)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function beginStrip(stage: Stage, last: Observation, length: number): OpenStrip {
  return { stage, check: last.check, results: [], latenciesMs: new Float64Array(length), timedCount: 0, last }
}

function add(strip: OpenStrip, observation: Observation): void {
  const { result, latencyMs } = observation
  strip.results.push(result)
  strip.last = observation
  if (latencyMs !== undefined) strip.latenciesMs[strip.timedCount++] = latencyMs
}

/** How many probes a square stands for, so that they all fit. */
export function probesPerSquare(strips: readonly Strip[]): number {
  const longest = Math.max(1, ...strips.map(({ results }) => results.length))
  return Math.ceil(longest / MAX_SQUARES)
}

/** One square for each `perSquare` probes; the worst of them gives the colour. */
export function drawStrip({ results, beforeBake }: Strip, perSquare: number): string {
  let drawn = ''
  for (let start = 0; start < results.length; start += perSquare) {
    const inSquare = new Set(results.slice(start, start + perSquare))
    const worst = WORST_FIRST.find((result) => inSquare.has(result))
    if (beforeBake !== undefined && start - perSquare < beforeBake && beforeBake <= start)
      drawn += BAKE_BEGINS
    if (worst !== undefined) drawn += SQUARES[worst]
  }
  return drawn
}

/** What the signs mean, only those that are used. */
export function describeStrips(strips: readonly Strip[], perSquare: number): string {
  const results = new Set(strips.flatMap((strip) => [...new Set(strip.results)]))
  const hasBake = strips.some(
    (strip) => (strip.beforeBake ?? Number.POSITIVE_INFINITY) < strip.results.length,
  )
  return [
    ...new Set([...results].map((result) => LEGEND[result])),
    ...(hasBake ? [`${BAKE_BEGINS} bake time begins`] : []),
    perSquare === 1 ? 'one square a probe' : `one square for ${perSquare} probes, coloured by the worst`,
  ].join(' · ')
}

/** `median 84ms, slowest 140ms`; nothing when nothing could be timed. */
export function describeLatency({ latenciesMs }: Strip): string[] {
  const sorted = latenciesMs.toSorted()
  const slowestMs = sorted.at(-1)
  const medianMs = sorted[Math.floor(sorted.length / 2)]
  if (slowestMs === undefined || medianMs === undefined) return []
  return [`median ${renderSpan(medianMs)}, slowest ${renderSpan(slowestMs)}`]
}

export function countResults({ results }: Strip): Map<ProbeClass, number> {
  const counts = new Map<ProbeClass, number>()
  for (const result of results) counts.set(result, (counts.get(result) ?? 0) + 1)
  return counts
}
