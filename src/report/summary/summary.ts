import type { RunStory } from '../run-story.ts'
import { drillSection } from './drill.ts'
import { describePlannedSteps, dryRunFolds } from './dry-run.ts'
import { failuresSection } from './failures.ts'
import { firstScreen } from './first-screen.ts'
import { headlineFor } from './headline.ts'
import { historySection } from './history.ts'
import { keptSection } from './kept.ts'
import { fitParts, type Part } from './parts.ts'
import { rehearsalSection } from './rehearsal-report.ts'
import {
  blindSpotsSection,
  evidenceSection,
  fold,
  planSection,
  probesSection,
  timelineSection,
  triggersSection,
} from './sections.ts'
import { pipelineSection } from './stages.ts'

/** A quarter of what GitHub takes; over its limit the whole summary would be dropped. */
export const SUMMARY_LIMIT_BYTES = 256 * 1024

/** The job summary: a first screen that answers, and what it rests on, folded. */
export function renderSummary(story: RunStory): string {
  const { result, plan } = story.outcome
  const isCalm = result === 'healthy' || result === 'captured' || result === 'rehearsed'
  const title = plan === undefined ? 'Candidates' : 'The rollback'
  const screen = firstScreen(story, headlineFor(story.outcome, story.context))
  const parts: (Part | undefined)[] = [
    { name: 'the answers', markdown: screen, rank: 0 },
    part('Drill report', drillSection(story), 2, 'open'),
    part('Test report of the rehearsal', rehearsalSection(story), 1, 'open'),
    part('Probes over time', probesSection(story), 3, isCalm || result === 'validated' ? 'folded' : 'open'),
    part('Timeline', timelineSection(story), 4),
    part('The failures', failuresSection(story), 2),
    ...(result === 'validated'
      ? dryRunFolds(story, screen).map(([name, markdown]) => part(name, markdown, 1))
      : [
          part(title, moveSection(story, screen), 2),
          { name: 'Evidence', markdown: evidenceSection(story), rank: 6 },
        ]),
    part('Triggers', triggersSection(story), 4),
    part('The pipeline', pipelineSection(story), 5),
    part('The last landings', historySection(story), 5),
    part('What could not be checked', blindSpotsSection(story), 5),
    part('The report, and the settings', keptSection(story), 1),
  ]
  return fitParts(parts.filter(isSaying), SUMMARY_LIMIT_BYTES)
}

function moveSection(story: RunStory, screen: string): string {
  return [planSection(story, screen), describePlannedSteps(story)].filter(Boolean).join('\n\n')
}

function part(
  name: string,
  markdown: string | undefined,
  rank: number,
  state: 'open' | 'folded' = 'folded',
): Part | undefined {
  if (markdown === undefined || markdown === '') return undefined
  return { name, markdown: fold(name, markdown, state), rank }
}

function isSaying(part: Part | undefined): part is Part {
  return part !== undefined && part.markdown !== ''
}
