import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the endpoint behaves when it is told to roll back. */
export type Manner =
  | 'answers'
  /** Says 202 and switches only after it was asked for its status three times. */
  | 'acts-later'
  | 'drops-after-acting'
  | 'drops-without-acting'
  | 'fails-after-acting'
  /** Acts, and never answers. */
  | 'never-answers'
  /** Neither acts nor answers before it is let go. */
  | 'waits'

const ANSWERS: Partial<Record<Manner, { readonly status: number; readonly body: string }>> = {
  answers: { status: 200, body: '{"ok": true}' },
  'acts-later': { status: 202, body: '' },
  'fails-after-acting': { status: 502, body: 'bad gateway' },
}

/** A gateway in front of a blue and a green environment, with an endpoint that switches between them. */
export class BlueGreen {
  current = 'green'
  previous = 'blue'
  readonly calls: {
    readonly method: string
    readonly headers: IncomingMessage['headers']
    readonly body: string
  }[] = []
  /** How many calls acted. */
  acted = 0
  /** Resolves once one did. */
  readonly hasActed: Promise<void>
  manner: Manner = 'answers'
  /** Instead of the status. */
  statusAnswer:
    | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
    | undefined
  /** Of the rollback, once it has acted. */
  answer:
    | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
    | undefined
  /** The status. */
  describe: (current: string, previous: string) => unknown = (current, previous) => ({
    current,
    history: [{ version: current }, { version: previous }],
  })
  /** Instead of rolling back. */
  refusal:
    | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
    | undefined
  readonly #server: Server
  #readsUntilSwitch: number | undefined
  #blocked: (() => void)[] = []
  #isStatusBlocked = false
  #reached: () => void = () => undefined
  readonly #tellActed: () => void

  static async start(): Promise<BlueGreen> {
    const gateway = new BlueGreen()
    gateway.#server.listen(0, '127.0.0.1')
    await once(gateway.#server, 'listening')
    return gateway
  }

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.hasActed = promise
    this.#tellActed = resolve
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  switchTo(current: string, previous = this.current): void {
    this.current = current
    this.previous = previous
  }

  /** The next status (or rollback) is not answered before `release`; resolves once it was asked for. */
  block(stage: 'status' | 'rollback'): Promise<void> {
    if (stage === 'status') this.#isStatusBlocked = true
    else this.manner = 'waits'
    return new Promise((resolve) => {
      this.#reached = resolve
    })
  }

  release(): void {
    this.#isStatusBlocked = false
    this.manner = 'answers'
    for (const answer of this.#blocked.splice(0)) answer()
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    if (request.url?.startsWith('/deployment/status')) return this.#tellStatus(response)
    this.calls.push({ method: request.method ?? '', headers: request.headers, body })
    this.#rollBack(response)
  }

  #tellStatus(response: ServerResponse): void {
    if (this.#isStatusBlocked) {
      this.#blocked.push(() => this.#tellStatus(response))
      this.#reached()
      return
    }
    if (this.#readsUntilSwitch !== undefined && --this.#readsUntilSwitch === 0) this.#act()
    const { current, previous } = this
    const body = JSON.stringify(this.describe(current, previous))
    send(response, this.statusAnswer ?? { status: 200, body })
  }

  #rollBack(response: ServerResponse): void {
    if (this.refusal !== undefined) {
      send(response, this.refusal)
      return
    }
    const { manner } = this
    if (manner === 'acts-later') this.#readsUntilSwitch = 3
    else if (manner === 'waits') this.#blocked.push(() => this.#act())
    else if (manner !== 'drops-without-acting') this.#act()
    if (manner === 'waits') this.#reached()
    if (manner.startsWith('drops')) response.destroy()
    const answer = this.answer ?? ANSWERS[manner]
    if (answer !== undefined) send(response, answer)
  }

  #act(): void {
    this.acted += 1
    this.switchTo(this.previous)
    this.#tellActed()
  }
}

function send(
  response: ServerResponse,
  { status, body, headers = {} }: { status: number; body: string; headers?: Record<string, string> },
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}
