import { BlockList, isIP } from 'node:net'

export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

export type ProxyChoice =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly url: URL }
  /** The variable holds what cannot be used. Its value may hold a password and is not shown. */
  | { readonly kind: 'unusable'; readonly because: string }

/**
 * Which way a request goes. As in GitHub's own toolkit, the lower-case variable wins, `http_proxy` is
 * not used for https, and loopback addresses are asked directly.
 * https://github.com/actions/toolkit/blob/main/packages/http-client/src/proxy.ts
 */
export function chooseProxy(target: URL, env: ProxyEnvironment): ProxyChoice {
  const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const value = (env[name] || env[name.toUpperCase()])?.trim()
  if (!value || isLoopback(hostname(target)) || isExempt(target, env)) return { kind: 'direct' }
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`)
  if (url === null) return { kind: 'unusable', because: `${name.toUpperCase()} is not an address` }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const because = `${name.toUpperCase()} names a ${url.protocol.slice(0, -1)} proxy, and only http and https proxies can be used`
    return { kind: 'unusable', because }
  }
  return { kind: 'proxy', url }
}

/** The host of an address as sockets want it: no brackets, no final dot. */
export function hostname(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/(?<=.)\.$/, '')
}

export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function isExempt(target: URL, env: ProxyEnvironment): boolean {
  return exemptionsOf(env).some((entry) => matches(entry.toLowerCase(), hostname(target), portOf(target)))
}

function exemptionsOf(env: ProxyEnvironment): readonly string[] {
  return (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter(Boolean)
}

/**
 * The same choice for https by Node's own agents, to which a name in NO_PROXY stands for itself alone.
 * Undefined: no proxy. https://nodejs.org/docs/latest-v24.x/api/http.html#built-in-proxy-support
 */
export function proxyForAgents(env: ProxyEnvironment): { HTTPS_PROXY: string; NO_PROXY: string } | undefined {
  const entries = exemptionsOf(env)
  const choice = chooseProxy(new URL('https://any.invalid/'), { ...env, no_proxy: ',' })
  if (choice.kind !== 'proxy' || entries.includes('*')) return undefined
  const withSubdomains = entries.flatMap((entry) => (/^[*.]/.test(entry) ? entry : [entry, `.${entry}`]))
  return { HTTPS_PROXY: choice.url.href, NO_PROXY: withSubdomains.join(',') }
}

/** `*`, `example.com` (with its subdomains), `.example.com`, `*.example.com`, `host:port`, `10.0.0.0/8`. */
function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isIP(host) !== 0 && isInSubnet(entry, host)
  const withPort = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(entry)
  if (withPort !== null && Number(withPort[3]) !== port) return false
  const name = (withPort?.[1] ?? withPort?.[2] ?? entry).replace(/^\[(.*)\]$/, '$1').replace(/^\*?\./, '')
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`))
}

function isInSubnet(entry: string, host: string): boolean {
  const [network = '', prefix = ''] = entry.split('/')
  const family = isIP(network)
  const bits = Number(prefix)
  if (family === 0 || !/^\d+$/.test(prefix) || bits > (family === 4 ? 32 : 128)) return false
  const subnet = new BlockList()
  subnet.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6')
  return subnet.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6')
}
