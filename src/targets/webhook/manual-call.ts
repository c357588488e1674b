import { shellQuote } from '../../core/shell-quote.ts'
import { bodySecrets } from '../../inputs/secret-texts.ts'
import { shownAddress } from './explanation.ts'
import { fillBody } from './model/body-template.ts'
import type { WebhookConfig } from './webhook-config.ts'

export interface ManualCall {
  readonly from: string
  readonly to: string
  /** The key of the call itself. */
  readonly idempotencyKey: string
  readonly redact: (text: string) => string
}

const REASON = 'rolled back by hand'

/**
 * The same call for a person, who has the secrets: each is a variable, without which the shell does not call.
 * Its key is another one than the call's, since an endpoint may answer a known key with what it answered before.
 */
export function manualCall(config: WebhookConfig, planned: ManualCall): string {
  const url = new URL(config.url.reveal())
  const names = config.headers.map(({ name }) => name.toLowerCase())
  return [
    `curl --silent --show-error --fail-with-body --request ${config.method}`,
    ...config.headers.map(headerOf),
    ...(names.includes('idempotency-key')
      ? []
      : [`--header ${shellQuote(`idempotency-key: ${planned.idempotencyKey}-by-hand`)}`]),
    ...bodyOf(config, names, planned),
    shellQuote(shownAddress(config.url) + (url.search === '' ? '' : '?')) +
      (url.search === '' ? '' : variable('WEBHOOK_QUERY', 'what follows ? in webhook-url')),
  ].join(' ')
}

function headerOf({ name }: WebhookConfig['headers'][number]): string {
  const value = `HEADER_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`
  return `--header ${shellQuote(`${name}: `)}${variable(value, 'its value in webhook-headers')}`
}

function bodyOf({ body, headers }: WebhookConfig, names: readonly string[], planned: ManualCall): string[] {
  if (body === undefined) return []
  const template = body.reveal()
  const contentType = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value.reveal()
  const { from, to, redact } = planned
  return [
    ...(names.includes('content-type') ? [] : ["--header 'content-type: application/json'"]),
    bodySecrets(template).length > 0
      ? `--data-raw ${variable('WEBHOOK_BODY', 'webhook-body, filled in')}`
      : `--data-raw ${shellQuote(redact(fillBody(template, contentType, { from, to, reason: REASON })))}`,
  ]
}

/** @param what in letters that mean nothing to a shell */
function variable(name: string, what: string): string {
  return `"\${${name}:?${what}}"`
}
