import type { RunStory } from './run-story.ts'
import { headlineFor } from './summary/headline.ts'
import { toPlainText } from './untrusted.ts'
import { findWarnings } from './warned.ts'

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

// GitHub keeps 10 of a type for each step, and 4,096 characters of each.
const MAX_WARNINGS = 5
const MAX_LENGTH = 1_000

/** One that says how it ended, and the warnings. */
export function renderAnnotations(story: RunStory): Annotation[] {
  const { outcome, context, events } = story
  const { headline, icon } = headlineFor(outcome, context)
  const main: Annotation = {
    level: context.exitCode === 0 ? 'notice' : 'error',
    title: 'Safe Landing',
    message: toPlainText(
      `${icon} ${withoutMarkdown(headline)}${outcome.reason === '' ? '' : `: ${outcome.reason}`}${advice(outcome.hint)}`,
      MAX_LENGTH,
    ),
  }
  const warnings = findWarnings(events)
    .slice(0, MAX_WARNINGS)
    .map((text) => toPlainText(text, MAX_LENGTH))
  return [main, ...warnings.map((message) => ({ level: 'warning', title: 'Safe Landing', message }) as const)]
}

function advice(hint: string | undefined): string {
  return hint === undefined ? '' : `. ${hint}`
}

/** A headline as it is read where Markdown is not rendered. */
export function withoutMarkdown(headline: string): string {
  return headline
    .replace(/<\/?(?:code|span)>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('`', '')
}
