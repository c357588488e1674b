import { allTriggers } from '../health/check.ts'
import { bestEffort } from '../run/best-effort.ts'
import type { Capture } from '../run/capture.ts'
import { paceBaseline, takeBaseline } from '../run/take-baseline.ts'
import { keepCapture } from './capture.ts'
import { isAfterDeploy, isBeforeDeploy, isDeployAhead } from './deploy-ahead.ts'
import { httpProbes, verificationPolicy } from './health-policy.ts'
import type { RunConfig } from './parse-inputs.ts'
import { openTarget, type RunDeps } from './run.ts'

/**
 * What the guard does at the start of the job, before anything is deployed: asks the checks how the
 * service is now, and the target what runs. A later `mode: capture` of the same job knows more, and takes its place. In a job that
 * comes after the deploy it records nothing.
 */
export async function prepare(config: RunConfig, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const { env, redact, report } = deps
  if (!isDeployAhead(config, env)) return
  const { clock, journal } = report
  const probes = await httpProbes(config, { env, redact, clock })
  if (probes.length === 0) return
  const pace = paceBaseline(config.health.intervalMs, allTriggers(verificationPolicy(config)))
  const baseline = await takeBaseline({ clock, journal, probes }, pace, signal)
  if (isAfterDeploy(baseline, config.health.expectVersion)) return
  const capture: Capture = {
    schemaVersion: 1,
    subject: config.target.subject({ config, env }),
    takenAt: new Date().toISOString(),
    ...(isBeforeDeploy(baseline, config.health.expectVersion) && (await readRunning(config, deps, signal))),
    baseline,
    isFromJobStart: true,
  }
  await keepCapture({ config, capture: JSON.stringify(capture) }, { env, journal }, signal)
}

/** What the target itself says of what runs, which is more than an address shows. */
async function readRunning(
  config: RunConfig,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<Pick<Capture, 'revision' | 'state'>> {
  if (!config.target.isReadableEarly) return {}
  const read = async () => {
    const { source } = await openTarget(config, deps, [])
    return await source?.capture(signal)
  }
  const loss = 'what runs before the deploy could not be read from the target'
  const { revision, state } = (await bestEffort(deps.report.journal, loss, read, signal)) ?? {}
  return { ...(revision !== undefined && { revision }), ...(state !== undefined && { state }) }
}
