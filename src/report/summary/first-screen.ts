import type { RunEvents } from '../../run/event.ts'
import type { Outcome, Result } from '../../run/outcome.ts'
import type { RunReference } from '../../run/rollback.ts'
import { measureLanding, renderLanding } from '../landing.ts'
import { renderCounts } from '../log/probe-runs.ts'
import type { RunStory } from '../run-story.ts'
import { shortenIds } from '../short-ids.ts'
import { renderWallTime } from '../time.ts'
import { codeBlock, codeSpan, escapeAdvice, fitMarkdown, link } from '../untrusted.ts'
import { beginSentence } from './begin-sentence.ts'
import { type Cause, findCause, joint } from './cause.ts'
import { type Headline, shortRevision } from './headline.ts'
import { collectStrips, countResults, describeLatency } from './probe-strip.ts'
import { withoutTarget } from './sections.ts'
import { renderWhere } from './where.ts'

/** By then it is said whether it is safe now, where, why, and what comes next, whatever texts come from outside. */
export const FIRST_SCREEN_LENGTH = 1_200
/** What is left of it for the first step. */
const BEFORE_NEXT = 1_050

const SHARES = [1, 0.7, 0.5, 0.3, 0.15] as const

/** What fits on the screen of a phone: the answers to a person who was woken up. */
export function firstScreen(story: RunStory, headline: Headline): string {
  const steps = nextSteps(story, headline)
  const facts = firstFacts(story, headline)
  return steps === undefined ? facts : `${facts}\n\n**What to do next**\n\n${steps}`
}

/** The same without what to do next. */
export function firstFacts(story: RunStory, headline: Headline): string {
  let facts = ''
  for (const share of SHARES) {
    facts = renderFacts(story, headline, share)
    if (facts.length <= BEFORE_NEXT) break
  }
  return facts
}

function renderFacts(story: RunStory, headline: Headline, share: number): string {
  const where = renderWhere(story, share)
  const paragraphs = [
    `## ${headline.icon} ${headline.headline}`,
    headline.progress,
    ...(where === '' ? [] : [`**Where:** ${where}`]),
    ...renderWhy(story, share),
    ...renderTarget(story),
  ]
  return paragraphs.join('\n\n')
}

/** Where a reason explains nothing, and says what was found. */
const LABELS: Readonly<Partial<Record<Result, string>>> = { captured: 'Recorded', validated: 'Found' }

function renderWhy(story: RunStory, share: number): string[] {
  const { result, plan } = story.outcome
  if (result === 'healthy') return [renderVerified(story, share), ...renderProbes(story, share)]
  // Of a rehearsal that worked the headline says it already, and the test report follows.
  if (result === 'rehearsed') return []
  const cause = findCause(story)
  // What would be rolled back to stands in the line of the plan.
  if (result === 'validated' && plan !== undefined) return renderMove(story, undefined, share)
  return [
    ...(cause === undefined ? [] : [`**${LABELS[result] ?? 'Why'}:** ${renderCause(cause, share)}`]),
    ...renderMove(story, cause, share),
  ]
}

function renderTarget(story: RunStory): string[] {
  const landing = measureLanding(story)
  return landing === undefined ? [] : [`**Landing:** ${renderLanding(landing)}.`]
}

/** What was verified, as which revision, and when by the clock on the wall. */
function renderVerified({ outcome, context, events }: RunStory, share: number): string {
  const answered = events.findLast(
    (event) => event.kind === 'observed' && event.observation.answer?.version !== undefined,
  )
  const version =
    context.settings.expectVersion ??
    (answered?.kind === 'observed' ? answered.observation.answer?.version : undefined)
  const revisions = (context.where ?? []).flatMap(({ name, value }) => (name === 'revision' ? [value] : []))
  const { verification } = outcome
  const at = verification && renderWallTime(context.startedAt, verification.endedAtMs)
  return [
    `**Verified:** ${version === undefined ? 'the version that runs' : `version ${fitMarkdown(version, 80 * share, codeSpan)}`}`,
    ...(revisions.length === 0 ? [] : [`as ${fitMarkdown(revisions.join(', '), 80 * share, codeSpan)}`]),
    ...(at === undefined ? [] : [`at ${at}`]),
  ]
    .join(' ')
    .concat(outcome.reason === '' ? '.' : `: ${fitMarkdown(outcome.reason, 300 * share)}`)
}

const MAX_STRIPS = 2

