import type { Backup } from './model/backup.ts'

export interface PlannedRestore {
  readonly from: string
  readonly to: string
  /** Part of the names of the folders that are made. */
  readonly timestamp: string
  readonly fingerprint: string
  /** Where the deployed folder is, if a rollback that did not complete left it elsewhere. */
  readonly location?: string | undefined
  /** Exactly one of the two. */
  readonly backup?: Backup
  readonly commit?: string
}
