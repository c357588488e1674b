import type { Observation } from '../health/observation.ts'
import type { RunEvent, Stage } from '../run/event.ts'
import { type Answered, isIdentical, KeptAnswers } from './kept-answers.ts'

export type ObservedEvent = Extract<RunEvent, { kind: 'observed' }>

/** Rows that are allocated at once. */
const CHUNK_ROWS = 1_024

/** Of one check in one stage. */
interface Series {
  readonly number: number
  readonly stage: Stage
  readonly check: string
  /** What it said last, and its number. */
  last?: { readonly answered: Answered; readonly number: number }
}

/** Columns of numbers: an object for each of hundreds of thousands of probes would take five times the memory. */
class Chunk {
  readonly series = new Uint16Array(CHUNK_ROWS)
  readonly answers = new Uint32Array(CHUNK_ROWS)
  readonly atMs = new Float64Array(CHUNK_ROWS)
  readonly startedAtMs = new Float64Array(CHUNK_ROWS)
  readonly endedAtMs = new Float64Array(CHUNK_ROWS)
  /** NaN: none. */
  readonly latencyMs = new Float64Array(CHUNK_ROWS)
}

/** The probes of a run, oldest first. */
export class ProbeColumns {
  length = 0
  readonly #chunks: Chunk[] = []
  readonly #series: Series[] = []
  readonly #byName = new Map<string, Series>()
  readonly #answers = new KeptAnswers()

  add({ atMs, stage, observation }: ObservedEvent): void {
    const row = this.length % CHUNK_ROWS
    const chunk = row === 0 ? new Chunk() : this.#chunkOf(this.length)
    if (row === 0) this.#chunks.push(chunk)
    const series = this.#seriesOf(stage, observation.check)
    chunk.series[row] = series.number
    chunk.answers[row] = this.#numberOf(series, observation)
    chunk.atMs[row] = atMs
    chunk.startedAtMs[row] = observation.startedAtMs
    chunk.endedAtMs[row] = observation.endedAtMs
    chunk.latencyMs[row] = observation.latencyMs ?? Number.NaN
    this.length += 1
  }

  /** @param index from 0 to below the length */
  event(index: number): ObservedEvent {
    return new KeptProbe(this, index)
  }

  atMs(index: number): number {
    return this.#chunkOf(index).atMs[index % CHUNK_ROWS] ?? Number.NaN
  }

  stage(index: number): Stage {
    return this.#seriesAt(index).stage
  }

  observation(index: number): Observation {
    const chunk = this.#chunkOf(index)
    const row = index % CHUNK_ROWS
    const { result, reason, warnings, answer } = this.#answers.get(chunk.answers[row] ?? 0)
    const latencyMs = chunk.latencyMs[row] ?? Number.NaN
    return {
      check: this.#seriesAt(index).check,
      startedAtMs: chunk.startedAtMs[row] ?? Number.NaN,
      endedAtMs: chunk.endedAtMs[row] ?? Number.NaN,
      result,
      reason,
      warnings,
      latencyMs: Number.isNaN(latencyMs) ? undefined : latencyMs,
      answer,
    }
  }

  #chunkOf(index: number): Chunk {
    const chunk = this.#chunks[Math.floor(index / CHUNK_ROWS)]
    if (chunk === undefined) throw new Error(`there is no probe ${index}`)
    return chunk
  }

  #seriesAt(index: number): Series {
    const series = this.#series[this.#chunkOf(index).series[index % CHUNK_ROWS] ?? 0]
    if (series === undefined) throw new Error(`there is no probe ${index}`)
    return series
  }

  #seriesOf(stage: Stage, check: string): Series {
    const name = `${stage} ${check}`
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const series = { number: this.#series.length, stage, check }
    this.#series.push(series)
    this.#byName.set(name, series)
    return series
  }

  #numberOf(series: Series, answered: Answered): number {
    if (isIdentical(series.last?.answered, answered)) return series.last?.number ?? 0
    const number = this.#answers.keep(answered)
    series.last = { answered: this.#answers.get(number), number }
    return number
  }
}

/** It is put together when somebody reads it: most readers look for other events. */
class KeptProbe {
  readonly kind = 'observed'
  readonly #columns: ProbeColumns
  readonly #index: number

  constructor(columns: ProbeColumns, index: number) {
    this.#columns = columns
    this.#index = index
  }

  get atMs(): number {
    return this.#columns.atMs(this.#index)
  }

  get stage(): Stage {
    return this.#columns.stage(this.#index)
  }

  get observation(): Observation {
    return this.#columns.observation(this.#index)
  }
}
