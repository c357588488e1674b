import type { NotifyLevel } from '../../inputs/values/notify-line.ts'
import type { RunEvent, RunEvents } from '../../run/event.ts'
import { isRolledBack, isRolloutWaiting, type Outcome } from '../../run/outcome.ts'
import { withoutMarkdown } from '../annotations.ts'
import type { RunStory } from '../run-story.ts'
import { headlineFor } from '../summary/headline.ts'
import { measureRollbackTime, renderSpan } from '../time.ts'
import { toPlainText } from '../untrusted.ts'
import { findWarnings } from '../warned.ts'
import { isResolved, kindOfEnd, type LandingEvent, landingEvent } from './landing-event.ts'

/**
 * A message elsewhere: when a rollback begins, when the run ends, and when that resolves an incident. All of it is
 * one-line text.
 */
export interface Notification {
  readonly moment: 'rollback-started' | 'run-ended' | 'resolved'
  readonly tone: 'good' | 'bad' | 'busy'
  readonly headline: string
  readonly reason: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** Absent outside of GitHub. */
  readonly runUrl?: string | undefined
  readonly event: LandingEvent
}

/** What is said the moment a rollback begins; absent if none has begun. */
export function notificationOfStart(story: RunStory): Notification | undefined {
  const { events, context } = story
  const started = events.findLast((event) => event.kind === 'rollback-started' && !event.isForward)
  if (started?.kind !== 'rollback-started') return undefined
  const judged = findJudgement(events, started.atMs)
  const { from, to, actor } = started.plan
  const isRehearsed = judged?.stage === 'rehearsal'
  const doing = actor === 'us' ? 'Rolling back' : 'The platform rolls back'
  const kind = isRehearsed ? 'run-finished' : 'incident-detected'
  return {
    moment: 'rollback-started',
    tone: 'busy',
    headline: toPlainText(`${isRehearsed ? 'Rehearsal: ' : ''}${doing}: ${from} → ${to}`, 200),
    reason: toPlainText(judged?.verdict.reason ?? 'a manual rollback was requested'),
    facts: factsOf(context, []),
    runUrl: context.run?.url,
    event: landingEvent(story, kind, { moment: 'rollback-started', version: from }),
  }
}

/** The last one up to then. */
function findJudgement(
  events: RunEvents,
  untilMs: number,
): Extract<RunEvent, { kind: 'judged' }> | undefined {
  const found = events.findLast((event) => event.kind === 'judged' && event.atMs <= untilMs)
  return found?.kind === 'judged' ? found : undefined
}

/** In the order in which they are sent. */
export function notificationsOfEnd(story: RunStory): readonly Notification[] {
  const ended = notificationOfEnd(story)
  if (!isResolved(story)) return [ended]
  const moment = 'resolved'
  const version = versionNow(story)
  const event = landingEvent(story, 'incident-resolved', { moment, version })
  return [ended, { ...ended, moment, event }]
}

export function notificationOfEnd(story: RunStory): Notification {
  const { outcome, context } = story
  const { headline, icon } = headlineFor(outcome, context)
  const { plan, timings, isHealthy } = outcome
  const time = measureRollbackTime(story)
  return {
    moment: 'run-ended',
    tone: isHealthy === true || context.exitCode === 0 ? 'good' : 'bad',
    headline: toPlainText(`${icon} ${withoutMarkdown(headline)}`, 200),
    reason: toPlainText(outcome.reason),
    facts: factsOf(context, [
      ['Healthy now', isHealthy === undefined ? 'unknown' : isHealthy ? 'yes' : 'no'],
      ['From', plan?.from],
      ['To', plan?.to],
      ['Detected after', timings.detectionMs === undefined ? undefined : renderSpan(timings.detectionMs)],
      [`Rollback ${time?.verb}`, time?.span],
      ['Rollback run', outcome.run?.url],
      ['What to do', outcome.hint],
    ]),
    runUrl: context.run?.url,
    event: landingEvent(story, kindOfEnd(story), { moment: 'run-ended', version: versionNow(story) }),
  }
}

function versionNow({ outcome: { result, plan } }: RunStory): string | undefined {
  return isRolledBack(result) ? plan?.to : plan?.from
}

/** Whether anybody wants to know how this run ended. */
export function isWanted(level: NotifyLevel, story: RunStory): boolean {
  switch (level) {
    case 'always':
      return true
    case 'warning':
      return hasWarned(story) || isWanted('failure', story)
    case 'failure':
      return story.context.exitCode !== 0 || isWanted('rollback', story)
    case 'rollback':
      return story.events.some(({ kind }) => kind === 'rollback-started') || isAboutRollback(story.outcome)
    default:
      return level satisfies never
  }
}

/** Advice is the same on every deploy, and no news. */
function hasWarned(story: RunStory): boolean {
  return findWarnings(story).some(({ isAdvice }) => isAdvice !== true)
}

function isAboutRollback(outcome: Outcome): boolean {
  return ABOUT_ROLLBACK.has(outcome.result) && !isRolloutWaiting(outcome)
}

/** A rollback that should have happened and did not is what its readers wait for, too. */
const ABOUT_ROLLBACK: ReadonlySet<string> = new Set([
  'rollback-failed',
  'rolled-back-by-platform',
  'handed-off',
  'awaiting-approval',
  'guard-stopped',
  'no-target',
])

function factsOf(
  { run, target }: RunStory['context'],
  more: readonly (readonly [string, string | undefined])[],
): Notification['facts'] {
  const all: readonly (readonly [string, string | undefined])[] = [
    ...more,
    ['Repository', run?.repository],
    ['Job', run === undefined ? undefined : `${run.workflow} / ${run.job}`],
    ['Commit', run?.commit.slice(0, 12)],
    ['Target', target],
  ]
  return all.flatMap(([name, value]) => (value ? [{ name, value: toPlainText(value, 300) }] : []))
}
