import type { SecureContext } from 'node:tls'
import { VERSION } from '../core/version.ts'
import type { ProxyEnvironment } from './proxy-choice.ts'

/** How requests reach the service, its endpoints and its metrics. Proxies come from the environment. */
export interface NetworkConfig {
  /** `auto`: every address that a name has, one after the other. */
  readonly ipVersion: 'auto' | 4 | 6
  /** PEM; trusted besides the runner's own authorities. */
  readonly caPem?: string
}

export interface NetworkOptions {
  /** Such as `safe-landing/1.2.3`. */
  readonly userAgent: string
  /** `auto`: every address that the name has, one after the other. */
  readonly ipVersion?: 'auto' | 4 | 6 | undefined
  /** The variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case. */
  readonly env?: ProxyEnvironment
  /** PEM; trusted besides Node's own authorities and NODE_EXTRA_CA_CERTS. */
  readonly caPem?: string | undefined
  readonly lookUp?: LookUp
}

/** Resolves with at least one address. Rejects with an error whose `code` is that of getaddrinfo. */
export type LookUp = (hostname: string, family: 0 | 4 | 6) => Promise<readonly ResolvedAddress[]>

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** How requests leave this machine. Shared by all probes of a run; holds no connection. */
export interface Network {
  readonly userAgent: string
  readonly family: 0 | 4 | 6
  readonly env: ProxyEnvironment
  readonly lookUp: LookUp
  /** Made at the first TLS connection, since reading the authorities takes time. */
  secureContext(): SecureContext
}

export function createNetwork(options: NetworkOptions): Network {
  let context: SecureContext | undefined
  const { caPem } = options
  return {
    userAgent: options.userAgent,
    family: options.ipVersion === 4 || options.ipVersion === 6 ? options.ipVersion : 0,
    env: options.env ?? {},
    lookUp: options.lookUp ?? lookUp,
    secureContext() {
      const { createSecureContext, getCACertificates } = process.getBuiltinModule('node:tls')
      context ??= createSecureContext(
        caPem === undefined ? {} : { ca: [...getCACertificates('default'), caPem] },
      )
      return context
    },
  }
}

/** As TLS, the look-up of names is loaded by the first request that needs it. */
async function lookUp(hostname: string, family: 0 | 4 | 6): Promise<readonly ResolvedAddress[]> {
  return await process.getBuiltinModule('node:dns/promises').lookup(hostname, { all: true, family })
}

/** How all requests of a run leave this machine. */
export function openNetwork({ ipVersion, caPem }: NetworkConfig, env: NodeJS.ProcessEnv): Network {
  const userAgent = `safe-landing/${VERSION}`
  return createNetwork({ userAgent, env, ipVersion, caPem })
}
