import type { Config } from '../../inputs/config.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import { sshCapture } from './capture.ts'
import { readFolderState } from './model/folder-state.ts'
import type { SshConfig } from './ssh-config.ts'
import { sshRollback } from './strategy.ts'

export function openSsh(config: Config, target: SshConfig, deps: TargetDeps): OpenTarget {
  const { env, clock, redact, capture, hasAnswered, rehearsal, deployed: from } = deps
  const access = { clock, env, redact, temporary: env.RUNNER_TEMP ?? '' }
  const strategy = sshRollback(target, {
    ...access,
    rollbackTo: config.rollbackTo,
    from,
    captured: capture?.revision,
    capturedState: readFolderState(capture?.state),
    hasAnswered,
    rehearsal,
  })
  return { strategy, source: sshCapture(target, access), probes: [] }
}
