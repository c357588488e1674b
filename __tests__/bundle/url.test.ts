import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { renderMarkdown } from '../../demo/rendering/page.ts'
import { QUICK, runStep, type Stage } from './stage.ts'

/** `target: none` against a site of the test's own. */
const watch = (site: RequestListener, inputs: (stage: Stage) => Record<string, string> = () => ({})) =>
  runStep({ site, with: { ...QUICK, target: 'none' } }, inputs)

const answer = (status: number, body: string) => (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)

test.concurrent('a healthy site passes, also where nothing is compiled yet, as on a runner', async () => {
  const result = await runStep({
    site: answer(200, '{"status":"ok"}'),
    env: { NODE_DISABLE_COMPILE_CACHE: '1' },
    with: { ...QUICK, target: 'none' },
  })
  expect(result).toMatchObject({ exitCode: 0, outputs: { result: 'healthy', healthy: 'true' } })
})

test.concurrent('an unhealthy site is red, and nothing is said of a rollback that nobody can do', async () => {
  const result = await watch(answer(500, 'boom'))
  expect(result).toMatchObject({
    exitCode: 1,
    outputs: { result: 'unhealthy', healthy: 'false', 'rolled-back': 'false' },
  })
})

test.concurrent('a redirect is not followed; its location is reported', async () => {
  const result = await watch((_, response) => response.writeHead(302, { location: '/login' }).end())
  expect(result.outputs.result).toBe('unhealthy')
  expect(result.summary).toContain('/login')
})

test.concurrent('one unhealthy address of several is enough', async () => {
  const site: RequestListener = (request, response) =>
    answer(request.url === '/b' ? 503 : 200, '{}')(request, response)
  const result = await watch(site, ({ url }) => ({ 'health-url': `${url}/a\n${url}/b` }))
  expect(result.outputs).toMatchObject({ result: 'unhealthy', reason: expect.stringContaining('/b') })
})

test.concurrent('what a site answers can do nothing: no command, no output, no Markdown of its own', async () => {
  const hostile = [
    '::add-mask::e',
    '::set-output name=result::healthy',
    'x ##[error]from the body',
    '\r::error::behind a lone CR',
    '\u2028::warning::behind a line separator',
    '<img src=x onerror=alert(1)>',
    '@octocat #1 [click](javascript:alert(1)) | `',
  ].join('\n')
  const result = await watch(answer(500, hostile))
  const names = new Set(result.commands.map(({ name }) => name.toLowerCase()))
  expect([...names].sort()).toEqual(expect.not.arrayContaining(['add-mask', 'set-output', 'warning']))
  expect(result.annotations).toHaveLength(1)
  expect(result.outputs.result).toBe('unhealthy')
  expect(renderMarkdown(result.summary)).not.toMatch(/<img|href="javascript/)
})

test.concurrent('secrets of the inputs appear nowhere, not even when the site sends them back', async () => {
  const echo: RequestListener = (request, response) =>
    answer(500, `you sent ${request.headers.authorization} to ${request.url}`)(request, response)
  const result = await watch(echo, ({ url }) => ({
    'health-url': `${url}/health?token=qu3ry-t0ken-value`,
    headers: 'authorization: Bearer s3cr3t-header-value',
  }))
  expect(result.outputs.result).toBe('unhealthy')
  expect(result.masks).toContain('Bearer s3cr3t-header-value')
  // Outputs and report are as the process wrote them; the rest has passed the runner's masks as well.
  const { lines, summary, annotations, outputs, report } = result
  const shown = JSON.stringify({ lines, summary, annotations, outputs, report })
  expect(shown).toContain('you sent')
  expect(shown).not.toMatch(/s3cr3t-header-value|qu3ry-t0ken-value/)
})
