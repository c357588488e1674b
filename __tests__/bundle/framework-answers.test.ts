import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ROOT } from '../repository/files.ts'

/** What the health libraries answer by default, and what a service that has one gets by our defaults. */

interface Answered {
  readonly status: number
  readonly body: string
  readonly type: 'application/json' | 'text/plain' | 'text/html'
}

const json = (status: number, body: unknown): Answered => ({
  status,
  body: JSON.stringify(body),
  type: 'application/json',
})
const text = (status: number, body: string): Answered => ({ status, body, type: 'text/plain' })
const page = (status: number, body: string): Answered => ({ status, body, type: 'text/html' })

const SPRING =
  'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.health'
const ASP_NET = 'https://learn.microsoft.com/aspnet/core/host-and-deploy/health-checks'
const DJANGO = 'https://github.com/codingjoe/django-health-check'
const RAILS = 'https://api.rubyonrails.org/classes/Rails/HealthController.html'
const EXPRESS = 'https://github.com/godaddy/terminus'
const NEST = 'https://docs.nestjs.com/recipes/terminus'
const GO = 'https://github.com/alexliesenfeld/health'
const GO_HELLOFRESH = 'https://github.com/hellofresh/health-go'

const DATABASE = { db: { status: 'UP', details: { database: 'PostgreSQL' } } }
const RAILS_PAGE = (colour: string) =>
  `<!DOCTYPE html><html><body style="background-color: ${colour}"></body></html>`

const CASES: readonly (readonly [
  situation: string,
  source: string,
  answered: Answered,
  verdict: 'healthy' | 'unhealthy',
])[] = [
  ['Spring Boot, up', SPRING, json(200, { status: 'UP' }), 'healthy'],
  ['Spring Boot, up with details', SPRING, json(200, { status: 'UP', components: DATABASE }), 'healthy'],
  ['Spring Boot, down', SPRING, json(503, { status: 'DOWN' }), 'unhealthy'],
  ['Spring Boot, out of service', SPRING, json(503, { status: 'OUT_OF_SERVICE' }), 'unhealthy'],
  ['Spring Boot, unknown', SPRING, json(200, { status: 'UNKNOWN' }), 'healthy'],
  ['Spring Boot, down where the status is mapped to 200', SPRING, json(200, { status: 'DOWN' }), 'unhealthy'],
  ['ASP.NET Core, healthy', ASP_NET, text(200, 'Healthy'), 'healthy'],
  ['ASP.NET Core, degraded', ASP_NET, text(200, 'Degraded'), 'healthy'],
  ['ASP.NET Core, unhealthy', ASP_NET, text(503, 'Unhealthy'), 'unhealthy'],
  ['ASP.NET Core, unhealthy where the status is mapped to 200', ASP_NET, text(200, 'Unhealthy'), 'unhealthy'],
  [
    'ASP.NET Core with a JSON writer, healthy',
    ASP_NET,
    json(200, { status: 'Healthy', results: { Sample: { status: 'Healthy', data: {} } } }),
    'healthy',
  ],
  ['Django, working', DJANGO, json(200, { 'Cache backend: default': 'working' }), 'healthy'],
  ['Django, unavailable', DJANGO, json(500, { DatabaseBackend: 'unavailable: Database error' }), 'unhealthy'],
  ['Rails, up', RAILS, page(200, RAILS_PAGE('green')), 'healthy'],
  ['Rails, down', RAILS, page(500, RAILS_PAGE('red')), 'unhealthy'],
  ['Rails as JSON, up', RAILS, json(200, { status: 'up', timestamp: '2026-11-25T10:00:00Z' }), 'healthy'],
  [
    'Rails as JSON, down',
    RAILS,
    json(500, { status: 'down', timestamp: '2026-11-25T10:00:00Z' }),
    'unhealthy',
  ],
  ['Express with terminus, ok', EXPRESS, json(200, { status: 'ok', info: {}, details: {} }), 'healthy'],
  [
    'Express with terminus, error',
    EXPRESS,
    json(503, { status: 'error', error: {}, details: {} }),
    'unhealthy',
  ],
  ['NestJS, error', NEST, json(503, { status: 'error', error: { db: { status: 'down' } } }), 'unhealthy'],
  ['NestJS, shutting down', NEST, json(503, { status: 'shutting_down', info: {} }), 'unhealthy'],
  ['Go with health, up', GO, json(200, { status: 'up', details: { db: { status: 'up' } } }), 'healthy'],
  [
    'Go with health, down',
    GO,
    json(503, { status: 'down', details: { db: { status: 'down' } } }),
    'unhealthy',
  ],
  [
    'Go with health-go, OK',
    GO_HELLOFRESH,
    json(200, { status: 'OK', component: { name: 'web' } }),
    'healthy',
  ],
  ['Go with health-go, partly', GO_HELLOFRESH, json(200, { status: 'Partially Available' }), 'healthy'],
  ['Go with health-go, not', GO_HELLOFRESH, json(503, { status: 'Service Unavailable' }), 'unhealthy'],
]

test.concurrent.each(CASES)('%s (%s)', async (_, source, answered, verdict) => {
  expect(source).toMatch(/^https:/)
  const shown = await verify(answered)
  expect(shown.split('\n').filter((line) => /^\[\w+\] (un)?healthy: /.test(line))).toEqual([
    expect.stringMatching(new RegExp(`^\\[\\w+\\] ${verdict}: `)),
  ])
  const { version = '' } = /, version (?<version>\S+)/.exec(shown)?.groups ?? {}
  expect(version).toBe('')
})

/** By the command line, with the defaults, but for what only takes time. */
async function verify({ status, body, type }: Answered): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status, { 'content-type': type }).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`
    const args = [join(ROOT, 'dist/cli.js'), 'verify', '--url', url, '--local', '--retry-delay', '20ms']
    return await new Promise((resolve) => {
      execFile(process.execPath, args, (_, stdout) => resolve(stdout))
    })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
