import { BlockList, isIP } from 'node:net'
import { renderAddress } from './connection.ts'
import type { Progress } from './progress.ts'

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  EADDRNOTAVAIL: 'no route to the address',
  ETIMEDOUT: 'no reply in time',
  EPIPE: 'connection closed',
}

/** What the system says about a connection, and at which stage; every address that was tried is named. */
export function describeNetworkError(error: unknown, progress: Progress): string {
  const { stage, bodyBytes, address } = progress
  if (stage === 'connecting') return `connecting failed: ${causesOf(error, address).join('; ')}`
  const after =
    stage === 'reading the body' ? `, after ${bodyBytes} ${bodyBytes === 1 ? 'byte' : 'bytes'}` : ''
  return `${wordsFor(error)} while ${stage}${after}`
}

/** An AggregateError holds one error for each address, and its own message is empty. */
function causesOf(error: unknown, address: string | undefined): string[] {
  const causes = partsOf(error)
  if (causes.length > 0) return causes.flatMap((cause) => causesOf(cause, undefined))
  const tried = triedBy(error) ?? address
  return [`${wordsFor(error)}${tried === undefined ? '' : ` by ${tried}`}`]
}

function partsOf(error: unknown): readonly unknown[] {
  const isAggregate = typeof error === 'object' && error !== null && 'errors' in error
  return isAggregate && Array.isArray(error.errors) ? error.errors : []
}

function triedBy(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('address' in error)) return undefined
  const address = String(error.address)
  return 'port' in error ? renderAddress(address, Number(error.port)) : address
}

function wordsFor(error: unknown): string {
  const code = codeOf(error)
  const words = WORDS[code]
  if (words === undefined) return messageOf(error) || code || 'it failed without a message'
  return `${words} (${code})`
}

function isPrivate(address: string, family: number): boolean {
  const networks = new BlockList()
  for (const [network, bits] of [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
    ['169.254.0.0', 16],
  ] as const) {
    networks.addSubnet(network, bits)
  }
  networks.addSubnet('fc00::', 7, 'ipv6')
  networks.addSubnet('fe80::', 10, 'ipv6')
  return networks.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

const ADVICE =
  "use a runner inside that network, or the target's own signals instead of an address (for ECS: leave health-url empty, and running tasks, container health and target-group health decide)"

/** Of `203.0.113.7:443` or `[2001:db8::1]:443`. Begins with `; `, or is empty. */
export function hintOnAddress(address: string): string {
  const host = /^\[(.+)\]:\d+$/.exec(address)?.[1] ?? address.replace(/:\d+$/, '')
  const family = isIP(host)
  if (family === 0 || !isPrivate(host, family)) return ''
  return `; the address is private, and GitHub-hosted runners cannot reach private networks: ${ADVICE}`
}

/** For a name that never resolved. */
export function hintOnName(host: string): string {
  return `; if the name is private, GitHub-hosted runners cannot resolve it: ${ADVICE}; if it is public, check its spelling${host.includes('_') ? ' (it holds an underscore)' : ''}`
}

/** The code of an error of the system, of OpenSSL or of Node, such as `ECONNREFUSED`; empty without one. */
export function codeOf(error: unknown): string {
  return textOf(error, 'code')
}

export function messageOf(error: unknown): string {
  return textOf(error, 'message') || String(error)
}

/** What only a mistake in a program causes, and never a network or a server. */
export function isProgramError(error: unknown): boolean {
  return /^(?:Assertion|Range|Reference|Syntax|Type)Error$/.test(textOf(error, 'name'))
}

/** Not by `instanceof`: an error may stem from another realm. */
function textOf(error: unknown, key: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined
  return typeof value === 'string' ? value : ''
}
