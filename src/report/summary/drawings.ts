import type { RunEvent } from '../../run/event.ts'
import { STAGE_LABELS } from '../stage-names.ts'
import { mermaidLabel } from '../untrusted.ts'

interface Span {
  readonly section: string
  readonly label: string
  readonly kind: 'done' | 'active' | 'crit'
  readonly fromMs: number
  readonly toMs: number
}

/** Below this a table says it all. */
const MIN_SPANS = 3

/** Grey text and quiet colours that can be read on GitHub's light and its dark page. */
const STYLE = JSON.stringify({
  theme: 'base',
  gantt: {
    barHeight: 20,
    barGap: 5,
    topPadding: 50,
    leftPadding: 130,
    gridLineStartPadding: 45,
    fontSize: 12,
  },
  themeVariables: {
    sectionBkgColor: '#8b949e11',
    sectionBkgColor2: '#8b949e11',
    altSectionBkgColor: '#8b949e11',
    gridColor: '#8b949e',
    titleColor: '#848d97',
    textColor: '#848d97',
    taskTextColor: '#ffffff',
    taskTextLightColor: '#ffffff',
    taskTextDarkColor: '#ffffff',
    taskTextOutsideColor: '#848d97',
    doneTaskBkgColor: '#2da44e',
    doneTaskBorderColor: '#2da44e',
    activeTaskBkgColor: '#0969da',
    activeTaskBorderColor: '#0969da',
    critBkgColor: '#cf222e',
    critBorderColor: '#cf222e',
  },
})

/**
 * Rollout, bake time, rollback and recovery on one time axis; for a run that had several of them.
 *
 * @param endedAtMs when the run ended, which nothing among the events may say
 */
export function drawGantt(events: readonly RunEvent[], endedAtMs: number): string | undefined {
  const spans = collectSpans(events, endedAtMs).filter(({ fromMs, toMs }) => toMs - fromMs >= 1_000)
  if (spans.length < MIN_SPANS) return undefined
  const endMs = Math.max(...spans.map(({ toMs }) => toMs))
  const lines = [
    `%%{init: ${STYLE}}%%`,
    'gantt',
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    `  axisFormat ${endMs < 3_600_000 ? '%M:%S' : '%H:%M:%S'}`,
    '  todayMarker off',
  ]
  let section: string | undefined
  for (const span of spans) {
    if (span.section !== section) lines.push(`  section ${span.section}`)
    section = span.section
    lines.push(`  ${span.label} :${span.kind}, ${moment(span.fromMs)}, ${moment(span.toMs)}`)
  }
  return ['```mermaid', ...lines, '```'].join('\n')
}

// A date without a zone is read and drawn in the reader's own, so that the axis starts at zero anywhere.
function moment(atMs: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: it formats a time that is given, and reads no clock
  const wholeSeconds = new Date(Math.round(atMs / 1_000) * 1_000).toISOString()
  return `2000-01-01 ${wholeSeconds.slice(11, 19)}`
}

const PHASES = { 'rolling-out': 'Rolling out', starting: 'Starting', baking: 'Bake time' } as const

function collectSpans(events: readonly RunEvent[], endedAtMs: number): Span[] {
  const spans: Span[] = []
  let open: Omit<Span, 'toMs' | 'kind'> | undefined
  const close = (toMs: number, kind: Span['kind']) => {
    if (open !== undefined) spans.push({ ...open, kind, toMs })
    open = undefined
  }
  for (const event of events) {
    if (event.kind === 'phase-changed') {
      close(event.atMs, 'done')
      open = { section: STAGE_LABELS[event.stage], label: PHASES[event.phase], fromMs: event.atMs }
    }
    if (event.kind === 'judged') close(event.atMs, event.verdict.kind === 'healthy' ? 'done' : 'crit')
    if (event.kind === 'rollback-started') {
      open = { section: 'rollback', label: `To ${mermaidLabel(event.plan.to, 24)}`, fromMs: event.atMs }
    }
    if (event.kind === 'rollback-ended') close(event.atMs, 'active')
  }
  close(Math.max(endedAtMs, events.at(-1)?.atMs ?? 0), 'crit')
  return spans
}
