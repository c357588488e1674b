import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../src/core/clock.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { Observation } from '../../../src/health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../../../src/health/probe.ts'
import { type HttpProbeDeps, httpProbe } from '../../../src/http/http-probe.ts'
import type { CheckConfig } from '../../../src/http/model/check-config.ts'
import { createNetwork, type LookUp, type NetworkOptions } from '../../../src/http/network.ts'

/** Real time, since real servers answer in it. */
export const clock: Clock = {
  nowMs: () => performance.now(),
  sleep: (durationMs, signal) => sleep(durationMs, undefined, { signal }),
}

export type Wish = Partial<Omit<CheckConfig, 'url' | 'headers' | 'body'>> & {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly network?: Partial<NetworkOptions>
} & Partial<Pick<HttpProbeDeps, 'control' | 'redact'>>

/** A probe with the defaults of action.yml; a test that waits for the timeout says its own. */
export function probeOf(url: string, wish: Wish = {}): HealthProbe {
  const { headers = {}, body, network, control, redact = (text: string) => text, ...config } = wish
  return httpProbe(
    {
      name: 'web',
      url: new Secret(url),
      method: 'GET',
      expectStatus: [{ from: 200, to: 299 }],
      versionFrom: { kind: 'body', path: ['version'] },
      timeoutMs: 5_000,
      required: true,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value: new Secret(value) })),
      ...(body !== undefined && { body: new Secret(body) }),
      ...config,
    },
    {
      clock,
      redact,
      network: createNetwork({ userAgent: 'safe-landing/0.0.0', ...network }),
      ...(control !== undefined && { control }),
    },
  )
}

export function look(
  probe: HealthProbe,
  expected: VersionExpectation = { kind: 'any' },
  signal: AbortSignal = new AbortController().signal,
): Promise<Observation> {
  return probe.probe(expected, signal)
}

export function probeOnce(url: string, wish?: Wish, expected?: VersionExpectation): Promise<Observation> {
  return look(probeOf(url, wish), expected)
}

/** Names of the test's own, each with its loopback addresses; the rest does not exist. */
export function names(known: Readonly<Record<string, readonly string[]>>): LookUp {
  return async (hostname) => {
    const addresses = known[hostname]
    if (addresses === undefined) throw lookUpError('ENOTFOUND', hostname)
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
}

export function lookUpError(code: string, hostname: string): Error {
  return Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), {
    code,
    syscall: 'getaddrinfo',
    hostname,
  })
}
