import type { IncomingMessage, ServerResponse } from 'node:http'
import { Balancer } from './balancer.ts'
import { allServices } from './ecs/lookup.ts'
import type { EcsState, Service, Task } from './ecs/state.ts'
import type { Listener } from './ecs/traffic.ts'
import type { HttpBehaviour, HttpReply } from './images.ts'
import { type LoopbackServer, serve } from './loopback.ts'

export interface AppRequest {
  path: string
  service: string
  listener: Listener
  version: string | undefined
  /** 0: nobody has answered yet. */
  status: number
  atMs: number
}

/**
 * The application's public address: a load balancer before the tasks of each service. `/health` is the first
 * service, `/NAME/health` the service of that name.
 */
export interface App {
  /** The base address of a service, without a slash at the end. */
  url(service?: string): string
  /** The same for the listener that a deployment shifts before the public one. */
  testUrl(service?: string): string
  /** What has been asked, in order, and who answered. */
  requests: AppRequest[]
  /** How many requests of a listener each version has got since `sinceMs`, in world time. */
  served(listener: Listener, sinceMs?: number): Record<string, number>
  /** New connections are refused until `accept`; those of the test listener never. */
  refuse(): Promise<void>
  accept(): Promise<void>
  close(): Promise<void>
}

export async function startApp(ecs: EcsState, catchUp: () => void): Promise<App> {
  const requests: AppRequest[] = []
  const balancers = new Map<Service, Balancer>()
  const listen = (listener: Listener) =>
    serve((request, response) => {
      catchUp()
      const { service, path } = route(ecs, request)
      const task = service === undefined ? undefined : balancerOf(balancers, service).next(listener)
      const entry: AppRequest = {
        path,
        service: service?.name ?? '',
        listener,
        version: task?.image?.version,
        status: 0,
        atMs: ecs.timeline.nowMs,
      }
      requests.push(entry)
      response.on('finish', () => {
        entry.status = response.statusCode
      })
      if (task === undefined) sendReply(response, UNAVAILABLE, undefined)
      else answer(ecs, { request, response, path, task })
    })
  return appOf(await listen('production'), await listen('test'), requests)
}

function balancerOf(balancers: Map<Service, Balancer>, service: Service): Balancer {
  const balancer = balancers.get(service) ?? new Balancer(service)
  balancers.set(service, balancer)
  return balancer
}

const appOf = (server: LoopbackServer, testServer: LoopbackServer, requests: AppRequest[]): App => ({
  url: (service) => urlOf(server, service),
  testUrl: (service) => urlOf(testServer, service),
  requests,
  served: (listener, sinceMs = 0) => countByVersion(requests, listener, sinceMs),
  refuse: () => server.refuse(),
  accept: () => server.accept(),
  close: async () => {
    await testServer.close()
    await server.close()
  },
})

const urlOf = ({ url }: LoopbackServer, service: string | undefined): string =>
  service === undefined ? url : `${url}/${service}`

function countByVersion(
  requests: readonly AppRequest[],
  listener: Listener,
  sinceMs: number,
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { version = 'none', ...request } of requests) {
    if (request.listener === listener && request.atMs >= sinceMs) counts[version] = (counts[version] ?? 0) + 1
  }
  return counts
}

const UNAVAILABLE: HttpReply = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n</html>\r\n',
}

function route(ecs: EcsState, request: IncomingMessage): { service: Service | undefined; path: string } {
  const { pathname } = new URL(request.url ?? '/', 'http://app')
  const [, name, ...rest] = pathname.split('/')
  const services = allServices(ecs)
  const named = services.find((service) => service.name === name)
  return named === undefined
    ? { service: services[0], path: pathname }
    : { service: named, path: `/${rest.join('/')}` }
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  path: string
  task: Task
}

function answer(ecs: EcsState, { response, path, task }: Exchange): void {
  const { image } = task
  const told = image?.behaviour.http
  const seen = {
    path,
    servingForMs: ecs.timeline.nowMs - (task.healthyAtMs ?? ecs.timeline.nowMs),
    answered: image?.requests ?? 0,
  }
  if (image !== undefined) image.requests += 1
  behave(response, (typeof told === 'function' ? told(seen) : told) ?? {}, image?.version)
}

function behave(response: ServerResponse, behaviour: HttpBehaviour, version: string | undefined): void {
  if (behaviour === 'hang') return
  if (behaviour === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (behaviour === 'endless-body') {
    sendForever(response)
    return
  }
  if (behaviour.latencyMs === undefined) {
    sendReply(response, behaviour, version)
    return
  }
  const timer = setTimeout(() => sendReply(response, behaviour, version), behaviour.latencyMs)
  response.on('close', () => clearTimeout(timer))
}

function sendReply(response: ServerResponse, reply: HttpReply, version: string | undefined): void {
  const { status = 200, headers = {} } = reply
  const body = reply.body ?? { status: status < 400 ? 'ok' : 'error', version }
  const isText = typeof body === 'string'
  const usual = {
    'content-type': isText ? 'text/plain' : 'application/json',
    ...(version === undefined ? {} : { 'x-version': version }),
  }
  response.writeHead(status, { ...usual, ...headers })
  response.end(isText ? body : JSON.stringify(body))
}

const CHUNK = 'never ending '.repeat(64)
const CHUNK_EVERY_MS = 20

function sendForever(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' })
  const timer = setInterval(() => response.write(CHUNK), CHUNK_EVERY_MS)
  response.on('close', () => clearInterval(timer))
}
