import { createHash } from 'node:crypto'
import { isRolloutWaiting, type Result } from '../../run/outcome.ts'
import { withoutMarkdown } from '../annotations.ts'
import { describeImpact } from '../impact.ts'
import type { RunStory } from '../run-story.ts'
import { causeText, findCause } from '../summary/cause.ts'
import { failuresSection } from '../summary/failures.ts'
import { headlineFor } from '../summary/headline.ts'
import { fitParts, type Part } from '../summary/parts.ts'
import { evidenceSection, planSection, probesSection, timelineSection } from '../summary/sections.ts'
import { measureRollbackTime, renderClock, renderSpan } from '../time.ts'
import { codeSpan, escapeMarkdown, link, toPlainText } from '../untrusted.ts'

/** A commit between the good version and the bad one. All of it is untrusted. */
export interface Suspect {
  readonly sha: string
  /** The first line of its message. */
  readonly subject: string
  /** A name, never a login: nobody is pinged. */
  readonly author: string
}

export interface Incident {
  readonly title: string
  /** Markdown. */
  readonly body: string
  /** Placeholders of the template that stand for nothing. */
  readonly unknownPlaceholders: readonly string[]
}

export interface IncidentDetails {
  /** Oldest first. Absent: unknown. */
  readonly suspects?: readonly Suspect[] | undefined
  /** Where it happened: an environment, or the target itself. Part of what makes an incident the same. */
  readonly place: string
  /** Markdown with `{{placeholders}}` of {@link INCIDENT_PLACEHOLDERS}. Absent: the default. */
  readonly template?: string | undefined
}

/** GitHub takes 65,536 characters for the body of an issue. */
const LIMIT_BYTES = 60_000

const WORTH_AN_ISSUE: ReadonlySet<Result> = new Set<Result>([
  'rolled-back',
  'rolled-back-by-platform',
  'rollback-unhealthy',
  'rollback-failed',
  'handed-off',
  'awaiting-approval',
  'guard-stopped',
  'no-target',
])

/** Something was rolled back, or should have been. */
export function isIncident({ outcome }: RunStory): boolean {
  return WORTH_AN_ISSUE.has(outcome.result) && !isRolloutWaiting(outcome)
}

/** Stands in the body, unseen; the same for every run that meets the same bad commit in the same place. */
export function incidentMarker({ context }: RunStory, place: string): string {
  const identity = JSON.stringify([place, context.run?.commit ?? ''])
  return `<!-- safe-landing-incident ${createHash('sha256').update(identity).digest('hex').slice(0, 24)} -->`
}

/** The incident report, as an issue and as a file. */
export function renderIncident(story: RunStory, details: IncidentDetails): Incident {
  const { outcome, context } = story
  const { headline } = headlineFor(outcome, context)
  const place = toPlainText(details.place, 60)
  const title = toPlainText(`Incident: ${withoutMarkdown(headline)} (${place}${shortCommit(story)})`, 200)
  const values = fillIns(story, details)
  const marker = incidentMarker(story, details.place)
  if (details.template === undefined)
    return { title, body: mentionsMarker(values, marker), unknownPlaceholders: [] }
  const unknown: string[] = []
  const body = details.template.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, name: string) => {
    if (isPlaceholder(name)) return values[name]
    unknown.push(name)
    return whole
  })
  const parts = [{ name: 'the rest', markdown: body, rank: 0 }]
  return { title, body: `${fitParts(parts, LIMIT_BYTES)}\n${marker}\n`, unknownPlaceholders: unknown }
}

/** What a template can hold; each is Markdown, and says so itself when there is nothing to say. */
export const INCIDENT_PLACEHOLDERS = [
  'status',
  'facts',
  'why',
  'impact',
  'change',
  'timeline',
  'probes',
  'suspects',
  'evidence',
  'questions',
] as const // prettier-ignore

type Placeholder = (typeof INCIDENT_PLACEHOLDERS)[number]

function isPlaceholder(name: string): name is Placeholder {
  return INCIDENT_PLACEHOLDERS.some((one) => one === name)
}

