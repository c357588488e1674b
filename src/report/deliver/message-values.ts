import { renderDuration } from '../../core/duration.ts'
import type { RunEvent } from '../../run/event.ts'
import { withoutMarkdown } from '../annotations.ts'
import { describeImpact } from '../impact.ts'
import type { RunStory } from '../run-story.ts'
import { causeText, findCause } from '../summary/cause.ts'
import { headlineFor } from '../summary/headline.ts'
import { measureRollbackTime, renderClock, renderSpan } from '../time.ts'
import { toPlainText } from '../untrusted.ts'
import type { LandingEvent } from './landing-event.ts'
import type { MessageValues } from './message-text.ts'

type RollbackStarted = Extract<RunEvent, { readonly kind: 'rollback-started' }>

/** What there is to say the moment a rollback begins. */
export function valuesOfStart(
  story: RunStory,
  { plan: { from, to, actor } }: RollbackStarted,
  event: LandingEvent,
): MessageValues {
  const isRehearsed = event.kind === 'run-finished'
  const doing = actor === 'us' ? 'Rolling back' : 'The platform rolls back'
  const { rollbackTimeoutMs } = story.context.settings
  return oneLineEach({
    ...valuesOfRun(story, event),
    headline: `${isRehearsed ? 'Rehearsal: ' : ''}${doing}: ${from} → ${to}`,
    status: isRehearsed
      ? 'Safe now? Yes. The version was verified healthy, and is treated as failing.'
      : 'Safe now? Not yet. The rollback has begun, and what is put back is verified next.',
    healthy: isRehearsed ? 'yes' : 'unknown',
    reason: findReason(story),
    from,
    to,
    'detected-after': '',
    duration: '',
    'time-limit': renderDuration(rollbackTimeoutMs),
    next: 'Wait for the message that the rollback has ended.',
  })
}

/** What there is to say when the run has ended. */
export function valuesOfEnd(story: RunStory, event: LandingEvent): MessageValues {
  const { outcome, context } = story
  const { headline, icon, progress, next } = headlineFor(outcome, context)
  const { plan, timings, isHealthy, hint } = outcome
  return oneLineEach({
    ...valuesOfRun(story, event),
    headline: `${icon} ${withoutMarkdown(headline)}`,
    status: withoutMarkdown(progress.replaceAll(/\*\*([^*`]+)\*\*/g, '$1')),
    healthy: isHealthy === undefined ? 'unknown' : isHealthy ? 'yes' : 'no',
    reason: findReason(story),
    from: plan?.from ?? '',
    to: plan?.to ?? '',
    'detected-after': timings.detectionMs === undefined ? '' : renderSpan(timings.detectionMs),
    duration: measureRollbackTime(story)?.span ?? '',
    'time-limit': renderDuration(context.settings.rollbackTimeoutMs),
    next: hint ?? withoutMarkdown(next.join(' ')),
  })
}

/** What failed at the root comes first, as in the summary. */
function findReason(story: RunStory): string {
  const cause = findCause(story)
  return cause === undefined ? '' : causeText(cause)
}

function valuesOfRun(story: RunStory, { at, service, environment }: LandingEvent) {
  const { run, target } = story.context
  return {
    impact: describeImpact(story),
    environment,
    service,
    target,
    repository: run?.repository ?? '',
    branch: run?.ref ?? '',
    commit: run?.commit.slice(0, 12) ?? '',
    author: run?.author ?? '',
    actor: run?.actor ?? '',
    job: run === undefined ? '' : `${run.workflow} / ${run.job}`,
    'run-url': run?.url ?? '',
    time: renderClock(at),
  }
}

const MAX_LENGTH = 300
const LONGER: Readonly<Record<string, number>> = { headline: 200, status: 500, reason: 500, next: 500 }

function oneLineEach(values: MessageValues): MessageValues {
  const entries = Object.entries(values).map(([name, text]) => [
    name,
    toPlainText(text, LONGER[name] ?? MAX_LENGTH),
  ])
  return Object.fromEntries(entries)
}
