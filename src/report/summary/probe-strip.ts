import type { Observation, ProbeClass } from '../../health/observation.ts'
import type { RunEvent, Stage } from '../../run/event.ts'
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
  readonly observations: readonly Observation[]
  /** How many of them were made before the bake time began. Absent: it never did. */
  readonly beforeBake?: number
}

export function collectStrips(events: readonly RunEvent[]): Strip[] {
  const strips = new Map<
    string,
    { stage: Stage; check: string; observations: Observation[]; beforeBake?: number }
  >()
  for (const event of events) {
    if (event.kind === 'phase-changed' && event.phase === 'baking') {
      for (const strip of strips.values())
        if (strip.stage === event.stage) strip.beforeBake ??= strip.observations.length
    }
    if (event.kind !== 'observed') continue
    const { stage, observation } = event
    const key = JSON.stringify([stage, observation.check])
    const strip = strips.get(key) ?? { stage, check: observation.check, observations: [] }
    strip.observations.push(observation)
    strips.set(key, strip)
  }
  return [...strips.values()]
}

/** How many probes a square stands for, so that they all fit. */
export function probesPerSquare(strips: readonly Strip[]): number {
  const longest = Math.max(1, ...strips.map(({ observations }) => observations.length))
  return Math.ceil(longest / MAX_SQUARES)
}

/** One square for each `perSquare` probes; the worst of them gives the colour. */
export function drawStrip({ observations, beforeBake }: Strip, perSquare: number): string {
  let drawn = ''
  for (let start = 0; start < observations.length; start += perSquare) {
    const results = new Set(observations.slice(start, start + perSquare).map(({ result }) => result))
    const worst = WORST_FIRST.find((result) => results.has(result))
    if (beforeBake !== undefined && start - perSquare < beforeBake && beforeBake <= start)
      drawn += BAKE_BEGINS
    if (worst !== undefined) drawn += SQUARES[worst]
  }
  return drawn
}

/** What the signs mean, only those that are used. */
export function describeStrips(strips: readonly Strip[], perSquare: number): string {
  const results = strips.flatMap(({ observations }) => observations.map(({ result }) => LEGEND[result]))
  const hasBake = strips.some(
    ({ observations, beforeBake = Number.POSITIVE_INFINITY }) => beforeBake < observations.length,
  )
  return [
    ...new Set(results),
    ...(hasBake ? [`${BAKE_BEGINS} bake time begins`] : []),
    perSquare === 1 ? 'one square a probe' : `one square for ${perSquare} probes, coloured by the worst`,
  ].join(' · ')
}

/** `median 84ms, slowest 140ms`; nothing when nothing could be timed. */
export function describeLatency({ observations }: Strip): string[] {
  const sorted = observations.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b)
  const slowestMs = sorted.at(-1)
  const medianMs = sorted[Math.floor(sorted.length / 2)]
  if (slowestMs === undefined || medianMs === undefined) return []
  return [`median ${renderSpan(medianMs)}, slowest ${renderSpan(slowestMs)}`]
}

export function countResults(observations: readonly Observation[]): Map<ProbeClass, number> {
  const counts = new Map<ProbeClass, number>()
  for (const { result } of observations) counts.set(result, (counts.get(result) ?? 0) + 1)
  return counts
}
