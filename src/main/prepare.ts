import type { Capture } from '../run/capture.ts'
import { paceBaseline, takeBaseline } from '../run/take-baseline.ts'
import { keepCapture } from './capture.ts'
import { isAfterDeploy, isDeployAhead } from './deploy-ahead.ts'
import { httpProbes, verificationPolicy } from './health-policy.ts'
import type { RunConfig } from './parse-inputs.ts'
import type { RunDeps } from './run.ts'

/**
 * What the guard does at the start of the job, before anything is deployed: asks the checks how the
 * service is now. A later `mode: capture` of the same job knows more, and takes its place. In a job that
 * comes after the deploy it records nothing.
 */
export async function prepare(
  config: RunConfig,
  { env, redact, report }: RunDeps,
  signal: AbortSignal,
): Promise<void> {
  if (!isDeployAhead(config, env)) return
  const { clock, journal } = report
  const probes = await httpProbes(config, { env, redact, clock })
  if (probes.length === 0) return
  const pace = paceBaseline(config.health.intervalMs, verificationPolicy(config).triggers)
  const baseline = await takeBaseline({ clock, journal, probes }, pace, signal)
  if (isAfterDeploy(baseline, config.health.expectVersion)) return
  const subject = config.target.subject({ config, env })
  const capture: Capture = {
    schemaVersion: 1,
    subject,
    takenAt: new Date().toISOString(),
    baseline,
    isFromJobStart: true,
  }
  await keepCapture({ subject, capture: JSON.stringify(capture) }, { env, journal }, signal)
}
