import type { Observation, ProbeClass } from '../../health/observation.ts'
import type { RunEvent, RunEvents } from '../../run/event.ts'
import { renderSpan } from '../time.ts'
import { WORST_FIRST } from './probe-strip.ts'

/** So many bars can be told apart on a phone. */
const MAX_BARS = 36
/** Below this the strip of squares says it all. */
const MIN_BARS = 5
const MAX_LABELS = 6
const STEPS_S = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600]

type Band = 'rolling out' | 'bake time' | 'rolling back' | 'verdict'

/** What stands behind the bars, in the colour of its sign. Quiet on GitHub's light page and on its dark one. */
const BANDS: Readonly<Record<Band, { readonly colour: string; readonly sign: string }>> = {
  'rolling out': { colour: '#8b949e33', sign: '◻️' },
  'bake time': { colour: '#54aeff55', sign: '🟦' },
  'rolling back': { colour: '#8250df66', sign: '🟪' },
  verdict: { colour: '#6e7781aa', sign: '⬛' },
}

const COLOURS: Readonly<Record<ProbeClass, string>> = {
  pass: '#2da44e',
  stale: '#d4a72c',
  error: '#8c959f',
  nodata: '#8c959f',
  fail: '#cf222e',
}

/** Of a probe that gave no time, and of one so fast that nothing would be seen of it. */
const LEAST_HEIGHT = 12
const FULL_HEIGHT = 100
/** Above every bar it is seen in which phase it stands, and which is a verdict. */
const HIGHEST_BAR = 85
/** One answer that took so many times as long as the others must not make them all look alike. */
const OUTLIER = 3

interface Bar {
  readonly band: Band | undefined
  readonly result: ProbeClass | undefined
  /** Of the slowest answer in it. */
  readonly latencyMs: number | undefined
}

/**
 * The probes of all checks over time, how long they took, the phases behind them, and when it was decided.
 *
 * @param intervalMs between two probes: shorter bars would have gaps
 */
export function drawChart(events: RunEvents, intervalMs: number): string | undefined {
  let [firstMs, endMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { startedAtMs } of shownProbes(events)) {
    firstMs = Math.min(firstMs, startedAtMs)
    endMs = Math.max(endMs, startedAtMs)
  }
  if (endMs < firstMs) return undefined
  const barMs = chooseStep(Math.max(intervalMs, (endMs - firstMs) / (MAX_BARS - 1)))
  const startMs = Math.floor(firstMs / barMs) * barMs
  const bars = collectBars(events, { startMs, barMs, endMs })
  if (bars.length < MIN_BARS) return undefined
  const latencies = bars.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b)
  const slowestMs = latencies.at(-1) ?? 0
  const topMs = Math.min(slowestMs, OUTLIER * (latencies[Math.floor(latencies.length / 2)] ?? 0))
  const drawing = ['```mermaid', ...renderChart(bars, { startMs, barMs, topMs }), '```'].join('\n')
  const height = `, as high as its slowest answer (the highest: ${renderSpan(topMs)}${slowestMs > topMs ? ' or more' : ''})`
  const perBar = `one bar for ${renderSpan(barMs)}${latencies.length === 0 ? '' : height}`
  return `${drawing}\n\n<sub>${[...describeBands(bars), perBar].join(' · ')}</sub>`
}

/** One at a time: a long run with many checks has hundreds of thousands. */
function* shownProbes(events: RunEvents): Generator<Observation> {
  for (const event of events) {
    if (event.kind === 'observed' && event.stage !== 'baseline') yield event.observation
  }
}

function chooseStep(leastMs: number): number {
  const step = STEPS_S.find((seconds) => seconds * 1_000 >= leastMs)
  return (step ?? Math.ceil(leastMs / 3_600_000) * 3_600) * 1_000
}

function collectBars(
  events: RunEvents,
  { startMs, barMs, endMs }: { readonly startMs: number; readonly barMs: number; readonly endMs: number },
): Bar[] {
  const count = Math.floor((endMs - startMs) / barMs) + 1
  const seen = Array.from({ length: count }, (): InBar => ({ results: new Set() }))
  for (const { startedAtMs, result, latencyMs } of shownProbes(events)) {
    const bar = seen[Math.floor((startedAtMs - startMs) / barMs)]
    bar?.results.add(result)
    if (bar !== undefined && latencyMs !== undefined) bar.latencyMs = Math.max(bar.latencyMs ?? 0, latencyMs)
  }
  const turns = events.flatMap((event) => (event.kind === 'observed' ? [] : [event]))
  return seen.map(({ results, latencyMs }, index) => ({
    band: bandOf(turns, startMs + index * barMs, barMs),
    result: WORST_FIRST.find((result) => results.has(result)),
    latencyMs,
  }))
}

