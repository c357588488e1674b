import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http'
import type { Socket } from 'node:net'
import { BodyCollector, type CollectedBody } from './body-collector.ts'
import { explainBroken, notHttp, ProtocolError } from './broken-answer.ts'
import { messageOf } from './network-error.ts'
import type { Progress } from './progress.ts'
import { UnsendableError } from './request.ts'
import { withoutInterim } from './without-interim.ts'

/** More than any server needs, and less than what would be an attack. */
const MAX_HEADER_BYTES = 65_536
/** They say where the request ends, or keep its connection: with a wrong one, the answer says nothing. */
const FRAMING = new Set(['content-length', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade'])
/** Methods that have no body unless they are given one. */
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'])

export interface Message {
  readonly method: string
  /** The path, or what else the first line names. */
  readonly path: string
  /** Name, value, name, value. Without the length of the body. */
  readonly headers: readonly string[]
  readonly body?: string | undefined
}

export interface Received {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: CollectedBody
}

/** Writes a request to a connection that is open; nothing is ever sent twice. The caller ends the socket. */
export function startOn(socket: Socket, { method, path, headers, body }: Message): ClientRequest {
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at]?.toLowerCase() ?? ''
    if (FRAMING.has(name)) throw new UnsendableError(`invalid ${name} header`)
  }
  const hasLength = body !== undefined || !BODILESS.has(method)
  const length = hasLength ? ['content-length', `${Buffer.byteLength(body ?? '')}`] : []
  try {
    const started = startRequest({
      method,
      path,
      headers: [...headers, ...length, 'connection', 'close'],
      createConnection: () => socket,
      maxHeaderSize: MAX_HEADER_BYTES,
    })
    started.maxHeadersCount = 0
    return started.end(body)
  } catch (error) {
    throw new UnsendableError(messageOf(error))
  }
}

/** Sends the request and resolves with its answer, or as much of its body as is read. */
export async function send(
  socket: Socket,
  message: Message,
  progress: Progress,
  stop: AbortSignal,
): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>()
  const leave = () => reject(stop.reason)
  stop.addEventListener('abort', leave, { once: true })
  let answer: IncomingMessage | undefined
  let body: BodyCollector | undefined
  const receive = (started: IncomingMessage) => {
    const { statusCode: status = 0 } = started
    const fault = findFault(status)
    if (fault !== undefined) return reject(fault)
    answer = started
    progress.status = status
    progress.enter('reading the body')
    const headers = readHeaders(started)
    body = collect(started, headers.get('content-encoding'), progress)
    body.done.then((whole) => resolve({ status, headers, body: whole }), reject)
  }
  // What comes after a whole answer is not asked for, whatever it is.
  const fail = (error: unknown) => answer?.complete || reject(explainBroken(error))
  try {
    startOn(withoutInterim(socket), message)
      .on(
        'finish',
        () => progress.stage === 'sending the request' && progress.enter('waiting for the headers'),
      )
      .on('response', (started) => receive(started.on('error', fail)))
      .on('upgrade', () => reject(findFault(101)))
      .on('error', fail)
    return await promise
  } finally {
    stop.removeEventListener('abort', leave)
    body?.destroy()
  }
}

/** A status that the answer to a request cannot have; other interim answers were left out before. */
function findFault(status: number): ProtocolError | undefined {
  if (status < 100) return notHttp('its status line has no valid status')
  if (status >= 200) return undefined
  return new ProtocolError('it switches to another protocol, which nobody asked for')
}

function collect(answer: IncomingMessage, encoding: string | undefined, progress: Progress): BodyCollector {
  const collector = new BodyCollector(encoding)
  answer
    .on('data', (chunk: Buffer) => {
      progress.bodyBytes += chunk.length
      if (!collector.write(chunk, () => answer.resume())) answer.pause()
    })
    .on('end', () => collector.end())
  return collector
}

/** By lower-case name. A header that is sent twice with one value says one thing. */
function readHeaders({ rawHeaders }: IncomingMessage): ReadonlyMap<string, string> {
  const values = new Map<string, Set<string>>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2)
    const key = name.toLowerCase()
    values.set(key, (values.get(key) ?? new Set()).add(value))
  }
  return new Map([...values].map(([name, all]) => [name, [...all].join(', ')]))
}
