import type { Warning } from '../run/event.ts'
import type { RunStory } from './run-story.ts'

/** What the run warned of, each once; without advice that stands among the next steps. Untrusted. */
export function findWarnings({ events, outcome }: Pick<RunStory, 'events' | 'outcome'>): readonly Warning[] {
  const warnings = events.flatMap((event): Warning[] => {
    if (event.kind !== 'warned') return []
    const { text, hint, isAdvice } = event
    return [{ text, hint: hint === outcome.hint ? undefined : hint, isAdvice }]
  })
  return [...new Map(warnings.map((one) => [`${one.text} ${one.hint}`, one])).values()]
}
