import type { HealthPolicy } from '../health/assess.ts'
import { extensionMs } from '../health/end-of-bake.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { CheckConfig } from '../http/model/check-config.ts'
import type { NetworkConfig } from '../http/network.ts'
import type { ProbeDeps } from '../http/open-probes.ts'
import type { Config } from '../inputs/config.ts'

/** How long what was put back is watched, if the user's own bake time is not shorter. */
const RECOVERY_BAKE_MS = 30_000

export function verificationPolicy({ health, rolloutTimeoutMs }: Config): HealthPolicy {
  const { intervalMs, startPeriodMs, successThreshold, bakeTimeMs, retries } = health
  return {
    intervalMs,
    startPeriodMs,
    successThreshold,
    bakeTimeMs,
    retries,
    rolloutTimeoutMs,
    triggers: health.rollbackWhen?.triggers ?? [],
    warnings: health.warnWhen?.triggers ?? [],
  }
}

/** Absolute triggers only: alarms and metrics are still red from the bad version, and prove nothing. */
export function recoveryPolicy(config: Config): HealthPolicy {
  const policy = verificationPolicy(config)
  return {
    ...policy,
    bakeTimeMs: Math.min(policy.bakeTimeMs, RECOVERY_BAKE_MS),
    triggers: policy.triggers.filter(({ isAbsolute }) => isAbsolute),
    warnings: [],
  }
}

export async function httpProbes({ health, network }: Config, deps: ProbeDeps): Promise<HealthProbe[]> {
  return await openChecks(health.checks, network, { ...deps, isVersionNeeded: isVersionNeeded(health) })
}

/** Of the test listener. */
export async function testProbes({ health, network }: Config, deps: ProbeDeps): Promise<HealthProbe[]> {
  return await openChecks(health.testChecks, network, { ...deps, isVersionNeeded: isVersionNeeded(health) })
}

function isVersionNeeded({ expectVersion }: Config['health']): boolean {
  return expectVersion !== undefined
}

async function openChecks(
  checks: readonly CheckConfig[],
  network: NetworkConfig,
  deps: ProbeDeps,
): Promise<HealthProbe[]> {
  if (checks.length === 0) return []
  const { openProbes } = await import('../http/open-probes.ts')
  return openProbes(checks, network, deps)
}

/** How long a guarded deploy holds the runner: when all is well, and when nothing is; and one verification at its longest. */
export function costOf(config: Config): { shortestMs: number; longestMs: number; verifyingMs: number } {
  const { health, rolloutTimeoutMs, rollbackTimeoutMs, promotion } = config
  const promotingMs = promotion?.bakeTimeMs ?? 0
  const { intervalMs, successThreshold, bakeTimeMs, startPeriodMs, retries } = health
  // Probes never overlap, so that one that runs into its timeout takes the place of several.
  const probeMs = Math.max(intervalMs, ...health.checks.map(({ timeoutMs }) => timeoutMs))
  const startingMs = startPeriodMs + (retries + successThreshold) * probeMs
  const [verifyingMs = 0, recoveringMs = 0] = [verificationPolicy(config), recoveryPolicy(config)].map(
    (policy) => startingMs + policy.bakeTimeMs + extensionMs(policy),
  )
  return {
    shortestMs: promotingMs + (successThreshold - 1) * intervalMs + bakeTimeMs,
    longestMs: promotingMs + rolloutTimeoutMs + verifyingMs + rollbackTimeoutMs + recoveringMs,
    verifyingMs,
  }
}
