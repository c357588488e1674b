import { sshRollback } from '../../adapters/rollback/ssh/strategy.ts'
import type { Config, SshConfig } from '../../config.ts'
import { planningSource } from '../planning-source.ts'
import type { Platform, PlatformDeps } from '../platform.ts'

export function openSsh(config: Config, target: SshConfig, deps: PlatformDeps): Platform {
  const { env, clock, redact, capture } = deps
  const { expectVersion: from } = config.health
  const strategy = sshRollback(target, {
    clock,
    env,
    redact,
    rollbackTo: config.rollbackTo,
    temporary: env.RUNNER_TEMP ?? '',
    ...(from === undefined ? {} : { from }),
    ...(capture?.revision === undefined ? {} : { captured: capture.revision }),
  })
  return { strategy, source: planningSource(strategy, (plan) => plan.from), probes: [] }
}
