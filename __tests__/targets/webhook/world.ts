import type { PlatformErrorCode } from '../../../src/core/platform-error.ts'
import { createRedactor } from '../../../src/core/redaction.ts'
import { Secret } from '../../../src/core/secret.ts'
import { createNetwork } from '../../../src/http/network.ts'
import type { RollbackStrategy } from '../../../src/run/rollback.ts'
import type { StatusExpectation } from '../../../src/targets/webhook/model/status-expectation.ts'
import { type WebhookDeps, webhookRollback } from '../../../src/targets/webhook/strategy.ts'
import type { WebhookConfig } from '../../../src/targets/webhook/webhook-config.ts'
import { PatientClock } from '../../support/patient-clock.ts'
import type { Blockade, RollbackWorld } from '../../support/rollback-contract.ts'
import { BlueGreen } from './blue-green.ts'

const QUERY_TOKEN = 'query-token-4711'
const HEADER_TOKEN = 'header-token-0815'

export const CHANGED: StatusExpectation = { kind: 'changed', line: 'changed' }

type Own = Partial<Omit<WebhookConfig, 'status'>> & { readonly status?: WebhookConfig['status'] | null }

export class WebhookWorld implements RollbackWorld {
  readonly from = 'green'
  readonly to = 'blue'
  readonly applied = 'in-place'
  readonly secrets = [QUERY_TOKEN, HEADER_TOKEN]
  readonly clock = new PatientClock(15_000)
  readonly gateway: BlueGreen

  static async open(): Promise<WebhookWorld> {
    return new WebhookWorld(await BlueGreen.start())
  }

  constructor(gateway: BlueGreen) {
    this.gateway = gateway
  }

  /** `status: null`: without a status address. */
  strategy(own: Own = {}, deps: Partial<WebhookDeps> = {}): RollbackStrategy {
    const { origin } = this.gateway
    const {
      status = { url: new Secret(`${origin}/deployment/status?token=${QUERY_TOKEN}`), expect: [CHANGED] },
      ...config
    } = own
    return webhookRollback(
      {
        kind: 'webhook',
        url: new Secret(`${origin}/deployment/rollback?token=${QUERY_TOKEN}`),
        method: 'POST',
        headers: [{ name: 'Authorization', value: new Secret(`Bearer ${HEADER_TOKEN}`) }],
        ...(status !== null && { status }),
        ...config,
      },
      {
        clock: this.clock,
        random: () => 0.5,
        network: createNetwork({ userAgent: 'safe-landing/test' }),
        redact: createRedactor(this.secrets.map((secret) => new Secret(secret))),
        pollIntervalMs: 5_000,
        idempotencyKey: 'run-7-1-guard',
        reason: () => 'api failed 3 times in a row',
        rollbackTo: { kind: 'previous' },
        ...deps,
      },
    )
  }

  async snapshot(): Promise<unknown> {
    const { current, previous } = this.gateway
    return { current, previous }
  }

  async writes(): Promise<number> {
    return this.gateway.calls.length
  }

  async putBack(): Promise<void> {
    this.gateway.switchTo('blue')
  }

  async takeOver(): Promise<void> {
    this.gateway.switchTo('red')
  }

  async refuse(): Promise<PlatformErrorCode> {
    const body = `{"error": "not with ${HEADER_TOKEN} and ${QUERY_TOKEN}"}`
    this.gateway.refusal = { status: 403, body }
    return 'access-denied'
  }

  async block(stage: 'plan' | 'apply'): Promise<Blockade> {
    const reached = this.gateway.block(stage === 'plan' ? 'status' : 'rollback')
    return { reached, lift: async () => this.gateway.release() }
  }

  async close(): Promise<void> {
    await this.gateway.close()
  }
}
