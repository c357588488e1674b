import type { PlanResult } from '../../../run/rollback.ts'
import type { RollbackTo } from '../../../run/rollback-to.ts'
import type { Backup } from './backup.ts'

export interface InspectedFolder {
  /** For people. */
  readonly where: string
  /** Empty: not known. */
  readonly version: string
  readonly backups: readonly Backup[]
}

export interface PositionQuestion {
  readonly rollbackTo: RollbackTo
  /** The version that was deployed, if it is known. */
  readonly from?: string
  /** The version that ran before, if `mode: capture` recorded it. */
  readonly captured?: string
}

/**
 * Whether the folder holds something else than what was deployed, so that a rollback would undo something
 * else. Undefined: it may hold it. `show` makes a version of it that may be shown.
 */
export function judgePosition(
  { where, version, backups }: InspectedFolder,
  { rollbackTo, from, captured }: PositionQuestion,
  show: (version: string) => string,
): PlanResult | undefined {
  if (version === '' || version === from) return undefined
  const by = show(version)
  const holds = `${where} holds ${by}`
  if (rollbackTo.kind === 'previous' && version === captured)
    return { kind: 'not-deployed', reason: `${holds}, as before the deployment` }
  const replaced = backups.find((backup) => from !== undefined && backup.version === from)
  if (replaced?.version === undefined) return undefined
  const deployed = `${show(replaced.version)}, which was deployed, is in its backup ${show(replaced.name)}`
  return { kind: 'superseded', reason: `${holds}, and ${deployed}`, by }
}
