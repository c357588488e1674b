// HTTP as a probe needs it: one request on one connection, and why it failed. What an answer means for
// health stands in model/, what is called to roll back in targets/.

import type { ConnectionContext } from './connection.ts'
import { type Connection, openConnection, ProxyError } from './connection-context.ts'
import { type FullAnswer, readBody, type ServerCertificate } from './model/answer.ts'
import type { Request } from './request.ts'
import { type Message, send } from './send.ts'

/**
 * Sends one request on a connection of its own and reads the whole answer. Redirects are not followed.
 * Rejects with what went wrong, to be explained from `wires.progress`, or with the signal's reason at
 * once. The connection is closed in every case.
 */
export async function exchange(
  request: Request,
  context: ConnectionContext,
  stop: AbortSignal,
): Promise<FullAnswer> {
  const { progress } = context
  const connection = await openConnection(request.url, context, stop)
  try {
    progress.enter('sending the request')
    const { status, headers, body } = await send(
      connection.socket,
      messageFor(request, connection),
      progress,
      stop,
    )
    // Only a proxy asks so; the service would say 401.
    if (connection.proxyHeaders !== undefined && status === 407) throw new ProxyError('no passage', status)
    const timings = progress.finish()
    const { address, proxy } = progress
    return {
      method: request.method,
      url: request.url.origin + request.url.pathname,
      address: address === undefined ? undefined : renderConnection(address, proxy),
      status,
      headers,
      body: readBody(decode(body.bytes, headers.get('content-type')), body.isTruncated, body.encodingFault),
      timings,
      certificate: certificateOf(progress.certificateValidTo),
      redirects: 0,
    }
  } finally {
    connection.socket.destroy()
  }
}

/** How a request is sent and answered. */
export type Exchange = typeof exchange

function messageFor({ method, url, headers, body }: Request, { proxyHeaders }: Connection): Message {
  const path = url.pathname + url.search
  const isHostGiven = headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  return {
    method,
    path: proxyHeaders === undefined ? path : url.origin + path,
    headers: [...(isHostGiven ? [] : ['host', url.host]), ...headers, ...(proxyHeaders ?? [])],
    body,
  }
}

const UTF_8 = new TextDecoder()

function decode(bytes: Buffer, contentType = ''): string {
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'
  if (charset === 'utf-8') return UTF_8.decode(bytes)
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return UTF_8.decode(bytes)
  }
}

function certificateOf(validTo = ''): ServerCertificate | undefined {
  const expiresAtMs = Date.parse(validTo)
  return Number.isNaN(expiresAtMs) ? undefined : { expiresInMs: expiresAtMs - Date.now() }
}

export function renderConnection(address: string, proxy: string | undefined): string {
  return proxy === undefined ? address : `${address}, the proxy`
}
