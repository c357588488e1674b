import type { IncomingMessage, ServerResponse } from 'node:http'
import { isLive } from './ecs/launching.ts'
import { allServices } from './ecs/lookup.ts'
import type { EcsState, Service, Task } from './ecs/state.ts'
import type { HttpBehaviour, HttpReply } from './images.ts'
import { type LoopbackServer, serve } from './loopback.ts'

/**
 * The application's public address: a load balancer before the tasks of each service. `/health` is the first
 * service, `/NAME/health` the service of that name.
 */
export interface App {
  /** The base address of a service, without a slash at the end. */
  url(service?: string): string
  /** What has been asked, in order, and who answered with which status (0: none). */
  requests: { path: string; service: string; version: string | undefined; status: number; atMs: number }[]
  /** New connections are refused until `accept`. */
  refuse(): Promise<void>
  accept(): Promise<void>
  close(): Promise<void>
}

export async function startApp(ecs: EcsState, catchUp: () => void): Promise<App> {
  const requests: App['requests'] = []
  const turns = new Map<Service, number>()
  const server = await serve((request, response) => {
    catchUp()
    const { service, path } = route(ecs, request)
    const task = service === undefined ? undefined : nextTask(service, turns)
    const seen = { path, service: service?.name ?? '', version: task?.image?.version, status: 0 }
    const entry = { ...seen, atMs: ecs.timeline.nowMs }
    requests.push(entry)
    response.on('finish', () => {
      entry.status = response.statusCode
    })
    if (task === undefined) sendReply(response, UNAVAILABLE, undefined)
    else answer(ecs, { request, response, path, task })
  })
  return appOf(server, requests)
}

const appOf = (server: LoopbackServer, requests: App['requests']): App => ({
  url: (service) => (service === undefined ? server.url : `${server.url}/${service}`),
  requests,
  refuse: () => server.refuse(),
  accept: () => server.accept(),
  close: () => server.close(),
})

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

/** Round robin over the healthy targets; when none is healthy, a load balancer fails open to all of them. */
function nextTask(service: Service, turns: Map<Service, number>): Task | undefined {
  const { production } = service
  const registered = service.tasks.filter(
    (task) =>
      isLive(task) &&
      task.lastStatus === 'RUNNING' &&
      (production === undefined || task.deployment === production),
  )
  const healthy = registered.filter((task) => task.healthy)
  const serving = healthy.length > 0 ? healthy : registered
  const turn = turns.get(service) ?? 0
  turns.set(service, turn + 1)
  return serving[turn % serving.length]
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
