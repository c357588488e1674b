import { text } from 'node:stream/consumers'
import { look, probeOf, probeOnce } from './support/probing.ts'
import { type Site, startRawSite, startSite } from './support/site.ts'

const at = ({ port }: Site, path = '/health') => `http://127.0.0.1:${port}${path}`

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  startSite((_request, response) => {
    response.writeHead(status, headers).end(body)
  })

describe('a complete answer', () => {
  it('is a pass with its time, address, status, version and head of the body', async () => {
    const site = await answering(200, '{"status":"ok","version":"v2"}')
    const observation = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
    expect(observation).toEqual({
      check: 'web',
      startedAtMs: expect.any(Number),
      endedAtMs: expect.any(Number),
      latencyMs: expect.any(Number),
      result: 'pass',
      answer: {
        url: at(site),
        address: `127.0.0.1:${site.port}`,
        status: 200,
        version: 'v2',
        bodyHead: '{"status":"ok","version":"v2"}',
      },
    })
    expect(observation.latencyMs).toBeGreaterThan(0)
    expect(observation.latencyMs).toBeLessThanOrEqual(observation.endedAtMs - observation.startedAtMs)
  })

  it('with a wrong status is a fail that says status, address, expectation and body', async () => {
    const site = await answering(500, 'database\r\n\u001b[31mis\u0007 gone')
    const { result, reason, latencyMs } = await probeOnce(at(site))
    expect(result).toBe('fail')
    expect(reason).toBe(
      `GET ${at(site)} (127.0.0.1:${site.port}) answered 500, expected 200-299; body: database is gone`,
    )
    expect(latencyMs).toBeGreaterThan(0)
  })

  it('that reports itself unhealthy is a fail', async () => {
    const site = await answering(200, '{"status":"DOWN"}')
    const { result, reason } = await probeOnce(at(site))
    expect(result).toBe('fail')
    expect(reason).toContain('answered 200, but the answer reports itself unhealthy: status is "DOWN"')
  })

  it.each([
    ['exactly', 'v1', 'stale', 'gave a good answer from version v1, expected version v2'],
    ['other-than', 'v2', 'stale', 'gave a good answer from version v2, expected any version but v2'],
    ['other-than', 'v1', 'pass', undefined],
  ] as const)('%s v2, answered by %s, is %s', async (kind, version, result, reason) => {
    const site = await answering(200, JSON.stringify({ version }))
    const observation = await probeOnce(at(site), {}, { kind, version: 'v2' })
    expect(observation.result).toBe(result)
    if (reason === undefined) expect(observation.reason).toBeUndefined()
    else expect(observation.reason).toContain(reason)
  })

  it('reports its version in a header too, and a missing one is no data', async () => {
    const site = await answering(200, 'fine', { 'X-Version': 'v2' })
    const expected = { kind: 'exactly', version: 'v2' } as const
    const versionFrom = { kind: 'header', name: 'x-version' } as const
    expect((await probeOnce(at(site), { versionFrom }, expected)).result).toBe('pass')
    const missing = await probeOnce(at(site), { versionFrom: { kind: 'header', name: 'x-build' } }, expected)
    expect(missing.result).toBe('nodata')
    expect(missing.reason).toContain('without a version, expected version v2: it has no header x-build')
  })

  it('that is a redirect is not followed, and names its target without the query', async () => {
    const site = await answering(302, '', { location: 'https://user:pass@id.example/login?token=abc#x' })
    const { result, reason } = await probeOnce(at(site))
    expect(result).toBe('fail')
    expect(reason).toContain(
      'answered 302, expected 200-299; it redirects to https://id.example/login (it looks like a login page',
    )
    expect(site.sockets).toHaveLength(1)
    expect((await probeOnce(at(site), { expectStatus: [{ from: 302, to: 302 }] })).result).toBe('pass')
  })

  it('of HTTP/1.0 without a length ends with the connection', async () => {
    const site = await startRawSite((socket) => {
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\n\r\n{"version":"v2"}'))
    })
    const { result, answer } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
    expect(result).toBe('pass')
    expect(answer?.version).toBe('v2')
  })

  it('may follow interim answers', async () => {
    const site = await startSite((_request, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' }, () => response.end('ok'))
    })
    expect((await probeOnce(at(site))).result).toBe('pass')
  })

  it.each([
    'HTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.1 100\r\nx: y\r\n\r\nHTTP/1.0 100 Go on\r\n\r\n',
    'HTTP/1.0 102 Processing\r\n\r\n',
    'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.0 100 Continue\r\n\r\n',
    '',
  ])('comes whole behind %j that nobody asked for, in whatever pieces', async (interim) => {
    const text = `${interim}HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{"version":"v2"}`
    for (const pieces of [[text], [...text]]) {
      const site = await startRawSite((socket) => {
        socket.setNoDelay(true).once('data', async () => {
          for (const piece of pieces) await new Promise((sent) => socket.write(piece, sent))
          socket.end()
        })
      })
      const { result, answer } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
      expect([result, answer?.version]).toEqual(['pass', 'v2'])
    }
  })

  it.each([
    ['HTTP/1.1 000 X', 'what came back is not HTTP/1.1 (its status line has no valid status)'],
    ['HTTP/1.1 099 X', 'what came back is not HTTP/1.1 (its status line has no valid status)'],
    ['HTTP/1.1 20 OK', 'what came back is not HTTP/1.1 (Invalid status code)'],
    ['HTTP/1.1 1000 OK', 'what came back is not HTTP/1.1 (Invalid response status)'],
    ['HTTP/1.1 600 X', 'answered 600, expected 200-299'],
    ['HTTP/1.1 102 X\r\n\r\nHTTP/1.1 000 X', 'its status line has no valid status'],
    ['HTTP/1.1 101 X', 'it switches to another protocol, which nobody asked for'],
    [
      'HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade',
      'it switches to another protocol, which nobody asked for',
    ],
    ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2', 'its content-length is repeated'],
    ['HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 1', 'its content-length is repeated'],
    ['HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999', 'is no possible length'],
    ['HTTP/1.1 200 OK\r\nx: a\u0001b', 'what came back is not HTTP/1.1 (Invalid header value char)'],
  ])('%j is a fail of the service, described as what it is', async (head, text) => {
    const site = await startRawSite((socket) => {
      socket.once('data', () => socket.end(`${head}\r\n\r\n`))
    })
    const { result, reason } = await probeOnce(at(site))
    expect(result).toBe('fail')
    expect(reason).toContain(text)
  })

  it.each([
    ['GET', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok and more'],
    ['GET', 'HTTP/1.1 204 No Content\r\n\r\na body that it cannot have'],
    ['HEAD', 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody'],
    ['GET', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nokHTTP/1.1 500 No\r\n\r\n'],
  ])('to %s that is whole is not changed by what comes after it', async (method, text) => {
    const site = await startRawSite((socket) => {
      socket.once('data', () => socket.end(text))
    })
    expect((await probeOnce(at(site), { method })).result).toBe('pass')
  })

  it('that ends with a reset was not whole, although it named no length', async () => {
    const site = await startRawSite((socket) => {
      socket.once('data', async () => {
        await new Promise((sent) => socket.write('HTTP/1.1 200 OK\r\n\r\n{"version":', sent))
        socket.resetAndDestroy()
      })
    })
    const { result, reason } = await probeOnce(at(site))
    expect(result).toBe('fail')
    expect(reason).toContain('connection reset (ECONNRESET)')
  })

  it('may have more headers than anybody reads', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `x-${index}: 1\r\n`).join('')
    const site = await startRawSite((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${lines}x-version: v2\r\n\r\n`))
    })
    const versionFrom = { kind: 'header', name: 'x-version' } as const
    expect((await probeOnce(at(site), { versionFrom })).answer?.version).toBe('v2')
  })

  it('of a rate limiter is an error and no sample of the latency', async () => {
    const site = await answering(429, 'slow down', { 'retry-after': '30' })
    const { result, reason, latencyMs } = await probeOnce(at(site))
    expect([result, latencyMs]).toEqual(['error', undefined])
    expect(reason).toContain('which says nothing about the service: a rate limiter refuses the probe')
  })

  it('with a header that is repeated with one value has that value', async () => {
    const site = await startRawSite((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nx-version: v2\r\nx-version: v2\r\ncontent-length: 0\r\n\r\n'),
      )
    })
    const versionFrom = { kind: 'header', name: 'x-version' } as const
    const { result } = await probeOnce(at(site), { versionFrom }, { kind: 'exactly', version: 'v2' })
    expect(result).toBe('pass')
  })

  it('that is degraded passes, and says so', async () => {
    const site = await answering(200, '{"status":"degraded"}')
    const { result, warnings } = await probeOnce(at(site))
    expect(result).toBe('pass')
    expect(warnings).toContain('the answer reports itself degraded: status is "degraded"')
  })

  it('is judged by the conditions of the check', async () => {
    const site = await answering(200, '{"load":7}')
    const line = 'body.load < 5'
    const condition = { line, evaluate: () => ({ holds: false, text: `${line}: body.load is 7` }) }
    const { result, reason } = await probeOnce(at(site), { conditions: [condition] })
    expect(result).toBe('fail')
    expect(reason).toContain('answered 200, but a condition is not met: body.load < 5: body.load is 7')
  })
})

it('a bug of Safe Landing is evidence of neither good nor bad health', async () => {
  const site = await answering(200, 'ok')
  const evaluate = () => {
    throw new TypeError('a defect in a condition')
  }
  await expect(probeOnce(at(site), { conditions: [{ line: 'a', evaluate }] })).rejects.toThrow(
    'a defect in a',
  )
  const lookUp = async () => [{ address: 'no address', family: 4 }]
  const { result, reason } = await probeOnce(`http://web.test:${site.port}/`, { network: { lookUp } })
  expect(result).toBe('error')
  expect(reason).toContain('the probe itself failed, which is a bug in Safe Landing')
})

describe('a request', () => {
  it('opens a new connection for every probe, although the server would keep it', async () => {
    const site = await startSite((_request, response) => {
      response.setHeader('connection', 'keep-alive').setHeader('keep-alive', 'timeout=600').end('ok')
    })
    const probe = probeOf(at(site))
    for (let count = 0; count < 5; count += 1) expect((await look(probe)).result).toBe('pass')
    expect(site.sockets).toHaveLength(5)
  })

  it.each([
    [{}, 'application/json, */*;q=0.8'],
    [{ versionFrom: { kind: 'body', path: [] } }, '*/*'],
    [{ versionFrom: { kind: 'header', name: 'x-version' } }, '*/*'],
    [{ headers: { Accept: 'text/html' } }, 'text/html'],
  ] as const)('with %j asks for %s', async (wish, accept) => {
    const seen: (string | undefined)[] = []
    const site = await startSite(({ headers }, response) => {
      seen.push(headers.accept)
      response.end('ok')
    })
    await probeOnce(at(site), wish)
    expect(seen).toEqual([accept])
  })

  it('sends method, query, headers and body, and what every probe sends', async () => {
    const seen: unknown[] = []
    const site = await startSite(({ method, url, headers }, response) => {
      seen.push({ method, url, headers })
      response.end('ok')
    })
    const wish = { method: 'HEAD', headers: { 'X-Api-Key': 'k1', 'User-Agent': 'mine' } }
    await probeOnce(at(site, '/a%20b?x=1'), wish)
    expect(seen).toEqual([
      {
        method: 'HEAD',
        url: '/a%20b?x=1',
        headers: {
          host: `127.0.0.1:${site.port}`,
          connection: 'close',
          'x-api-key': 'k1',
          'user-agent': 'mine',
          accept: 'application/json, */*;q=0.8',
          'accept-encoding': 'gzip, br',
          'cache-control': 'no-cache',
        },
      },
    ])
  })

  it('sends a JSON body as JSON, and user info as basic authorization', async () => {
    const seen: unknown[] = []
    const site = await startSite(async (request, response) => {
      const { authorization, 'content-type': type, 'user-agent': agent } = request.headers
      seen.push({ authorization, type, agent, body: await text(request) })
      response.end('{"jsonrpc":"2.0","id":1,"result":"0x1"}')
    })
    const body = '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber"}'
    const url = `http://me:s%20cret@127.0.0.1:${site.port}/rpc`
    const { result, answer } = await probeOnce(url, { method: 'POST', body })
    expect(result).toBe('pass')
    expect(answer?.url).toBe(at(site, '/rpc'))
    const authorization = `Basic ${Buffer.from('me:s cret').toString('base64')}`
    expect(seen).toEqual([{ authorization, type: 'application/json', agent: 'safe-landing/0.0.0', body }])
  })

  it.each(['POST', 'PUT', 'PATCH'])('by %s without a body says that there is none', async (method) => {
    const seen: unknown[] = []
    const site = await startSite(({ headers }, response) => {
      seen.push([headers['content-length'], headers['transfer-encoding'], headers.connection])
      response.end('ok')
    })
    await probeOnce(at(site), { method })
    expect(seen).toEqual([['0', undefined, 'close']])
  })

  it('that cannot be sent is an error, never a failure', async () => {
    const site = await answering(200, 'ok')
    const { result, reason } = await probeOnce(at(site), { headers: { 'transfer-encoding': 'chunked' } })
    expect(result).toBe('error')
    expect(reason).toContain('the request cannot be sent: invalid transfer-encoding header')
    const split = await probeOnce(at(site), { headers: { 'x-key': 'hunter2\nx' } })
    expect(split.result).toBe('error')
    expect(split.reason).toContain(
      'the request cannot be sent: Invalid character in header content ["x-key"]',
    )
  })
})
