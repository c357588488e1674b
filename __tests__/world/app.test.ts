import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { HttpBehaviour } from '../../demo/world/images.ts'
import { type TestWorld, testWorld } from './client.ts'

let scene: TestWorld

beforeEach(async () => {
  scene = await testWorld()
})
afterEach(() => scene.close())

function serving(http: HttpBehaviour): void {
  scene.world.image('registry.example/web:x', { http })
  scene.world.createService({ name: 'web', past: ['registry.example/web:x'] })
}

const get = (path = '/health', signal?: AbortSignal) =>
  fetch(`${scene.world.app.url()}${path}`, signal === undefined ? {} : { signal })

test('an image says what its tasks answer: status, headers, body', async () => {
  serving({ status: 418, headers: { 'x-kind': 'teapot' }, body: { status: 'unhealthy' } })
  const response = await get()
  expect(response.status).toBe(418)
  expect(response.headers.get('x-kind')).toBe('teapot')
  expect(await response.json()).toEqual({ status: 'unhealthy' })
})

test('a text is sent as it is', async () => {
  serving({ body: 'fine' })
  expect(await (await get()).text()).toBe('fine')
})

test('latency is real time', async () => {
  serving({ latencyMs: 40 })
  const before = performance.now()
  await get()
  expect(performance.now() - before).toBeGreaterThanOrEqual(39)
})

test('a hanging application sends no head', async () => {
  serving('hang')
  await expect(get('/health', AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('a reset connection has no answer', async () => {
  serving('reset')
  await expect(get()).rejects.toThrow('fetch failed')
})

test('an endless body has a good head, and no end', async () => {
  serving('endless-body')
  const stop = new AbortController()
  const response = await get('/health', stop.signal)
  expect(response.status).toBe(200)
  const reader = response.body?.getReader()
  for (let chunk = 0; chunk < 3; chunk += 1) expect((await reader?.read())?.done).toBe(false)
  stop.abort(new Error('enough'))
  await expect(reader?.read()).rejects.toThrow('enough')
})

test('an application may change with the time it has served, and with its requests', async () => {
  scene.world.image('registry.example/web:leaky', {
    http: ({ servingForMs, answered }) =>
      servingForMs > 60_000 ? { status: 500 } : { body: `answer ${answered}` },
  })
  scene.world.createService({ name: 'web' })
  scene.world.deploy('web', 'registry.example/web:leaky')
  scene.clock.advanceMs(30_000)
  expect(await (await get()).text()).toBe('answer 0')
  expect(await (await get()).text()).toBe('answer 1')
  scene.clock.advanceMs(61_000)
  expect((await get()).status).toBe(500)
})

test('requests go round the healthy tasks, so that in a rollout both versions answer', async () => {
  scene.world.image('registry.example/web:4')
  const deploymentConfiguration = { maximumPercent: 150 }
  scene.world.createService({ name: 'web', desiredCount: 4, deploymentConfiguration })
  scene.world.deploy('web', 'registry.example/web:4')
  scene.clock.advanceMs(30_000)
  const versions: (string | null)[] = []
  for (let count = 0; count < 4; count++) versions.push((await get()).headers.get('x-version'))
  expect(versions).toEqual(['3', '3', '4', '4'])
})

test('with no healthy target the load balancer fails open to the others; with none at all it answers 503', async () => {
  scene.world.image('registry.example/web:ill', {
    task: { kind: 'fails-elb-health-checks' },
    http: { status: 500 },
  })
  scene.world.createService({
    name: 'web',
    deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
    deregistrationDelayMs: 0,
  })
  scene.world.deploy('web', 'registry.example/web:ill')
  scene.clock.advanceMs(10_000)
  expect((await get()).status).toBe(503)
  scene.clock.advanceMs(20_000)
  expect((await get()).status).toBe(500)
})

test('each service has an address of its own, the first one the bare one too', async () => {
  serving({ body: 'first' })
  scene.world.image('registry.example/api:1', { http: { body: 'second' } })
  scene.world.createService({ name: 'api', past: ['registry.example/api:1'] })
  expect(await (await get()).text()).toBe('first')
  expect(await (await fetch(`${scene.world.app.url('api')}/health`)).text()).toBe('second')
  expect(scene.world.app.requests.map(({ path, service }) => [path, service])).toEqual([
    ['/health', 'web'],
    ['/health', 'api'],
  ])
})

test('connections are refused on request, and accepted again at the same address', async () => {
  serving({})
  await scene.world.app.refuse()
  await expect(get()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  await scene.world.app.accept()
  expect((await get()).status).toBe(200)
})

test('something can be set to happen later', async () => {
  scene.world.createService({ name: 'web' })
  scene.world.image('registry.example/web:4')
  scene.world.after(60_000, () => scene.world.deploy('web', 'registry.example/web:4'))
  scene.world.after(65_000, () => scene.world.alarms.set('web-5xx', 'ALARM'))
  const startedAtMs = scene.clock.nowMs()
  scene.clock.advanceMs(59_000)
  await get()
  expect(scene.world.service('web').deployments).toHaveLength(1)
  scene.clock.advanceMs(10_000)
  const [primary] = scene.world.service('web').deployments
  expect(primary?.createdAtMs).toBe(startedAtMs + 60_000) // when it was due, not when somebody looked
  expect(scene.world.alarms.all()[0]?.changedAtMs).toBe(startedAtMs + 65_000)
})
