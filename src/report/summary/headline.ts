import { shortSha } from '../../github/model/workflow-run.ts'
import { isRolloutWaiting, type Outcome, type Result } from '../../run/outcome.ts'
import type { ReportContext } from '../run-story.ts'
import { codeSpan } from '../untrusted.ts'
import { renderPromotion } from './promotion-sentence.ts'

/** How a result is shown to a person. All of it is Markdown that is safe already. */
export interface Headline {
  readonly icon: string
  readonly headline: string
  /** Whether it is safe now, and what was done about it. */
  readonly progress: string
  /** What to do next, in this order. */
  readonly next: readonly string[]
  /** The commands of the plan are of use to the reader now. */
  readonly byHand?: true
}

interface View {
  readonly outcome: Outcome
  readonly context: ReportContext
  /** Revisions as code, or a phrase where they are unknown. */
  readonly from: string
  readonly to: string
}

export function headlineFor(outcome: Outcome, context: ReportContext): Headline {
  const { from, to } = outcome.plan ?? {}
  const shown = HEADLINES[outcome.result]({
    outcome,
    context,
    from: from === undefined || from.includes('\n') ? 'the new version' : name(from),
    to: to === undefined ? 'the earlier version' : to.includes('\n') ? 'the earlier versions' : name(to),
  })
  return { ...shown, progress: renderPromotion(shown.progress, outcome) }
}

/** A commit is known by its beginning; the whole of it stands under "Rollback". */
function name(revision: string): string {
  return codeSpan(/^[0-9a-f]{40}$/.test(revision) ? shortSha(revision) : revision)
}

const FIX_FORWARD =
  'Fix the cause shown above and deploy again. A plain re-run of this job would deploy the same version once more.'
const CHECK_OUTSIDE =
  'Check what is outside of this deployment: a database, another service, a certificate, DNS, configuration that changed for every version.'

const PUT_REST_BACK =
  'Put back what the deploy changed beside the version: "What could not be checked" shows the values of before.'

function hasMoreChanged({ plan }: Outcome): boolean {
  return (plan?.notPutBack ?? []).length > 0
}

function whyStillUnhealthy({ plan }: Outcome): string {
  const rest = plan?.notPutBack ?? []
  if (rest.length === 0) return 'so the new version is probably not the cause'
  return `but the deploy also changed ${rest.map(name).join(' and ')}, which a rollback does not put back`
}

/** A re-run that needs a concurrency group which this run holds can only start after it. */
function whyHandedOff({ plan }: Outcome): string[] {
  return plan?.handsOff === true
    ? [
        'So that a run sees its rollback to the end next time: put the concurrency group on the job that deploys, and this step into a job after it.',
      ]
    : []
}

