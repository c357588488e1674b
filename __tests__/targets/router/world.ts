import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackServer, serve } from '../../../demo/world/loopback.ts'
import type { PlatformErrorCode } from '../../../src/core/platform-error.ts'
import { Secret } from '../../../src/core/secret.ts'
import { createNetwork } from '../../../src/http/network.ts'
import type { RollbackStrategy } from '../../../src/run/rollback.ts'
import { PatientClock } from '../../support/patient-clock.ts'
import type { Blockade, RollbackWorld } from '../../support/rollback-contract.ts'
import { routerRollback } from './strategy.ts'

const TOKEN = 'router-token-4711'

/** A router over real HTTP with one route, whose bad version is v42. */
export class RouterWorld implements RollbackWorld {
  readonly from = 'v42'
  readonly to = 'v41'
  readonly applied = 'in-place'
  readonly secrets = [TOKEN]
  live = 'v42'
  readonly #server: LoopbackServer
  readonly #gate: Gate
  #writes = 0
  #refuses = false

  static async open(): Promise<RouterWorld> {
    const gate = new Gate()
    let world: RouterWorld | undefined
    const server = await serve(async (request, response) => {
      await gate.pass(request.method ?? '')
      await world?.answer(request, response)
    })
    world = new RouterWorld(server, gate)
    return world
  }

  constructor(server: LoopbackServer, gate: Gate) {
    this.#server = server
    this.#gate = gate
  }

  get url(): string {
    return `${this.#server.url}/?token=${TOKEN}`
  }

  strategy(): RollbackStrategy {
    return routerRollback(
      { kind: 'router', url: new Secret(this.url), service: 'web' },
      {
        clock: new PatientClock(),
        network: createNetwork({ userAgent: 'safe-landing/test' }),
        redact: (text) => text.replaceAll(TOKEN, '***'),
        rollbackTo: { kind: 'previous' },
        captured: undefined,
      },
    )
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isKnown = request.url === `/routes/web?token=${TOKEN}`
    if (this.#refuses || !isKnown) {
      response.writeHead(403).end()
      return
    }
    if (request.method === 'PUT') {
      this.live = (await request.toArray()).join('')
      this.#writes += 1
    }
    response.end(JSON.stringify({ live: this.live, previous: 'v41' }))
  }

  async snapshot(): Promise<unknown> {
    return this.live
  }

  async writes(): Promise<number> {
    return this.#writes
  }

  async putBack(): Promise<void> {
    this.live = 'v41'
  }

  async takeOver(): Promise<void> {
    this.live = 'v43'
  }

  async refuse(): Promise<PlatformErrorCode> {
    this.#refuses = true
    return 'access-denied'
  }

  async block(stage: 'plan' | 'apply'): Promise<Blockade> {
    return this.#gate.close(stage === 'plan' ? 'GET' : 'PUT')
  }

  async close(): Promise<void> {
    await this.#server.close()
  }
}

/** Keeps requests of one method from being answered. */
class Gate {
  #closedFor = ''
  readonly #events = new EventTarget()

  close(method: string): Blockade {
    this.#closedFor = method
    return {
      reached: once(this.#events, 'reached').then(() => undefined),
      lift: async () => {
        this.#closedFor = ''
        this.#events.dispatchEvent(new Event('lifted'))
      },
    }
  }

  async pass(method: string): Promise<void> {
    if (method !== this.#closedFor) return
    const lifted = once(this.#events, 'lifted')
    this.#events.dispatchEvent(new Event('reached'))
    await lifted
  }
}
