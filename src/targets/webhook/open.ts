import type { Exchange } from '../../http/exchange.ts'
import { openNetwork } from '../../http/network.ts'
import type { Config } from '../../inputs/config.ts'
import { versionsBefore } from '../../run/capture.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import { webhookCapture } from './capture.ts'
import { webhookRollback } from './strategy.ts'
import type { WebhookConfig } from './webhook-config.ts'

/** @param exchange how requests are sent; absent: over the network */
export function openWebhook(
  config: Config,
  target: WebhookConfig,
  deps: TargetDeps,
  exchange?: Exchange,
): OpenTarget {
  const { env, clock, redact, reason, capture, deployed: from, rehearsal, hasAnswered } = deps
  const { rollbackTo, pollIntervalMs } = config
  const network = openNetwork(config.network, env)
  const strategy = webhookRollback(target, {
    clock,
    network,
    exchange,
    redact,
    reason,
    hasAnswered,
    rollbackTo,
    pollIntervalMs,
    random: Math.random,
    // The second call of a rehearsal is another one.
    idempotencyKey: [
      ...[env.GITHUB_RUN_ID, env.GITHUB_RUN_ATTEMPT, env.GITHUB_JOB, env.GITHUB_ACTION],
      ...(rehearsal === 'forward' ? [rehearsal] : []),
    ].join('-'),
    // A version that the checks saw before is one only if the deployed one is known to be another.
    seenBefore: from === undefined ? [] : versionsBefore(capture),
    from,
    captured: capture?.revision,
  })
  return { strategy, source: webhookCapture(target, { clock, network, exchange, redact }), probes: [] }
}
