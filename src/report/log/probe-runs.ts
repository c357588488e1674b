import type { Observation, ProbeClass } from '../../health/observation.ts'
import { describeReason } from '../probe-reason.ts'

/** So many failures of one cause are listed one by one; the rest of the run is counted. */
const LISTED_ONE_BY_ONE = 3

interface Run {
  readonly result: ProbeClass
  readonly cause: string
  count: number
  /** Not yet reported. */
  unreported: number
  last: Observation
}

const MARKS: Record<ProbeClass, string> = { pass: '✓', fail: '✗', stale: '~', error: '?', nodata: '?' }

/** Folds what the checks show into runs of the same result and cause. */
export class ProbeRuns {
  readonly #runs = new Map<string, Run>()
  readonly #counts = new Map<string, Map<ProbeClass, number>>()

  /** What to report of this observation: nothing, while it repeats what was reported. */
  add(observation: Observation): string[] {
    const { check, result } = observation
    this.#count(check, result)
    const cause = causeOf(observation)
    const run = this.#runs.get(check)
    if (run === undefined || run.result !== result || run.cause !== cause) {
      this.#runs.set(check, { result, cause, count: 1, unreported: 0, last: observation })
      return [...(run === undefined ? [] : fold(check, run)), renderLine(observation)]
    }
    run.count += 1
    run.last = observation
    if (result === 'pass' || run.count > LISTED_ONE_BY_ONE) {
      run.unreported += 1
      return []
    }
    return [`${renderLine(observation)} (${run.count} in a row)`]
  }

  /** Reports what was folded, before something else happens. */
  close(): string[] {
    const lines = [...this.#runs].flatMap(([check, run]) => fold(check, run))
    for (const run of this.#runs.values()) run.unreported = 0
    return lines
  }

  /** The numbers so far, a phrase for each check; a run that goes on has its last cause. */
  summary(): string[] {
    return [...this.#runs].map(([check, run]) => {
      const cause =
        run.result === 'pass' || run.last.reason === undefined
          ? ''
          : `, last cause × ${run.count}: ${describeReason(run.last)}`
      return `${check}: ${renderCounts(this.#counts.get(check) ?? new Map())}${cause}`
    })
  }

  #count(check: string, result: ProbeClass): void {
    const counts = this.#counts.get(check) ?? new Map<ProbeClass, number>()
    counts.set(result, (counts.get(result) ?? 0) + 1)
    this.#counts.set(check, counts)
  }
}

const COUNTED: readonly (readonly [ProbeClass, string])[] = [
  ['pass', 'passed'],
  ['fail', 'failed'],
  ['stale', 'from another version'],
  ['error', 'could not be asked'],
  ['nodata', 'without data'],
]

/** `12 passed, 3 failed`. */
export function renderCounts(counts: ReadonlyMap<ProbeClass, number>): string {
  const parts = COUNTED.flatMap(([result, label]) =>
    counts.has(result) ? [`${counts.get(result)} ${label}`] : [],
  )
  return parts.length === 0 ? 'no probe yet' : parts.join(', ')
}

/** Figures such as a latency differ each time, though the cause is the same. */
function causeOf({ reason = '' }: Observation): string {
  return reason.replace(/\d+/g, '0')
}

function fold(check: string, run: Run): string[] {
  if (run.unreported === 0) return []
  return [
    `${MARKS[run.result]} ${check}: ${run.count} × ${run.result === 'pass' ? 'passed' : describeReason(run.last)}`,
  ]
}

function renderLine(observation: Observation): string {
  return `${MARKS[observation.result]} ${describeObservation(observation)}`
}

/** `api: 200 in 12 ms, version 7`, or why it did not pass. */
export function describeObservation(observation: Observation): string {
  const { check, result, answer, latencyMs } = observation
  if (result !== 'pass') return `${check}: ${describeReason(observation)}`
  const status = answer?.status === undefined ? 'passed' : `${answer.status}`
  const latency = latencyMs === undefined ? '' : ` in ${Math.round(latencyMs)} ms`
  const version = answer?.version === undefined ? '' : `, version ${answer.version}`
  return `${check}: ${status}${latency}${version}`
}
