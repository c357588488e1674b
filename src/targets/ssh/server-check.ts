import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import type { ApplyResult } from '../../run/rollback.ts'
import { mayNot, serverData } from './inspection.ts'
import type { PlannedRestore } from './planned-restore.ts'
import { LostConnection, type Report, type SshDeps, withSession } from './session.ts'
import { setAside } from './set-aside.ts'
import type { SshConfig } from './ssh-config.ts'

/** Whether the steps may begin. `in-place`: this plan has put its files there already. `same`: they are there anyway. */
export type Checked = Extract<ApplyResult, { kind: 'in-place' | 'superseded' }> | 'go' | 'in-place' | 'same'

/** Tries every right that the steps will need, and the space on the disk. Changes nothing. */
export async function checkPlanned(
  config: SshConfig,
  deps: SshDeps,
  planned: PlannedRestore,
  signal: AbortSignal,
): Promise<Checked> {
  const ask = (session: { ask(word: string, signal: AbortSignal): Promise<Report> }) =>
    session.ask('check', signal)
  try {
    const answer = await withSession(config, deps, restoreData(config, planned), ask, signal)
    return readCheck(answer, config, (text) => deps.redact(truncate(text, 300)))
  } catch (error) {
    if (!(error instanceof LostConnection)) throw error
    throw new PlatformError('unreachable', `the connection to ${config.host} was lost during the check`, {
      cause: error,
      hint: 'Nothing was changed. See that the server is up and the network steady.',
    })
  }
}

/** Rejects with a PlatformError that says why the steps cannot be done. */
export function readCheck(
  [answer = '', ...details]: Report,
  { host, path, ...config }: SshConfig,
  shown: (text: string) => string,
): Checked {
  const [first = '', second = ''] = details.map(shown)
  if (answer === 'ok') return 'go'
  if (answer === 'in-place' || answer === 'same') return answer
  if (answer === 'there') return { kind: 'in-place' }
  if (answer === 'changed') {
    const now = first === '' ? '' : `, to ${first}`
    const reason = `${path} on ${host} has changed since the rollback was planned${now}`
    return { kind: 'superseded', reason, ...(first !== '' && { by: first }) }
  }
  if (answer === 'forbidden') throw mayNot({ host, path, ...config }, first)
  if (answer === 'full') {
    const message = `the disk of ${host} is too full: the copy needs ${first} KiB and ${second} KiB are free`
    throw new PlatformError('refused', message, {
      hint: 'Nothing was changed. Free some space on the server, for example by removing old backups.',
    })
  }
  if (answer === 'unfit') {
    throw new PlatformError('refused', `${first} on ${host}`, {
      hint: 'Nothing was changed. Correct ssh-only.',
    })
  }
  throw new PlatformError('refused', `the check on ${host} failed: ${first}`, {
    hint: 'Nothing was changed.',
  })
}

export function restoreData(config: SshConfig, planned: PlannedRestore): Record<string, string> {
  const { backup, commit, fingerprint, timestamp } = planned
  const data = { ...serverData(config), fingerprint }
  if (backup === undefined) return { ...data, commit: commit ?? '' }
  return {
    ...data,
    backup: backup.path,
    version: backup.version ?? '',
    failed: setAside(config, planned),
    staged: `${config.path}-restoring-${timestamp}`,
  }
}
