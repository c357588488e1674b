import type { SshConfig } from '../../../config.ts'
import { choosePrunable } from '../../../domain/ssh/backup.ts'
import { type SshDeps, withSession } from './session.ts'
import { serverData, surveyServer } from './survey.ts'

/**
 * Removes the backups beyond `ssh-keep-backups`, never the one that was restored, and only after the
 * recovery was verified. What may go is decided anew from what is there now.
 */
export async function pruneBackups(
  config: SshConfig,
  deps: SshDeps,
  { used, recovered }: { used: string; recovered: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { keepBackups: keep } = config
  if (keep === undefined || !recovered) return
  const { backups, offsetMinutes } = await surveyServer(config, deps, undefined, signal)
  const prunable = choosePrunable(backups, { keep, used, offsetMinutes })
  if (prunable.length === 0) return
  const prune = prunable.map(({ path }) => path).join('\n')
  const data = { ...serverData(config), prune }
  await withSession(
    config,
    deps,
    data,
    async (session) => {
      await session.ask('prune', signal)
      await session.ask('commit', signal)
    },
    signal,
  )
}