interface InBar {
  readonly results: Set<ProbeClass>
  latencyMs?: number
}

/** What went on in the middle of a bar; a verdict in it comes before all else. */
function bandOf(events: readonly RunEvent[], fromMs: number, barMs: number): Band | undefined {
  let band: Band | undefined
  for (const event of events) {
    const isInBar = event.atMs >= fromMs && event.atMs < fromMs + barMs
    if (event.kind === 'judged' && isInBar) return 'verdict'
    if (event.atMs > fromMs + barMs / 2) continue
    if (event.kind === 'phase-changed') band = PHASES[event.phase]
    if (event.kind === 'judged' || event.kind === 'rollback-ended') band = undefined
    if (event.kind === 'rollback-started') band = 'rolling back'
  }
  return band
}

const PHASES = { 'rolling-out': 'rolling out', starting: undefined, baking: 'bake time' } as const

function describeBands(bars: readonly Bar[]): string[] {
  const names = Object.keys(BANDS) as Band[]
  return names
    .filter((name) => bars.some(({ band }) => band === name))
    .map((name) => `${BANDS[name].sign} ${name}`)
}

/** A series has one colour: there is one for each band and each result, with nothing where another one is. */
function renderChart(
  bars: readonly Bar[],
  scale: { readonly startMs: number; readonly barMs: number; readonly topMs: number },
): string[] {
  const height = ({ latencyMs = 0 }: Bar) =>
    Math.min(
      HIGHEST_BAR,
      Math.max(LEAST_HEIGHT, Math.round((latencyMs / Math.max(1, scale.topMs)) * HIGHEST_BAR)),
    )
  const bands = (Object.keys(BANDS) as Band[]).map((band) => ({
    colour: BANDS[band].colour,
    heights: bars.map((bar) => (bar.band === band ? FULL_HEIGHT : 0)),
  }))
  const results = WORST_FIRST.map((result) => ({
    colour: COLOURS[result],
    heights: bars.map((bar) => (bar.result === result ? height(bar) : 0)),
  }))
  const series = [...bands, ...results].filter(({ heights }) => heights.some((one) => one > 0))
  return [
    `%%{init: ${renderStyle(
      series.map(({ colour }) => colour),
      bars.length,
    )}}%%`,
    'xychart-beta',
    `  x-axis [${labelBars(bars.length, scale).join(', ')}]`,
    `  y-axis 0 --> ${FULL_HEIGHT}`,
    ...series.map(({ heights }) => `  bar [${heights.join(', ')}]`),
  ]
}

/** A few round times. Bars of one label would be drawn as one, so that the empty ones differ in what is not seen. */
function labelBars(
  count: number,
  { startMs, barMs }: { readonly startMs: number; readonly barMs: number },
): string[] {
  const everyMs = chooseStep((count * barMs) / MAX_LABELS)
  return Array.from({ length: count }, (_, index) => {
    const atMs = startMs + index * barMs
    // Under the last bar it would be clipped.
    return atMs % everyMs === 0 && index < count - 1
      ? `"${renderTime(atMs)}"`
      : `"${'\u200b'.repeat(index + 1)}"`
  })
}

/** In pixels. A phone shows the widest at two thirds, where the labels still have to be read. */
const MAX_WIDTH = 520
/** Mermaid draws no bar wider than a label, so that a few bars in a wide chart would stand apart. */
const BAR_WIDTH = 30
const HEIGHT = 200
const LABEL_SIZE = 18
/** Mermaid measures a label as it is shown, and makes room for it before it is scaled down. */
const LABEL_PADDING = 10

const renderTime = (atMs: number) => (atMs === 0 ? '0' : renderSpan(atMs))

function renderStyle(palette: readonly string[], barCount: number): string {
  const text = '#848d97'
  return JSON.stringify({
    theme: 'base',
    xyChart: {
      width: Math.min(MAX_WIDTH, BAR_WIDTH * (barCount + 1)),
      height: HEIGHT,
      xAxis: { labelFontSize: LABEL_SIZE, labelPadding: LABEL_PADDING, showTick: false, showAxisLine: false },
      yAxis: { showLabel: false, showTick: false, showAxisLine: false },
    },
    themeVariables: {
      xyChart: { backgroundColor: '#00000000', plotColorPalette: palette.join(', '), xAxisLabelColor: text },
    },
  })
}