/** What a healthy run showed, in one line. */
function renderProbes({ events }: RunStory, share: number): string[] {
  const strips = collectStrips(events).filter(({ stage }) => stage === 'verification')
  if (strips.length === 0) return []
  const shown = strips.slice(0, MAX_STRIPS).map((strip) => {
    const counts = [renderCounts(countResults(strip)), ...describeLatency(strip)].join(', ')
    return `${fitMarkdown(strip.check, 60 * share, codeSpan)} ${counts}`
  })
  const rest = strips.length - shown.length
  return [`**Probes:** ${[...shown, ...(rest > 0 ? [`and ${rest} more checks`] : [])].join(' · ')}`]
}

function renderCause(cause: Cause, share: number): string {
  const { root, subject, sentence } = cause
  const showed = fitMarkdown(sentence, 320 * share)
  const asked = subject === undefined ? '' : `${fitMarkdown(subject, 100 * share, codeSpan)}${joint(cause)}`
  const all = root === undefined ? '' : `${fitMarkdown(root, 160 * share, codeSpan)}: `
  const said = all === '' && asked === '' ? beginSentence(showed) : showed
  return `${all}${asked}${/[.…]$/.test(said) ? said : `${said}.`}`
}

const FAILED = 'the rollback failed: '

/** What is said beside the cause where no rollback was planned. */
const WITHOUT_PLAN: Readonly<Partial<Record<Result, string>>> = {
  'unhealthy-before': 'Before',
  'no-target': 'No way back',
  'guard-stopped': 'Not rolled back',
}

/** From what to what, and why that target or what became of it, in half a line. */
function renderMove({ outcome, events }: RunStory, cause: Cause | undefined, share: number): string[] {
  const { plan } = outcome
  const rest = cause?.rest === undefined ? '' : fitMarkdown(shortenIds(cause.rest), 220 * share)
  if (plan === undefined) return rest === '' ? [] : [`**${WITHOUT_PLAN[outcome.result] ?? 'Then'}:** ${rest}`]
  const move = renderRevisions(plan.from, plan.to, share)
  const [evidence = ''] = plan.evidence
  const said = withoutTarget(evidence, plan)
  const why = said === evidence ? evidence && `: ${evidence}` : `, which ${said}`
  const label = labelMove(outcome, events)
  const became = rest.startsWith(FAILED) ? ` failed: ${rest.slice(FAILED.length)}` : `: ${rest}`
  return [`**${label}:** ${move}${rest === '' ? fitMarkdown(why, 120 * share) : became}`]
}

function labelMove({ result }: Outcome, events: RunEvents): string {
  if (result === 'validated') return 'A rollback now'
  if (result === 'guard-stopped') return 'Not rolled back'
  return events.some(({ kind }) => kind === 'rollback-started') ? 'Rollback' : 'Planned, not done'
}

const MAX_MOVES = 2

/** Of several services there is a line each, as `service=revision`, in the same order. */
function renderRevisions(from: string, to: string, share: number): string {
  const targets = to.split('\n')
  const moves = from.split('\n').map((revision, index) => {
    const shown = [revision, targets[index] ?? ''].map((one) =>
      fitMarkdown(shortRevision(one), 60 * share, codeSpan),
    )
    return shown.join(' → ')
  })
  const more = moves.length > MAX_MOVES ? ` and ${moves.length - MAX_MOVES} more` : ''
  return `${moves.slice(0, MAX_MOVES).join(', ')}${more}`
}

function followRun({ id, url }: RunReference, result: Result): string {
  return result === 'awaiting-approval'
    ? `Approve or reject the deployment in run ${link(id, url)}.`
    : `Follow the rollback run ${link(id, url)} to its end.`
}

const MAX_STEPS = 5

/** A short list to tick off, with the commands as they are to be typed. */
function nextSteps(
  story: RunStory,
  { next, byHand, byHandTitle = 'To roll back by hand' }: Headline,
): string | undefined {
  const { hint, plan, run, result } = story.outcome
  const tip = findCause(story)?.tip
  const steps = [
    ...(run === undefined ? [] : [followRun(run, result)]),
    ...(hint === undefined ? [] : [escapeAdvice(hint, 400)]),
    ...(tip === undefined ? [] : [escapeAdvice(`${tip}.`, 500)]),
    ...next,
  ].slice(0, MAX_STEPS)
  if (steps.length === 0) return undefined
  const list = steps.map((step) => `- [ ] ${step}`).join('\n')
  if (!byHand || plan === undefined || plan.manual.length === 0) return list
  const commands = codeBlock(plan.manual.join('\n'), { maxLines: 40, maxLength: 32_000 })
  return `${list}\n- [ ] ${byHandTitle}:\n\n${commands}`
}
