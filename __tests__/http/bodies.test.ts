import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { brotliCompressSync, createGzip, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { parseCondition } from '../../src/http/model/condition/parse-condition.ts'
import { probeOnce, probeUntil } from './support/probing.ts'
import { closed, type Site, startRawSite, startSite } from './support/site.ts'

const at = ({ port }: Site) => `http://127.0.0.1:${port}/`
const MIB = 1_048_576
const JSON_TYPE = { 'content-type': 'application/json' }

function answering(body: string | Buffer, headers: Record<string, string> = {}): Promise<Site> {
  return startSite((_request, response) => {
    response.writeHead(200, headers).end(body)
  })
}

/** `fill` for ever, or until the probe leaves. */
function endless(fill: string, headers: Record<string, string>): Promise<Site> {
  return startSite(async (_request, response) => {
    response.writeHead(200, headers)
    const forever = Readable.from(
      (function* () {
        for (;;) yield fill.repeat(1_000)
      })(),
    )
    await pipeline(forever, response).catch(() => {})
  })
}

describe('a slow body', () => {
  it('times out by the whole probe, not by each byte, and says how far it came', async () => {
    const dripped = Promise.withResolvers<void>()
    let drops = 0
    const site = await startSite((_request, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('x', () => ++drops === 5 && dripped.resolve()), 20)
      response.on('close', () => clearInterval(drip))
    })
    const { result, reason, latencyMs, answer } = await probeUntil(dripped.promise, at(site))
    expect(result).toBe('fail')
    expect(reason).toMatch(/ answered 200: timed out after 200ms while reading the body, after \d+ bytes?$/)
    expect(latencyMs).toBe(200)
    expect(answer?.status).toBe(200)
  })

  it('in endless chunks of a byte each ends at the timeout, and costs no more than its bytes', async () => {
    const site = await startRawSite((socket) => {
      const block = '1\r\nx\r\n'.repeat(20_000)
      const flood = () => {
        while (!socket.destroyed && socket.write(block));
      }
      socket.on('drain', flood).once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
        flood()
      })
    })
    const { result, reason } = await probeOnce(at(site), { timeoutMs: 500 })
    expect(result).toBe('fail')
    expect(reason).toMatch(/timed out after 500ms while reading the body, after \d+ bytes$/)
  })

  it('that breaks off is a fail with its stage', async () => {
    const site = await startRawSite((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"status":"ok"}', () => socket.end())
      })
    })
    const { result, reason } = await probeOnce(at(site))
    expect(result).toBe('fail')
    expect(reason).toMatch(/while reading the body, after 15 bytes$/)
  })
})

describe('a long body', () => {
  it('of exactly the cap is read whole', async () => {
    const body = JSON.stringify({ version: 'v2', fill: '' })
    const site = await answering(body.replace('""', `"${'x'.repeat(MIB - body.length)}"`), JSON_TYPE)
    const { result, answer } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
    expect({ result, version: answer?.version }).toEqual({ result: 'pass', version: 'v2' })
  })

  it('that never ends is judged by its status when nothing needs the body, and left at once', async () => {
    const site = await endless('<p>page</p>', { 'content-type': 'text/html' })
    const { result, answer } = await probeOnce(at(site))
    expect(result).toBe('pass')
    expect(answer?.bodyHead).toHaveLength(200)
    await Promise.all(site.sockets.map(closed))
  })

  it('that never ends has no version', async () => {
    const site = await endless('<p>page</p>', { 'content-type': 'text/html' })
    const { result, reason } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
    expect(result).toBe('nodata')
    expect(reason).toContain('its body is longer than 1 MiB, so that body.version cannot be read')
  })

  it('that never ends passes with a warning when it is JSON, which may report itself unhealthy', async () => {
    const site = await endless('{"a":1,', JSON_TYPE)
    const { result, warnings } = await probeOnce(at(site))
    expect(result).toBe('pass')
    expect(warnings).toContainEqual(expect.stringContaining('is JSON longer than 1 MiB'))
  })
})

