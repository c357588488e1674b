import type { LogCount } from '../logs/log-counts.ts'

/** One complete period of a metric. Times are on the run's clock, so those before the run are negative. */
export interface Datapoint {
  readonly startedAtMs: number
  readonly periodMs: number
  readonly value: number
}

/** What one sample of a named metric or alarm brought. */
export type MetricReading =
  /** Complete periods only, oldest first; a sample may repeat what an earlier one brought. */
  | { readonly kind: 'metric'; readonly datapoints: readonly Datapoint[] }
  | {
      readonly kind: 'alarm'
      readonly state: 'ok' | 'alarm' | 'insufficient-data'
      /** When it came to this state, if the source knows. */
      readonly changedAtMs?: number | undefined
    }
  /** Runs of a workflow, oldest first. */
  | { readonly kind: 'runs'; readonly runs: readonly RunRecord[] }
  | LogReading
  /** We could not ask, which says nothing about the version. The reason may hold untrusted text. */
  | { readonly kind: 'unreadable'; readonly reason: string }

/** What of the new version's own log was read since the sample before. */
export interface LogReading {
  readonly kind: 'logs'
  readonly errors: readonly LogCount[]
  /** Why there is no log to read, in a clause. */
  readonly missing?: string | undefined
  /** Why nothing can be called new, in a clause. */
  readonly incomparable?: string | undefined
  /** There are more lines, which the next sample reads. */
  readonly isBehind?: true | undefined
}

/** A completed run of a workflow. */
export interface RunRecord {
  readonly id: string
  readonly succeeded: boolean
  readonly durationMs: number
  /** It ran the version that is being verified, or a later one. */
  readonly isOfThisDeploy: boolean
}

/** One sample of a metric, an alarm, a log or the runs of a workflow. */
export interface MetricSample {
  /** What `rollback-when` calls it: see {@link sampleKey}. */
  readonly signal: string
  readonly atMs: number
  readonly reading: MetricReading
}

/** Metrics and alarms have names of their own, so that one of each may be called the same. */
export function sampleKey(kind: 'metric' | 'alarm' | 'logs' | 'runs', name = ''): string {
  return `${kind} ${name}`.trim()
}

/** A failed call, with what to do about it. */
export function unreadable(
  { message, hint }: { readonly message: string; readonly hint?: string | undefined },
  redact: (text: string) => string,
): MetricReading {
  return { kind: 'unreadable', reason: redact(hint === undefined ? message : `${message}. ${hint}`) }
}

/** Where metrics, alarms, logs and runs are read. */
export interface MetricSource {
  /** Nothing of it counts before the bake, so that it is not sampled until then. */
  readonly isOfBake?: true
  /**
   * Samples all of its metrics, alarms or runs once. Rejects only with the signal's reason: a failed call
   * is a reading of the kind `unreadable`.
   */
  sample(signal: AbortSignal): Promise<readonly MetricSample[]>
}

/** Alarms and metrics change by the minute, and each sample costs calls of a shared quota. */
const SIGNAL_INTERVAL_MS = 15_000

/** From one sample of metrics, alarms and runs to the next. */
export function sampleIntervalMs(pollIntervalMs: number): number {
  return Math.max(SIGNAL_INTERVAL_MS, pollIntervalMs)
}
