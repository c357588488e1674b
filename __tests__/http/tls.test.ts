import { makeCertificate } from '../support/tls/certificate.ts'
import { names, probeOnce, probeUntil, type Wish } from './support/probing.ts'
import { firstData, startRawSite, startSite } from './support/site.ts'

const DAY_MS = 86_400_000
const authority = makeCertificate({ commonName: 'Test Authority', isAuthority: true })
const lookUp = names({ 'web.test': ['127.0.0.1'] })

async function probeTls(wish: Parameters<typeof makeCertificate>[0], probe: Wish = {}) {
  const tls = makeCertificate({ issuer: authority, ...wish })
  const site = await startSite((_request, response) => response.end('ok'), { tls })
  const network = { lookUp, caPem: authority.cert, ...probe.network }
  return { site, ...(await probeOnce(`https://web.test:${site.port}/`, { ...probe, network })) }
}

describe('TLS', () => {
  it('with a good certificate of a private authority passes, and conditions see how long it holds', async () => {
    let expiresInMs = 0
    const evaluate: NonNullable<Wish['conditions']>[number]['evaluate'] = ({ certificate, timings }) => {
      expiresInMs = certificate?.expiresInMs ?? 0
      return {
        holds: timings.tlsMs !== undefined && timings.lookUpMs !== undefined,
        text: 'stages are timed',
      }
    }
    const wish = { commonName: 'web', names: ['web.test'], validToMs: Date.now() + 10 * DAY_MS }
    const { result, answer, site } = await probeTls(wish, { conditions: [{ line: 'certificate', evaluate }] })
    expect(result).toBe('pass')
    expect(answer?.address).toBe(`127.0.0.1:${site.port}`)
    expect(expiresInMs).toBeGreaterThan(9.9 * DAY_MS)
    expect(expiresInMs).toBeLessThanOrEqual(10 * DAY_MS)
  })

  it('with an expired certificate is a fail that says when it expired', async () => {
    const validToMs = Date.UTC(2025, 0, 31, 12)
    const wish = { commonName: 'web', names: ['web.test'], validFromMs: validToMs - DAY_MS, validToMs }
    const { result, reason, latencyMs } = await probeTls(wish)
    expect(result).toBe('fail')
    expect(reason).toContain('the TLS handshake failed: the certificate expired on 2025-01-31T12:00:00Z')
    expect(latencyMs).toBeUndefined()
  })

  it('with a certificate that is not valid yet', async () => {
    const validFromMs = Date.now() + DAY_MS
    const { reason } = await probeTls({ commonName: 'web', names: ['web.test'], validFromMs })
    expect(reason).toContain('the certificate is not valid yet')
  })

  it('with a certificate for other names names them', async () => {
    const { result, reason } = await probeTls({
      commonName: 'web',
      names: ['www.example.com', 'example.com'],
    })
    expect(result).toBe('fail')
    expect(reason).toContain('the certificate is not for web.test, but for www.example.com, example.com')
  })

  it('with a self-signed certificate', async () => {
    const tls = makeCertificate({ commonName: 'web', names: ['web.test'] })
    const site = await startSite((_request, response) => response.end('ok'), { tls })
    const { result, reason } = await probeOnce(`https://web.test:${site.port}/`, { network: { lookUp } })
    expect(result).toBe('fail')
    expect(reason).toContain(
      'the certificate is self-signed: give the certificate of a private authority by ca-certificate',
    )
  })

  it('with an authority that is not trusted', async () => {
    const tls = makeCertificate({ commonName: 'web', names: ['web.test'], issuer: authority })
    const site = await startSite((_request, response) => response.end('ok'), { tls })
    const { reason } = await probeOnce(`https://web.test:${site.port}/`, { network: { lookUp } })
    expect(reason).toContain("the certificate's issuer is unknown")
  })

  it('for an address instead of a name', async () => {
    const tls = makeCertificate({ commonName: 'web', names: ['127.0.0.1'], issuer: authority })
    const site = await startSite((_request, response) => response.end('ok'), { tls })
    const network = { caPem: authority.cert }
    expect((await probeOnce(`https://127.0.0.1:${site.port}/`, { network })).result).toBe('pass')
  })

  it('with a server that does not speak it says so', async () => {
    const site = await startSite((_request, response) => response.end('ok'))
    const { result, reason } = await probeOnce(`https://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toContain('the server does not speak TLS on this port: is the address meant to be http?')
  })

  it('that never gets an answer times out at its own stage', async () => {
    const site = await startRawSite(() => {})
    const { result, reason, latencyMs } = await probeUntil(firstData(site), `https://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toContain('timed out after 200ms while shaking hands by TLS')
    expect(latencyMs).toBe(200)
  })

  it('that is cut off in the handshake', async () => {
    const site = await startRawSite((socket) => socket.once('data', () => socket.destroy()))
    const { result, reason } = await probeOnce(`https://127.0.0.1:${site.port}/`)
    expect(result).toBe('fail')
    expect(reason).toContain('while shaking hands by TLS')
  })
})
