import type { NotifyConfig } from '../../inputs/config.ts'
import { isRolloutWaiting, type Outcome } from '../../run/outcome.ts'
import { withoutMarkdown } from '../annotations.ts'
import type { RunStory } from '../run-story.ts'
import { headlineFor } from '../summary/headline.ts'
import { measureRollbackTime, renderSpan } from '../time.ts'
import { toPlainText } from '../untrusted.ts'

/** A message to people elsewhere: when a rollback begins, and when the run ends. All of it is one-line text. */
export interface Notification {
  readonly moment: 'rollback-started' | 'run-ended'
  readonly tone: 'good' | 'bad' | 'busy'
  readonly headline: string
  readonly reason: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  /** Absent outside of GitHub. */
  readonly runUrl?: string | undefined
}

/** What is said the moment a rollback begins; absent if none has begun. */
export function notificationOfStart({ events, context }: RunStory): Notification | undefined {
  const started = events.findLast((event) => event.kind === 'rollback-started')
  if (started === undefined) return undefined
  const judged = events.findLast((event) => event.kind === 'judged')
  const { from, to, actor } = started.plan
  return {
    moment: 'rollback-started',
    tone: 'busy',
    headline: toPlainText(
      `${actor === 'us' ? 'Rolling back' : 'The platform rolls back'}: ${from} → ${to}`,
      200,
    ),
    reason: toPlainText(judged?.verdict.reason ?? 'a manual rollback was requested'),
    facts: factsOf(context, []),
    runUrl: context.run?.url,
  }
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
  }
}

/** Whether anybody wants to know how this run ended. */
export function isWanted(on: NotifyConfig['on'], { outcome, events, context }: RunStory): boolean {
  if (on === 'always') return true
  if (on === 'failure') return context.exitCode !== 0
  return events.some(({ kind }) => kind === 'rollback-started') || isAboutRollback(outcome)
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
