import type { PlannedRestore } from './restore.ts'
import type { Report } from './session.ts'
import type { SshConfig } from './ssh-config.ts'

export interface Location {
  /** What the server did to undo its steps, and what it could not undo. Untrusted. */
  readonly undoneSteps: readonly string[]
  /** One clause: what is where now. */
  readonly summary: string
  readonly isUndone: boolean
}

/** What is where on the server after a rollback that did not end well, from its own last words. */
export function describeWhere(
  reported: readonly Report[],
  { path, service, host }: SshConfig,
  { timestamp, backup }: PlannedRestore,
): Location {
  const undoneSteps = reported.flatMap(([kind, text = '']) => {
    if (kind === 'undid') return [`undone: ${text}`]
    return kind === 'stuck' ? [`could not be undone: ${text}`] : []
  })
  const [, folder, failed, staged, unit = ''] = reported.findLast(([kind]) => kind === 'where') ?? []
  if (folder === undefined) {
    const summary = `${host} undoes its own steps without us, within a minute`
    return { undoneSteps, summary, isUndone: false }
  }
  const isStuck = reported.some(([kind]) => kind === 'stuck')
  const places = [
    folder === 'folder' ? '' : `${path} is ${folder}`,
    backup !== undefined && failed === 'folder'
      ? `the folder that was deployed is at ${path}-failed-${timestamp}`
      : '',
    backup !== undefined && staged === 'folder'
      ? `the restored copy is at ${path}-restoring-${timestamp}`
      : '',
    service === undefined ? '' : `${service} is ${unit}`,
  ].filter((text) => text !== '')
  const start = isStuck ? 'not everything could be undone' : `all steps were undone, and ${path} is as it was`
  return { undoneSteps, summary: [start, ...places].join('; '), isUndone: !isStuck }
}
