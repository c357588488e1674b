import { createServer, request as forward } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect } from 'node:net'
import { type Site, type SiteOptions, serve } from './site.ts'

export interface Proxy extends Site {
  /** `CONNECT web.test:443` or `GET http://web.test/`, each with the credentials it came with. */
  readonly asked: readonly { readonly what: string; readonly authorization: string | undefined }[]
}

/** A forward proxy that sends every request to the same port of loopback, whatever name it is asked for. */
export async function startProxy(
  upstreamPort: number,
  { refuseWith, ...options }: SiteOptions & { refuseWith?: number } = {},
): Promise<Proxy> {
  const asked: Proxy['asked'][number][] = []
  const { tls } = options
  const server = tls === undefined ? createServer() : createSecureServer(tls)
  server.on('request', (request, response) => {
    const { method, url, headers } = request
    asked.push({ what: `${method} ${url}`, authorization: headers['proxy-authorization'] })
    if (refuseWith !== undefined) {
      response.writeHead(refuseWith).end('the proxy refuses')
      return
    }
    const { pathname } = new URL(url ?? '')
    const upstream = forward({
      port: upstreamPort,
      host: '127.0.0.1',
      path: pathname,
      method,
      headers,
      agent: false,
    })
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(upstream)
  })
  server.on('connect', ({ url, headers }, socket) => {
    asked.push({ what: `CONNECT ${url}`, authorization: headers['proxy-authorization'] })
    socket.on('error', () => {})
    if (refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${refuseWith} No\r\n\r\n`)
      return
    }
    const upstream = connect(upstreamPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.end('HTTP/1.1 502 Bad gateway\r\n\r\n'))
    socket.on('close', () => upstream.destroy())
  })
  return { ...(await serve(server, options.host)), asked }
}