describe('a compressed body', () => {
  const body = '{"status":"ok","version":"v2"}'
  it.each([
    ['gzip', gzipSync(body)],
    ['x-gzip', gzipSync(body)],
    ['deflate', deflateSync(body)],
    ['br', brotliCompressSync(body)],
    ['zstd', zstdCompressSync(body)],
    ['identity', Buffer.from(body)],
  ])('is read as %s', async (encoding, compressed) => {
    const site = await answering(compressed, { 'content-encoding': encoding })
    const { result, answer } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
    expect(result).toBe('pass')
    expect(answer?.bodyHead).toBe(body)
  })

  it('that is a bomb is never unpacked', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * MIB))
    const site = await answering(zeros, { 'content-encoding': 'gzip' })
    const beforeBytes = process.memoryUsage().arrayBuffers
    const { result, reason } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
    expect(result).toBe('nodata')
    expect(reason).toContain('longer than 1 MiB')
    expect(process.memoryUsage().arrayBuffers - beforeBytes).toBeLessThan(16 * MIB)
  })

  it('that is a bomb without end is left at the cap', async () => {
    const site = await startSite(async (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      const zeros = Readable.from(
        (function* () {
          for (;;) yield Buffer.alloc(65_536)
        })(),
      )
      await pipeline(zeros, createGzip(), response).catch(() => {})
    })
    expect((await probeOnce(at(site))).result).toBe('pass')
  })

  const broken: [string, string | Buffer, string][] = [
    [
      'gzip',
      gzipSync('x'.repeat(1_000)).subarray(0, 20),
      'its body could not be decompressed as gzip: unexpected end of file',
    ],
    ['br', Buffer.from([0xff, 0xff, 0xff]), 'its body could not be decompressed as br'],
  ]
  it.each(broken)(
    'that is no %s passes where nothing needs it, and fails a condition',
    async (encoding, sent, text) => {
      const site = await answering(sent, { 'content-encoding': encoding })
      const { result, warnings } = await probeOnce(at(site))
      expect([result, warnings]).toEqual(['pass', expect.arrayContaining([expect.stringContaining(text)])])
      const parsed = parseCondition('body.status == "ok"')
      if (!parsed.ok) throw new Error('no condition')
      const judged = await probeOnce(at(site), { conditions: [parsed.value] })
      expect(judged.result).toBe('fail')
      expect(judged.reason).toContain(text)
    },
  )

  it('that is labelled gzip but is not compressed loses nothing, and is read as it is', async () => {
    const site = await answering(body, { 'content-encoding': 'gzip' })
    const { result, warnings } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
    expect([result, warnings]).toEqual(['pass', undefined])
  })

  it.each(['UTF-8', 'utf8', 'none', 'aws-chunked', 'compress', 'gzip, identity'])(
    'that is labelled %s but is not compressed is read as it is',
    async (encoding) => {
      const site = await answering(body, { 'content-encoding': encoding })
      const { result, answer, warnings } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
      expect([result, answer?.bodyHead, warnings]).toEqual(['pass', body, undefined])
    },
  )

  it.each(['UTF-8, gzip', 'gzip, identity', 'gzip,'])(
    'that is labelled %s is decompressed',
    async (encoding) => {
      const site = await answering(gzipSync(body), { 'content-encoding': encoding })
      const { result, warnings } = await probeOnce(at(site), {}, { kind: 'exactly', version: 'v2' })
      expect([result, warnings]).toEqual(['pass', undefined])
    },
  )

  it('that is not there, as with HEAD, is no fault', async () => {
    const site = await answering('', { 'content-encoding': 'gzip' })
    expect((await probeOnce(at(site), { method: 'HEAD' })).result).toBe('pass')
  })
})

it('a body is decoded by its charset', async () => {
  const site = await answering(Buffer.from([0x67, 0x72, 0xfc, 0x6e]), {
    'content-type': 'text/plain; charset=latin1',
  })
  expect((await probeOnce(at(site))).answer?.bodyHead).toBe('grün')
  const unknown = await answering('grün', { 'content-type': 'text/plain; charset=klingon' })
  expect((await probeOnce(at(unknown))).answer?.bodyHead).toBe('grün')
})
