import { PlatformError } from '../../core/platform-error.ts'
import type { CaptureSource, TargetCapture } from '../../run/capture.ts'
import { type Inspection, inspectServer } from './inspection.ts'
import { lastPart } from './model/backup-name.ts'
import type { FolderState } from './model/folder-state.ts'
import { checkPlanned } from './server-check.ts'
import type { SshDeps } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

/** Records which version is on the server before a deploy. An unknown host key or a missing right rejects. */
export function sshCapture(config: SshConfig, deps: SshDeps): CaptureSource {
  return {
    async capture(signal) {
      const inspection = await inspectServer(config, deps, undefined, signal)
      const revision = deps.redact(inspection.checkout?.head ?? inspection.version ?? '')
      const { identity } = inspection
      const state: FolderState | undefined = identity === undefined ? undefined : { identity }
      const warnings = [
        ...warningsOf(config, inspection),
        ...(await checkRights(config, deps, inspection, signal)),
      ]
      return { ...(revision !== '' && { revision }), state, warnings }
    },
  }
}

/** Tries what a rollback would need, with the backup that there is or else as if the folder were one. */
async function checkRights(
  config: SshConfig,
  deps: SshDeps,
  { backups, timestamp, fingerprint }: Inspection,
  signal: AbortSignal,
): Promise<TargetCapture['warnings']> {
  if (config.method === 'git') return []
  const backup = backups[0] ?? { path: config.path, name: lastPart(config.path), modifiedAtS: 0 }
  const planned = { from: config.path, to: backup.name, timestamp, fingerprint, backup }
  try {
    await checkPlanned(config, deps, planned, signal)
    return []
  } catch (error) {
    // A disk that is full now may have space when it is needed; a right does not come by itself.
    if (!(error instanceof PlatformError) || error.code !== 'refused') throw error
    return [{ text: error.message, hint: error.hint }]
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
