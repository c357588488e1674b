import type { SshConfig } from '../../inputs/config.ts'
import type { PlannedRestore } from './restore.ts'
import type { Told } from './session.ts'

export interface Whereabouts {
  /** What the server did to undo its steps, and what it could not undo. Untrusted. */
  readonly undone: readonly string[]
  /** One clause: what is where now. */
  readonly summary: string
  readonly isUndone: boolean
}

/** What is where on the server after a rollback that did not end well, from its own last words. */
export function describeWhere(
  told: readonly Told[],
  { path, service, host }: SshConfig,
  { stamp, backup }: PlannedRestore,
): Whereabouts {
  const undone = told.flatMap(([kind, text = '']) => {
    if (kind === 'undid') return [`undone: ${text}`]
    return kind === 'stuck' ? [`could not be undone: ${text}`] : []
  })
  const [, folder, failed, staged, unit = ''] = told.findLast(([kind]) => kind === 'where') ?? []
  if (folder === undefined) {
    const summary = `${host} undoes its own steps without us, within a minute`
    return { undone, summary, isUndone: false }
  }
  const isStuck = told.some(([kind]) => kind === 'stuck')
  const places = [
    folder === 'folder' ? '' : `${path} is ${folder}`,
    backup !== undefined && failed === 'folder'
      ? `the folder that was deployed is at ${path}-failed-${stamp}`
      : '',
    backup !== undefined && staged === 'folder' ? `the restored copy is at ${path}-restoring-${stamp}` : '',
    service === undefined ? '' : `${service} is ${unit}`,
  ].filter((text) => text !== '')
  const start = isStuck ? 'not everything could be undone' : `all steps were undone, and ${path} is as it was`
  return { undone, summary: [start, ...places].join('; '), isUndone: !isStuck }
}
