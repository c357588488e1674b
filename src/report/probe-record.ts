import type { RunEvent, RunEvents, Stage } from '../run/event.ts'
import { type FoldedProbes, ProbeFold, tenths } from './folded-probes.ts'
import { type Answered, isIdentical, shapeOf } from './kept-answers.ts'

/** What the probes of a run showed, so that it can be judged again, in a fraction of the space of their events. */
export interface ProbeRecord {
  /** What came back, each once: answers that differ only in figures or in a good body are the first of them. */
  readonly answers: readonly Answered[]
  readonly series: readonly Series[]
  /** Of the probes before this place among all events, only folds are kept. Absent: there are none. */
  readonly foldedBefore?: number | undefined
}

interface Series {
  readonly stage: Stage
  readonly check: string
  readonly samples: readonly Sample[]
  readonly folded?: readonly FoldedProbes[] | undefined
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
/** The latest, by which it was decided, are kept one by one: 200 checks for a minute. */
const MAX_SAMPLES = 12_000
const MAX_FOLDS = 4_000

/**
 * Takes the observations out of the events. The position of a sample is its place among all events, so that
 * both can be put together again.
 */
export function packProbes(events: RunEvents): {
  readonly probes: ProbeRecord
  readonly rest: readonly RunEvent[]
} {
  const rest: RunEvent[] = []
  for (const event of events) if (event.kind !== 'observed') rest.push(event)
  const packer = new Packer(events.length - rest.length)
  let position = 0
  for (const event of events) {
    if (event.kind === 'observed') packer.add(event, position)
    position += 1
  }
  return { probes: packer.pack(), rest }
}

interface OpenSeries {
  readonly stage: Stage
  readonly check: string
  readonly samples: Sample[]
  readonly fold: ProbeFold
  /** What it said last, and its place among the answers. */
  last?: { readonly answered: Answered; readonly place: number }
}

class Packer {
  readonly #answers = new AnswerTable()
  readonly #series = new Map<string, OpenSeries>()
  readonly #foldLength: number
  /** How many are still to be folded. */
  #toFold: number
  #foldedBefore: number | undefined

  constructor(probeCount: number) {
    this.#toFold = Math.max(0, probeCount - MAX_SAMPLES)
    this.#foldLength = Math.ceil(this.#toFold / MAX_FOLDS)
  }

  add({ stage, atMs, observation }: Extract<RunEvent, { kind: 'observed' }>, position: number): void {
    const { check, endedAtMs } = observation
    const series = this.#seriesOf(stage, check)
    const startedAtMs = tenths(observation.startedAtMs)
    const tookMs = tenths(endedAtMs - observation.startedAtMs)
    const latencyMs = observation.latencyMs === undefined ? null : tenths(observation.latencyMs)
    const answer = this.#placeOf(series, observation)
    if (this.#toFold === 0) {
      series.samples.push([position, startedAtMs, tookMs, tenths(atMs - endedAtMs), latencyMs, answer])
      return
    }
    series.fold.add({ startedAtMs, tookMs, latencyMs, answer })
    this.#toFold -= 1
    this.#foldedBefore = position + 1
  }

  pack(): ProbeRecord {
    const series = [...this.#series.values()].map(({ stage, check, samples, fold }) => {
      fold.close()
      return { stage, check, samples, folded: fold.folded.length === 0 ? undefined : fold.folded }
    })
    return { answers: this.#answers.kept, series, foldedBefore: this.#foldedBefore }
  }

  #seriesOf(stage: Stage, check: string): OpenSeries {
    const key = JSON.stringify([stage, check])
    const known = this.#series.get(key)
    if (known !== undefined) return known
    const series = { stage, check, samples: [], fold: new ProbeFold(this.#foldLength) }
    this.#series.set(key, series)
    return series
  }

  #placeOf(series: OpenSeries, { result, reason, warnings, answer }: Answered): number {
    const answered = { result, reason, warnings, answer }
    if (isIdentical(series.last?.answered, answered)) return series.last?.place ?? 0
    const place = this.#answers.place(answered)
    series.last = { answered, place }
    return place
  }
}

class AnswerTable {
  readonly kept: Answered[] = []
  readonly #places = new Map<string, number>()

  place(answered: Answered): number {
    const key = shapeOf(answered)
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

/** By these alone a run is judged again. */
function withoutWords({ result, answer }: Answered): Answered {
  if (answer === undefined) return { result }
  const { url, status, version } = answer
  return {
    result,
    answer: { url, status, version },
  }
}
