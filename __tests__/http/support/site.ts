import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net'
import type { Certificate } from '../../support/tls/certificate.ts'

/** A server on loopback that ends with its test. */
export interface Site {
  readonly port: number
  /** Every connection that was accepted, as long as the test runs. */
  readonly sockets: readonly Socket[]
  /** Resolves with the next connection. */
  nextConnection(): Promise<Socket>
  close(): Promise<void>
}

export interface SiteOptions {
  readonly host?: string
  readonly tls?: Certificate
}

const open: Site[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()))
})

export function startSite(listener: RequestListener, { host, tls }: SiteOptions = {}): Promise<Site> {
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener)
  return serve(server, host)
}

/** Answers each connection with whatever the handler does to it. */
export function startRawSite(onConnection: (socket: Socket) => void, host?: string): Promise<Site> {
  return serve(createRawServer(onConnection), host)
}

/** A port on which nobody listens. */
export async function findClosedPort(): Promise<number> {
  const site = await startRawSite((socket) => socket.destroy())
  await site.close()
  return site.port
}

export async function serve(server: Server, host = '127.0.0.1'): Promise<Site> {
  const sockets: Socket[] = []
  const waiting: ((socket: Socket) => void)[] = []
  server.prependListener('connection', (socket: Socket) => {
    // What a probe does to its connection is the test's matter, not an error of the server.
    socket.on('error', () => {})
    sockets.push(socket)
    for (const resolve of waiting.splice(0)) resolve(socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, host, resolve)
  })
  const site: Site = {
    port: (server.address() as AddressInfo).port,
    sockets,
    nextConnection: () => new Promise((resolve) => waiting.push(resolve)),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  open.push(site)
  return site
}

/** The next connection, once its first bytes have come. */
export async function firstData(site: Site): Promise<Socket> {
  const socket = await site.nextConnection()
  await once(socket, 'data')
  return socket
}

/** Resolves once the socket is closed on both sides. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve()
    else socket.once('close', () => resolve()).resume()
  })
}
