import type { MetricSample } from '../health/triggers/metric-source.ts'
import { type UnfoldedProbe, unfold } from '../report/folded-probes.ts'
import { SCHEMA_VERSION } from '../report/json-report.ts'
import type { ProbeRecord } from '../report/probe-record.ts'
import type { ReportSettings } from '../report/run-story.ts'
import type { RunEvent } from '../run/event.ts'

/** What a JSON report holds of the things by which it can be judged again. */
export interface Recording {
  readonly settings: ReportSettings
  readonly events: readonly RunEvent[]
  readonly result: string
}

const READABLE: readonly unknown[] = [1, SCHEMA_VERSION]

/** Reads a JSON report. Throws an Error with words for the user. */
export function readRecording(text: string): Recording {
  let report: unknown
  try {
    report = JSON.parse(text)
  } catch (error) {
    throw new Error(`the report is not JSON: ${error instanceof Error ? error.message : error}`)
  }
  if (!isReport(report))
    throw new Error('this is not a JSON report of Safe Landing, which the output "report" names')
  if (!READABLE.includes(report.schemaVersion)) {
    throw new Error(
      `the report has schema version ${report.schemaVersion}, and this version of Safe Landing reads ${READABLE.join(' and ')}`,
    )
  }
  const events = putTogether(report.events.map(restoreNumbers), report.probes ?? { answers: [], series: [] })
  if (
    !events.some(
      (event) =>
        event.kind === 'observed' || event.kind === 'rollout-changed' || event.kind === 'metrics-sampled',
    )
  ) {
    throw new Error(`nothing was observed in this run, which ended as ${report.outcome.result}`)
  }
  return {
    settings: withPlatformChecks(report.context.settings, events),
    events,
    result: report.outcome.result,
  }
}

/** The inputs do not name what the platform is asked, such as ECS of its service; it always decides. */
function withPlatformChecks(settings: ReportSettings, events: readonly RunEvent[]): ReportSettings {
  const named = new Set(settings.checks.map(({ name }) => name))
  const seen = new Set(
    events.flatMap((event) =>
      event.kind === 'observed' && event.stage === 'verification' ? event.observation.check : [],
    ),
  )
  const others = [...seen].filter((name) => !named.has(name))
  return { ...settings, checks: [...settings.checks, ...others.map((name) => ({ name, required: true }))] }
}

/** The probes stand apart in a report, each with its place among the events; those before all of these in folds. */
export function putTogether(rest: readonly RunEvent[], record: ProbeRecord): RunEvent[] {
  const placed = new Map<number, RunEvent>()
  const folded: RunEvent[] = []
  for (const series of record.series) {
    for (const [position, startedAtMs, tookMs, recordedAfterMs, latencyMs, answer] of series.samples) {
      const probe = { startedAtMs, tookMs, recordedAfterMs, latencyMs, answer }
      placed.set(position, observed(probe, series, record))
    }
    for (const fold of series.folded ?? []) {
      for (const probe of unfold(fold))
        folded.push(observed({ ...probe, recordedAfterMs: 0 }, series, record))
    }
  }
  const { foldedBefore = 0 } = record
  const earlier = rest.slice(0, foldedBefore - folded.length)
  const others = rest.slice(earlier.length)
  const samplesAndOthers = Array.from(
    { length: others.length + placed.size },
    (_, index) => placed.get(foldedBefore + index) ?? others.shift(),
  )
  return [
    ...[...earlier, ...folded].sort((one, other) => one.atMs - other.atMs),
    ...samplesAndOthers.filter((event) => event !== undefined),
  ]
}

function observed(
  probe: UnfoldedProbe & { readonly recordedAfterMs: number },
  { stage, check }: ProbeRecord['series'][number],
  { answers }: ProbeRecord,
): RunEvent {
  const { startedAtMs, tookMs, recordedAfterMs, latencyMs, answer } = probe
  const answered = answers[answer]
  if (answered === undefined) throw new Error(`the report has no answer ${answer}`)
  const endedAtMs = startedAtMs + tookMs
  const times = { startedAtMs, endedAtMs, latencyMs: latencyMs ?? undefined }
  const observation = { check, ...times, ...answered }
  return { atMs: endedAtMs + recordedAfterMs, kind: 'observed', stage, observation }
}

interface Report {
  readonly schemaVersion: unknown
  readonly context: { readonly settings: ReportSettings }
  readonly outcome: { readonly result: string }
  readonly events: readonly RunEvent[]
  /** Absent in version 1, where the events hold what the probes showed. */
  readonly probes?: ProbeRecord
}

/** Its own writer is trusted with the details; this distinguishes it from any other file. */
function isReport(value: unknown): value is Report {
  if (
    !isObject(value) ||
    !Array.isArray(value.events) ||
    !isObject(value.probes ?? {}) ||
    !isObject(value.context) ||
    !isObject(value.outcome)
  )
    return false
  const { settings } = value.context
  return (
    typeof value.outcome.result === 'string' &&
    isObject(settings) &&
    Array.isArray(settings.checks) &&
    typeof settings.intervalMs === 'number' &&
    value.events.every(
      (event) => isObject(event) && typeof event.kind === 'string' && typeof event.atMs === 'number',
    )
  )
}

/** JSON has no infinity: it was written as null. */
function restoreNumbers(event: RunEvent): RunEvent {
  if (event.kind !== 'metrics-sampled') return event
  return { ...event, samples: event.samples.map(withoutNulls) }
}

/** Infinitely much is what a division by zero gives; infinitely little is taken for the same. */
function withoutNulls(sample: MetricSample): MetricSample {
  const { reading } = sample
  if (reading.kind !== 'metric') return sample
  const datapoints = reading.datapoints.map((point) => ({
    ...point,
    value: typeof point.value === 'number' ? point.value : Number.POSITIVE_INFINITY,
  }))
  return { ...sample, reading: { ...reading, datapoints } }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
