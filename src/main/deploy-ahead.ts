import type { Baseline } from '../health/baseline.ts'
import type { Config } from '../inputs/config.ts'
import type { Capture } from '../run/capture.ts'

/**
 * Whether the deployment may still be ahead when the job starts. What a job sees that begins after it is no
 * state before it: a bad version would be taken for one that was bad already, and stay.
 */
export function isDeployAhead({ captured, target }: Config, env: NodeJS.ProcessEnv): boolean {
  if (captured !== undefined) return false
  switch (target.kind) {
    // The push itself deploys.
    case 'git':
      return false
    case 'workflow':
      return target.deployJob === undefined || target.deployJob === env.GITHUB_JOB
    // A step of this job has not said it yet; an earlier job has.
    case 'ecs':
      return target.services.every(({ taskDefinition }) => taskDefinition === undefined)
    default:
      return true
  }
}

/**
 * Whether the deployment is known to have come after the start of this job. The deploy step of ECS has said
 * its task definition since, or {@link isDeployAhead} would have said no then; of other targets nobody
 * knows. Where nothing can be rolled back, nothing is lost by believing it.
 */
export function isDeployedSinceStart({ target }: Config): boolean {
  if (target.kind === 'none') return true
  return target.kind === 'ecs' && target.services.every(({ taskDefinition }) => taskDefinition !== undefined)
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
