import type { GithubContext } from '../../demo/runner/action-metadata.ts'
import type { Inputs } from '../bundle/stage.ts'
import type { KillProxy } from './kill-proxy.ts'

/** A bad version on a platform, and a guard that is to put the earlier one back. */
export interface Scene {
  readonly env: Readonly<Record<string, string>>
  readonly github?: GithubContext
  readonly workspace?: string
  readonly with: Inputs
  /** What was asked of the platform to change the version, and not refused. */
  writes(): readonly string[]
  /** After a run, until nothing of it runs anywhere. */
  settle?(): Promise<void>
  /** A person lets the job run again. */
  runAgain?(): void
  /** The version that users get once the platform has come to rest. */
  live(): Promise<string>
  close(): Promise<void>
}

export interface Setup {
  readonly name: string
  /** The version that has to be live in the end. */
  readonly good: string
  /** A pattern: the request or program that changes the version. */
  readonly write: string
  open(proxy: KillProxy): Promise<Scene>
}
