import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeCertificate } from '../support/tls/certificate.ts'
import { look, probeOf, turns, type Wish } from './support/probing.ts'
import { startProxy } from './support/proxy.ts'
import { closed, firstData, startRawSite, startSite } from './support/site.ts'

const reason = new Error('the job was cancelled')

/** Aborts the probe once `stage` has been reached; the probe must reject with the reason, and wait for nothing else. */
async function abortAt(url: string, stage: Promise<unknown>, wish: Wish = {}): Promise<void> {
  const cancel = new AbortController()
  const probe = look(probeOf(url, { timeoutMs: 60_000, ...wish }), { kind: 'any' }, cancel.signal)
  const outcome = probe.then(
    () => 'an observation',
    (error: unknown) => error,
  )
  await stage
  cancel.abort(reason)
  expect(await Promise.race([outcome, turns(20)])).toBe(reason)
}

describe('an aborted probe rejects with the reason of the signal and closes its connection', () => {
  it('before it begins, without a connection', async () => {
    const site = await startSite((_request, response) => response.end())
    const probe = probeOf(`http://127.0.0.1:${site.port}/`)
    await expect(look(probe, { kind: 'any' }, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(site.sockets).toHaveLength(0)
  })

  it('while it looks the name up', async () => {
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const lookUp = () => {
      begin()
      return new Promise<never>(() => {})
    }
    await abortAt('http://web.test/', begun, { network: { lookUp } })
  })

  it('while it shakes hands by TLS', async () => {
    const site = await startRawSite(() => {})
    const stage = firstData(site)
    await abortAt(`https://127.0.0.1:${site.port}/`, stage)
    await closed(await stage)
  })

  it('while a proxy opens a tunnel', async () => {
    const site = await startRawSite(() => {})
    const stage = firstData(site)
    const lookUp = async () => [{ address: '127.0.0.1', family: 4 }]
    const env = { HTTPS_PROXY: `http://proxy.test:${site.port}` }
    await abortAt('https://web.test/', stage, { network: { lookUp, env } })
    await closed(await stage)
  })

  it('while it sends a body that nobody reads', async () => {
    const site = await startRawSite((socket) => socket.pause())
    const stage = site.nextConnection()
    const body = 'x'.repeat(64 * 1_048_576)
    await abortAt(`http://127.0.0.1:${site.port}/`, stage, { method: 'POST', body })
    await closed(await stage)
  })

  it('while it waits for the headers', async () => {
    const site = await startRawSite(() => {})
    const stage = firstData(site)
    await abortAt(`http://127.0.0.1:${site.port}/`, stage)
    await closed(await stage)
  })

  it('while it reads the body', async () => {
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const site = await startSite((_request, response) => {
      response.writeHead(200)
      response.write('{"status":', () => begin())
    })
    await abortAt(`http://127.0.0.1:${site.port}/`, begun)
    await Promise.all(site.sockets.map(closed))
  })

  it('while it asks the control request', async () => {
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const control = {
      isReachable: (signal: AbortSignal) => {
        begin()
        return new Promise<boolean>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true })
        })
      },
    }
    const site = await startRawSite((socket) => socket.destroy())
    await abortAt(`http://127.0.0.1:${site.port}/`, begun, { control })
  })
})

it('a process that has probed ends by itself, whatever its probes met, and trusts NODE_EXTRA_CA_CERTS', async () => {
  const healthy = await startSite((_request, response) => {
    response.setHeader('keep-alive', 'timeout=600').end('ok')
  })
  const silent = await startRawSite(() => {})
  const proxy = await startProxy(healthy.port)
  const authority = makeCertificate({ commonName: 'Test Authority', isAuthority: true })
  const tls = makeCertificate({ commonName: 'web', names: ['127.0.0.1'], issuer: authority })
  const secure = await startSite((_request, response) => response.end('ok'), { tls })
  const authorities = join(mkdtempSync(join(tmpdir(), 'probe-')), 'authority.pem')
  writeFileSync(authorities, authority.cert)
  const script = fileURLToPath(new URL('./support/probing-process.ts', import.meta.url))
  const urls = [healthy, silent].map(({ port }) => `http://127.0.0.1:${port}/`)
  urls.push(`https://127.0.0.1:${secure.port}/`)
  const child = spawn(process.execPath, ['--no-warnings', script, `${proxy.port}`, ...urls], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authorities },
  })
  const [chunks, [code]] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    once(child, 'exit'),
  ])
  expect(chunks.join('')).toBe('pass fail aborted pass pass reachable\n')
  expect(code).toBe(0)
  rmSync(dirname(authorities), { recursive: true })
})
