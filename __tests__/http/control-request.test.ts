import type { Clock } from '../../src/core/clock.ts'
import { type ControlRequest, controlRequest } from '../../src/http/control-request.ts'
import { createNetwork } from '../../src/http/network.ts'
import { clock, names, probeOnce } from './support/probing.ts'
import { closed, findClosedPort, startRawSite, startSite } from './support/site.ts'

const network = createNetwork({ userAgent: 'safe-landing/0.0.0', lookUp: names({}) })
const never = new AbortController().signal

function controlAt(port: number, options: { timeoutMs?: number; clock?: Clock } = {}): ControlRequest {
  return controlRequest(`http://127.0.0.1:${port}/api`, { clock, network, ...options })
}

describe('the control request', () => {
  it.each([200, 301, 403, 429, 500, 503])(
    'takes any answer, such as %s, for a sign of life',
    async (status) => {
      const site = await startSite((_request, response) => response.writeHead(status).end())
      expect(await controlAt(site.port).isReachable(never)).toBe(true)
    },
  )

  it('takes headers for an answer, whatever becomes of the rest', async () => {
    const site = await startRawSite((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-encoding: strange\r\n\r\nx'),
    )
    expect(await controlAt(site.port).isReachable(never)).toBe(true)
  })

  it('is not answered by a refusal, a name that does not resolve, or silence', async () => {
    expect(await controlAt(await findClosedPort()).isReachable(never)).toBe(false)
    expect(await controlRequest('https://api.test', { clock, network }).isReachable(never)).toBe(false)
    const silent = await startRawSite(() => {})
    expect(await controlAt(silent.port, { timeoutMs: 100 }).isReachable(never)).toBe(false)
  })

  it('is asked once by all who need it at the same time, and again a second later', async () => {
    const site = await startSite((_request, response) => response.end())
    let nowMs = 12_345_678
    const control = controlAt(site.port, { clock: { ...clock, nowMs: () => nowMs } })
    const ask = () => control.isReachable(never)
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([true, true, true])
    nowMs += 999
    await ask()
    expect(site.sockets).toHaveLength(1)
    nowMs += 1
    await ask()
    expect(site.sockets).toHaveLength(2)
  })

  it('ends when nobody waits for it any more, but not before', async () => {
    const site = await startRawSite(() => {})
    const control = controlAt(site.port)
    const [one, other] = [new AbortController(), new AbortController()]
    const connected = site.nextConnection()
    const waiting = [control.isReachable(one.signal), control.isReachable(other.signal)]
    const socket = await connected
    one.abort(new Error('one leaves'))
    await expect(waiting[0]).rejects.toThrow('one leaves')
    expect(socket.destroyed).toBe(false)
    other.abort(new Error('the other leaves'))
    await expect(waiting[1]).rejects.toThrow('the other leaves')
    await closed(socket)
    expect(site.sockets).toHaveLength(1)
  })

  it('does not hand the end of an abandoned request to the next who asks', async () => {
    const site = await startRawSite((socket) => {
      if (site.sockets.length > 1) socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    })
    const control = controlAt(site.port)
    const leaver = new AbortController()
    const connected = site.nextConnection()
    const abandoned = control.isReachable(leaver.signal)
    await connected
    leaver.abort(new Error('left'))
    await expect(abandoned).rejects.toThrow('left')
    expect(await control.isReachable(never)).toBe(true)
  })
})

describe('a probe', () => {
  const unreachable: ControlRequest = { isReachable: async () => false }
  const reachable: ControlRequest = { isReachable: async () => true }

  it('whose connection fails is an error while the control request fails too', async () => {
    const url = `http://127.0.0.1:${await findClosedPort()}/`
    const lost = await probeOnce(url, { control: controlAt(await findClosedPort()) })
    expect(lost.result).toBe('error')
    expect(lost.reason).toContain('connection refused')
    expect(lost.reason).toContain("the control request failed too, so the runner's own network may be down")
    const site = await startSite((_request, response) => response.end())
    const ill = await probeOnce(url, { control: controlAt(site.port) })
    expect(ill.result).toBe('fail')
    expect(ill.reason).not.toContain('control request')
  })

  it('that times out before an answer counts no time when it turns out an error', async () => {
    const silent = await startRawSite(() => {})
    const url = `http://127.0.0.1:${silent.port}/`
    const lost = await probeOnce(url, { timeoutMs: 100, control: unreachable })
    expect([lost.result, lost.latencyMs]).toEqual(['error', undefined])
    const ill = await probeOnce(url, { timeoutMs: 100, control: reachable })
    expect([ill.result, ill.latencyMs]).toEqual(['fail', 100])
  })

  it('that has an answer, whole or in part, needs no control request', async () => {
    const asked: string[] = []
    const control: ControlRequest = {
      isReachable: async () => {
        asked.push('asked')
        return false
      },
    }
    const ill = await startSite((_request, response) => response.writeHead(503).end())
    const cut = await startRawSite((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx'))
    })
    const noise = await startRawSite((socket) => socket.end('hello\r\n'))
    for (const { port } of [ill, cut, noise]) {
      expect((await probeOnce(`http://127.0.0.1:${port}/`, { control })).result).toBe('fail')
    }
    expect(asked).toEqual([])
  })
})