const HEADINGS: readonly (readonly [Placeholder, string, number])[] = [
  ['status', '', 0],
  ['facts', '', 0],
  ['why', 'What happened', 1],
  ['impact', 'Impact', 1],
  ['change', 'Rollback', 2],
  ['suspects', 'Suspects', 3],
  ['timeline', 'Timeline', 4],
  ['probes', 'Probes', 5],
  ['evidence', 'Evidence', 6],
  ['questions', 'Open questions', 1],
]

function mentionsMarker(values: Record<Placeholder, string>, marker: string): string {
  const parts: Part[] = HEADINGS.map(([name, heading, rank]) => ({
    name: heading,
    markdown: heading === '' ? values[name] : `## ${heading}\n\n${values[name]}`,
    rank,
  }))
  return `${fitParts(parts, LIMIT_BYTES)}\n${marker}\n`
}

function fillIns(story: RunStory, { suspects }: IncidentDetails): Record<Placeholder, string> {
  return {
    status: headlineFor(story.outcome, story.context).progress,
    facts: renderFacts(story),
    why: renderWhy(story),
    impact: renderImpact(story),
    change: planSection(story) ?? 'Unknown.',
    timeline: timelineSection(story) ?? 'Nothing was recorded.',
    probes: probesSection(story) ?? 'Nothing was probed.',
    suspects: renderSuspects(suspects),
    evidence: evidenceSection(story) || 'Nothing was gathered.',
    questions: QUESTIONS,
  }
}

function renderWhy(story: RunStory): string {
  const cause = findCause(story)
  if (cause === undefined) return 'Unknown.'
  const failures = failuresSection(story)
  return [`> ${escapeMarkdown(causeText(cause), 1_000)}`, ...(failures === undefined ? [] : [failures])].join(
    '\n\n',
  )
}

const QUESTIONS = [
  '- [ ] What was the root cause?',
  '- [ ] Why did nothing before the deployment catch it: review, tests, staging?',
  '- [ ] Who was affected, and how?',
  '- [ ] What would have shown it sooner?',
  '- [ ] What changes, so that it does not happen again, and who does it by when?',
].join('\n')

function renderFacts({ context }: RunStory): string {
  const { run, startedAt, target } = context
  if (run === undefined) return `Began ${renderClock(startedAt)} · target ${codeSpan(target)}`
  return [
    `Began ${renderClock(startedAt)}`,
    `target ${codeSpan(target)}`,
    `commit ${codeSpan(run.commit)}`,
    `branch ${codeSpan(run.ref)}`,
    link(`run of ${toPlainText(run.workflow, 80)}`, run.url),
  ].join(' · ')
}

function renderImpact(story: RunStory): string {
  const { detectionMs } = story.outcome.timings
  const time = measureRollbackTime(story)
  return [
    `- ${describeImpact(story)}`,
    ...(detectionMs === undefined ? [] : [`- Detected ${renderSpan(detectionMs)} after the watch began.`]),
    ...(time === undefined ? [] : [`- The rollback ${time.verb} ${time.span}.`]),
  ].join('\n')
}

const MAX_SUSPECTS = 30

function renderSuspects(suspects: readonly Suspect[] | undefined): string {
  if (suspects === undefined) return 'Could not determine which commits came with this version.'
  if (suspects.length === 0)
    return 'No commit lies between the two versions: check its configuration and environment.'
  const shown = suspects
    .slice(-MAX_SUSPECTS)
    .map(
      ({ sha, subject, author }) =>
        `- ${codeSpan(sha.slice(0, 12))} ${escapeMarkdown(subject, 120)} *by ${escapeMarkdown(author, 60)}*`,
    )
  const rest = suspects.length - shown.length
  return [...(rest > 0 ? [`*${rest} older ones, and:*`, ''] : []), ...shown].join('\n')
}

function shortCommit({ context }: RunStory): string {
  return context.run === undefined ? '' : `, ${context.run.commit.slice(0, 7)}`
}
