import type { Secret } from '../../core/secret.ts'
import { ACCEPTED_ENCODINGS } from '../../http/body-collector.ts'
import type { Network } from '../../http/network.ts'
import { basicAuthorization, type Request } from '../../http/request.ts'
import { type BodyValues, fillBody } from './model/body-template.ts'
import type { WebhookConfig } from './webhook-config.ts'

export function statusRequest(url: Secret, { headers }: WebhookConfig, network: Network): Request {
  // The content type is that of the body of the other request.
  const own = headers.filter(({ name }) => name.toLowerCase() !== 'content-type')
  return { method: 'GET', ...addressed(url, own, network, {}) }
}

/** The one write. The key lets an endpoint that knows it see that it has had this request before. */
export function rollbackRequest(
  { url, method, headers, body: template }: WebhookConfig,
  network: Network,
  filled: { readonly values: BodyValues; readonly idempotencyKey: string },
): Request {
  const added = { 'idempotency-key': filled.idempotencyKey }
  if (template === undefined) return { method, ...addressed(url, headers, network, added) }
  const named = headers.find(({ name }) => name.toLowerCase() === 'content-type')
  const contentType = named?.value.reveal() ?? 'application/json'
  const body = fillBody(template.reveal(), contentType, filled.values)
  return { method, ...addressed(url, headers, network, { ...added, 'content-type': contentType }), body }
}

function addressed(
  address: Secret,
  headers: WebhookConfig['headers'],
  network: Network,
  added: Readonly<Record<string, string>>,
): Pick<Request, 'url' | 'headers'> {
  const url = new URL(address.reveal())
  const authorization = basicAuthorization(url)
  const defaults = {
    'user-agent': network.userAgent,
    accept: 'application/json, */*;q=0.5',
    'accept-encoding': ACCEPTED_ENCODINGS,
    'cache-control': 'no-cache',
    ...(authorization !== undefined && { authorization }),
    ...added,
  }
  const names = new Set(headers.map(({ name }) => name.toLowerCase()))
  const missing = Object.entries(defaults).filter(([name]) => !names.has(name))
  return {
    url,
    headers: [...headers.flatMap(({ name, value }) => [name, value.reveal()]), ...missing.flat()],
  }
}
