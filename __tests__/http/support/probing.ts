import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../src/core/clock.ts'
import { Secret } from '../../../src/core/secret.ts'
import type { Observation } from '../../../src/health/observation.ts'
import type { HealthProbe, VersionExpectation } from '../../../src/health/probe.ts'
import { type HttpProbeDeps, httpProbe } from '../../../src/http/http-probe.ts'
import type { HttpCheck } from '../../../src/http/model/check-config.ts'
import { createNetwork, type LookUp, type NetworkOptions } from '../../../src/http/network.ts'
import { PatientClock } from '../../support/patient-clock.ts'

/** Real time, since real servers answer in it. */
export const clock: Clock = {
  nowMs: () => performance.now(),
  sleep: (durationMs, signal) => sleep(durationMs, undefined, { signal }),
}

export type Wish = Partial<Omit<HttpCheck, 'url' | 'headers' | 'body'>> & {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly network?: Partial<NetworkOptions>
} & Partial<Pick<HttpProbeDeps, 'clock' | 'control' | 'redact'>>

/** A probe with the defaults of action.yml, but for the timeout: a busy machine answers late. */
export function probeOf(url: string, wish: Wish = {}): HealthProbe {
  const {
    headers = {},
    body,
    network,
    control,
    redact = (text: string) => text,
    clock: own,
    ...config
  } = wish
  return httpProbe(
    {
      name: 'web',
      url: new Secret(url),
      method: 'GET',
      expectStatus: [{ from: 200, to: 299 }],
      versionFrom: { kind: 'body', path: ['version'] },
      timeoutMs: 60_000,
      required: true,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value: new Secret(value) })),
      ...(body !== undefined && { body: new Secret(body) }),
      ...config,
    },
    {
      clock: own ?? clock,
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

const SHORT_MS = 200

/** A probe whose 200 ms are over once it has come to `stage`, and no sooner, however slow the machine is. */
export async function probeUntil(
  stage: Promise<unknown>,
  url: string,
  wish: Omit<Wish, 'clock' | 'timeoutMs'> = {},
): Promise<Observation> {
  const time = new PatientClock(SHORT_MS)
  const probe = probeOnce(url, { ...wish, clock: time, timeoutMs: SHORT_MS })
  await stage
  // What has come over the loopback is read within a few of them.
  await turns(20)
  await time.pass(SHORT_MS)
  return await probe
}

/** Turns of the event loop, which are no time: what waits for a timer or for another process comes later. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
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
