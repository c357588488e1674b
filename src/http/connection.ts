import { connect as connectTcp, isIP, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { untilAborted } from '../core/deadline.ts'
import type { Network, ResolvedAddress } from './network.ts'
import type { Progress } from './progress.ts'

export interface Peer {
  /** A name or an address without brackets. */
  readonly host: string
  readonly port: number
}

export interface ConnectionContext {
  readonly network: Network
  readonly progress: Progress
  /** A share of it is what one of several addresses may take. */
  readonly timeoutMs: number
}

/**
 * Looks the name up and connects, each time anew. Rejects with Node's own errors, or with the signal's
 * reason at once; nothing stays open then.
 */
export async function openTcp(peer: Peer, context: ConnectionContext, stop: AbortSignal): Promise<Socket> {
  const { progress, timeoutMs } = context
  progress.address = undefined
  const addresses = await resolve(peer.host, context, stop)
  progress.enter('connecting')
  const [first] = addresses
  if (first !== undefined && addresses.length === 1)
    progress.address = renderAddress(first.address, peer.port)
  const socket = connectTcp({
    host: peer.host,
    port: peer.port,
    noDelay: true,
    lookup: (_hostname, _options, callback) =>
      callback(
        null,
        addresses.map(({ address, family }) => ({ address, family })),
      ),
    autoSelectFamily: true,
    // Node's own 250 ms fail for far addresses: https://github.com/nodejs/node/issues/54359
    autoSelectFamilyAttemptTimeout: Math.max(1_000, Math.ceil(timeoutMs / 3)),
  })
  await untilReady(socket, 'connect', stop)
  const { remoteAddress, remotePort } = socket
  if (remoteAddress !== undefined) progress.address = renderAddress(remoteAddress, remotePort ?? peer.port)
  return socket
}

/** Verifies always. Takes over `socket`, and destroys it when the handshake fails. */
export async function openTls(
  socket: Socket,
  { host }: Peer,
  { network, progress }: ConnectionContext,
  stop: AbortSignal,
): Promise<TLSSocket> {
  progress.enter('shaking hands by TLS')
  const secure = process.getBuiltinModule('node:tls').connect({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    secureContext: network.secureContext(),
    ALPNProtocols: ['http/1.1'],
  })
  // A certificate that is refused is gone by the time of the error; this event comes before that.
  secure.on('keylog', () => {
    progress.certificateValidTo ??= secure.getPeerCertificate()?.valid_to
  })
  try {
    await untilReady(secure, 'secureConnect', stop)
  } catch (error) {
    socket.destroy()
    throw error
  }
  progress.certificateValidTo = secure.getPeerCertificate()?.valid_to
  return secure
}

async function resolve(
  host: string,
  context: ConnectionContext,
  stop: AbortSignal,
): Promise<readonly ResolvedAddress[]> {
  const { network, progress } = context
  const family = isIP(host)
  if (family !== 0) {
    progress.hasResolved = true
    return [{ address: host, family }]
  }
  progress.enter('looking up the name')
  const addresses = await untilAborted(network.lookUp(host, network.family), stop)
  progress.hasResolved = true
  return addresses
}

function untilReady(socket: Socket, event: 'connect' | 'secureConnect', stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      removeListeners()
      socket.destroy()
      reject(error)
    }
    const onAbort = () => fail(stop.reason)
    const onClose = () => fail(new Error('the connection was closed'))
    const removeListeners = () => {
      stop.removeEventListener('abort', onAbort)
      socket.off(event, onReady).off('error', fail).off('close', onClose)
      // What comes after the end of interest must not become an uncaught exception.
      socket.on('error', () => {})
    }
    const onReady = () => {
      removeListeners()
      resolve()
    }
    if (stop.aborted) {
      onAbort()
      return
    }
    stop.addEventListener('abort', onAbort, { once: true })
    socket.on(event, onReady).on('error', fail).on('close', onClose)
  })
}

export function renderAddress(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
