import { shortSha } from '../../github/model/workflow-run.ts'
import { isRolledBack, isRolloutWaiting, type Outcome, type Result } from '../../run/outcome.ts'
import type { ReportContext } from '../run-story.ts'
import { codeSpan, fitMarkdown } from '../untrusted.ts'
import type { Headline } from './headline-form.ts'
import { renderPromotion } from './promotion-sentence.ts'
import { rehearsalHeadline } from './rehearsal-headline.ts'

export type { Headline } from './headline-form.ts'

/** The rest of a longer name stands under "Rollback". */
const MAX_NAME_LENGTH = 60

interface View {
  readonly outcome: Outcome
  readonly context: ReportContext
  /** Revisions as code, or a phrase where they are unknown. */
  readonly from: string
  readonly to: string
}

export function headlineFor(outcome: Outcome, context: ReportContext): Headline {
  const { from, to } = outcome.plan ?? {}
  if (outcome.rehearsal !== undefined) {
    const names = { from: from && renderRevisions(from), to: to && renderRevisions(to) }
    return rehearsalHeadline(outcome, outcome.rehearsal, { ...names, context })
  }
  const shown = HEADLINES[outcome.result]({
    outcome,
    context,
    from: from === undefined || from.includes('\n') ? 'the new version' : name(from),
    to: to === undefined ? 'the earlier version' : to.includes('\n') ? SEVERAL : name(to),
  })
  return { ...shown, progress: renderPromotion(shown.progress, outcome) }
}

/** Of several services. */
const SEVERAL = 'the earlier versions'

function be(to: string): string {
  return to === SEVERAL ? 'are' : 'is'
}

function renderRevisions(revisions: string): string {
  return revisions.split('\n').map(name).join(', ')
}

function name(revision: string): string {
  return fitMarkdown(shortRevision(revision), MAX_NAME_LENGTH, codeSpan)
}

/** A commit is known by its beginning; the whole of it stands under "Rollback". */
export function shortRevision(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? shortSha(revision) : revision
}

const FIX_FORWARD =
  'Fix the cause and deploy again. A plain re-run of this job would deploy the same version once more.'
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

/** As ECS and CodeDeploy say it of what was not their own decision. */
function isByUser({ reason }: Outcome): boolean {
  return /\bby (?:a )?user\b/i.test(reason)
}

