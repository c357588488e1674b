import type { RunEvent } from '../run/event.ts'

/** What the run warned of, each once, with what to do about it. Untrusted. */
export function findWarnings(events: readonly RunEvent[]): readonly string[] {
  const texts = events.flatMap((event) =>
    event.kind === 'warned' ? [event.hint === undefined ? event.text : `${event.text}. ${event.hint}`] : [],
  )
  return [...new Set(texts)]
}
