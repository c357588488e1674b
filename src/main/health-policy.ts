import type { HealthPolicy } from '../health/assess.ts'
import { extensionMs } from '../health/end-of-bake.ts'
import type { HealthProbe } from '../health/probe.ts'
import type { HttpCheck } from '../http/model/check-config.ts'
import type { NetworkConfig } from '../http/network.ts'
import type { ProbeDeps } from '../http/open-probes.ts'
import type { CheckConfig, Config } from '../inputs/config.ts'
import { isCommand } from '../process/command-check.ts'

const RECOVERY_BAKE_MS = 30_000

/** How long what was put back is watched: the user's own bake time may be shorter. */
export function recoveryBakeTime(bakeTimeMs: number): number {
  return Math.min(bakeTimeMs, RECOVERY_BAKE_MS)
}

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
    bakeTimeMs: recoveryBakeTime(policy.bakeTimeMs),
    triggers: policy.triggers.filter(({ isAbsolute }) => isAbsolute),
    warnings: [],
  }
}

/** The checks by HTTP only: before the deploy the workspace may be empty, and only they show a version. */
export async function httpProbes({ health, network }: Config, deps: ProbeDeps): Promise<HealthProbe[]> {
  return await openHttp(health.checks, network, { ...deps, isVersionNeeded: isVersionNeeded(health) })
}

/** The checks by a command. */
export async function commandProbes({ health }: Config, deps: ProbeDeps): Promise<HealthProbe[]> {
  return await openCommands(health.checks, deps)
}

/** Of the test listener. */
export async function testProbes({ health, network }: Config, deps: ProbeDeps): Promise<HealthProbe[]> {
  const { testChecks } = health
  const needs = { ...deps, isVersionNeeded: isVersionNeeded(health) }
  return [...(await openHttp(testChecks, network, needs)), ...(await openCommands(testChecks, deps))]
}

function isVersionNeeded({ expectVersion }: Config['health']): boolean {
  return expectVersion !== undefined
}

async function openHttp(
  checks: readonly CheckConfig[],
  network: NetworkConfig,
  deps: ProbeDeps,
): Promise<HealthProbe[]> {
  const byHttp = checks.filter((check): check is HttpCheck => !isCommand(check))
  if (byHttp.length === 0) return []
  const { openProbes } = await import('../http/open-probes.ts')
  return openProbes(byHttp, network, deps)
}

async function openCommands(checks: readonly CheckConfig[], deps: ProbeDeps): Promise<HealthProbe[]> {
  const byCommand = checks.filter(isCommand)
  if (byCommand.length === 0) return []
  const { commandProbe } = await import('../process/command-probe.ts')
  return byCommand.map((check) => commandProbe(check, deps))
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
