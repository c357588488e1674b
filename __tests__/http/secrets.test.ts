import { createRedactor } from '../../src/core/redaction.ts'
import { Secret } from '../../src/core/secret.ts'
import { probeOnce } from './support/probing.ts'
import { findClosedPort, startSite } from './support/site.ts'

const TOKEN = 'Bearer tok"en+/VALUE-1234567890'
const QUERY = 'key=query/VALUE'
const redact = createRedactor([new Secret(TOKEN), new Secret(QUERY)])

it('secrets that the site echoes in body, version and Location are hidden wherever they would be shown', async () => {
  const site = await startSite(({ headers, url }, response) => {
    const location = `https://id.example/${encodeURIComponent(headers.authorization ?? '')}/login?${url}`
    const body = JSON.stringify({ version: headers.authorization, you: headers, asked: url })
    response.writeHead(302, { location }).end(body)
  })
  const observation = await probeOnce(
    `http://127.0.0.1:${site.port}/health?${QUERY}`,
    { headers: { authorization: TOKEN }, redact },
    { kind: 'exactly', version: 'v2' },
  )
  expect(observation.result).toBe('fail')
  expect(observation.reason).toContain('it redirects to https://id.example/***/login')
  expect(observation.answer?.bodyHead).toContain('"authorization":"***"')
  expect(JSON.stringify(observation)).not.toMatch(/VALUE|tok/)
})

it('a secret at the edge of the shown head does not show its beginning', async () => {
  const site = await startSite(({ headers }, response) => {
    response.writeHead(500).end(`${'x'.repeat(190)} ${headers['x-key']}`)
  })
  const { reason, answer } = await probeOnce(`http://127.0.0.1:${site.port}/`, {
    headers: { 'x-key': 'abcdefghijklmnop' },
    redact: createRedactor([new Secret('abcdefghijklmnop')]),
  })
  expect(answer?.bodyHead).toBe(`${'x'.repeat(190)} ***…`)
  expect(reason).not.toContain('abcd')
})

it('query and user info are not shown when nothing answers either', async () => {
  const port = await findClosedPort()
  const observation = await probeOnce(`http://user:password@127.0.0.1:${port}/path?token=abc#part`)
  expect(observation.answer?.url).toBe(`http://127.0.0.1:${port}/path`)
  expect(JSON.stringify(observation)).not.toMatch(/user|password|token|abc|part/)
})

it('a version that looks like a secret is compared as it is, and shown hidden', async () => {
  const site = await startSite((_request, response) => response.end('{"version":"v2-abcdef"}'))
  const url = `http://127.0.0.1:${site.port}/`
  const wish = { redact: createRedactor([new Secret('v2-abcdef')]) }
  const { result, answer } = await probeOnce(url, wish, { kind: 'exactly', version: 'v2-abcdef' })
  expect([result, answer?.version]).toEqual(['pass', '***'])
})
