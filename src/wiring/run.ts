import type { Config } from '../config.ts'
import { type GuardSettings, guard } from '../domain/guard.ts'
import type { Outcome } from '../domain/outcome.ts'
import { httpProbes, recoveryPolicy, verificationPolicy } from './health.ts'
import { openPlatform } from './platform.ts'
import type { RunReport } from './run-report.ts'

export interface RunDeps {
  readonly env: NodeJS.ProcessEnv
  readonly redact: (text: string) => string
  readonly report: RunReport
}

/** Builds what the configuration names and runs it. Rejects only for a bug. */
export async function carryOut(config: Config, deps: RunDeps, signal: AbortSignal): Promise<Outcome> {
  const { clock, journal } = deps.report
  const platform = await openPlatform(config, { clock, journal })
  const probes = [...httpProbes(config, { ...deps, clock }), ...platform.probes]
  const checkpoint = async (soFar: Outcome) => deps.report.checkpoint(soFar)
  const ports = { ...platform, clock, journal, random: Math.random, probes, checkpoint }
  return await guard(ports, guardSettings(config), signal)
}

function guardSettings(config: Config): GuardSettings {
  const { pollIntervalMs, rollbackTimeoutMs, autoRollback, onInconclusive, health } = config
  const { expectVersion } = health
  const policy = verificationPolicy(config)
  return {
    autoRollback,
    onInconclusive,
    rollbackTimeoutMs,
    pollIntervalMs,
    recoveryPolicy: recoveryPolicy(config),
    ...(expectVersion === undefined ? {} : { badVersion: expectVersion }),
    verification: {
      stage: 'verification',
      policy,
      pollIntervalMs,
      expected: expectVersion === undefined ? { kind: 'any' } : { kind: 'exactly', version: expectVersion },
    },
  }
}
