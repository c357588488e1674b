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
