import { Secret } from '../../core/secret.ts'
import { all, andThen, type Checked, each, valid } from '../../inputs/checked.ts'
import type { Fields } from '../../inputs/fields.ts'
import type { InputProblem } from '../../inputs/input-error.ts'
import { ENDPOINT, HEADERS, hide } from '../../inputs/input-rules.ts'
import { bodySecrets } from '../../inputs/secret-texts.ts'
import { secretAddress } from '../../inputs/values/address.ts'
import { choice } from '../../inputs/values/choice.ts'
import { headerList } from '../../inputs/values/header.ts'
import { lines } from '../../inputs/values/lines.ts'
import { oneLine, script } from '../../inputs/values/text.ts'
import { shortDigest } from '../short-digest.ts'
import { defineTarget } from '../target.ts'
import { shownAddress } from './explanation.ts'
import { namesTarget } from './model/body-template.ts'
import { statusExpectation } from './status-input.ts'
import type { WebhookConfig } from './webhook-config.ts'

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] as const

export const webhook = defineTarget<'webhook', WebhookConfig>({
  kind: 'webhook',
  aliases: ['http', 'url', 'api', 'endpoint'],
  inputs: {
    'webhook-url': ENDPOINT,
    'webhook-method': {},
    'webhook-headers': HEADERS,
    'webhook-body': { show: hide, secrets: bodySecrets },
    'webhook-status-url': ENDPOINT,
    'webhook-status-expect': {},
  },
  revision: oneLine('the name of a version on one line'),
  hasOwnSignals: false,
  hasRuns: false,
  passesEnvironment: false,
  keepsRecordUnplanned: false,
  parse(fields) {
    const config = all<WebhookConfig, InputProblem>({
      kind: valid('webhook'),
      url: fields.take('webhook-url', secretAddress),
      method: fields.take('webhook-method', choice(METHODS)),
      headers: fields.takeList('webhook-headers', headerList),
      body: andThen(fields.takeOptional('webhook-body', script('the body of a request')), (text) =>
        valid(text === undefined ? undefined : new Secret(text)),
      ),
      status: parseStatus(fields),
    })
    const fitting = andThen(config, (found) => andThen(checkBody(fields, found), () => valid(found)))
    return andThen(each<unknown, InputProblem>([fitting, checkTarget(fields)]), () => fitting)
  },
  whoMay: ({ url }) => [
    `Whoever has the secrets of \`${shownAddress(url)}\`: they are among the secrets of this job.`,
  ],
  place: ({ url }) => `webhook ${shownAddress(url)}`,
  // One endpoint may serve several services, which only the body names.
  subject: ({ url, status, body }, { config: { environment } }) => [
    shownAddress(url),
    status && `status ${shownAddress(status.url)}`,
    body && `body ${shortDigest(body.reveal())}`,
    environment && `environment ${environment}`,
  ],
  isDeployAhead: () => true,
  isDeployedSinceStart: () => false,
  staysBack: ({ body }) =>
    namesTarget(body?.reveal() ?? '')
      ? undefined
      : 'the endpoint goes one version back, and takes no name of another one: {to} in webhook-body would pass it on',
  isReadableEarly: ({ status }) => status !== undefined,
  async open(own, config, deps) {
    return (await import('./open.ts')).openWebhook(config, own, deps)
  },
})

function checkBody(fields: Fields, { method, body }: WebhookConfig): Checked<unknown, InputProblem> {
  if (method !== 'GET' || body === undefined) return valid(undefined)
  return fields.refuse('webhook-body', { expected: 'only with a webhook-method that has a body' })
}

/** The endpoint cannot know a revision that it does not get. */
function checkTarget(fields: Fields): Checked<unknown, InputProblem> {
  if (!fields.isSet('rollback-to') || namesTarget(fields.text('webhook-body'))) return valid(undefined)
  return fields.refuse('rollback-to', { expected: 'only with {to} in webhook-body' })
}

type Status = NonNullable<WebhookConfig['status']>

/** Without knowing what to wait for the address says nothing, and without the address there is nothing to wait for. */
function parseStatus(fields: Fields): Checked<Status | undefined, InputProblem> {
  const isAsked = fields.isSet('webhook-status-url') || fields.isSet('webhook-status-expect')
  if (!isAsked) return valid(undefined)
  return all<Status, InputProblem>({
    url: fields.take('webhook-status-url', secretAddress),
    expect: fields.take('webhook-status-expect', lines(statusExpectation)),
  })
}
