import type { Observation } from '../health/observation.ts'
import type { RunEvent, Stage } from '../run/event.ts'

/** What the probes of a run showed, so that it can be judged again, in a fraction of the space of their events. */
export interface ProbeRecord {
  /** What came back, each once: answers that differ only in figures or in a good body are the first of them. */
  readonly answers: readonly Answered[]
  readonly series: readonly Series[]
}

type Answered = Pick<Observation, 'result' | 'reason' | 'warnings' | 'answer'>

interface Series {
  readonly stage: Stage
  readonly check: string
  readonly samples: readonly Sample[]
}

/** `null`: it gave no time. */
export type Sample = readonly [
  position: number,
  startedAtMs: number,
  tookMs: number,
  recordedAfterMs: number,
  latencyMs: number | null,
  answer: number,
]

/** So many texts explain a run; what differs from all of them is kept without its words. */
const MAX_ANSWERS = 200

/**
 * Takes the observations out of the events. The position of a sample is its place among all events, so that
 * both can be put together again.
 */
export function packProbes(events: readonly RunEvent[]): {
  readonly probes: ProbeRecord
  readonly rest: readonly RunEvent[]
} {
  const answers = new AnswerTable()
  const series = new Map<string, { stage: Stage; check: string; samples: Sample[] }>()
  const rest: RunEvent[] = []
  for (const [position, event] of events.entries()) {
    if (event.kind !== 'observed') {
      rest.push(event)
      continue
    }
    const { check, startedAtMs, endedAtMs, latencyMs, ...answered } = event.observation
    const key = JSON.stringify([event.stage, check])
    const own = series.get(key) ?? { stage: event.stage, check, samples: [] }
    series.set(key, own)
    own.samples.push([
      position,
      tenths(startedAtMs),
      tenths(endedAtMs - startedAtMs),
      tenths(event.atMs - endedAtMs),
      latencyMs === undefined ? null : tenths(latencyMs),
      answers.place(answered),
    ])
  }
  return { probes: { answers: answers.kept, series: [...series.values()] }, rest }
}

/** A clock is no more exact than that. */
function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}

class AnswerTable {
  readonly kept: Answered[] = []
  readonly #places = new Map<string, number>()

  place(answered: Answered): number {
    const key = keyOf(answered)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    if (this.kept.length < MAX_ANSWERS) return this.#keep(key, answered)
    const bare = withoutWords(answered)
    const bareKey = JSON.stringify(bare)
    return this.#places.get(bareKey) ?? this.#keep(bareKey, bare)
  }

  #keep(key: string, answered: Answered): number {
    this.#places.set(key, this.kept.length)
    this.kept.push(answered)
    return this.kept.length - 1
  }
}

/** Ids, times and counts differ in each answer, though it says the same. */
function keyOf({ result, reason = '', warnings = [], answer }: Answered): string {
  const body = result === 'pass' ? '' : (answer?.bodyHead ?? '')
  const words = [reason, ...warnings, body].map((text) => text.replace(/\b[0-9a-f-]{8,}\b|\d+/gi, '0'))
  return JSON.stringify([result, answer?.url, answer?.status, answer?.version, ...words])
}

/** By these alone a run is judged again. */
function withoutWords({ result, answer }: Answered): Answered {
  if (answer === undefined) return { result }
  const { url, status, version } = answer
  return {
    result,
    answer: { url, ...(status !== undefined && { status }), ...(version !== undefined && { version }) },
  }
}
