import { toPlainText } from '../untrusted.ts'
import { discord } from './discord.ts'
import type { LandingEvent } from './landing-event.ts'
import { toText } from './message-text.ts'
import type { Notification } from './notification.ts'
import { type Form, formOf } from './receiver.ts'
import { slack, slackWorkflow } from './slack.ts'
import { teams } from './teams.ts'

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

/** https://developer.pagerduty.com/docs/send-alert-event */
function pagerDuty({ event, headline, reason, facts, text, runUrl }: Notification): object {
  if (event.kind === 'incident-resolved') return { event_action: 'resolve', dedup_key: event.incident }
  return {
    event_action: 'trigger',
    dedup_key: event.incident,
    client: 'Safe Landing',
    client_url: runUrl,
    links: runUrl && [{ href: runUrl, text: 'Open the run' }],
    payload: {
      summary: toPlainText(text === undefined ? `${headline}: ${reason}` : toText(text), 1_024),
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
function cloudEvent({ event, text, ...message }: Notification): object {
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
      customData: { schemaVersion: 1, ...message, ...(text && { text: toText(text) }) },
      customDataContentType: 'application/json',
    },
  }
}

function subjectOf(
  { kind, incident, service, environment, artifact, id }: LandingEvent,
  { headline, reason, runUrl, tone }: Pick<Notification, 'headline' | 'reason' | 'runUrl' | 'tone'>,
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
