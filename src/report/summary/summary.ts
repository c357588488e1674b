import { renderDuration } from '../../core/duration.ts'
import type { RunStory } from '../run-story.ts'
import { codeSpan, escapeMarkdown } from '../untrusted.ts'
import { drillSection } from './drill.ts'
import { describePlannedSteps, dryRunSection } from './dry-run.ts'
import { type Headline, headlineFor } from './headline.ts'
import { fitParts, type Part } from './parts.ts'
import {
  blindSpotsSection,
  evidenceSection,
  nextSection,
  planSection,
  probesSection,
  timelineSection,
  triggersSection,
} from './sections.ts'
import { whySection } from './why.ts'

/** A quarter of what GitHub takes; over its limit the whole summary would be dropped. */
export const SUMMARY_LIMIT_BYTES = 256 * 1024

/** The job summary: what happened, whether it is safe now, why, and what to do. */
export function renderSummary(story: RunStory): string {
  const headline = headlineFor(story.outcome, story.context)
  return isGlance(story) ? glance(story, headline) : fullSummary(story, headline)
}

/** When all is well, nobody wants to read more than a few lines. */
function isGlance({ outcome }: RunStory): boolean {
  return outcome.result === 'healthy' || outcome.result === 'captured' || outcome.result === 'validated'
}

function glance(story: RunStory, headline: Headline): string {
  const { outcome } = story
  return join([
    title(headline),
    `${headline.progress}${outcome.reason === '' ? '' : ` ${sentence(outcome.reason)}`}`,
    probesSection(story),
    triggersSection(story),
    ...(outcome.result === 'validated'
      ? [dryRunSection(story), part('What could not be checked', blindSpotsSection(story), 0)?.markdown]
      : [outcome.result === 'captured' ? dryRunSection(story) : undefined, blindSpotsSection(story)]),
    footer(story),
  ])
}

function fullSummary(story: RunStory, headline: Headline): string {
  const parts: (Part | undefined)[] = [
    part('', join([title(headline), headline.progress]), 0),
    part('Why', whySection(story), 1),
    part(story.outcome.plan === undefined ? 'Candidates' : 'Rollback', moveSection(story), 2),
    part('What to do next', nextSection(story, headline), 1),
    part('Drill report', drillSection(story), 2),
    part('Timeline', timelineSection(story), 3),
    part('Triggers', triggersSection(story), 4),
    part('Probes', probesSection(story), 4),
    part('Evidence', evidenceSection(story), 6),
    part('What could not be checked', blindSpotsSection(story), 5),
    part('', footer(story), 0),
  ]
  return fitParts(
    parts.filter((one) => one !== undefined),
    SUMMARY_LIMIT_BYTES,
  )
}

function moveSection(story: RunStory): string {
  return [planSection(story), describePlannedSteps(story)].filter(Boolean).join('\n\n')
}

function part(heading: string, markdown: string | undefined, rank: number): Part | undefined {
  if (markdown === undefined || markdown === '') return undefined
  return { name: heading, markdown: heading === '' ? markdown : `### ${heading}\n\n${markdown}`, rank }
}

function title({ icon, headline }: Headline): string {
  return `## ${icon} ${headline}`
}

/** The numbers that it was judged by, and where the whole record is. */
function footer({ context }: RunStory): string {
  const { settings, reportPath, target, version } = context
  const numbers = [
    `probes every ${renderDuration(settings.intervalMs)}`,
    `start period ${renderDuration(settings.startPeriodMs)}`,
    `${settings.successThreshold} passes to start`,
    `bake time ${renderDuration(settings.bakeTimeMs)}`,
    `${settings.retries} failures to fail`,
    ...(settings.expectVersion === undefined ? [] : [`expects ${codeSpan(settings.expectVersion, 80)}`]),
  ]
  const facts = [
    `Safe Landing ${codeSpan(version)}`,
    `target ${codeSpan(target)}`,
    ...(settings.checks.length === 0 ? [] : numbers),
    ...(reportPath === undefined ? [] : [`report ${codeSpan(reportPath)}`]),
  ]
  return `<sub>${facts.join(' · ')}</sub>`
}

function sentence(text: string): string {
  const escaped = escapeMarkdown(text)
  const ended = /[.!?…]$/.test(escaped) ? escaped : `${escaped}.`
  return ended.charAt(0).toUpperCase() + ended.slice(1)
}

function join(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`
}
