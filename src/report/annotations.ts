import type { RunStory } from './run-story.ts'
import { causeText, findCause } from './summary/cause.ts'
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

/** One that says how it ended, and one for each warning; what is the same on every deploy is for `validate`. */
export function renderAnnotations(story: RunStory): Annotation[] {
  const { outcome, context } = story
  const { headline, icon } = headlineFor(outcome, context)
  const cause = findCause(story)
  const main: Annotation = {
    level: context.exitCode === 0 ? 'notice' : 'error',
    title: 'Safe Landing',
    message: toPlainText(
      `${icon} ${withoutMarkdown(headline)}${cause === undefined ? '' : `: ${causeText(cause)}`}${advice(cause?.tip)}${advice(outcome.hint)}`,
      MAX_LENGTH,
    ),
  }
  const warnings = findWarnings(story)
    .filter(({ isAdvice }) => !isAdvice || context.mode === 'validate')
    .slice(0, MAX_WARNINGS)
    .map(({ text, hint }) => toPlainText(`${text}${advice(hint)}`, MAX_LENGTH))
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
