import type { Config, SshConfig } from '../../inputs/config.ts'
import type { Platform, PlatformDeps } from '../platform.ts'
import { sshCapture } from './capture.ts'
import { sshRollback } from './strategy.ts'

export function openSsh(config: Config, target: SshConfig, deps: PlatformDeps): Platform {
  const { env, clock, redact, capture, deployed: from } = deps
  const access = { clock, env, redact, temporary: env.RUNNER_TEMP ?? '' }
  const strategy = sshRollback(target, {
    ...access,
    rollbackTo: config.rollbackTo,
    ...(from === undefined ? {} : { from }),
    ...(capture?.revision === undefined ? {} : { captured: capture.revision }),
  })
  return { strategy, source: sshCapture(target, access), probes: [] }
}
