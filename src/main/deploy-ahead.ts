import { readJobStart } from '../github/event-payload.ts'
import type { Baseline } from '../health/baseline.ts'
import type { Capture } from '../run/capture.ts'
import type { RunConfig } from './parse-inputs.ts'

/** Whether the deployment may still be ahead when the job starts, so that what is seen now is the state before it. */
export function isDeployAhead({ captured, target }: RunConfig, env: NodeJS.ProcessEnv): boolean {
  return captured === undefined && target.isDeployAhead(env)
}

/** The version that was to be deployed answers already, so that the baseline is not of the one before. */
export function isAfterDeploy({ checks }: Baseline, expectVersion: string | undefined): boolean {
  return expectVersion !== undefined && checks.some(({ version }) => version === expectVersion)
}

/** Another version than the one to be deployed answers: what is seen now is certainly the state before. */
export function isBeforeDeploy({ checks }: Baseline, expectVersion: string | undefined): boolean {
  const versions = checks.flatMap(({ version }) => version ?? [])
  return expectVersion !== undefined && versions.length > 0 && !versions.includes(expectVersion)
}

/**
 * When the deployment began at the earliest, on the run's clock: nothing is known that is nearer. Between the
 * start of a job and its deployment much may have gone wrong that is not the deployment's fault.
 *
 * @param epochMs the wall clock at the run's time 0
 */
export function deployBegunAtMs(capture: Capture | undefined, epochMs: number): number | undefined {
  if (capture === undefined || capture.isFromJobStart) return undefined
  const takenAtMs = Date.parse(capture.takenAt)
  return Number.isNaN(takenAtMs) ? undefined : takenAtMs - epochMs
}

/** A job of GitHub's own runners ends after six hours. */
const LONGEST_JOB_MS = 6 * 3_600_000

/**
 * What began before this was not deployed by the workflow that this job is of, on the run's clock: with the
 * capture before the deploy, which may be of another job, else with the job.
 */
export function findDeployedSince(
  capture: Capture | undefined,
  env: NodeJS.ProcessEnv,
  epochMs: number,
): number {
  const takenAtMs = Date.parse(capture?.takenAt ?? '') - epochMs
  if (!Number.isNaN(takenAtMs)) return takenAtMs
  const jobStartedAtMs = readJobStart(env)
  return jobStartedAtMs === undefined ? -LONGEST_JOB_MS : jobStartedAtMs - epochMs
}
