import type { Clock } from '../core/clock.ts'
import type { HealthProbe } from '../health/probe.ts'
import { controlRequest } from './control-request.ts'
import type { Exchange } from './exchange.ts'
import { httpProbe } from './http-probe.ts'
import type { HttpCheck } from './model/check-config.ts'
import { type NetworkConfig, openNetwork } from './network.ts'

export interface ProbeDeps {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly redact: (text: string) => string
  /** After the deploy a version is expected: an answer before it that has none is worth a warning. */
  readonly isVersionNeeded?: boolean | undefined
  /** Absent: over the network. */
  readonly exchange?: Exchange | undefined
}

/** A probe for each check. With this file comes the HTTP client, which a run without checks need not load. */
export function openProbes(
  checks: readonly HttpCheck[],
  wanted: NetworkConfig,
  { env, clock, ...deps }: ProbeDeps,
): HealthProbe[] {
  const network = openNetwork(wanted, env)
  const { exchange } = deps
  const control = env.GITHUB_API_URL
    ? controlRequest(env.GITHUB_API_URL, { clock, network, exchange })
    : undefined
  return checks.map((check) => httpProbe(check, { clock, network, control, ...deps }))
}
