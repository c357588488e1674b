import type { Config } from '../../inputs/config.ts'
import { versionsBefore } from '../../run/capture.ts'
import { planningSource } from '../planning-source.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import type { CommandConfig } from './command-config.ts'
import { commandRollback } from './strategy.ts'

export function openCommand(config: Config, target: CommandConfig, deps: TargetDeps): OpenTarget {
  const { env, clock, redact, reason, reportPath, capture, rehearsal, deployed: from } = deps
  const strategy = commandRollback(target, {
    clock,
    env,
    redact,
    reason,
    reportPath,
    rollbackTo: config.rollbackTo,
    isForward: rehearsal === 'forward',
    workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
    temporary: env.RUNNER_TEMP ?? '',
    // A version that the checks saw before is one only if the deployed one is known to be another.
    seenBefore: from === undefined ? [] : versionsBefore(capture),
    from,
    captured: capture?.revision,
  })
  const hasPlan = target.planCommand !== undefined
  return {
    strategy,
    source: planningSource(strategy, (plan) => (hasPlan ? plan.from : undefined)),
    probes: [],
  }
}
