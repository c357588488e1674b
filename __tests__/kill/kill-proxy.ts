import { type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'

/** What happens to the run at one of its requests. */
export interface Strike {
  /** Of all requests of the run, from 0. */
  readonly at: number
  /** Before the request reaches its server, or after it was answered there and before the run hears of it. */
  readonly when: 'before' | 'after'
  readonly blow: Blow
}

/** `cut`: the connection is lost, and the run goes on. */
export type Blow = 'SIGTERM' | 'SIGKILL' | 'cut'

/** Stands between a run and every server that it talks to, and counts. */
export class KillProxy {
  /** As `POST UpdateService` or `GET /health`, in order. */
  readonly requests: string[] = []
  readonly #servers: LoopbackServer[] = []
  #strike: Strike | undefined
  #kill: (signal: 'SIGTERM' | 'SIGKILL') => void = () => {}

  /** An address that leads to `origin`. */
  async front(origin: string): Promise<string> {
    const server = await serve((incoming, response) => void this.#pass(new URL(origin), incoming, response))
    this.#servers.push(server)
    return server.url
  }

  /** From now on requests are counted anew. */
  arm(strike: Strike | undefined, kill: (signal: 'SIGTERM' | 'SIGKILL') => void): void {
    this.requests.length = 0
    this.#strike = strike
    this.#kill = kill
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()))
  }

  async #pass(origin: URL, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const index = this.requests.push(nameOf(incoming)) - 1
    const strike = this.#strike?.at === index ? this.#strike : undefined
    const body = await buffer(incoming)
    if (strike?.when === 'before') return this.#hit(strike, incoming)
    const answer = await forward(origin, incoming, body)
    if (strike !== undefined) return this.#hit(strike, incoming)
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  #hit({ blow }: Strike, incoming: IncomingMessage): void {
    if (blow !== 'cut') this.#kill(blow)
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

function forward(origin: URL, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: origin.hostname, port: origin.port, method, path: url, headers }
    const request = send(options, (answer) => {
      buffer(answer).then((content) => {
        resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content })
      }, reject)
    })
    request.on('error', reject).end(body)
  })
}
