// HTTP as a probe needs it: one request on one connection, and why it failed. What an answer means for
// health stands in model/, what is called to roll back in targets/.

import type { Dispatcher } from 'undici'
// The root of undici loads fetch, WebSocket and much more; a probe needs the client alone.
import Client from 'undici/lib/dispatcher/client.js'
import { BodyCollector, type CollectedBody } from './body-collector.ts'
import type { ConnectionContext } from './connection.ts'
import { type Connection, openConnection, ProxyError, useSocket } from './connection-context.ts'
import { type FullAnswer, readBody, type ServerCertificate } from './model/answer.ts'
import type { Request } from './request.ts'
import { withoutContinue } from './without-continue.ts'

/** More than any server needs, and less than what would be an attack. */
const MAX_HEADER_BYTES = 65_536

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
  const client = new Client(request.url.origin, {
    connect: useSocket(withoutContinue(connection.socket)),
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
    strictContentLength: false,
  })
  try {
    progress.enter('sending the request')
    const receiver = new Receiver(context, stop)
    client.dispatch(optionsFor(request, connection), receiver)
    const { status, headers, body } = await receiver.answered
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
    await client.destroy()
  }
}

function optionsFor(
  { method, url, headers, body }: Request,
  connection: Connection,
): Dispatcher.DispatchOptions {
  const path = url.pathname + url.search
  return {
    method,
    path: connection.proxyHeaders === undefined ? path : url.origin + path,
    headers: [...headers, ...(connection.proxyHeaders ?? [])],
    body: body ?? null,
  }
}

interface Received {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: CollectedBody
}

/** Takes an answer in, as undici hands it out. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly answered: Promise<Received>
  readonly #progress: ConnectionContext['progress']
  readonly #stop: AbortSignal
  #body: BodyCollector | undefined
  #resolve: (answer: Promise<Received>) => void = () => {}
  #fail: (error: unknown) => void = () => {}

  constructor({ progress }: ConnectionContext, stop: AbortSignal) {
    this.#progress = progress
    this.#stop = stop
    const onAbort = () => this.#fail(stop.reason)
    this.answered = new Promise<Received>((resolve, reject) => {
      this.#resolve = resolve
      this.#fail = reject
      stop.addEventListener('abort', onAbort, { once: true })
    }).finally(() => {
      stop.removeEventListener('abort', onAbort)
      this.#body?.destroy()
    })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#stop.aborted) controller.abort(this.#stop.reason)
  }

  onRequestSent(): void {
    this.#progress.enter('waiting for the headers')
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return
    this.#progress.status = status
    this.#progress.enter('reading the body')
    const byName = new Map(
      Object.entries(headers).map(([name, value]) => [name, joinValues([value ?? ''].flat())] as const),
    )
    const collector = new BodyCollector(byName.get('content-encoding'))
    this.#body = collector
    collector.done.then(
      (body) => this.#resolve(Promise.resolve({ status, headers: byName, body })),
      this.#fail,
    )
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#progress.bodyBytes += chunk.length
    if (this.#body?.write(chunk, () => controller.resume()) === false) controller.pause()
  }

  onResponseEnd(): void {
    this.#body?.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error)
  }
}

/** A header that is sent twice with one value says one thing. */
function joinValues(values: readonly string[]): string {
  return [...new Set(values)].join(', ')
}

function decode(bytes: Buffer, contentType: string | undefined): string {
  const charset = /;\s*charset="?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function certificateOf(validTo: string | undefined): ServerCertificate | undefined {
  const expiresAtMs = Date.parse(validTo ?? '')
  return Number.isNaN(expiresAtMs) ? undefined : { expiresInMs: expiresAtMs - Date.now() }
}

export function renderConnection(address: string, proxy: string | undefined): string {
  return proxy === undefined ? address : `${address}, the proxy`
}
