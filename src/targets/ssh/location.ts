import type { PlannedRestore } from './planned-restore.ts'
import type { Report } from './session.ts'
import { setAside } from './set-aside.ts'
import type { SshConfig } from './ssh-config.ts'

export interface Location {
  /** What the server did to revert its steps, and what it could not revert. Untrusted. */
  readonly revertedSteps: readonly string[]
  /** One clause: what is where now. */
  readonly summary: string
  readonly isReverted: boolean
}

/** What is where on the server after a rollback that did not end well, from its own last words. */
export function describeWhere(
  reported: readonly Report[],
  config: SshConfig,
  planned: PlannedRestore,
): Location {
  const { path, services, only, host } = config
  const { timestamp, backup } = planned
  const what = only.length === 0 ? 'the folder that was deployed' : 'what was replaced'
  const revertedSteps = reported.flatMap(([kind, text = '']) => {
    if (kind === 'undid') return [`reverted: ${text}`]
    return kind === 'stuck' ? [`could not be reverted: ${text}`] : []
  })
  const [, folder, failed, staged, ...units] = reported.findLast(([kind]) => kind === 'where') ?? []
  if (folder === undefined) {
    const summary = `${host} reverts its own steps without us, within a minute`
    return { revertedSteps, summary, isReverted: false }
  }
  const isStuck = reported.some(([kind]) => kind === 'stuck')
  const places = [
    folder === 'folder' ? '' : `${path} is ${folder}`,
    backup !== undefined && failed === 'folder' ? `${what} is at ${setAside(config, planned)}` : '',
    backup !== undefined && staged === 'folder'
      ? `the restored copy is at ${path}-restoring-${timestamp}`
      : '',
    ...services.map((service, index) => `${service} is ${units[index] ?? 'unknown'}`),
  ].filter((text) => text !== '')
  const start = isStuck
    ? 'not everything could be reverted'
    : `all steps were reverted, and ${path} is as it was`
  return { revertedSteps, summary: [start, ...places].join('; '), isReverted: !isStuck }
}
