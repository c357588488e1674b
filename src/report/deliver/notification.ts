import type { MessageKind, MessageTemplate, MessageTemplates } from '../../inputs/values/message-template.ts'
import type { NotifyLevel } from '../../inputs/values/notify-line.ts'
import type { RunEvent, RunEvents } from '../../run/event.ts'
import { isRolledBack, isRolloutWaiting, type Outcome } from '../../run/outcome.ts'
import { hasFailedProbes } from '../impact.ts'
import type { RunStory } from '../run-story.ts'
import { measureRollbackTime } from '../time.ts'
import { toPlainText } from '../untrusted.ts'
import { findWarnings } from '../warned.ts'
import { hasBegun, isResolved, kindOfEnd, type LandingEvent, landingEvent } from './landing-event.ts'
import { fillTemplate, lineText, type MessageText, type MessageValues } from './message-text.ts'
import { valuesOfEnd, valuesOfStart } from './message-values.ts'

/**
 * A message elsewhere: when a rollback begins, when the run ends, and when that resolves an incident. All of it is
 * one-line text, but for the user's own.
 */
export interface Notification {
  readonly moment: 'rollback-started' | 'run-ended' | 'resolved'
  readonly tone: 'good' | 'bad' | 'busy'
  readonly headline: string
  readonly reason: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** In place of headline, reason and facts where a person reads it. Absent: no template is for this message. */
  readonly text?: MessageText | undefined
  /** Absent outside of GitHub. */
  readonly runUrl?: string | undefined
  readonly event: LandingEvent
}

/** What is said the moment a rollback begins; absent if none has begun. */
export function notificationOfStart(
  story: RunStory,
  templates: MessageTemplates = {},
): Notification | undefined {
  const { events, context } = story
  const started = events.findLast((event) => event.kind === 'rollback-started' && !event.isForward)
  if (started?.kind !== 'rollback-started') return undefined
  const judged = findJudgement(events, started.atMs)
  const isRehearsed = judged?.stage === 'rehearsal'
  const kind = isRehearsed ? 'run-finished' : 'incident-detected'
  const event = landingEvent(story, kind, { moment: 'rollback-started', version: started.plan.from })
  const reason = judged?.verdict.reason ?? 'a manual rollback was requested'
  const values = valuesOfStart(
    { ...story, outcome: { result: 'cancelled', reason, timings: {} } },
    started,
    event,
  )
  return {
    moment: 'rollback-started',
    tone: 'busy',
    headline: values.headline,
    reason: values.reason,
    facts: listFacts([
      ['Status', values.status],
      ...placeOf(values),
      ['Impact', values.impact],
      ['Time limit', values['time-limit']],
      ...runOf(values),
    ]),
    text: textOf(templates['rollback-started'], values, isRehearsed),
    runUrl: context.run?.url,
    event,
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
export function notificationsOfEnd(
  story: RunStory,
  templates: MessageTemplates = {},
): readonly Notification[] {
  const ended = notificationOfEnd(story, templates)
  if (!isResolved(story)) return [ended]
  const moment = 'resolved'
  const version = versionNow(story)
  const event = landingEvent(story, 'incident-resolved', { moment, version })
  return [ended, { ...ended, moment, event }]
}

export function notificationOfEnd(story: RunStory, templates: MessageTemplates = {}): Notification {
  const { outcome, context } = story
  const event = landingEvent(story, kindOfEnd(story), { moment: 'run-ended', version: versionNow(story) })
  const values = valuesOfEnd(story, event)
  const isAboutImpact = hasBegun(story) || hasFailedProbes(story)
  return {
    moment: 'run-ended',
    tone: outcome.isHealthy === true || context.exitCode === 0 ? 'good' : 'bad',
    headline: values.headline,
    reason: values.reason,
    facts: listFacts([
      ['Status', values.status],
      ...placeOf(values),
      ['Impact', isAboutImpact ? values.impact : undefined],
      ['From', values.from],
      ['To', values.to],
      ['Detected after', values['detected-after']],
      [`Rollback ${measureRollbackTime(story)?.verb}`, values.duration],
      ['Rollback run', outcome.run?.url],
      ['What to do', outcome.hint],
      ...runOf(values),
    ]),
    text: textOf(templates[messageKindOf(story)], values, outcome.rehearsal !== undefined),
    runUrl: context.run?.url,
    event,
  }
}

function messageKindOf({ outcome, context }: RunStory): MessageKind {
  if (isRolledBack(outcome.result)) return 'rolled-back'
  return context.exitCode === 0 ? 'passed' : 'failed'
}

/** Nobody may take a rehearsal for an emergency, whatever the template says. */
function textOf(
  template: MessageTemplate | undefined,
  values: MessageValues,
  isRehearsed: boolean,
): MessageText | undefined {
  if (template === undefined) return undefined
  const text = fillTemplate(template, values)
  if (!isRehearsed || /rehears/i.test(lineText(text.headline))) return text
  return { ...text, headline: [{ isOwn: true, text: 'Rehearsal: ' }, ...text.headline] }
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
      return hasBegun(story) || isAboutRollback(story.outcome)
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

type NamedValue = readonly [name: string, value: string | undefined]

/** What stands for a name that is missing is not repeated here. */
function placeOf({ environment, service, target, repository }: MessageValues): readonly NamedValue[] {
  return [
    ['Environment', environment === target ? undefined : environment],
    ['Service', service === repository || service === target ? undefined : service],
  ]
}

function runOf({ repository, job, commit, target }: MessageValues): readonly NamedValue[] {
  return [
    ['Repository', repository],
    ['Job', job],
    ['Commit', commit],
    ['Target', target],
  ]
}

function listFacts(all: readonly NamedValue[]): Notification['facts'] {
  return all.flatMap(([name, value]) => (value ? [{ name, value: toPlainText(value, 300) }] : []))
}
