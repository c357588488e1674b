import { VERSION } from '../core/version.ts'
import type { NetworkConfig } from '../inputs/config.ts'
import { createNetwork, type Network } from './network.ts'

/** How all requests of a run leave this machine. */
export function openNetwork({ ipVersion, caPem }: NetworkConfig, env: NodeJS.ProcessEnv): Network {
  const userAgent = `safe-landing/${VERSION}`
  return createNetwork({ userAgent, env, ipVersion, caPem })
}