const HEADLINES: Record<Result, (view: View) => Headline> = {
  healthy: () => ({
    icon: '✅',
    headline: 'The new version is healthy',
    progress: '**Safe now? Yes.** The service is healthy.',
    next: [],
  }),

  'rolled-back': ({ context, to }) =>
    context.mode === 'rollback'
      ? {
          icon: '↩️',
          headline: `Rolled back to ${to}, as requested`,
          progress: `**Safe now? Yes.** ${capital(to)} ${be(to)} in place and passed the checks.`,
          next: ['The next deployment brings the newer code back: revert or fix it first.'],
        }
      : {
          icon: '↩️',
          headline: `Rolled back to ${to}`,
          progress: `**Safe now? Yes.** The service is healthy again: ${to} ${be(to)} back and passed the same checks.`,
          next: [FIX_FORWARD],
        },

  'rolled-back-by-platform': ({ outcome, to }) => ({
    icon: '↩️',
    headline: isByUser(outcome)
      ? `${capital(to)} had been put back before`
      : `The platform rolled back to ${to}`,
    progress: isByUser(outcome)
      ? `**Safe now? Yes.** The service is healthy again: a person, or an earlier attempt of this run, had it stopped. The platform put ${to} back, and it passed the checks.`
      : `**Safe now? Yes.** The service is healthy again: the platform put ${to} back before Safe Landing had to, and it passed the checks.`,
    next: [FIX_FORWARD],
  }),

  'rollback-unhealthy': ({ outcome, to }) => ({
    icon: '🚨',
    headline: `Rolled back to ${to}, and ${to === SEVERAL ? 'they are' : 'it is'} not healthy either`,
    progress:
      outcome.isHealthy === false
        ? `**Safe now? No.** ${capital(to)} ${be(to)} in place and did not pass the same checks, ${whyStillUnhealthy(outcome)}.`
        : `**Safe now? Unknown.** ${capital(to)} ${be(to)} in place, but the checks did not confirm it.`,
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

  unhealthy: ({ context }) => ({
    icon: '❌',
    headline: 'The new version is unhealthy',
    progress: context.settings.autoRollback
      ? '**Safe now? No.** The service was last seen unhealthy. Nothing was changed: `target: none` only verifies.'
      : '**Safe now? No.** The service was last seen unhealthy. Nothing was changed: `auto-rollback` is off.',
    next: [
      FIX_FORWARD,
      context.settings.autoRollback
        ? 'Name a `target` if Safe Landing shall put the last good version back.'
        : '`auto-rollback: true` lets Safe Landing roll back by itself.',
    ],
    byHand: true,
  }),

  'unhealthy-before': ({ outcome }) => ({
    icon: '❌',
    headline: 'The service was unhealthy before this deployment',
    progress:
      '**Safe now? No,** and it was not before. A rollback would not have helped, so nothing was changed.',
    next: [
      ...(outcome.hint === undefined ? [CHECK_OUTSIDE] : []),
      'Deploy again once the service is healthy, so that this version can be judged.',
    ],
  }),

  'no-target': ({ outcome }) => ({
    icon: '❌',
    headline: 'There is no known-good version to go back to',
    progress: `${lastSeen(outcome)} Nothing was changed.`,
    next: [
      ...(outcome.hint === undefined
        ? ['If you know a good revision, run `mode: rollback` with `rollback-to`.']
        : []),
      'Fix the cause and deploy again.',
    ],
  }),

  'not-deployed': ({ context }) => ({
    icon: '❌',
    headline: 'The new version was not detected',
    progress:
      '**Safe now? As before.** The old version still answers. Nothing was changed, and there is nothing to roll back.',
    next: [
      ...((context.run?.attempt ?? 1) > 1
        ? [
            'This is not the first attempt of this run. If an earlier one rolled back, what answers is the version that it put back: fix the cause, and deploy again.',
          ]
        : []),
      'Check the deploy step: did it deploy, to this service, and did it wait until the version was live?',
      'If the version is live, check `expect-version`, `version-from` and `task-definition`, and whether a cache answers in its place.',
    ],
  }),

  superseded: ({ outcome }) => ({
    icon: '⏭️',
    headline: 'Another deployment took over',
    progress: `**Safe now? Unknown.** This version is no longer the one that runs. ${outcome.plan === undefined ? 'Nothing was touched' : 'It came in during the rollback, and was left alone'}; this job cannot vouch for the other one.`,
    next: ['Follow the newer deployment; its own job reports the result.'],
  }),

  inconclusive: () => ({
    icon: '❔',
    headline: 'Could not determine whether the new version is healthy',
    progress:
      '**Safe now? Unknown.** Safe Landing could not check the service. That is no evidence for or against the new version, so nothing was changed.',
    next: [
      'Remove what prevented the checks (see above), and run the job again.',
      '`on-inconclusive` decides what such a run means: `fail`, `pass` or `rollback`.',
    ],
  }),

  'handed-off': ({ outcome, to }) => ({
    icon: '⏳',
    headline: `The rollback to ${to} is handed over`,
    progress: `${lastSeen(outcome)} The rollback happens outside of this run.`,
    next: [
      ...(outcome.run === undefined ? ['Follow it to its end: this run does not see it.'] : []),
      ...whyHandedOff(outcome),
    ],
  }),

  'awaiting-approval': ({ outcome, to }) =>
    isRolloutWaiting(outcome)
      ? {
          icon: '⏳',
          headline: 'The rollout waits for an approval',
          progress:
            '**Safe now? Unknown.** The platform goes on when a person has answered. Nothing was answered for them, and nothing was changed.',
          next: ['Approve or reject the rollout on the platform, then run this job again.'],
        }
      : {
          icon: '⏳',
          headline: `The rollback to ${to} waits for an approval`,
          progress: `${lastSeen(outcome)} It stays as it is until somebody approves.`,
          next: outcome.run === undefined ? ['Approve the deployment in the run that waits.'] : [],
        },

  'guard-stopped': ({ outcome }) =>
    outcome.isKnownBad
      ? {
          icon: '✋',
          headline: 'Not deployed: this version was rolled back from before',
          progress: '**Safe now? As before.** Nothing was changed: what ran before still runs.',
          next: [
            'Deploy a version that fixes it.',
            'If it was not the fault of the version, deploy it again with `known-bad: warn`.',
          ],
        }
      : {
          icon: '✋',
          headline: 'The rollback was not allowed',
          progress: `${lastSeen(outcome)} Nothing was changed, so that no rollback chases another.`,
          next: ['A person has to decide now.', FIX_FORWARD],
          byHand: true,
        },

  cancelled: ({ outcome }) => ({
    icon: '🛑',
    headline: 'Cancelled',
    progress:
      outcome.plan === undefined
        ? '**Safe now? Unknown.** No verdict was reached.'
        : '**Safe now? Unknown.** The rollback was not seen to its end.',
    next:
      outcome.plan === undefined
        ? ['Run the job again if the version shall be verified.']
        : ['Check what the platform is doing now.'],
    byHand: true,
  }),

  invalid: () => ({
    icon: '⚠️',
    headline: 'The inputs are wrong',
    progress: '**Safe now? As before.** Nothing was touched, and no request was sent.',
    next: ['Correct them in the workflow file; all problems are listed at once.'],
  }),

  validated: () => ({
    icon: '✅',
    headline: 'The configuration is valid',
    progress: '**Safe now? As before.** This was a check only, and nothing was changed.',
    next: [],
  }),

  // Without a rehearsal there is no such result.
  rehearsed: () => ({ icon: '✅', headline: 'Rehearsed', progress: '**Safe now? Yes.**', next: [] }),

  captured: () => ({
    icon: '📌',
    headline: 'The state before the deployment is recorded',
    progress:
      '**Safe now? As before.** Nothing was changed. A later step in this job finds the record by itself.',
    next: [],
  }),
}

/** Of a rollback that went well, and of a job that is red for it. */
export function whyRed({ result }: Outcome, { exitCode, mode }: ReportContext): string | undefined {
  if (!isRolledBack(result) || exitCode === 0 || mode === 'rollback') return undefined
  return 'The job is red on purpose, so that GitHub does not record this commit as deployed (`fail-on-rollback`).'
}

/** A manual rollback may replace what was never unhealthy. */
function lastSeen({ isHealthy }: Outcome): string {
  return isHealthy === false
    ? '**Safe now? No.** The service was last seen unhealthy.'
    : '**Safe now? Unknown.** Could not determine whether the service is healthy.'
}

/** A phrase at the start of a sentence; code stays as it is. */
function capital(markdown: string): string {
  return markdown.charAt(0).toUpperCase() + markdown.slice(1)
}