const HEADLINES: Record<Result, (view: View) => Headline> = {
  healthy: () => ({
    icon: '✅',
    headline: 'The new version is healthy',
    progress: '**The service is healthy.**',
    next: [],
  }),

  'rolled-back': ({ context, from, to }) =>
    context.mode === 'rollback'
      ? {
          icon: '↩️',
          headline: `Rolled back to ${to}, as requested`,
          progress: `**The service is healthy.** ${to} is in place and passed the checks.`,
          next: ['The next deployment brings the newer code back: revert or fix it first.'],
        }
      : {
          icon: '↩️',
          headline: `Rolled back to ${to}`,
          progress: `**The service is healthy again.** ${capital(from)} did not land; ${to} is back in place and passed the same checks.`,
          next: [FIX_FORWARD, ...whyRed(context)],
        },

  'rolled-back-by-platform': ({ context, from, to }) => ({
    icon: '↩️',
    headline: `The platform rolled back to ${to}`,
    progress: `**The service is healthy again.** ${capital(from)} did not land; the platform put ${to} back before Safe Landing had to, and it passed the checks.`,
    next: [FIX_FORWARD, ...whyRed(context)],
  }),

  'rollback-unhealthy': ({ outcome, to }) => ({
    icon: '🚨',
    headline: `Rolled back to ${to}, and it is not healthy either`,
    progress:
      outcome.isHealthy === false
        ? `**The service is unhealthy now.** ${capital(to)} is in place and fails the same checks, ${whyStillUnhealthy(outcome)}.`
        : `**Could not determine whether the service is healthy now.** ${capital(to)} is in place, but the checks did not confirm it.`,
    next: [
      hasMoreChanged(outcome) ? PUT_REST_BACK : CHECK_OUTSIDE,
      `If ${to} itself is bad, name an older revision with \`mode: rollback\` and \`rollback-to\`.`,
    ],
  }),

  'rollback-failed': ({ outcome, to }) => ({
    icon: '🚨',
    headline:
      outcome.plan === undefined ? 'The rollback could not be planned' : `The rollback to ${to} failed`,
    progress: `${lastSeen(outcome)} **Manual action required:** the rollback did not complete.`,
    next: ['Check what the platform is doing before you start anything else.'],
    byHand: true,
  }),

  unhealthy: ({ outcome, context, to }) => ({
    icon: '❌',
    headline: 'The new version is unhealthy',
    progress: context.settings.autoRollback
      ? '**The service was last seen unhealthy.** Nothing was changed: `target: none` only verifies.'
      : `**The service was last seen unhealthy.** Nothing was changed: \`auto-rollback\` is off.${outcome.plan === undefined ? '' : ` A rollback would go to ${to}.`}`,
    next: [
      FIX_FORWARD,
      context.settings.autoRollback
        ? 'Name a `target` if Safe Landing shall put the last good version back.'
        : '`auto-rollback: true` lets Safe Landing roll back by itself.',
    ],
    byHand: true,
  }),

  'unhealthy-before': () => ({
    icon: '❌',
    headline: 'The service was unhealthy before this deployment',
    progress:
      '**The service is unhealthy, and it already was.** A rollback would not have helped, so nothing was changed.',
    next: [CHECK_OUTSIDE, 'Deploy again once the service is healthy, so that this version can be judged.'],
  }),

  'no-target': ({ outcome }) => ({
    icon: '❌',
    headline: 'There is no known-good version to go back to',
    progress: `${lastSeen(outcome)} Nothing was changed.`,
    next: [
      ...(outcome.hint === undefined
        ? ['If you know a good revision, run `mode: rollback` with `rollback-to`.']
        : []),
      'Fix the cause shown above and deploy again.',
    ],
  }),

  'not-deployed': () => ({
    icon: '❌',
    headline: 'The new version was not detected',
    progress: '**The old version still answers.** Nothing was changed, and there is nothing to roll back.',
    next: [
      'Check the deploy step: did it deploy, to this service, and did it wait until the version was live?',
      'If the version is live, check `expect-version`, `version-from` and `task-definition`, and whether a cache answers in its place.',
    ],
  }),

  superseded: ({ outcome }) => ({
    icon: '⏭️',
    headline: 'Another deployment took over',
    progress: `**This version is no longer the one that runs.** ${outcome.plan === undefined ? 'Nothing was touched' : 'It came in during the rollback, and was left alone'}; this job cannot vouch for the other one.`,
    next: ['Follow the newer deployment; its own job reports the result.'],
  }),

  inconclusive: () => ({
    icon: '❔',
    headline: 'Could not determine whether the new version is healthy',
    progress:
      '**Unknown.** Safe Landing could not check the service. That is no evidence for or against the new version, so nothing was changed.',
    next: [
      'Remove what prevented the checks (see above), and run the job again.',
      '`on-inconclusive` decides what such a run means: `fail`, `pass` or `rollback`.',
    ],
  }),

  'handed-off': ({ outcome, to }) => ({
    icon: '⏳',
    headline: `The rollback to ${to} is handed over`,
    progress: `${lastSeen(outcome)} The rollback is accepted, and happens outside of this run.`,
    next: ['Follow it to its end: this run does not see it.', ...whyHandedOff(outcome)],
  }),

  'awaiting-approval': ({ outcome, to }) =>
    isRolloutWaiting(outcome)
      ? {
          icon: '⏳',
          headline: 'The rollout waits for an approval',
          progress:
            '**Not known.** The platform goes on when a person has answered. Nothing was answered for them, and nothing was changed.',
          next: ['Approve or reject the rollout on the platform, then run this job again.'],
        }
      : {
          icon: '⏳',
          headline: `The rollback to ${to} waits for an approval`,
          progress: `${lastSeen(outcome)} It stays as it is until somebody approves.`,
          next: ['Approve the deployment in the run that waits.'],
        },

  'guard-stopped': ({ outcome }) => ({
    icon: '✋',
    headline: 'The rollback was not allowed',
    progress: `${lastSeen(outcome)} Nothing was changed, so that no rollback chases another.`,
    next: ['A person has to decide now.', FIX_FORWARD],
    byHand: true,
  }),

  cancelled: ({ outcome }) => ({
    icon: '🛑',
    headline: 'Cancelled',
    progress:
      outcome.plan === undefined
        ? '**Unknown.** The job was cancelled while the service was being watched. Nothing was changed.'
        : '**Unknown.** The job was cancelled during the rollback. How far it came is shown below.',
    next:
      outcome.plan === undefined
        ? ['Run the job again if the version shall be verified.']
        : ['Check what the platform is doing now.'],
    byHand: true,
  }),

  invalid: () => ({
    icon: '⚠️',
    headline: 'The inputs are wrong',
    progress: '**Nothing was touched.** No request was sent.',
    next: ['Correct them in the workflow file; all problems are listed at once.'],
  }),

  validated: () => ({
    icon: '✅',
    headline: 'The configuration is valid',
    progress: '**Nothing was changed.** This was a check only.',
    next: [],
  }),

  captured: () => ({
    icon: '📌',
    headline: 'The state before the deployment is recorded',
    progress: '**Nothing was changed.** A later step in this job finds the record by itself.',
    next: [],
  }),
}

function whyRed({ exitCode }: ReportContext): string[] {
  return exitCode === 0
    ? []
    : [
        'The job is red on purpose, so that GitHub does not record this commit as deployed (`fail-on-rollback`).',
      ]
}

/** A manual rollback may replace what was never unhealthy. */
function lastSeen({ isHealthy }: Outcome): string {
  return isHealthy === false
    ? '**The service was last seen unhealthy.**'
    : '**Could not determine whether the service is healthy.**'
}

/** A phrase at the start of a sentence; code stays as it is. */
function capital(markdown: string): string {
  return markdown.charAt(0).toUpperCase() + markdown.slice(1)
}
