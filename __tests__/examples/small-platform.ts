import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * A platform of somebody's own that remembers what ran before. `/health` tells the version that runs, with
 * status 500 for a bad one; the other paths are its API, as the examples and the stand-ins use it.
 */
export class SmallPlatform {
  /** Oldest first; the last one runs. */
  readonly history: string[] = ['good-1', 'good-2']
  readonly bad = new Set<string>()
  /** Without it the API refuses; empty: it is open to all. */
  token = ''
  /** As it arrived, for what the examples send. */
  lastBody = ''

  get running(): string {
    return this.history.at(-1) ?? ''
  }

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      const path = request.url ?? ''
      if (path === '/health') this.#tellHealth(response)
      else if (this.token !== '' && request.headers.authorization !== `Bearer ${this.token}`)
        response.writeHead(401).end()
      else response.end(this.#obey(path, body))
    })
  }

  #tellHealth(response: ServerResponse): void {
    const isBad = this.bad.has(this.running)
    response.writeHead(isBad ? 500 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ status: isBad ? 'error' : 'ok', version: this.running }))
  }

  #obey(path: string, body: string): string {
    const [, first, second, ...rest] = path.split('/')
    switch (`${first} ${second ?? ''}`.trim()) {
      case 'switch':
        return this.#run((JSON.parse(body) as { version: string }).version)
      case 'rollback':
        this.lastBody = body
        return this.#goBack()
      case 'status':
        return JSON.stringify({ state: 'idle', current: this.running, previous: this.history.at(-2) })
      case 'kubernetes set':
        return this.#run(rest.join('/').replace(/^.*:/, ''))
      case 'kubernetes undo':
        return this.#goBack()
      case 'kubernetes status':
        return 'deployment "web" successfully rolled out\n'
      case 'kubernetes image':
        return `registry.example/web:${this.running}`
      case `deploy ${second}`:
        return this.#run(second ?? '')
      default:
        return '{}'
    }
  }

  #run(version: string): string {
    this.history.push(version)
    return ''
  }

  #goBack(): string {
    return this.#run(this.history.at(-2) ?? '')
  }
}
