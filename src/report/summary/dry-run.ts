import type { RunStory } from '../run-story.ts'
import { codeSpan, escapeMarkdown } from '../untrusted.ts'
import { planSection } from './sections.ts'

/** What a check of the configuration is asked for: what a rollback would do now, and what guarding costs. */
export function dryRunFolds(story: RunStory, screen: string): (readonly [title: string, markdown: string])[] {
  const plan = [planSection(story, screen), describePlannedSteps(story)].filter(Boolean).join('\n\n')
  const evidence = story.events.flatMap((event) =>
    event.kind === 'evidence'
      ? [[event.title, event.lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n')] as const]
      : [],
  )
  return [...(plan === '' ? [] : [['What a rollback would do now', plan] as const]), ...evidence]
}

/** Of a plan that was shown and not carried out. */
export function describePlannedSteps({ outcome: { plan }, events }: RunStory): string | undefined {
  if (plan === undefined || plan.steps.length === 0) return undefined
  if (events.some(({ kind }) => kind === 'rollback-started')) return undefined
  const steps = plan.steps.map((step, index) => `${index + 1}. ${codeSpan(step, 200)}`)
  return `Nothing of this was done; in this order:\n\n${steps.join('\n')}`
}
