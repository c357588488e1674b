import { renderDuration } from '../../core/duration.ts'
import { truncate } from '../../core/truncate.ts'
import { type Datapoint, type MetricReading, type MetricSample, sampleKey } from './metric-source.ts'
import type { TriggerReading, TriggerView } from './trigger.ts'
import { exceeds, renderNumber, type TriggerLine } from './trigger-line.ts'

type Of<K extends TriggerLine['kind']> = Extract<TriggerLine, { kind: K }>
type Readable = Exclude<MetricReading['kind'], 'unreadable'>

/** A metric takes this long to be published (one to two minutes with CloudWatch). */
export const PUBLISHING_LAG_MS = 120_000
const MIN_DATAPOINTS = 2
/** In periods, from start to start: one missing datapoint is bridged, two are not. */
const MAX_GAP = 2.5

/** Every sample of one metric or alarm, or why it cannot be read now. */
export function samplesOf<K extends Readable>(
  view: TriggerView,
  kind: K,
  name?: string,
): (MetricSample & { readonly reading: Extract<MetricReading, { kind: K }> })[] | TriggerReading {
  const key = sampleKey(kind, name)
  const samples = view.samples.filter(({ signal, atMs }) => signal === key && atMs <= view.nowMs)
  const latest = samples.at(-1)?.reading
  if (latest === undefined) return unreadable(`${key} has not been read yet`)
  if (latest.kind === 'unreadable') return unreadable(`${key} could not be read: ${latest.reason}`)
  return samples.flatMap(({ reading, ...sample }) => (isOf(reading, kind) ? [{ ...sample, reading }] : []))
}

function isOf<K extends MetricReading['kind']>(
  reading: MetricReading,
  kind: K,
): reading is Extract<MetricReading, { kind: K }> {
  return reading.kind === kind
}

function unreadable(text: string): TriggerReading {
  return { state: 'not-evaluable', text, isUnreadable: true }
}

/** Every datapoint in the last `for` breaks the bound; one good datapoint ends the run. */
export function askMetric({ name, bound, durationMs }: Of<'metric'>, view: TriggerView): TriggerReading {
  const samples = samplesOf(view, 'metric', name)
  if (!Array.isArray(samples)) return samples
  const known = new Map(
    samples.flatMap(({ reading }) => reading.datapoints.map((point) => [point.startedAtMs, point])),
  )
  const points = [...known.values()]
    .filter(({ startedAtMs }) => startedAtMs >= view.deployedAtMs)
    .toSorted((a, b) => a.startedAtMs - b.startedAtMs)
  const last = points.at(-1)
  const isOld =
    last !== undefined && view.nowMs - endOf(last) > durationMs + last.periodMs + PUBLISHING_LAG_MS
  if (last === undefined || isOld) {
    const since =
      last === undefined ? 'since the deployment' : `for ${renderDuration(view.nowMs - endOf(last))}`
    return { state: 'not-evaluable', text: `metric ${name}: no complete datapoint ${since}` }
  }
  const run = lastRun(points, ({ value }) => exceeds(value, bound))
  const [first] = run
  const shown = `metric ${name} ${renderValue(last.value)}`
  if (first === undefined) return { state: 'ok', text: `${shown}, not ${bound.operator} ${bound.value}` }
  const heldMs = endOf(last) - first.startedAtMs
  const text = `${shown} ${bound.operator} ${bound.value} for ${renderDuration(heldMs)}`
  if (heldMs >= durationMs && run.length >= MIN_DATAPOINTS) return { state: 'fired', text }
  return { state: 'pending', text: `${text} of ${renderDuration(durationMs)}` }
}

function lastRun(points: readonly Datapoint[], breaks: (point: Datapoint) => boolean): readonly Datapoint[] {
  let first = points.length
  for (let index = points.length - 1; index >= 0; index--) {
    const [point, next] = [points[index], points[index + 1]]
    if (point === undefined || !breaks(point)) break
    if (next !== undefined && next.startedAtMs - point.startedAtMs > MAX_GAP * next.periodMs) break
    first = index
  }
  return points.slice(first)
}

function endOf({ startedAtMs, periodMs }: Datapoint): number {
  return startedAtMs + periodMs
}

function renderValue(value: number): string {
  return Math.abs(value) >= 1 ? renderNumber(value) : String(Number(value.toPrecision(3)))
}

/** An alarm that was red before the deployment would otherwise keep its own fix from being deployed. */
export function askAlarm({ name }: Of<'alarm'>, view: TriggerView): TriggerReading {
  const samples = samplesOf(view, 'alarm', name)
  if (!Array.isArray(samples)) return samples
  const [first, latest] = [samples[0]?.reading, samples.at(-1)?.reading]
  if (latest === undefined || latest.state === 'insufficient-data') {
    return { state: 'not-evaluable', text: `alarm ${truncate(name, 100)} has no data` }
  }
  if (latest.state === 'ok') return { state: 'ok', text: `alarm ${truncate(name, 100)} is OK` }
  const wasRed =
    first?.state === 'alarm' && (first.changedAtMs ?? Number.NEGATIVE_INFINITY) < view.deployBegunAtMs
  const wasGreen = samples.some(({ reading }) => reading.state === 'ok')
  const text = `alarm ${truncate(name, 100)} in ALARM`
  if (wasRed && !wasGreen) {
    return { state: 'not-evaluable', text: `${text} since before the deployment, so that it does not count` }
  }
  return { state: 'fired', text }
}
