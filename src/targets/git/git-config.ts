import type { Secret } from '../../core/secret.ts'

export interface GitConfig {
  readonly kind: 'git'
  /** Absent: the branch of the run. */
  readonly branch?: string
  /** Whose deployment records show the last good commit. Absent: those of every environment. */
  readonly environment?: string
  /** The only paths that are put back; none: everything. */
  readonly paths: readonly string[]
  readonly method: 'pull-request' | 'push'
  /** File name or id, with `push` only: dispatched then, since a push by GITHUB_TOKEN starts nothing. */
  readonly workflow?: string
  readonly token: Secret
}
