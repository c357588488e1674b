import { type Baseline, wasUnhealthy } from '../health/baseline.ts'
import type { Warning } from './event.ts'

/**
 * What ran before a deploy. Plain data: it travels through a file to the next step of the same job, and
 * through an output to other jobs.
 */
export interface Capture {
  readonly schemaVersion: 1
  /** What it is a capture of, such as `ecs prod web`: a guard uses only one of its own target. */
  readonly subject: string
  /** ISO 8601. */
  readonly takenAt: string
  /** What ran, in the target's own terms: a commit, a backup, an environment. */
  readonly revision?: string
  /** What else the target has to know of it later. Only that target reads it. */
  readonly state?: unknown
  readonly baseline?: Baseline | undefined
  /** Taken when the job began; whether that was before the deploy is for the guard to prove. */
  readonly isFromJobStart?: true
}

/**
 * Without the checks that failed. Of a time that may have been after the deploy, a failure proves nothing:
 * a bad version would be taken for one that was bad already, and stay.
 */
export function withoutUnhealthyBaseline(capture: Capture): Capture {
  const { baseline, ...rest } = capture
  const well = baseline?.checks.filter((check) => !wasUnhealthy(check)) ?? []
  return well.length === 0 ? rest : { ...rest, baseline: { checks: well } }
}

/** The versions that the checks saw before the deployment. */
export function versionsBefore(capture: Capture | undefined): readonly string[] {
  return capture?.baseline?.checks.flatMap(({ version }) => version ?? []) ?? []
}

/** What a target can record of itself before a deploy. Reads only. */
export interface CaptureSource {
  /** Rejects with a RollbackError if nothing can be read, or with the signal's reason. */
  capture(signal: AbortSignal): Promise<TargetCapture>
}

export interface TargetCapture extends Pick<Capture, 'revision' | 'state'> {
  /** What runs, for people, such as `web runs web:3`. Absent: the revision says it. */
  readonly running?: readonly string[]
  /** What will make a rollback impossible, slow or doubtful, said while there is still time. */
  readonly warnings: readonly Warning[]
}
