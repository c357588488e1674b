import type { Config } from '../../inputs/config.ts'
import { findLogRequests } from '../../inputs/log-requests.ts'
import type { OpenTarget, TargetDeps } from '../target.ts'
import { sshCapture } from './capture.ts'
import { readFolderState } from './model/folder-state.ts'
import type { SshConfig } from './ssh-config.ts'
import { sshRollback } from './strategy.ts'

export async function openSsh(config: Config, target: SshConfig, deps: TargetDeps): Promise<OpenTarget> {
  const { env, clock, epochMs, redact, capture, hasAnswered, rehearsal, deployed: from } = deps
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
  const [request] = findLogRequests(config.health)
  const { unitLog } = request === undefined ? {} : await import('./unit-log.ts')
  const options = { isNew: request?.isNew === true, pattern: config.health.logPattern, epochMs }
  return {
    strategy,
    source: sshCapture(target, access),
    ...(unitLog && { logs: () => unitLog(target, access, options) }),
    probes: [],
  }
}
