import type { CommandConfig, Config } from '../../inputs/config.ts'
import { planningSource } from '../planning-source.ts'
import type { Platform, PlatformDeps } from '../platform.ts'
import { commandRollback } from './strategy.ts'

export function openCommand(config: Config, target: CommandConfig, deps: PlatformDeps): Platform {
  const { env, clock, redact, reason, reportPath, capture, deployed: from } = deps
  const strategy = commandRollback(target, {
    clock,
    env,
    redact,
    reason,
    reportPath,
    rollbackTo: config.rollbackTo,
    workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
    temporary: env.RUNNER_TEMP ?? '',
    ...(from === undefined ? {} : { from }),
    ...(capture?.revision === undefined ? {} : { captured: capture.revision }),
  })
  const hasPlan = target.planCommand !== undefined
  return {
    strategy,
    source: planningSource(strategy, (plan) => (hasPlan ? plan.from : undefined)),
    probes: [],
  }
}
