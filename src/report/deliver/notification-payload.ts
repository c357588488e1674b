import { toPlainText } from '../untrusted.ts'
import type { LandingEvent } from './landing-event.ts'
import type { Notification } from './notification.ts'
import { type Form, formOf } from './receiver.ts'

export interface NotificationRequest {
  readonly url: URL
  readonly contentType: string
  readonly body: string
}

/** The address holds the routing key of PagerDuty, which belongs into the body. */
export function renderRequest(address: URL, notification: Notification): NotificationRequest {
  const form = formOf(address)
  const payload = renderPayload(form, notification)
  const isPagerDuty = form === 'pagerduty'
  const key = { routing_key: address.searchParams.get('routing_key') }
  return {
    url: isPagerDuty ? new URL('/v2/enqueue', address.origin) : address,
    contentType: form === 'cloudevents' ? 'application/cloudevents+json; charset=utf-8' : 'application/json',
    body: JSON.stringify(isPagerDuty ? { ...key, ...payload } : payload),
  }
}

/** The body to post, for JSON.stringify. */
export function renderPayload(form: Form, notification: Notification): object {
  switch (form) {
    case 'slack':
      return slack(notification)
    case 'slack-workflow':
      return slackWorkflow(notification)
    case 'discord':
      return discord(notification)
    case 'teams':
      return teams(notification)
    case 'pagerduty':
      return pagerDuty(notification)
    case 'cloudevents':
      return cloudEvent(notification)
    default:
      return form satisfies never
  }
}

const COLOURS = { good: '2da44e', bad: 'cf222e', busy: '0969da' } as const

/**
 * `plain_text` is shown as it is, and so is the fallback of a notification with `mrkdwn: false`.
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
function slack({ tone, headline, reason, facts, runUrl }: Notification): object {
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

/**
 * A workflow takes texts only, and refuses a message in which a variable is missing.
 * https://docs.slack.dev/tools/slack-github-action/sending-techniques/sending-data-webhook-slack-workflow
 */
function slackWorkflow({ moment, tone, headline, reason, facts, runUrl }: Notification): object {
  return {
    moment,
    tone,
    headline: escapeSlack(headline),
    reason: escapeSlack(reason),
    facts: escapeSlack(facts.map(({ name, value }) => `${name}: ${value}`).join('\n')),
    run_url: runUrl ?? '',
  }
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Nobody is pinged, whatever the texts hold: https://discord.com/developers/docs/resources/message#allowed-mentions-object */
function discord({ tone, headline, reason, facts, runUrl }: Notification): object {
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
function teams({ tone, headline, reason, facts, runUrl }: Notification): object {
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

/** https://developer.pagerduty.com/docs/send-alert-event */
function pagerDuty({ event, headline, reason, facts, runUrl }: Notification): object {
  if (event.kind === 'incident-resolved') return { event_action: 'resolve', dedup_key: event.incident }
  return {
    event_action: 'trigger',
    dedup_key: event.incident,
    client: 'Safe Landing',
    client_url: runUrl,
    links: runUrl && [{ href: runUrl, text: 'Open the run' }],
    payload: {
      summary: toPlainText(`${headline}: ${reason}`, 1_024),
      source: event.service,
      severity: 'critical',
      timestamp: event.at,
      component: event.service,
      group: event.environment,
      custom_details: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    },
  }
}

/** https://github.com/cdevents/spec/tree/v0.4.1/schemas */
const CDEVENTS_VERSION = '0.4.1'
const CDEVENTS_TYPES: Readonly<Record<LandingEvent['kind'], string>> = {
  deployed: 'dev.cdevents.service.deployed.0.2.0',
  'rolled-back': 'dev.cdevents.service.rolledback.0.2.0',
  'incident-detected': 'dev.cdevents.incident.detected.0.2.0',
  'incident-resolved': 'dev.cdevents.incident.resolved.0.2.0',
  'run-finished': 'dev.cdevents.taskrun.finished.0.2.0',
}

/** A CDEvent in the structured mode of CloudEvents: https://github.com/cdevents/spec/blob/v0.4.1/cloudevents-binding.md */
function cloudEvent({ event, ...message }: Notification): object {
  const { id, at, source } = event
  const type = CDEVENTS_TYPES[event.kind]
  const subject = subjectOf(event, message)
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject: subject.id,
    time: at,
    datacontenttype: 'application/json',
    data: {
      context: { version: CDEVENTS_VERSION, id, source, type, timestamp: at },
      subject,
      customData: { schemaVersion: 1, ...message },
      customDataContentType: 'application/json',
    },
  }
}

function subjectOf(
  { kind, incident, service, environment, artifact, id }: LandingEvent,
  { headline, reason, runUrl, tone }: Omit<Notification, 'event'>,
) {
  const where = { environment: { id: environment }, artifactId: artifact }
  switch (kind) {
    case 'deployed':
    case 'rolled-back':
      return { id: service, type: 'service', content: where }
    case 'incident-detected':
    case 'incident-resolved': {
      const description = `${headline}: ${reason}`
      return { id: incident, type: 'incident', content: { description, service: { id: service }, ...where } }
    }
    case 'run-finished': {
      const outcome = tone === 'bad' ? 'failure' : 'success'
      const errors = tone === 'bad' ? reason : undefined
      return { id, type: 'taskRun', content: { taskName: 'Safe Landing', url: runUrl, outcome, errors } }
    }
    default:
      return kind satisfies never
  }
}
