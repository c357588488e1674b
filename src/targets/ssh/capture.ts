import type { CaptureSource, TargetCapture } from '../../run/capture.ts'
import { type Inspection, inspectServer } from './inspection.ts'
import type { SshDeps } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

/** Records which version is on the server before a deploy. An unknown host key or a missing right rejects. */
export function sshCapture(config: SshConfig, deps: SshDeps): CaptureSource {
  return {
    async capture(signal) {
      const inspection = await inspectServer(config, deps, undefined, signal)
      const revision = deps.redact(inspection.checkout?.head ?? inspection.version ?? '')
      return { ...(revision !== '' && { revision }), warnings: [...warningsOf(config, inspection)] }
    },
  }
}

function* warningsOf(
  { path, host, backups, method }: SshConfig,
  inspection: Inspection,
): Generator<TargetCapture['warnings'][number]> {
  if (method === 'git') return
  if (inspection.version === undefined) {
    const text = `${path} on ${host} has no VERSION file, so its backups cannot be distinguished`
    yield { text, hint: 'Let the deploy write the version into a file VERSION in the folder.' }
  }
  if (inspection.backups.length === 0) {
    const text = `there is no backup yet that ${backups} matches on ${host}`
    yield {
      text,
      hint: 'Make one before the deploy changes the folder; without it a rollback has nothing to restore.',
    }
  }
}
