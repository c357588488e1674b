import { createNetwork, type Network } from '../adapters/probe/network.ts'
import type { NetworkConfig } from '../config.ts'
import { VERSION } from '../version.ts'

/** How all requests of a run leave this machine. */
export function openNetwork({ ipVersion, caPem }: NetworkConfig, env: NodeJS.ProcessEnv): Network {
  const userAgent = `safe-landing/${VERSION}`
  return createNetwork({ userAgent, env, ipVersion, ...(caPem === undefined ? {} : { caPem }) })
}
