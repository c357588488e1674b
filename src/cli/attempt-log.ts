import { renderDuration } from '../core/duration.ts'
import type { Observation, ProbeClass } from '../health/observation.ts'
import { describeObservation } from '../report/log/probe-runs.ts'
import { toPlainText } from '../report/untrusted.ts'
import type { RunEvent } from '../run/event.ts'

/** What could not be asked is neither. */
const MARKS: Record<ProbeClass, string> = {
  pass: '[PASS]',
  fail: '[FAIL]',
  stale: '[INFO]',
  error: '[INFO]',
  nodata: '[INFO]',
}

/** What a person sees of one event: lines that stay, and the line below them that shows the progress. */
export interface Shown {
  readonly lines: readonly string[]
  /** Absent: as it was. */
  readonly status?: string
}

/** Every attempt with its result, for a person who watches and for a log. */
export class AttemptLog {
  readonly #settings: { readonly successThreshold: number; readonly bakeTimeMs: number }
  #phase = ''
  #passes = 0
  #attempts = 0

  constructor(settings: { readonly successThreshold: number; readonly bakeTimeMs: number }) {
    this.#settings = settings
  }

  onEvent(event: RunEvent): Shown {
    switch (event.kind) {
      case 'stage-started':
        return this.#enter(this.#describeStart())
      case 'phase-changed':
        return event.phase === 'baking' ? this.#enter(this.#describeBake()) : { lines: [] }
      case 'observed':
        return this.#onObservation(event.observation)
      case 'warned':
        return { lines: [`[INFO] ${toPlainText([event.text, event.hint ?? ''].filter(Boolean).join('. '))}`] }
      case 'judged':
        return { lines: [renderVerdict(event)], status: '' }
      default:
        return { lines: [] }
    }
  }

  #enter(phase: string): Shown {
    if (phase === '') return { lines: [] }
    this.#phase = phase
    return { lines: [`[INFO] ${phase}`], status: this.#status() }
  }

  #onObservation(observation: Observation): Shown {
    this.#attempts += 1
    if (observation.result === 'pass') this.#passes += 1
    return {
      lines: [`${MARKS[observation.result]} ${toPlainText(describeObservation(observation))}`],
      status: this.#status(),
    }
  }

  #status(): string {
    return `${this.#phase} … ${this.#passes} of ${this.#attempts} passed`
  }

  #describeStart(): string {
    const { successThreshold } = this.#settings
    return `Waiting for ${successThreshold === 1 ? 'a good answer' : `${successThreshold} good answers in a row`}`
  }

  /** Empty if it ends at once. */
  #describeBake(): string {
    const { bakeTimeMs } = this.#settings
    return bakeTimeMs === 0 ? '' : `Healthy so far; it is watched for ${renderDuration(bakeTimeMs)} more`
  }
}

function renderVerdict({ verdict }: RunEvent & { kind: 'judged' }): string {
  return `${verdict.kind === 'healthy' ? '[PASS]' : '[FAIL]'} ${verdict.kind}: ${toPlainText(verdict.reason)}`
}
