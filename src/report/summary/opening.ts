import type { RunStory } from '../run-story.ts'
import { fitMarkdown } from '../untrusted.ts'
import { beginSentence } from './begin-sentence.ts'
import { renderWhere } from './where.ts'

/**
 * What the job summary says from the first moment, until the run says more. A reader sees it only after a run that
 * was killed. It stands by itself, so that the rest of the summary need not be loaded before the first request.
 */
export function renderOpening(story: RunStory): string {
  const pages = SHARES.map((share) => render(story, share))
  return pages.find((page) => page.length <= MAX_LENGTH) ?? pages.at(-1) ?? ''
}

/** As the first screen of a run that ended: `first-screen.ts`. */
const MAX_LENGTH = 1_200
const SHARES = [1, 0.5, 0.25, 0.1] as const

function render(story: RunStory, share: number): string {
  const where = renderWhere(story, share)
  return [
    '## 🛑 The run was ended before it could report',
    '**Safe now? Unknown.** No verdict was reached.',
    ...(where === '' ? [] : [`**Where:** ${where}`]),
    `**Why:** ${fitMarkdown(beginSentence(story.outcome.reason), 320)}.`,
    '**What to do next**',
    '- [ ] See in the log of the job why it ended, and run it again if the version shall be verified.',
    '',
  ].join('\n\n')
}
