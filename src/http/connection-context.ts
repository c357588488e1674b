import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'
import { type ConnectionContext, openTcp, openTls, type Peer } from './connection.ts'
import { chooseProxy, hostname, portOf } from './proxy-choice.ts'
import { basicAuthorization } from './request.ts'

/** A connection that is ready for one request, and how the request must be addressed on it. */
export interface Connection {
  readonly socket: Socket
  /** The request goes to a proxy in clear text, which wants the whole address and its own headers. */
  readonly proxyHeaders?: readonly string[]
}

/** The proxy cannot be used, or refused. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError'
  /** The proxy's status, if it answered. */
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

/** Connects to the service, through a proxy if the environment says so. The caller ends the socket. */
export async function openConnection(
  target: URL,
  context: ConnectionContext,
  stop: AbortSignal,
): Promise<Connection> {
  const choice = chooseProxy(target, context.network.env)
  if (choice.kind === 'unusable') throw new ProxyError(choice.because)
  const isSecure = target.protocol === 'https:'
  const peer = peerOf(target)
  if (choice.kind === 'direct') {
    const socket = await openTcp(peer, context, stop)
    return { socket: isSecure ? await openTls(socket, peer, context, stop) : socket }
  }
  const proxy = choice.url
  const { progress } = context
  progress.proxy = `${proxy.hostname}:${portOf(proxy)}`
  progress.isPastProxy = false
  const toProxy = await openProxy(proxy, context, stop)
  if (!isSecure) {
    progress.isPastProxy = true
    return { socket: toProxy, proxyHeaders: authorizationFor(proxy) }
  }
  progress.enter('asking the proxy for a tunnel')
  const tunnel = await openTunnel(toProxy, proxy, peer, stop)
  progress.isPastProxy = true
  return { socket: await openTls(tunnel, peer, context, stop) }
}

async function openProxy(proxy: URL, context: ConnectionContext, stop: AbortSignal): Promise<Socket> {
  const peer = peerOf(proxy)
  const socket = await openTcp(peer, context, stop)
  return proxy.protocol === 'https:' ? openTls(socket, peer, context, stop) : socket
}

async function openTunnel(toProxy: Socket, proxy: URL, peer: Peer, stop: AbortSignal): Promise<Socket> {
  // The whole of undici, whose clients alone know how to ask for a tunnel.
  const { Client } = await import('undici')
  const client = new Client(proxy.origin, { connect: useSocket(toProxy), headersTimeout: 0 })
  const path = peer.host.includes(':') ? `[${peer.host}]:${peer.port}` : `${peer.host}:${peer.port}`
  try {
    const headers = ['host', path, ...authorizationFor(proxy)]
    const { statusCode, socket } = await client.connect({ path, headers, signal: stop })
    if (statusCode < 200 || statusCode > 299) throw new ProxyError('no tunnel', statusCode)
    return socket as Socket
  } catch (error) {
    toProxy.destroy()
    throw stop.aborted ? stop.reason : error
  }
}

function authorizationFor(proxy: URL): readonly string[] {
  const authorization = basicAuthorization(proxy)
  return authorization === undefined ? [] : ['proxy-authorization', authorization]
}

function peerOf(url: URL): Peer {
  return { host: hostname(url), port: portOf(url) }
}

/**
 * Gives an undici client the connection that we opened, once. When it is lost before the request is on
 * the wire, undici would open another one, and another: https://github.com/prometheus/blackbox_exporter/issues/1453
 * shows what that does to a server.
 */
export function useSocket(socket: Socket): buildConnector.connector {
  let isGiven = false
  return (_options, callback) => {
    const again = isGiven
    isGiven = true
    // Not at once: undici resumes its queue only when the answer comes later.
    queueMicrotask(() => {
      if (again) callback(socket.errored ?? new Error('the server closed the connection'), null)
      else callback(null, socket)
    })
  }
}
