import type { Socket } from 'node:net'
import { explainBroken } from './broken-answer.ts'
import { type ConnectionContext, openTcp, openTls, type Peer } from './connection.ts'
import { chooseProxy, hostname, portOf } from './proxy-choice.ts'
import { basicAuthorization } from './request.ts'
import { startOn } from './send.ts'

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
  const path = peer.host.includes(':') ? `[${peer.host}]:${peer.port}` : `${peer.host}:${peer.port}`
  const headers = ['host', path, ...authorizationFor(proxy)]
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const leave = () => reject(stop.reason)
  stop.addEventListener('abort', leave, { once: true })
  try {
    startOn(toProxy, { method: 'CONNECT', path, headers })
      .on('connect', ({ statusCode = 0 }, socket, head) => {
        if (statusCode < 200 || statusCode > 299) return reject(new ProxyError('no tunnel', statusCode))
        if (head.length > 0) socket.unshift(head)
        resolve(toProxy)
      })
      .on('error', (error) => reject(explainBroken(error)))
    return await promise
  } catch (error) {
    toProxy.destroy()
    throw error
  } finally {
    stop.removeEventListener('abort', leave)
  }
}

function authorizationFor(proxy: URL): readonly string[] {
  const authorization = basicAuthorization(proxy)
  return authorization === undefined ? [] : ['proxy-authorization', authorization]
}

function peerOf(url: URL): Peer {
  return { host: hostname(url), port: portOf(url) }
}
