import type { RunEvent, Stage } from '../domain/event.ts'
import type { Observation, ProbeClass } from '../domain/observation.ts'

/** So many squares fit in a row of the summary. */
const MAX_SQUARES = 30

const SQUARES: Record<ProbeClass, string> = { pass: '🟩', fail: '🟥', stale: '🟨', error: '⬜', nodata: '⬜' }
const WORST_FIRST: readonly ProbeClass[] = ['fail', 'error', 'nodata', 'stale', 'pass']

export const LEGEND: Record<ProbeClass, string> = {
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
}

export function collectStrips(events: readonly RunEvent[]): Strip[] {
  const strips = new Map<string, { stage: Stage; check: string; observations: Observation[] }>()
  for (const event of events) {
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
export function drawStrip(observations: readonly Observation[], perSquare: number): string {
  const squares: string[] = []
  for (let start = 0; start < observations.length; start += perSquare) {
    const results = new Set(observations.slice(start, start + perSquare).map(({ result }) => result))
    const worst = WORST_FIRST.find((result) => results.has(result))
    if (worst !== undefined) squares.push(SQUARES[worst])
  }
  return squares.join('')
}

export function countResults(observations: readonly Observation[]): Map<ProbeClass, number> {
  const counts = new Map<ProbeClass, number>()
  for (const { result } of observations) counts.set(result, (counts.get(result) ?? 0) + 1)
  return counts
}
