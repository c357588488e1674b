import type { Outcome, Rehearsal } from '../../run/outcome.ts'
import { hasArrived } from '../../run/rehearsal.ts'
import { measureRehearsal } from '../rehearsal-cases.ts'
import type { ReportContext } from '../run-story.ts'
import { renderSpan } from '../time.ts'
import { codeSpan, escapeAdvice } from '../untrusted.ts'
import type { Headline } from './headline-form.ts'

interface View {
  /** Revisions as code. Absent: unknown. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly context: ReportContext
}

/** What a rehearsal came to. Whatever failed, the version that it went back from was verified healthy before. */
export function rehearsalHeadline(outcome: Outcome, rehearsal: Rehearsal, view: View): Headline {
  const { from = 'the version that ran', to = 'the earlier version' } = view
  if (outcome.result === 'rehearsed') return worked(outcome, rehearsal, { ...view, from, to })
  const { back, forward } = rehearsal
  const safe = safeNow(outcome)
  if (outcome.result === 'superseded') {
    return {
      icon: '⏭️',
      headline: 'Rehearsal: another deployment took over',
      progress: `**Safe now? Unknown.** ${back?.plan === undefined ? 'The rehearsal had changed nothing' : 'It came in during the rehearsal, and was left alone'}; this job cannot vouch for the other deployment.`,
      next: [
        'Follow the newer deployment, and rehearse when nobody deploys: put both in one `concurrency` group.',
      ],
    }
  }
  const icon = outcome.result === 'cancelled' ? '🛑' : outcome.result === 'inconclusive' ? '❔' : '🚨'
  if (hasArrived(forward)) {
    return {
      icon,
      headline: 'Rehearsal: the way back failed',
      progress: `${safe} The rollback to ${to} did not work; ${from} was put forward again and passed the checks.`,
      next: [FIX],
    }
  }
  if (back === undefined && forward === undefined) {
    return {
      icon,
      headline: 'Rehearsal: ended before the way back',
      progress: `${safe} The rehearsal had changed nothing.`,
      next: ['Run the rehearsal again.'],
    }
  }
  if (back !== undefined && back.plan === undefined) {
    return {
      icon,
      headline: 'Rehearsal: a rollback would not have been possible',
      progress: `${safe} Nothing was changed, and the version that runs was verified healthy.`,
      next: [FIX],
    }
  }
  return {
    icon,
    headline: `Rehearsal: ${hasArrived(back) || back === undefined ? 'the way forward failed' : 'the way back failed'}`,
    progress: `${safe} ${whatRuns(outcome, rehearsal, { from, to })}`,
    next: [
      'Check what the platform does now before you start anything else.',
      ...putForward(outcome, rehearsal),
    ],
    byHand: true,
    byHandTitle: 'To go forward by hand',
  }
}

const FIX = 'Correct what failed, then rehearse again: in an emergency it would have failed too.'

function worked(
  outcome: Outcome,
  { forward, staysBack = '' }: Rehearsal,
  { from, to, context }: { readonly from: string; readonly to: string; readonly context: ReportContext },
): Headline {
  const late = describeLate(outcome, context)
  if (forward !== undefined) {
    return {
      icon: late === '' ? '✅' : '⚠️',
      headline: `Rehearsal: back to ${to} and forward again`,
      progress: `**Safe now? Yes.** ${from} runs again and passed the checks. Detection, rollback, recovery and the way forward worked${late}.`,
      next: [],
    }
  }
  return {
    icon: late === '' ? '✅' : '⚠️',
    headline: `Rehearsal: rolled back to ${to}`,
    progress: `**Safe now? Yes.** ${to} runs now and passed the checks. Detection, rollback and recovery worked${late}. Nothing is wrong with ${from}.`,
    next: [`Deploy ${from} again. It does not come back by itself: ${escapeAdvice(staysBack, 300)}.`],
  }
}

/** It worked, and not as fast as the team wants it. */
function describeLate(outcome: Outcome, { settings: { recoveryTargetMs } }: ReportContext): string {
  const { recoveryMs } = measureRehearsal(outcome)
  if (recoveryTargetMs === undefined || recoveryMs === undefined || recoveryMs <= recoveryTargetMs) return ''
  return `, but the recovery took ${renderSpan(recoveryMs)}, and its target is ${renderSpan(recoveryTargetMs)}`
}

function safeNow({ isHealthy }: Outcome): string {
  if (isHealthy === undefined) return '**Safe now? Unknown.**'
  return isHealthy ? '**Safe now? Yes.**' : '**Safe now? No.**'
}

function whatRuns(
  { isHealthy, result }: Outcome,
  { back, forward }: Rehearsal,
  { from, to }: { readonly from: string; readonly to: string },
): string {
  if (hasArrived(back) && (forward === undefined || forward.plan === undefined))
    return `**Manual action required:** ${to} still runs; ${from} was not put forward again.`
  if (forward?.result === 'rollback-unhealthy')
    return `**Manual action required:** ${from} is in place again, and ${isHealthy === false ? 'fails the checks now' : 'the checks did not confirm it'}.`
  if (back?.result === 'rollback-unhealthy')
    return `**Manual action required:** ${to} runs, which did not pass the checks.`
  const way = forward === undefined && back !== undefined ? 'back' : 'forward'
  const ended = result === 'cancelled' ? 'was not seen to its end' : 'did not complete'
  return `**Manual action required:** the way ${way} ${ended}, so that the service may run ${from} or ${to}.`
}

/** `mode: rollback` takes any version that the target can name. */
function putForward({ plan }: Outcome, { staysBack }: Rehearsal): string[] {
  if (plan === undefined || staysBack !== undefined || plan.from.includes('\n')) return []
  const order = codeSpan(`rollback-to: ${plan.forwardTo ?? plan.from}`, 120)
  return [`Put the version forward again that was verified: run \`mode: rollback\` with ${order}.`]
}
