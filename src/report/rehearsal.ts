import type { RunStory } from './run-story.ts'
import { planSection } from './sections.ts'
import { codeSpan, escapeMarkdown } from './untrusted.ts'

/** What a check of the configuration is asked for: what a rollback would do now, and what guarding costs. */
export function rehearsalSection(story: RunStory): string {
  const { plan } = story.outcome
  const steps = plan?.steps.map((step, index) => `${index + 1}. ${codeSpan(step, 200)}`) ?? []
  const gathered = story.events.flatMap((event) =>
    event.kind === 'evidence'
      ? [
          `### ${escapeMarkdown(event.title)}`,
          event.lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n'),
        ]
      : [],
  )
  const rollback = planSection(story)
  return [
    ...(rollback === undefined ? [] : ['### What a rollback would do now', rollback]),
    ...(steps.length === 0 ? [] : ['Nothing of this was done; in this order:', steps.join('\n')]),
    ...gathered,
  ].join('\n\n')
}
