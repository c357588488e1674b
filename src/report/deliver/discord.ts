import { fitLines, type TextPiece } from './message-text.ts'
import type { Notification } from './notification.ts'
import { TONE_COLOURS } from './tone-colours.ts'

// All of an embed is at most 6,000 characters, and so the sum of these:
// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
const MAX_TITLE = 256
const MAX_DESCRIPTION = 4_000
const MAX_REASON = 1_000
const MAX_VALUE = 310

/** Nobody is pinged, whatever the texts hold: https://discord.com/developers/docs/resources/message#allowed-mentions-object */
export function discord({ tone, headline, reason, facts, text, runUrl }: Notification): object {
  const about = { color: Number.parseInt(TONE_COLOURS[tone], 16), url: runUrl }
  const embed =
    text === undefined
      ? { title: value(headline, MAX_TITLE), description: value(reason, MAX_REASON), fields: fieldsOf(facts) }
      : { title: render([text.headline], MAX_TITLE), description: render(text.body, MAX_DESCRIPTION) }
  return { allowed_mentions: { parse: [] }, embeds: [{ ...embed, ...about }] }
}

function fieldsOf(facts: Notification['facts']): object[] {
  return facts.map((fact) => ({
    name: fact.name,
    value: value(fact.value, MAX_VALUE),
    inline: fact.value.length < 40,
  }))
}

function value(text: string, maxLength: number): string {
  return render([[{ isOwn: false, text }]], maxLength)
}

function render(lines: readonly (readonly TextPiece[])[], maxLength: number): string {
  return fitLines(lines, maxLength, renderPiece)
    .map((line) => line.map(renderPiece).join(''))
    .join('\n')
}

/** The user's own text may be Markdown. */
function renderPiece({ isOwn, text }: TextPiece): string {
  return isOwn ? text : text.replace(/[\\`*_~|<>[\]()#:@-]/g, '\\$&')
}
