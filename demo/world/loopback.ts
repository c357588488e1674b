import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server on a free port of this machine, which nobody else can reach. */
export interface LoopbackServer {
  readonly url: string
  /** Stops listening: new connections are refused. */
  refuse(): Promise<void>
  /** Listens again, on the same port. */
  accept(): Promise<void>
  close(): Promise<void>
}

export async function serve(listener: RequestListener): Promise<LoopbackServer> {
  const server = createServer(listener)
  await listen(server, 0)
  const { port } = server.address() as AddressInfo
  const refuse = () => stop(server)
  return {
    url: `http://127.0.0.1:${port}`,
    refuse,
    accept: () => listen(server, port),
    close: refuse,
  }
}

function listen(server: Server, port: number): Promise<void> {
  if (server.listening) return Promise.resolve()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
