import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../../src/core/clock.ts'
import { createRedactor } from '../../../src/core/redaction.ts'
import { Secret } from '../../../src/core/secret.ts'
import { createNetwork } from '../../../src/http/network.ts'
import type { Notification } from '../../../src/report/deliver/notification.ts'
import { renderPayload } from '../../../src/report/deliver/notification-payload.ts'
import { Notifier } from '../../../src/report/deliver/notifier.ts'

const TOKEN = 'T0K3N-of-the-hook'
const notice: Notification = {
  moment: 'run-ended',
  tone: 'bad',
  headline: 'Rolled back',
  reason: 'api failed',
  facts: [{ name: 'To', value: 'web:41' }],
  event: {
    kind: 'rolled-back',
    id: 'e1',
    at: '2026-01-05T10:00:00.000Z',
    source: 'https://github.com/octo/shop',
    incident: 'safe-landing-0',
    service: 'web',
    environment: 'production',
    artifact: 'pkg:generic/web@web%3A41',
  },
}
const never = new AbortController().signal

/** Sleeps are remembered and over at once; the time of real requests is no matter here. */
class RestlessClock implements Clock {
  readonly slept: number[] = []
  nowMs(): number {
    return performance.now()
  }
  async sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    // A deadline of a request sleeps too, and must not be over before the request is.
    if (durationMs >= 10_000)
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    this.slept.push(durationMs)
  }
}

interface Received {
  readonly path: string | undefined
  readonly type: string | undefined
  readonly body: unknown
}

async function receiver(answers: ((response: ServerResponse) => void)[]) {
  const received: Received[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({
      path: request.url,
      type: request.headers['content-type'],
      body: JSON.parse(Buffer.concat(chunks).toString()),
    })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    answer?.(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { received, close, url: `http://127.0.0.1:${port}/hook/${TOKEN}?key=${TOKEN}` }
}

const answer =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body)

function notifierFor(url: string) {
  const clock = new RestlessClock()
  const warnings: string[] = []
  const notifier = new Notifier(
    { url: new Secret(url) },
    {
      clock,
      network: createNetwork({ userAgent: 'safe-landing/test' }),
      redact: createRedactor([new Secret(TOKEN)]),
      warn: (text, hint) => warnings.push(`${text}. ${hint}`),
    },
  )
  return { clock, notifier, warnings }
}

describe('a notification', () => {
  it('is posted as JSON', async () => {
    const { received, close, url } = await receiver([answer(200)])
    const { notifier, warnings } = notifierFor(url)
    await notifier.send(notice, never)
    await close()
    expect(received).toEqual([
      {
        path: `/hook/${TOKEN}?key=${TOKEN}`,
        type: 'application/cloudevents+json; charset=utf-8',
        body: renderPayload('cloudevents', notice),
      },
    ])
    expect(warnings).toEqual([])
  })

  it('is sent once for each moment, so at most twice in a run', async () => {
    const { received, close, url } = await receiver([answer(204)])
    const { notifier } = notifierFor(url)
    for (const moment of ['rollback-started', 'rollback-started', 'run-ended', 'run-ended'] as const) {
      await notifier.send({ ...notice, moment }, never)
    }
    await close()
    expect(
      received.map(({ body }) => (body as { data: { customData: Notification } }).data.customData.moment),
    ).toEqual(['rollback-started', 'run-ended'])
  })

  it('waits as long as a busy receiver asks for', async () => {
    const { received, close, url } = await receiver([answer(429, { 'retry-after': '3' }), answer(200)])
    const { clock, notifier, warnings } = notifierFor(url)
    await notifier.send(notice, never)
    await close()
    expect(received).toHaveLength(2)
    expect(clock.slept).toEqual([3_000])
    expect(warnings).toEqual([])
  })

  it('waits until the time that the receiver names', async () => {
    let untilMs = 0
    const isBusy = (response: ServerResponse) => {
      untilMs = Math.ceil(Date.now() / 1_000) * 1_000 + 5_000
      answer(429, { 'retry-after': new Date(untilMs).toUTCString() })(response)
    }
    const { received, close, url } = await receiver([isBusy, answer(200)])
    const { clock, notifier } = notifierFor(url)
    await notifier.send(notice, never)
    await close()
    expect(received).toHaveLength(2)
    expect(clock.slept[0]).toBeGreaterThanOrEqual(untilMs - Date.now())
    expect(clock.slept[0]).toBeLessThanOrEqual(6_000)
  })

  it('does not wait for a receiver that wants too much time', async () => {
    const { received, close, url } = await receiver([answer(429, { 'retry-after': '3600' })])
    const { clock, notifier, warnings } = notifierFor(url)
    await notifier.send(notice, never)
    await close()
    expect(received).toHaveLength(1)
    expect(clock.slept).toEqual([])
    expect(warnings[0]).toContain('it was answered with 429')
  })

  it('is not sent again when it may have arrived', async () => {
    const { received, close, url } = await receiver([(response) => response.destroy()])
    const { notifier, warnings } = notifierFor(url)
    await notifier.send(notice, never)
    await close()
    expect(received).toHaveLength(1)
    expect(warnings).toHaveLength(1)
  })

  it.each([
    ['refuses it', answer(404, {}, `no service ${TOKEN}`), 'it was answered with 404: no service ***'],
    ['fails', answer(500, {}, '::error::x'), 'it was answered with 500: ::error::x'],
    [
      'sends it elsewhere',
      answer(302, { location: `https://evil.example/${TOKEN}` }),
      'it was answered with 302',
    ],
  ])('is warned about, without its address, when the receiver %s', async (_, respond, expected) => {
    const { received, close, url } = await receiver([respond])
    const { notifier, warnings } = notifierFor(url)
    await notifier.send(notice, never)
    await close()
    expect(received).toHaveLength(1)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain(expected)
    expect(warnings[0]).toContain('The result is not affected.')
    expect(warnings[0]).not.toContain(TOKEN)
  })

  it('is tried again while nobody listens, then warned about', async () => {
    const { close, url } = await receiver([answer(200)])
    await close()
    const { clock, notifier, warnings } = notifierFor(url)
    await notifier.send(notice, never)
    expect(clock.slept).toEqual([1_000, 1_000])
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).not.toContain(TOKEN)
  })

  it('gives up at once when there is no time left', async () => {
    const stop = new AbortController()
    const { close, url } = await receiver([() => stop.abort(new Error('over'))])
    const { notifier, warnings } = notifierFor(url)
    await notifier.send(notice, stop.signal)
    await close()
    expect(warnings[0]).toContain('there was no time left for it')
  })
})
