import type { WebhookConfig } from '../../../config.ts'
import type { FullAnswer } from '../../../domain/answer.ts'
import type { Clock } from '../../../domain/clock.ts'
import type { BodyValues } from '../../../domain/webhook/body-template.ts'
import { fillBody } from '../../../domain/webhook/body-template.ts'
import type { Secret } from '../../../secret.ts'
import { ACCEPTED_ENCODINGS } from '../../probe/body-collector.ts'
import { basicAuthorization } from '../../probe/credentials.ts'
import { withDeadline } from '../../probe/deadline.ts'
import { exchange, type Request } from '../../probe/exchange.ts'
import { explainFailure } from '../../probe/failure.ts'
import type { Network } from '../../probe/network.ts'
import { Progress, type Stage } from '../../probe/progress.ts'
import { bareHost } from '../../probe/proxy-choice.ts'

export interface CallDeps {
  readonly clock: Clock
  readonly network: Network
  readonly timeoutMs: number
}

export type CallEnd =
  | { readonly kind: 'answered'; readonly answer: FullAnswer }
  /** Nothing of the request can have reached the endpoint. `because` is one clause, untrusted. */
  | { readonly kind: 'unsent'; readonly because: string }
  /** The request was on its way, and there is no complete answer. */
  | { readonly kind: 'lost'; readonly because: string }

/** As long as one of these lasts, the request has not left us. */
const BEFORE_SENDING: ReadonlySet<Stage> = new Set<Stage>([
  'looking up the name',
  'connecting',
  'asking the proxy for a tunnel',
  'shaking hands by TLS',
])

/** Sends one request once. Rejects only with the signal's reason. */
export async function call(request: Request, deps: CallDeps, signal: AbortSignal): Promise<CallEnd> {
  const { clock, network, timeoutMs } = deps
  const progress = new Progress(clock)
  const wires = { network, progress, timeoutMs }
  try {
    const answer = await withDeadline(timeoutMs, (stop) => exchange(request, wires, stop), signal)
    return { kind: 'answered', answer }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const asked = { host: bareHost(request.url), timeoutMs, hasResolvedEver: true }
    const { clause } = explainFailure(error, progress, asked)
    return { kind: BEFORE_SENDING.has(progress.stage) ? 'unsent' : 'lost', because: clause }
  }
}

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
