import type { WorkflowRun } from '../../github/model/workflow-run.ts'

/** The run that rolls back, and its attempt. */
export interface RollbackRun {
  readonly run: WorkflowRun
  readonly attempt: number
}

/** The one write that starts a rollback, and how to see what became of it. */
export interface TriggerRequest {
  /** What is written, for the plan. */
  readonly step: string
  /** The same by hand. */
  readonly manual: string
  /**
   * A rollback run that exists already: one whose answer was lost, or somebody else's.
   *
   * @param markerAtMs when the marker was written, epoch milliseconds; absent: it was not
   */
  find(signal: AbortSignal, markerAtMs?: number): Promise<RollbackRun | undefined>
  /** Sends it once. Rejects with a GithubError, `ambiguous` when the answer was lost. */
  post(signal: AbortSignal): Promise<void>
  /** Sent twice, it still happens once. */
  readonly isIdempotent: boolean
  /** A refusal in words, with what to do. */
  describe(error: unknown): unknown
}
