import type { RunEvent, RunEvents } from '../run/event.ts'
import type { Outcome, Rehearsal } from '../run/outcome.ts'
import { hasArrived } from '../run/rehearsal.ts'
import type { RunStory } from './run-story.ts'
import { renderSpan } from './time.ts'

/** One case of the test report. Notes may hold untrusted text. */
export interface RehearsalCase {
  readonly name: string
  readonly status: 'passed' | 'failed' | 'not reached' | 'left out'
  readonly tookMs?: number | undefined
  /** What it was measured against. Absent: nobody has set one. */
  readonly target?: string | undefined
  readonly note: string
}

export interface RehearsalTimes {
  readonly detectionMs?: number | undefined
  /** From the first rehearsed failure to the verified recovery. Absent: it did not recover. */
  readonly recoveryMs?: number | undefined
}

export function measureRehearsal({ rehearsal, timings }: Outcome): RehearsalTimes {
  const { detectionMs = 0, rollbackMs } = timings
  const isBack = hasArrived(rehearsal?.back) && rollbackMs !== undefined
  return { detectionMs: timings.detectionMs, recoveryMs: isBack ? detectionMs + rollbackMs : undefined }
}

/** What was tried, in its order, and what came of it. Empty: there was no rehearsal. */
export function rehearsalCases(story: RunStory): RehearsalCase[] {
  const { rehearsal } = story.outcome
  if (rehearsal === undefined) return []
  return [
    detectionCase(story, rehearsal),
    planCase(story, rehearsal),
    applyCase(story, rehearsal),
    recoveryCase(story, rehearsal),
    ...timeCase(story),
    forwardCase(rehearsal),
  ]
}

function detectionCase({ outcome, context }: RunStory, { detection }: Rehearsal): RehearsalCase {
  const name = 'Detection'
  if (detection === undefined) return { name, status: 'failed', note: outcome.reason }
  const tookMs = detection.endedAtMs - detection.startedAtMs
  return { name, status: 'passed', tookMs, note: `${context.settings.retries} failures in a row` }
}

function planCase({ events }: RunStory, { back }: Rehearsal): RehearsalCase {
  const name = 'Target chosen'
  if (back === undefined) return { name, status: 'not reached', note: '' }
  const planned = momentOf(events, ({ kind }) => kind === 'planned')
  if (back.plan === undefined) return { name, status: 'failed', note: back.reason }
  const tookMs = planned === undefined ? undefined : planned - back.startedAtMs
  const { from, to } = back.plan
  return { name, status: 'passed', tookMs, note: `${lines(from)} → ${lines(to)}` }
}

function applyCase({ events }: RunStory, { back }: Rehearsal): RehearsalCase {
  const name = 'Rollback'
  const startedAtMs = momentOf(events, ({ kind }) => kind === 'rollback-started')
  if (back?.plan === undefined || startedAtMs === undefined) return { name, status: 'not reached', note: '' }
  const endedAtMs = momentOf(events, ({ kind }) => kind === 'rollback-ended')
  const isInPlace = hasArrived(back) || back.recovery !== undefined
  const tookMs = (endedAtMs ?? back.endedAtMs) - startedAtMs
  return isInPlace
    ? { name, status: 'passed', tookMs, note: `${lines(back.plan.to)} was in place` }
    : { name, status: 'failed', tookMs, note: back.reason }
}

function recoveryCase(_: RunStory, { back }: Rehearsal): RehearsalCase {
  const name = 'Recovery'
  if (back?.recovery === undefined) return { name, status: 'not reached', note: '' }
  const { startedAtMs, endedAtMs, verdict } = back.recovery
  const status = hasArrived(back) ? 'passed' : 'failed'
  return { name, status, tookMs: endedAtMs - startedAtMs, note: verdict.reason }
}

/** Only where the team has said how fast it has to be. */
function timeCase({ outcome, context }: RunStory): RehearsalCase[] {
  const { recoveryTargetMs } = context.settings
  const { recoveryMs } = measureRehearsal(outcome)
  if (recoveryTargetMs === undefined || outcome.rehearsal?.back === undefined) return []
  const isMet = recoveryMs !== undefined && recoveryMs <= recoveryTargetMs
  return [
    {
      name: 'Time to recover',
      status: isMet ? 'passed' : 'failed',
      tookMs: recoveryMs,
      target: `at most ${renderSpan(recoveryTargetMs)}`,
      note: recoveryMs === undefined ? 'it did not recover' : isMet ? 'met' : 'missed',
    },
  ]
}

function forwardCase({ forward, staysBack }: Rehearsal): RehearsalCase {
  const name = 'Way forward'
  if (staysBack !== undefined) return { name, status: 'left out', note: staysBack }
  if (forward === undefined) return { name, status: 'not reached', note: '' }
  const tookMs = forward.endedAtMs - forward.startedAtMs
  return hasArrived(forward)
    ? { name, status: 'passed', tookMs, note: forward.recovery?.verdict.reason ?? '' }
    : { name, status: 'failed', tookMs, note: forward.reason }
}

/** Of the way back. */
function momentOf(events: RunEvents, isMeant: (event: RunEvent) => boolean): number | undefined {
  return events.find((event) => isMeant(event) && !('isForward' in event && event.isForward))?.atMs
}

function lines(revisions: string): string {
  return revisions.split('\n').join(', ')
}
