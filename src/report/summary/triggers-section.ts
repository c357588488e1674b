import type { TriggerState } from '../../health/triggers/trigger.ts'
import type { RunStory } from '../run-story.ts'
import { cell, codeSpan, escapeMarkdown } from '../untrusted.ts'

const MAX_ROWS = 30

const STATES: Readonly<Record<TriggerState, string>> = {
  fired: '❌ fired',
  pending: '⏳ pending',
  'not-evaluable': '❔ not evaluable',
  ok: '✅ did not fire',
}

/** What each line of `rollback-when` came to: one that nobody could evaluate has not passed. */
export function triggersSection({ outcome }: RunStory): string | undefined {
  const triggers = outcome.verification?.assessment.triggers ?? []
  if (triggers.length === 0) return undefined
  const rows = triggers
    .slice(0, MAX_ROWS)
    .map(
      ({ line, state, text }) =>
        `| ${cell(codeSpan(line, 200))} | ${STATES[state]} | ${cell(escapeMarkdown(text, 300))} |`,
    )
  const rest = triggers.length > MAX_ROWS ? [`| *${triggers.length - MAX_ROWS} more* | | |`] : []
  return ['| Trigger | State | Figures |', '| --- | --- | --- |', ...rows, ...rest].join('\n')
}
