import { createNetwork } from '../../adapters/probe/network.ts'
import { webhookRollback } from '../../adapters/rollback/webhook/strategy.ts'
import type { Config, WebhookConfig } from '../../config.ts'
import { VERSION } from '../../version.ts'
import { planningSource } from '../planning-source.ts'
import type { Platform, PlatformDeps } from '../platform.ts'

export function openWebhook(config: Config, target: WebhookConfig, deps: PlatformDeps): Platform {
  const { env, clock, redact, reason, capture } = deps
  const { rollbackTo, pollIntervalMs, health } = config
  const { expectVersion: from } = health
  const strategy = webhookRollback(target, {
    clock,
    redact,
    reason,
    rollbackTo,
    pollIntervalMs,
    random: Math.random,
    network: createNetwork({ userAgent: `safe-landing/${VERSION}`, env }),
    idempotencyKey: [env.GITHUB_RUN_ID, env.GITHUB_RUN_ATTEMPT, env.GITHUB_JOB, env.GITHUB_ACTION].join('-'),
    ...(from === undefined ? {} : { from }),
    ...(capture?.revision === undefined ? {} : { captured: capture.revision }),
  })
  const hasStatus = target.status !== undefined
  return {
    strategy,
    source: planningSource(strategy, (plan) => (hasStatus ? plan.from : undefined)),
    probes: [],
  }
}
