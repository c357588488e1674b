import { type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import type { Strike } from './strike.ts'

/** Ends the run that is struck. */
type Kill = (signal: 'SIGTERM' | 'SIGKILL') => void

/** Stands between a run and every server and program that it uses, and counts. */
export class KillProxy {
  /** As `POST UpdateService`, `GET /health` or `git push`, in order. */
  readonly requests: string[] = []
  readonly #servers: LoopbackServer[] = []
  #strike: Strike | undefined
  #struck: string | undefined
  #kill: Kill = () => {}

  /** As `12 (POST UpdateService)`; undefined: the run has not come so far. */
  get struck(): string | undefined {
    return this.#struck
  }

  /** An address that leads to `origin`. */
  async front(origin: string): Promise<string> {
    const server = await serve((incoming, response) => void this.#pass(new URL(origin), incoming, response))
    this.#servers.push(server)
    return server.url
  }

  /** From now on requests are counted anew. */
  arm(strike: Strike | undefined, kill: Kill): void {
    this.requests.length = 0
    this.#struck = undefined
    this.#strike = strike
    this.#kill = kill
  }

  /** Counts it. Answers the strike that falls here. */
  count(name: string): Strike | undefined {
    const index = this.requests.push(name) - 1
    const strike = this.#strike
    const isHere = typeof strike?.at === 'string' ? new RegExp(strike.at).test(name) : strike?.at === index
    if (strike === undefined || !isHere || this.#struck !== undefined) return undefined
    this.#struck = `${index} (${name})`
    return strike
  }

  hit({ blow }: Strike): void {
    if (blow !== 'cut') this.#kill(blow)
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()))
  }

  async #pass(origin: URL, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const strike = this.count(nameOf(incoming))
    const body = await buffer(incoming)
    const answer = strike?.when === 'before' ? undefined : await forward(origin, incoming, body)
    if (strike === undefined && answer !== undefined) {
      response.writeHead(answer.status, answer.headers).end(answer.body)
      return
    }
    if (strike !== undefined) this.hit(strike)
    incoming.socket.destroy()
  }
}

function nameOf({ method, url = '', headers }: IncomingMessage): string {
  const target = headers['x-amz-target']
  const [path = ''] = url.split('?')
  return `${method} ${typeof target === 'string' ? target.split('.').at(-1) : path}`
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Undefined: the server broke the connection. */
function forward(
  origin: URL,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const options = { host: origin.hostname, port: origin.port, method, path: url, headers }
    const request = send(options, (answer) => {
      buffer(answer).then(
        (content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }),
        () => resolve(undefined),
      )
    })
    request.on('error', () => resolve(undefined)).end(body)
  })
}
