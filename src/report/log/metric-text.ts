import { renderDuration } from '../../core/duration.ts'
import type { Baseline } from '../../health/baseline.ts'
import type { LogReading, MetricReading, MetricSample } from '../../health/triggers/metric-source.ts'

/** What a metric, an alarm or the runs of a workflow say now, in one phrase. May hold untrusted parts. */
function renderReading(reading: MetricReading): string {
  switch (reading.kind) {
    case 'metric': {
      const last = reading.datapoints.at(-1)
      return last === undefined ? 'no data' : String(Number(last.value.toPrecision(4)))
    }
    case 'alarm':
      return ALARM_STATES[reading.state]
    case 'runs':
      return `${reading.runs.filter(({ succeeded }) => succeeded).length} of ${reading.runs.length} runs succeeded`
    case 'logs':
      return reading.missing ?? `${countErrors(reading)} error lines since the last reading`
    case 'unreadable':
      return `could not be read: ${reading.reason}`
    default:
      return reading satisfies never
  }
}

function countErrors({ errors }: LogReading): number {
  return errors.reduce((sum, { count }) => sum + count, 0)
}

const ALARM_STATES = { ok: 'OK', alarm: 'ALARM', 'insufficient-data': 'INSUFFICIENT_DATA' } as const

/** What the checks showed before the deployment, a phrase for each. */
export function renderBaseline({ checks }: Baseline): string[] {
  return checks.map(({ check, asked, failed, latenciesMs }) => {
    const middle = latenciesMs.toSorted((a, b) => a - b)[Math.floor(latenciesMs.length / 2)]
    const median = middle === undefined ? '' : `, median ${renderDuration(middle)}`
    return `${check} failed ${failed} of ${asked}${median}`
  })
}

/** Another figure is no news. */
function isFlowing(reading: MetricReading): boolean {
  return reading.kind === 'metric' || (reading.kind === 'logs' && reading.missing === undefined)
}

/** Reports a reading when it changes in kind; the values of a metric in between are for the heartbeat. */
export class MetricChanges {
  readonly #reported = new Map<string, string>()
  readonly #latest = new Map<string, string>()

  add(samples: readonly MetricSample[]): string[] {
    const lines: string[] = []
    for (const { signal, reading } of samples) {
      const phrase = renderReading(reading)
      this.#latest.set(signal, phrase)
      const state = isFlowing(reading) ? reading.kind : phrase
      if (this.#reported.get(signal) !== state) lines.push(`${signal}: ${phrase}`)
      this.#reported.set(signal, state)
    }
    return lines
  }

  summary(): string[] {
    return [...this.#latest].map(([signal, phrase]) => `${signal}: ${phrase}`)
  }
}
