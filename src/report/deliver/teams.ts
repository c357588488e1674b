import { fitLines, type MessageText } from './message-text.ts'
import type { Notification } from './notification.ts'

/** With all that is around it, far less than the 28 KB that a message can have. */
const MAX_TEXT = 3_000

/** Text runs know no Markdown: https://adaptivecards.io/explorer/TextRun.html */
export function teams(notification: Notification): object {
  const { tone, text, headline, runUrl } = notification
  const color = { good: 'Good', bad: 'Attention', busy: 'Accent' }[tone]
  const style = { weight: 'Bolder', size: 'Large', color }
  const first = text?.headline.map((piece) => piece.text) ?? [headline]
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(...first.map((part) => run(part, style))),
      ...(text === undefined ? ownBlocks(notification) : templateBlocks(text)),
    ],
    actions: runUrl && [{ type: 'Action.OpenUrl', title: 'Open the run', url: runUrl }],
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  }
}

function ownBlocks({ reason, facts }: Notification): object[] {
  return [
    ...(reason === '' ? [] : [block(run(reason))]),
    ...facts.map(({ name, value }) => block(run(`${name}: `, { weight: 'Bolder' }), run(value))),
  ]
}

/** A block for each line, since a line break in a text run is none; an empty line is more space above the next one. */
function templateBlocks({ body }: MessageText): object[] {
  return fitLines(body, MAX_TEXT).flatMap((line, index, all) => {
    if (line.length === 0) return []
    const isAfterGap = all[index - 1]?.length === 0
    return [{ ...block(...line.map(({ text }) => run(text))), ...(isAfterGap && { spacing: 'Large' }) }]
  })
}

function block(...inlines: object[]): object {
  return { type: 'RichTextBlock', inlines }
}

function run(text: string, style: object = {}): object {
  return { type: 'TextRun', text, ...style }
}
