import { makeCertificate } from '../support/tls/certificate.ts'
import { lookUpError, names, probeOnce } from './support/probing.ts'
import { startProxy } from './support/proxy.ts'
import { findClosedPort, startRawSite, startSite } from './support/site.ts'

const authority = makeCertificate({ commonName: 'Test Authority', isAuthority: true })
const tls = makeCertificate({ commonName: 'web', names: ['web.test', 'proxy.test'], issuer: authority })
const caPem = authority.cert
/** Only the proxy knows `web.test`. */
const lookUp = names({ 'proxy.test': ['127.0.0.1'], 'down.test': ['127.0.0.1'] })

const answering = (options = {}) => startSite((_request, response) => response.end('through'), options)

describe('a proxy', () => {
  it('tunnels https, and resolves the name itself', async () => {
    const site = await answering({ tls })
    const proxy = await startProxy(site.port)
    const env = { HTTPS_PROXY: `http://proxy.test:${proxy.port}` }
    const { result, answer } = await probeOnce('https://web.test/health', { network: { lookUp, env, caPem } })
    expect(result).toBe('pass')
    expect(answer?.bodyHead).toBe('through')
    expect(answer?.address).toBe(`127.0.0.1:${proxy.port}, the proxy`)
    expect(proxy.asked).toEqual([{ what: 'CONNECT web.test:443', authorization: undefined }])
  })

  it('may itself speak TLS', async () => {
    const site = await answering({ tls })
    const proxy = await startProxy(site.port, { tls })
    const env = { https_proxy: `https://proxy.test:${proxy.port}` }
    const { result } = await probeOnce('https://web.test/', { network: { lookUp, env, caPem } })
    expect(result).toBe('pass')
  })

  it('passes http on, with credentials that the service does not see', async () => {
    const seen: unknown[] = []
    const site = await startSite(({ headers }, response) => {
      seen.push(headers.host)
      response.end('ok')
    })
    const proxy = await startProxy(site.port)
    const env = { HTTP_PROXY: `http://me:s%3Acret@proxy.test:${proxy.port}` }
    const { result, answer } = await probeOnce('http://web.test/health?a=1', { network: { lookUp, env } })
    expect(result).toBe('pass')
    expect(answer?.url).toBe('http://web.test/health')
    const authorization = `Basic ${Buffer.from('me:s:cret').toString('base64')}`
    expect(proxy.asked).toEqual([{ what: 'GET http://web.test/health?a=1', authorization }])
    expect(seen).toEqual(['web.test'])
  })

  it('is used anew for every probe', async () => {
    const site = await answering({ tls })
    const proxy = await startProxy(site.port)
    const env = { HTTPS_PROXY: `http://proxy.test:${proxy.port}` }
    for (let count = 0; count < 3; count += 1) {
      await probeOnce('https://web.test/', { network: { lookUp, env, caPem } })
    }
    expect([proxy.sockets.length, site.sockets.length]).toEqual([3, 3])
  })

  it('is not used for what NO_PROXY names', async () => {
    const site = await answering()
    const proxy = await startProxy(site.port)
    const env = { HTTP_PROXY: `http://proxy.test:${proxy.port}`, NO_PROXY: 'other.test, .test' }
    const direct = names({ 'web.test': ['127.0.0.1'] })
    const { result } = await probeOnce(`http://web.test:${site.port}/`, { network: { lookUp: direct, env } })
    expect(result).toBe('pass')
    expect(proxy.asked).toEqual([])
  })
})

describe('a proxy that fails is an error, never a failure', () => {
  it.each([
    [407, 'refused with status 407: it asks for credentials'],
    [403, 'refused with status 403: allow the address there, or name the host in NO_PROXY'],
  ])('by refusing a tunnel with %s', async (refuseWith, words) => {
    const proxy = await startProxy(1, { refuseWith })
    const env = { HTTPS_PROXY: `http://proxy.test:${proxy.port}` }
    const { result, reason } = await probeOnce('https://web.test/', { network: { lookUp, env } })
    expect(result).toBe('error')
    expect(reason).toContain(`the proxy proxy.test:${proxy.port} ${words}`)
  })

  it('by asking for credentials in clear text', async () => {
    const proxy = await startProxy(1, { refuseWith: 407 })
    const env = { HTTP_PROXY: `http://proxy.test:${proxy.port}` }
    const { result, reason } = await probeOnce('http://web.test/', { network: { lookUp, env } })
    expect(result).toBe('error')
    expect(reason).toContain('it asks for credentials')
  })

  it('by refusing the connection', async () => {
    const port = await findClosedPort()
    const env = { HTTPS_PROXY: `http://proxy.test:${port}` }
    const { result, reason } = await probeOnce('https://web.test/', { network: { lookUp, env } })
    expect(result).toBe('error')
    expect(reason).toContain(
      `the proxy proxy.test:${port} failed: connecting failed: connection refused (ECONNREFUSED)`,
    )
  })

  it('by having no address', async () => {
    const unknown = async (hostname: string) => {
      throw lookUpError('ENOTFOUND', hostname)
    }
    const env = { HTTPS_PROXY: 'http://proxy.test' }
    const { result, reason } = await probeOnce('https://web.test/', { network: { lookUp: unknown, env } })
    expect(result).toBe('error')
    expect(reason).toContain(
      'the proxy proxy.test:80 failed: the name proxy.test does not resolve (ENOTFOUND)',
    )
  })

  it('by closing the connection without a word', async () => {
    const site = await startRawSite((socket) => socket.once('data', () => socket.end()))
    const env = { HTTPS_PROXY: `http://proxy.test:${site.port}` }
    const { result, reason } = await probeOnce('https://web.test/', { network: { lookUp, env } })
    expect(result).toBe('error')
    expect(reason).toContain('the server closed the connection while asking the proxy for a tunnel')
    expect(site.sockets).toHaveLength(1)
  })

  it('by being of a kind that cannot be used', async () => {
    const env = { HTTPS_PROXY: 'socks5://me:hunter2@proxy.test' }
    const { result, reason } = await probeOnce('https://web.test/', { network: { lookUp, env } })
    expect(result).toBe('error')
    expect(reason).toContain('HTTPS_PROXY names a socks5 proxy, and only http and https proxies can be used')
    expect(reason).not.toContain('hunter2')
  })
})

it('a service that the proxy cannot reach is a fail, unless the control request says otherwise', async () => {
  const proxy = await startProxy(await findClosedPort())
  const env = { HTTPS_PROXY: `http://proxy.test:${proxy.port}` }
  const probe = (isReachable: boolean) =>
    probeOnce('https://web.test/', {
      network: { lookUp, env },
      control: { isReachable: async () => isReachable },
    })
  const [up, down] = [await probe(true), await probe(false)]
  expect(up.result).toBe('fail')
  expect(up.reason).toContain('refused with status 502: it did not reach the service')
  expect(down.result).toBe('error')
})
