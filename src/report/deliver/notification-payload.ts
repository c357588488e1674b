import type { Notification } from './notification.ts'

export type Flavour = 'slack' | 'discord' | 'teams' | 'json'

/** Who is behind an address; anybody else gets plain JSON. */
export function flavourOf(address: URL): Flavour {
  const host = address.hostname.toLowerCase()
  if (host === 'hooks.slack.com' || host === 'hooks.slack-gov.com') return 'slack'
  if (/^(?:\w+\.)?discord(?:app)?\.com$/.test(host) && address.pathname.startsWith('/api/')) return 'discord'
  const isTeams = /\.(?:webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/.test(host)
  return isTeams ? 'teams' : 'json'
}

/** The body to post, for JSON.stringify. */
export function renderPayload(flavour: Flavour, notification: Notification): unknown {
  switch (flavour) {
    case 'slack':
      return slack(notification)
    case 'discord':
      return discord(notification)
    case 'teams':
      return teams(notification)
    case 'json':
      return { schemaVersion: 1, ...notification }
    default:
      return flavour satisfies never
  }
}

const COLOURS = { good: '2da44e', bad: 'cf222e', busy: '0969da' } as const

/**
 * `plain_text` is shown as it is, and so is the fallback of a notification with `mrkdwn: false`.
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
function slack({ tone, headline, reason, facts, runUrl }: Notification): unknown {
  const text = (content: string) => ({ type: 'plain_text', text: content, emoji: false })
  const button = { type: 'button', text: text('Open the run'), url: runUrl }
  return {
    text: escapeSlack(headline),
    mrkdwn: false,
    unfurl_links: false,
    attachments: [
      {
        color: `#${COLOURS[tone]}`,
        fallback: escapeSlack(headline),
        blocks: [
          { type: 'header', text: text(headline.slice(0, 150)) },
          ...(reason === '' ? [] : [{ type: 'section', text: text(reason) }]),
          { type: 'section', fields: facts.slice(0, 10).map(({ name, value }) => text(`${name}\n${value}`)) },
          ...(runUrl === undefined ? [] : [{ type: 'actions', elements: [button] }]),
        ],
      },
    ],
  }
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Nobody is pinged, whatever the texts hold: https://discord.com/developers/docs/resources/message#allowed-mentions-object */
function discord({ tone, headline, reason, facts, runUrl }: Notification): unknown {
  return {
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: escapeDiscord(headline).slice(0, 256),
        description: escapeDiscord(reason).slice(0, 4_000),
        color: Number.parseInt(COLOURS[tone], 16),
        fields: facts.map(({ name, value }) => ({
          name,
          value: escapeDiscord(value).slice(0, 1_024),
          inline: value.length < 40,
        })),
        url: runUrl,
      },
    ],
  }
}

function escapeDiscord(text: string): string {
  return text.replace(/[\\`*_~|<>[\]()#:@-]/g, '\\$&')
}

/** Text runs know no Markdown: https://adaptivecards.io/explorer/TextRun.html */
function teams({ tone, headline, reason, facts, runUrl }: Notification): unknown {
  const run = (text: string, style: object = {}) => ({ type: 'TextRun', text, ...style })
  const block = (...inlines: object[]) => ({ type: 'RichTextBlock', inlines })
  const color = { good: 'Good', bad: 'Attention', busy: 'Accent' }[tone]
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(run(headline, { weight: 'Bolder', size: 'Large', color })),
      ...(reason === '' ? [] : [block(run(reason))]),
      ...facts.map(({ name, value }) => block(run(`${name}: `, { weight: 'Bolder' }), run(value))),
    ],
    actions: runUrl && [{ type: 'Action.OpenUrl', title: 'Open the run', url: runUrl }],
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  }
}
