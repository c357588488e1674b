import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import type { RollbackProgress } from '../../run/rollback.ts'
import { inspectServer, serverData } from './inspection.ts'
import { choosePrunable } from './model/backup.ts'
import { LostConnection, type Session, type SshDeps, withSession } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

export interface Pruning {
  /** The path of the backup that was restored. */
  readonly used: string
  /** How many of the newest stay. */
  readonly keep: number
  readonly onProgress: RollbackProgress
}

/**
 * Removes the backups beyond `ssh-keep-backups`, never the one that was restored. What may go is decided
 * anew from what is there now. Rejects with a PlatformError that names what could not be removed.
 */
export async function pruneBackups(
  config: SshConfig,
  deps: SshDeps,
  { used, keep, onProgress }: Pruning,
  signal: AbortSignal,
): Promise<void> {
  const { backups, offsetMinutes } = await inspectServer(config, deps, undefined, signal)
  const prunable = choosePrunable(backups, {
    keep,
    used,
    offsetMinutes,
    path: config.path,
    pattern: config.backups,
  })
  if (prunable.length === 0) return
  const data = { ...serverData(config), prune: prunable.map(({ path }) => path).join('\n') }
  const reported = await withSession(config, deps, data, (session) => prune(session, signal), signal)
  const of = (kind: string) =>
    reported.flatMap(([name, text = '']) => (name === kind ? [deps.redact(truncate(text))] : []))
  for (const path of of('pruned')) onProgress(`removed the old backup ${path}`)
  const stuck = of('stuck')
  if (stuck.length > 0) throw notRemoved(stuck.join(', '))
}

async function prune(session: Session, signal: AbortSignal): Promise<Session['reports']> {
  try {
    const [lock] = await session.ask('lock', signal)
    if (lock !== 'ok') throw notRemoved('another rollback is in progress')
    await session.ask('prune', signal)
    await session.ask('commit', signal)
    return session.reports
  } catch (error) {
    throw error instanceof LostConnection ? notRemoved('the connection was lost') : error
  }
}

function notRemoved(what: string): PlatformError {
  return new PlatformError('refused', `old backups could not be removed: ${what}`, {
    hint: 'The rollback itself is done. Remove them by hand before the disk is full.',
  })
}
