import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { Secret } from '../../src/core/secret.ts'
import { githubClient } from '../../src/github/client.ts'
import { GithubError } from '../../src/github/github-error.ts'
import { findDeviations } from '../support/github-description.ts'
import { type GithubStory, tellGithubStory } from '../support/github-story.ts'

const never = new AbortController().signal
const RUNS = 'GET /repos/{owner}/{repo}/actions/runs'
const RERUN = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun'

describe('the client of GitHub', () => {
  let story: GithubStory

  beforeEach(async () => {
    story = await tellGithubStory()
  })
  afterEach(async () => {
    await story.close()
    expect(findDeviations(story.github.exchanges)).toEqual([])
  })

  const statuses = () => story.github.exchanges.map(({ status }) => status)
  const refusal = async (work: Promise<unknown>): Promise<GithubError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (error instanceof GithubError) return error
    throw new Error('it was not refused by GitHub', { cause: error })
  }

  it('asks GITHUB_API_URL with the token, an API version that every server knows, and without being logged', async () => {
    const { body } = await story.client().request(RUNS, { per_page: 1 }, never)
    expect((body as { workflow_runs: object[] }).workflow_runs).toHaveLength(1)
    const [exchange] = story.github.exchanges
    expect(exchange?.requestHeaders).toMatchObject({
      'x-github-api-version': '2022-11-28',
      'user-agent': expect.stringContaining('safe-landing'),
    })
  })

  it('speaks to a GitHub Enterprise Server below /api/v3', async () => {
    const server = await tellGithubStory({ edition: 'ghes', goodDeploys: 1 })
    await server.client().request(RUNS, {}, never)
    expect(server.github.exchanges[0]?.url).toBe('/api/v3/repos/octo/shop/actions/runs')
    await server.close()
  })

  it('follows the links from page to page, only as far as it is read', async () => {
    const client = story.client()
    const sizes: number[] = []
    for await (const page of client.pages(RUNS, { per_page: 1 }, never)) sizes.push(page.length)
    expect(sizes).toEqual([1, 1, 1])
    for await (const _ of client.pages('GET /repos/{owner}/{repo}/deployments', { per_page: 1 }, never)) break
    expect(story.github.exchanges).toHaveLength(4)
  })

  it('answers what it has already when nothing has changed, which costs nothing', async () => {
    const client = story.client()
    const first = await client.request(RUNS, {}, never)
    story.pass(60_000)
    const second = await client.request(RUNS, {}, never)
    expect(statuses()).toEqual([200, 304])
    expect(second.body).toEqual(first.body)
    expect(second.atMs - first.atMs).toBe(60_000)
  })

  it('reads again after failures and lost connections, with growing pauses', async () => {
    story.github.faults.answer('GET /actions/runs', 502, 'Bad Gateway', { times: 2 })
    story.github.faults.drop('GET /actions/runs', { times: 1 })
    const before = story.time.nowMs()
    await story.client().request(RUNS, {}, never)
    expect(statuses()).toEqual([502, 502, 0, 200])
    expect(story.time.nowMs() - before).toBe(1_000 + 2_000 + 4_000)
  })

  it('gives up reading in the end, and says where it got nothing', async () => {
    story.github.faults.answer('GET /actions/runs', 503, 'No server is available')
    const error = await refusal(story.client().request(RUNS, {}, never))
    expect(error).toMatchObject({ code: 'unreachable', status: 503 })
    expect(error.message).toBe(`GitHub failed at ${RUNS}: No server is available (503)`)
    expect(statuses()).toHaveLength(4)
  })

  it.each([
    ['502', () => story.github.faults.answer('POST /rerun', 502, 'Bad Gateway')],
    ['a lost connection', () => story.github.faults.drop('POST /rerun', { afterActing: true })],
  ])('sends a write once: after %s it does not know, and says so', async (_, arm) => {
    arm()
    const error = await refusal(story.client().request(RERUN, { run_id: story.good[0]?.id }, never))
    expect(error).toMatchObject({ code: 'ambiguous', isAmbiguous: true })
    expect(story.github.exchanges).toHaveLength(1)
  })

  it('knows that a refused connection brought nothing', async () => {
    const port = await freePort()
    const { client: _, ...rest } = story
    const client = githubClient({
      apiUrl: `http://127.0.0.1:${port}`,
      repository: 'octo/shop',
      token: new Secret('ghs_1'),
      clock: rest.time,
    })
    expect(await refusal(client.request(RERUN, { run_id: 1 }, never))).toMatchObject({ code: 'unreachable' })
  })

  it.each([
    ['retry-after', 429, 'Too many requests', { 'retry-after': '7' }, 7_000],
    ['a secondary limit', 403, 'You have exceeded a secondary rate limit.', {}, 60_000],
  ])(
    'waits for %s, even with a write, since a limited one was not carried out',
    async (_, status, message, headers, waitMs) => {
      story.github.faults.answer('POST /rerun', status, message, { times: 1, headers })
      const before = story.time.nowMs()
      await story.client().request(RERUN, { run_id: story.good[0]?.id }, never)
      expect(story.time.nowMs() - before).toBe(waitMs)
      expect(story.github.writes).toHaveLength(1)
    },
  )

  it('waits for a primary limit that ends soon, and says until when another one lasts', async () => {
    story.github.quota.leave(0)
    const error = await refusal(story.client().request(RUNS, {}, never))
    expect(error.code).toBe('refused')
    expect(error.message).toMatch(/^GitHub's rate limit is used up until 2026-01-05 1\d:\d\d UTC \(GET/)
    expect(error.hint).toContain('github-token')
    story.pass(3_600_000 - 30_000)
    await story.client().request(RUNS, {}, never)
    expect(statuses().at(-1)).toBe(200)
  })

  it('names the permission that is missing, as lines to add', async () => {
    const token = story.github.token({ actions: 'read' })
    const error = await refusal(story.client(token).request(RERUN, { run_id: story.good[0]?.id }, never))
    expect(error).toMatchObject({
      code: 'access-denied',
      status: 403,
      said: 'Resource not accessible by integration',
    })
    expect(error.hint).toContain('`permissions: { actions: write }`')
  })

  it.each([
    ['a wrong token', 'access-denied', () => story.client('ghs_wrong').request(RUNS, {}, never)],
    [
      'what does not exist',
      'not-found',
      () => story.client().request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: 1 }, never),
    ],
    ['what is refused', 'refused', () => story.client().request(RERUN, { run_id: story.bad.id }, never)],
  ])('tells %s apart, each with what to do', async (_, code, work) => {
    const error = await refusal(work())
    expect(error.code).toBe(code)
    expect(error.hint).toMatch(/\S+ \S+/)
    expect(`${error.message} ${error.hint} ${String(error.stack)}`).not.toContain('ghs_')
  })

  it('stops with the reason of whoever aborts it, before and during a request', async () => {
    const reason = new Error('the job was cancelled')
    await expect(story.client().request(RUNS, {}, AbortSignal.abort(reason))).rejects.toBe(reason)
    const stop = new AbortController()
    const silent = createServer(() => stop.abort(reason)).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const { port } = silent.address() as { port: number }
    const client = githubClient({
      apiUrl: `http://127.0.0.1:${port}`,
      repository: 'octo/shop',
      token: new Secret('ghs_1'),
      clock: story.time,
    })
    await expect(client.request(RUNS, {}, stop.signal)).rejects.toBe(reason)
    silent.close()
  })

  it('waits for the answer to a write that was sent when it was aborted: it may have had its effect', async () => {
    const stop = new AbortController()
    const server = createHttpServer((_, response) => {
      stop.abort(new Error('the job was cancelled'))
      setImmediate(() => response.writeHead(201).end('{}'))
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const client = githubClient({
      apiUrl: `http://127.0.0.1:${port}`,
      repository: 'octo/shop',
      token: new Secret('ghs_1'),
      clock: story.time,
    })
    const asked = client.request(RERUN, { run_id: 1 }, stop.signal).finally(() => server.close())
    expect(await asked).toMatchObject({ status: 201 })
  })

  it('gives up on a server that does not answer in time', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const { port } = silent.address() as { port: number }
    const client = githubClient({
      apiUrl: `http://127.0.0.1:${port}`,
      repository: 'octo/shop',
      token: new Secret('ghs_1'),
      clock: story.time,
      requestTimeoutMs: 20,
    })
    expect(await refusal(client.request(RERUN, { run_id: 1 }, never))).toMatchObject({ code: 'ambiguous' })
    silent.close()
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
