import type { RolloutState } from '../../health/rollout.ts'
import type { RunEvent, RunEvents, Stage } from '../../run/event.ts'
import { describeGates, type OpenGate } from '../../run/gate.ts'
import { renderMoment } from '../time.ts'
import { cell, codeSpan, escapeMarkdown } from '../untrusted.ts'
import { shortRevision } from './headline.ts'

export interface TimelineRow {
  readonly atMs: number
  /** Safe Markdown. */
  readonly text: string
}

const MAX_ROWS = 40

/** The moments that a reader needs to follow the run, in order. */
export function collectTimeline(events: RunEvents): TimelineRow[] {
  const rows: TimelineRow[] = []
  const states = new Map<string, RolloutState>()
  let hasFailed = false
  for (const event of events) {
    if (event.kind === 'stage-started') hasFailed = false
    const text =
      event.kind === 'rollout-changed'
        ? renderRollout(event, states.get(event.service))
        : renderLine(event, hasFailed)
    if (event.kind === 'rollout-changed' && event.state.kind !== 'unknown')
      states.set(event.service, event.state)
    if (event.kind === 'observed' && event.observation.result === 'fail') hasFailed = true
    if (text !== undefined) rows.push({ atMs: momentOf(event), text })
  }
  return rows.sort((a, b) => a.atMs - b.atMs)
}

/** A probe is of the moment at which it began, as everywhere in a report. */
function momentOf(event: RunEvent): number {
  return event.kind === 'observed' ? event.observation.startedAtMs : event.atMs
}

export function renderTimeline(rows: readonly TimelineRow[]): string {
  const half = MAX_ROWS / 2
  const shown =
    rows.length <= MAX_ROWS
      ? renderRows(rows)
      : [
          ...renderRows(rows.slice(0, half)),
          `| … | *${rows.length - MAX_ROWS} more* |`,
          ...renderRows(rows.slice(-half)),
        ]
  return ['| Time | What happened |', '| ---: | :--- |', ...shown].join('\n')
}

/** A moment is said once, however much happened in it. */
function renderRows(rows: readonly TimelineRow[]): string[] {
  const moments = rows.map(({ atMs }) => renderMoment(atMs))
  return rows.map(({ text }, index) => {
    const moment = moments[index] === moments[index - 1] ? '' : moments[index]
    return `| ${moment} | ${cell(text)} |`
  })
}

const BEGINNINGS: Readonly<Record<Stage, string>> = {
  baseline: 'Baseline begins',
  test: 'Test with test traffic begins',
  verification: 'Watch begins',
  recovery: 'Verification of the rollback begins',
  rehearsal: '**Rehearsal begins:** from now on every answer counts as failed',
  forward: 'Verification of the way forward begins',
}

function renderLine(event: RunEvent, hasFailed: boolean): string | undefined {
  switch (event.kind) {
    case 'stage-started':
      return BEGINNINGS[event.stage]
    case 'observed': {
      const { check, result } = event.observation
      return result === 'fail' && !hasFailed ? `First failure of ${codeSpan(check, 80)}` : undefined
    }
    case 'phase-changed':
      return event.phase === 'baking' ? 'Passing steadily; bake time begins' : undefined
    case 'judged':
      return `**Verdict: ${event.verdict.kind.replaceAll('-', ' ')}**`
    case 'gate-reached':
      return `**Waits for this run:** ${escapeMarkdown(describeGates(event.gates), 200)}`
    case 'gate-ended':
      return event.state.kind === 'continued' && event.state.by === 'us'
        ? `**Promoted:** ${renderGate(event.gate)} goes on`
        : `${renderGate(event.gate)}: ${escapeMarkdown(event.state.how, 200)}`
    case 'rollback-started':
      if (event.isForward) return `**Way forward to ${codeSpan(shortRevision(event.plan.to))} begins**`
      return event.plan.actor === 'us'
        ? `**Rollback to ${codeSpan(shortRevision(event.plan.to))} begins**`
        : `**The platform rolls back to ${codeSpan(shortRevision(event.plan.to))}**`
    case 'rollback-progressed':
      return escapeMarkdown(event.text, 200)
    case 'rollback-ended':
      return event.result.kind === 'in-place'
        ? `**${event.isForward ? 'The version is in place again' : 'The rollback target is in place'}**`
        : `**${event.isForward ? 'Way forward' : 'Rollback'}: ${event.result.kind.replaceAll('-', ' ')}**`
    default:
      return undefined
  }
}

function renderGate({ service, gate }: OpenGate): string {
  return `${codeSpan(service, 80)} at ${codeSpan(gate.stage, 80)}`
}

/** Only when the kind of state changes, or the traffic: the counts in between are in the log. */
function renderRollout(
  event: { service: string; state: RolloutState },
  before: RolloutState | undefined,
): string | undefined {
  const { service, state } = event
  if (state.kind === 'unknown') return undefined
  const detail = escapeMarkdown('detail' in state ? state.detail : state.reason, 200)
  if (before?.kind !== state.kind) return `${codeSpan(service, 80)} ${ROLLOUT_STATES[state.kind]}: ${detail}`
  const traffic = state.kind === 'in-progress' && before.kind === 'in-progress' ? state.traffic : 'nothing'
  const hasShifted = before.kind === 'in-progress' && before.traffic !== traffic && traffic !== 'nothing'
  return hasShifted
    ? `${codeSpan(service, 80)} has ${traffic} of the production traffic: ${detail}`
    : undefined
}

const ROLLOUT_STATES = {
  'in-progress': 'is rolling out',
  complete: 'is rolled out',
  failed: 'failed to roll out',
  'rolled-back': 'was rolled back by the platform',
  superseded: 'was taken over',
  absent: 'does not have the new version',
  unverifiable: 'cannot be verified',
  stopped: 'was stopped',
} as const
