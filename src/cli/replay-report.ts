import { renderDuration } from '../core/duration.ts'
import type { HealthPolicy } from '../health/assess.ts'
import type { RunEvent } from '../run/event.ts'
import type { Replay } from '../run/replay.ts'

/** What a replay found, beside what was found then. Plain text. */
export function renderReplay(events: readonly RunEvent[], policy: HealthPolicy, found: Replay): string {
  const then = events.find((event) => event.kind === 'judged' && event.stage === 'verification')
  const startMs =
    events.find((event) => event.kind === 'stage-started' && event.stage === 'verification')?.atMs ?? 0
  const at = (ms: number) => renderDuration(ms - startMs)
  const settings = [
    `interval ${renderDuration(policy.intervalMs)}`,
    `start-period ${renderDuration(policy.startPeriodMs)}`,
    `success-threshold ${policy.successThreshold}`,
    `retries ${policy.retries}`,
    `bake-time ${renderDuration(policy.bakeTimeMs)}`,
  ]
  const recorded =
    then?.kind === 'judged'
      ? `${then.verdict.kind} after ${at(then.atMs)}: ${then.verdict.reason}`
      : 'no verdict'
  const replayed =
    found.verdict === undefined
      ? `no verdict: the recording ends after ${at(found.atMs)}, while ${found.assessment.phase}`
      : `${found.verdict.kind} after ${at(found.atMs)}: ${found.verdict.reason}`
  return [
    `settings  ${settings.join(', ')}`,
    `recorded  ${oneLine(recorded)}`,
    `replayed  ${oneLine(replayed)}`,
    ...found.assessment.triggers.map(({ state, text }) => `trigger   ${state}: ${oneLine(text)}`),
    '',
  ].join('\n')
}

/** Reasons hold text from outside, which must not move the terminal's cursor or form workflow commands. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
}
