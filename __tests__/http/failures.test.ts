import { networkInterfaces } from 'node:os'
import { look, lookUpError, names, probeOf, probeOnce, probeUntil } from './support/probing.ts'
import { findClosedPort, firstData, startRawSite, startSite } from './support/site.ts'

const hasIPv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
)

describe('a name', () => {
  it('that never resolved is an error, with what to do about private names', async () => {
    const { result, reason, latencyMs, answer } = await probeOnce('http://service.invalid/health?token=abc', {
      timeoutMs: 3_000,
    })
    expect(result).toBe('error')
    expect(reason).toMatch(
      /^GET http:\/\/service\.invalid\/health: (?:the name service\.invalid does not resolve|no name server|timed out after 3s while looking up the name)/,
    )
    expect(latencyMs).toBeUndefined()
    expect(answer).toEqual({ url: 'http://service.invalid/health' })
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'that never resolved (%s) is an error; once it has, a fail',
    async (code) => {
      const site = await startSite((_request, response) => response.end('ok'))
      let isKnown = false
      const lookUp = async (hostname: string) => {
        if (!isKnown) throw lookUpError(code, hostname)
        return [{ address: '127.0.0.1', family: 4 }]
      }
      const probe = probeOf(`http://web.test:${site.port}/`, { network: { lookUp } })
      const results = [await look(probe)]
      isKnown = true
      results.push(await look(probe))
      isKnown = false
      results.push(await look(probe))
      expect(results.map(({ result }) => result)).toEqual(['error', 'pass', 'fail'])
      expect(results[0]?.reason).toContain(code)
      expect(results[2]?.reason).toContain(code)
      expect(results[2]?.latencyMs).toBeUndefined()
    },
  )

  it('that is private comes with a way out', async () => {
    const { reason } = await probeOnce('http://db.internal/', { network: { lookUp: names({}) } })
    expect(reason).toContain(
      'the name db.internal does not resolve (ENOTFOUND); if the name is private, GitHub-hosted',
    )
  })

  it('whose look-up never ends is an error, at the timeout', async () => {
    const asked = Promise.withResolvers<void>()
    const lookUp = () => {
      asked.resolve()
      return new Promise<never>(() => {})
    }
    const { result, reason } = await probeUntil(asked.promise, 'http://web.test/', { network: { lookUp } })
    expect(result).toBe('error')
    expect(reason).toContain('timed out after 200ms while looking up the name')
  })

  it('is looked up anew by every probe', async () => {
    const site = await startSite((_request, response) => response.end('ok'))
    const addresses = ['127.0.0.1', '::1']
    const lookUp = async () => [{ address: addresses.shift() ?? '', family: addresses.length === 1 ? 4 : 6 }]
    const probe = probeOf(`http://web.test:${site.port}/`, { network: { lookUp } })
    expect((await look(probe)).answer?.address).toBe(`127.0.0.1:${site.port}`)
    expect((await look(probe)).answer?.address).toBe(`[::1]:${site.port}`)
  })

  it.each([
    ['auto', 0],
    [4, 4],
    [6, 6],
  ] as const)('is looked up for the IP version %s', async (ipVersion, family) => {
    const asked: number[] = []
    const lookUp = async (hostname: string, wanted: number) => {
      asked.push(wanted)
      throw lookUpError('ENOTFOUND', hostname)
    }
    await probeOnce('http://web.test/', { network: { lookUp, ipVersion } })
    expect(asked).toEqual([family])
  })
})

describe('a connection', () => {
  it('that is refused is a fail without a time, and names the address', async () => {
    const port = await findClosedPort()
    const { result, reason, latencyMs } = await probeOnce(`http://127.0.0.1:${port}/`)
    expect(result).toBe('fail')
    expect(reason).toBe(
      `GET http://127.0.0.1:${port}/: connecting failed: connection refused (ECONNREFUSED) by 127.0.0.1:${port}`,
    )
    expect(latencyMs).toBeUndefined()
  })

  it('that is refused by every address names each of them', async () => {
    const port = await findClosedPort()
    const lookUp = names({ 'web.test': ['127.0.0.1', '::1'] })
    const { reason } = await probeOnce(`http://web.test:${port}/`, { network: { lookUp } })
    expect(reason).toContain(`connection refused (ECONNREFUSED) by 127.0.0.1:${port}`)
    expect(reason).toMatch(new RegExp(`\\(E\\w+\\) by \\[::1\\]:${port}`))
  })

  it('is tried with every address', async () => {
    const site = await startSite((_request, response) => response.end('ok'))
    const lookUp = names({ 'web.test': ['::1', '127.0.0.1'] })
    const { result, answer } = await probeOnce(`http://web.test:${site.port}/`, { network: { lookUp } })
    expect(result).toBe('pass')
    expect(answer?.address).toBe(`127.0.0.1:${site.port}`)
  })

  it('to localhost finds a server that listens on one family only', async () => {
    const site = await startSite((_request, response) => response.end('ok'), { host: '127.0.0.1' })
    expect((await probeOnce(`http://localhost:${site.port}/`)).answer?.address).toBe(`127.0.0.1:${site.port}`)
  })

  ;(hasIPv6 ? it : it.skip)('finds a server of IPv6 only (skipped where there is no IPv6)', async () => {
    const site = await startSite((_request, response) => response.end('ok'), { host: '::1' })
    const lookUp = names({ 'web.test': ['127.0.0.1', '::1'] })
    const address = `[::1]:${site.port}`
    const byName = await probeOnce(`http://web.test:${site.port}/`, { network: { lookUp } })
    expect(byName.answer?.address).toBe(address)
    expect((await probeOnce(`http://${address}/`)).answer?.address).toBe(address)
  })

  it('that is reset before an answer says at which stage', async () => {
    const site = await startRawSite((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const { result, reason, latencyMs } = await probeOnce(`http://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toBe(
      `GET http://127.0.0.1:${site.port}/ (127.0.0.1:${site.port}): connection reset (ECONNRESET) while waiting for the headers`,
    )
    expect(latencyMs).toBeUndefined()
  })

  it('that is closed without an answer is not tried again', async () => {
    const site = await startRawSite((socket) => socket.once('data', () => socket.end()))
    const { result, reason } = await probeOnce(`http://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toContain('the server closed the connection while waiting for the headers')
    expect(site.sockets).toHaveLength(1)
  })

  it('that is closed as soon as it is made is not tried again either', async () => {
    const site = await startRawSite((socket) => socket.destroy())
    const { result } = await probeOnce(`http://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(site.sockets).toHaveLength(1)
  })

  it('on which something else than HTTP is spoken is a fail that says so', async () => {
    const site = await startRawSite((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'))
    const { result, reason } = await probeOnce(`http://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toContain('what came back is not HTTP/1.1 (')
  })
})

describe('an answer', () => {
  it('that never comes times out waiting for the headers, and its time counts', async () => {
    const site = await startRawSite(() => {})
    const { result, reason, latencyMs, startedAtMs, endedAtMs } = await probeUntil(
      firstData(site),
      `http://127.0.0.1:${site.port}/`,
    )
    expect(result).toBe('fail')
    expect(reason).toBe(
      `GET http://127.0.0.1:${site.port}/ (127.0.0.1:${site.port}): timed out after 200ms while waiting for the headers`,
    )
    expect(latencyMs).toBe(200)
    expect(endedAtMs - startedAtMs).toBe(200)
  })

  it('whose headers drip in is not kept alive by each of them', async () => {
    const dripped = Promise.withResolvers<void>()
    let drops = 0
    const site = await startRawSite((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => {
        socket.write('x-drip: 1\r\n', () => ++drops === 5 && dripped.resolve())
      }, 20)
      socket.on('close', () => clearInterval(drip))
    })
    const { result, reason } = await probeUntil(dripped.promise, `http://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toContain('timed out after 200ms while waiting for the headers')
  })

  it('with huge headers is refused', async () => {
    const site = await startRawSite((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\nx-huge: ${'x'.repeat(70_000)}\r\n\r\n`)
    })
    const { result, reason } = await probeOnce(`http://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toContain('the headers of the answer are longer than 64 KiB')
  })

  it('may have headers of 32 KiB', async () => {
    const site = await startRawSite((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\nx-large: ${'x'.repeat(32_768)}\r\n\r\nok`)
    })
    expect((await probeOnce(`http://127.0.0.1:${site.port}/`)).result).toBe('pass')
  })
})
