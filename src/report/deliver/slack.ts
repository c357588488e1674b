import { fitLines, lineText, type MessageText, type TextPiece } from './message-text.ts'
import type { Notification } from './notification.ts'
import { TONE_COLOURS } from './tone-colours.ts'

const MAX_HEADER = 150
const MAX_TEXT = 3_000
const MAX_FIELDS = 10

/**
 * `plain_text` is shown as it is, and so is the fallback of a notification with `mrkdwn: false`.
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export function slack(notification: Notification): object {
  const { tone, runUrl, text } = notification
  const headline = text === undefined ? notification.headline : lineText(text.headline)
  const button = { type: 'button', text: plainText('Open the run', 75), url: runUrl }
  return {
    text: escapeSlack(headline),
    mrkdwn: false,
    unfurl_links: false,
    attachments: [
      {
        color: `#${TONE_COLOURS[tone]}`,
        fallback: escapeSlack(headline),
        blocks: [
          { type: 'header', text: plainText(headline, MAX_HEADER) },
          ...(text === undefined ? ownBlocks(notification) : templateBlocks(text)),
          ...(runUrl === undefined ? [] : [{ type: 'actions', elements: [button] }]),
        ],
      },
    ],
  }
}

function plainText(text: string, maxLength: number): object {
  return { type: 'plain_text', text: fitText(text, maxLength), emoji: false }
}

function fitText(text: string, maxLength: number): string {
  return fitLines([[{ isOwn: true, text }]], maxLength)
    .map(lineText)
    .join('')
}

function ownBlocks({ reason, facts }: Notification): object[] {
  const fields = facts.map(({ name, value }) => plainText(`${name}\n${value}`, 2_000))
  const sections = Array.from({ length: Math.ceil(fields.length / MAX_FIELDS) }, (_, index) => ({
    type: 'section',
    fields: fields.slice(index * MAX_FIELDS, (index + 1) * MAX_FIELDS),
  }))
  return [...(reason === '' ? [] : [{ type: 'section', text: plainText(reason, MAX_TEXT) }]), ...sections]
}

/** Elements of rich text, in which a text is never markup: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
function templateBlocks({ body }: MessageText): object[] {
  const lines = fitLines(body, MAX_TEXT).flatMap((line, index) => [
    ...(index === 0 ? [] : [{ type: 'text', text: '\n' }]),
    ...line.flatMap(richElements),
  ])
  return lines.length === 0
    ? []
    : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: lines }] }]
}

/** Mentions and links as they are written for Slack: https://docs.slack.dev/messaging/formatting-message-text */
const MARKUP =
  /<(?:@(?<user>[UW]\w+)|#(?<channel>[CG]\w+)|!subteam\^(?<group>S\w+)|!(?<range>here|channel|everyone)|(?<url>https?:\/\/[^\s<>|]+)(?:\|(?<label>[^<>|]+))?)>/g

/** Only in the user's own text: in a value they are text. */
function richElements({ isOwn, text }: TextPiece): object[] {
  if (!isOwn) return [{ type: 'text', text }]
  const elements: object[] = []
  let end = 0
  for (const match of text.matchAll(MARKUP)) {
    if (match.index > end) elements.push({ type: 'text', text: text.slice(end, match.index) })
    elements.push(mention(match.groups ?? {}))
    end = match.index + match[0].length
  }
  if (end < text.length) elements.push({ type: 'text', text: text.slice(end) })
  return elements
}

function mention({ user, channel, group, range, url, label }: Partial<Record<string, string>>): object {
  if (user !== undefined) return { type: 'user', user_id: user }
  if (channel !== undefined) return { type: 'channel', channel_id: channel }
  if (group !== undefined) return { type: 'usergroup', usergroup_id: group }
  if (range !== undefined) return { type: 'broadcast', range }
  return { type: 'link', url, text: label }
}

/**
 * A workflow takes texts only, and refuses a message in which a variable is missing.
 * https://docs.slack.dev/tools/slack-github-action/sending-techniques/sending-data-webhook-slack-workflow
 */
export function slackWorkflow({ moment, tone, headline, reason, facts, text, runUrl }: Notification): object {
  return {
    moment,
    tone,
    headline: escapeSlack(text === undefined ? headline : lineText(text.headline)),
    reason: escapeSlack(text === undefined ? reason : fitLines(text.body, MAX_TEXT).map(lineText).join('\n')),
    facts: escapeSlack(facts.map(({ name, value }) => `${name}: ${value}`).join('\n')),
    run_url: runUrl ?? '',
  }
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
