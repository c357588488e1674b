import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PlatformError } from '../../../src/core/platform-error.ts'
import { Secret } from '../../../src/core/secret.ts'
import { githubClient } from '../../../src/github/client.ts'
import { openIncidentIssue } from '../../../src/report/deliver/incident-issue.ts'
import { readSuspects } from '../../../src/report/deliver/incident-report.ts'
import { FakeClock } from '../../support/fake-clock.ts'

interface Issue {
  readonly number: number
  readonly body: string | null
  readonly state: 'open' | 'closed'
  readonly title?: string
  readonly labels?: readonly string[]
  readonly author_association?: string
  readonly user?: { readonly login: string; readonly type: 'Bot' | 'User' }
}

const WORKFLOW = { author_association: 'NONE', user: { login: 'github-actions[bot]', type: 'Bot' } } as const
const STRANGER = { author_association: 'NONE', user: { login: 'mallory', type: 'User' } } as const
const MEMBER = { author_association: 'MEMBER', user: { login: 'mona', type: 'User' } } as const

/** The few routes of GitHub's issues and comparisons that are asked, over HTTP. */
async function githubWith(issues: Issue[], refuse?: { status: number; message: string; accepted?: string }) {
  const comments: { issue: number; body: string }[] = []
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const sent = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    const route = `${request.method} ${url.pathname}`
    asked.push(route)
    const answer = (status: number, body: unknown, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    const shown = (issue: Issue) => ({
      ...issue,
      html_url: `https://github.com/octo/web/issues/${issue.number}`,
    })
    if (refuse !== undefined) {
      return answer(
        refuse.status,
        { message: refuse.message },
        refuse.accepted ? { 'x-accepted-github-permissions': refuse.accepted } : {},
      )
    }
    if (route === 'GET /repos/octo/web/issues') {
      const page = Number(url.searchParams.get('page') ?? 1)
      const open = issues.filter(({ state }) => state === url.searchParams.get('state')).toReversed()
      const { port } = server.address() as AddressInfo
      const next = new URL(request.url ?? '', `http://127.0.0.1:${port}`)
      next.searchParams.set('page', String(page + 1))
      const link = open.length > page * 100 ? { link: `<${next.href}>; rel="next"` } : {}
      return answer(200, open.slice((page - 1) * 100, page * 100).map(shown), link)
    }
    if (route === 'POST /repos/octo/web/issues') {
      const issue: Issue = { number: issues.length + 1, state: 'open', ...sent }
      issues.push(issue)
      return answer(201, shown(issue))
    }
    const commented = /^POST \/repos\/octo\/web\/issues\/(\d+)\/comments$/.exec(route)
    if (commented !== null) {
      comments.push({ issue: Number(commented[1]), body: sent.body })
      return answer(201, {})
    }
    if (route === 'GET /repos/octo/web/compare/2f6c1e0...9ad31b7') {
      const commit = (sha: string, message: string, name: string | null) => ({
        sha,
        commit: { message, author: name === null ? null : { name } },
        author: { login: 'mona' },
      }) // prettier-ignore
      return answer(200, {
        commits: [
          commit('aaaaaaa1', 'Add orders_v2\n\nlong text', 'Mona Lisa'),
          commit('9ad31b7', 'Use orders_v2', null),
        ],
      })
    }
    return answer(404, { message: 'Not Found' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = githubClient({
    apiUrl: `http://127.0.0.1:${port}`,
    repository: 'octo/web',
    token: new Secret('ghs_token'),
    clock: new FakeClock(),
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { client, issues, comments, asked, close }
}

const never = new AbortController().signal
const marker = '<!-- safe-landing-incident abc -->'
const issue = {
  incident: { title: 'Incident: Rolled back', body: `text\n${marker}\n`, unknownPlaceholders: [] },
  marker,
  labels: ['incident'],
}

describe('an incident issue', () => {
  it('is opened with its labels', async () => {
    const world = await githubWith([])
    const opened = await openIncidentIssue(world.client, issue, never)
    await world.close()
    expect(opened).toEqual({ number: 1, url: 'https://github.com/octo/web/issues/1', isKnown: false })
    expect(world.issues).toEqual([
      {
        number: 1,
        state: 'open',
        title: 'Incident: Rolled back',
        body: `text\n${marker}\n`,
        labels: ['incident'],
      },
    ])
  })

  it('is one for each place and commit: the open one gets a comment, and keeps what people wrote', async () => {
    const mine: Issue = { number: 1, state: 'open', body: `edited by people ${marker}`, ...WORKFLOW }
    const world = await githubWith([mine, { number: 2, state: 'open', body: null }])
    const opened = await openIncidentIssue(world.client, issue, never)
    await world.close()
    expect(opened).toMatchObject({ number: 1, isKnown: true })
    expect(world.issues).toHaveLength(2)
    expect(world.issues[0]).toBe(mine)
    expect(world.comments).toEqual([{ issue: 1, body: `It happened again.\n\ntext\n${marker}\n` }])
  })

  it('is opened anew when the old one is closed, or is about another commit', async () => {
    const world = await githubWith([
      { number: 1, state: 'closed', body: marker, ...WORKFLOW },
      { number: 2, state: 'open', body: '<!-- safe-landing-incident def -->', ...WORKFLOW },
    ])
    const opened = await openIncidentIssue(world.client, issue, never)
    await world.close()
    expect(opened).toMatchObject({ number: 3, isKnown: false })
  })

  it('is not taken for an issue that a stranger opened with its marker', async () => {
    const theirs: Issue = { number: 1, state: 'open', body: marker, ...STRANGER }
    const world = await githubWith([theirs])
    const opened = await openIncidentIssue(world.client, issue, never)
    await world.close()
    expect(opened).toMatchObject({ number: 2, isKnown: false })
    expect(world.comments).toEqual([])
  })

  it('may have been opened by a person of the team', async () => {
    const world = await githubWith([{ number: 1, state: 'open', body: marker, ...MEMBER }])
    const opened = await openIncidentIssue(world.client, issue, never)
    await world.close()
    expect(opened).toMatchObject({ number: 1, isKnown: true })
  })

  it('is found behind many other issues', async () => {
    const others = Array.from(
      { length: 250 },
      (_, index): Issue => ({ number: index + 2, state: 'open', body: 'x' }),
    )
    const world = await githubWith([{ number: 1, state: 'open', body: marker, ...WORKFLOW }, ...others])
    const opened = await openIncidentIssue(world.client, issue, never)
    await world.close()
    expect(opened).toMatchObject({ number: 1, isKnown: true })
  })

  it('that GitHub refuses names the permission', async () => {
    const world = await githubWith([], {
      status: 403,
      message: 'Resource not accessible by integration',
      accepted: 'issues=write',
    })
    const refused = await openIncidentIssue(world.client, issue, never).catch((error: unknown) => error)
    await world.close()
    expect(refused).toBeInstanceOf(PlatformError)
    expect((refused as PlatformError).hint).toContain('issues: write')
  })
})

describe('suspects', () => {
  it('are the commits between the good version and the bad one, by name and first line', async () => {
    const world = await githubWith([])
    const suspects = await readSuspects(world.client, { good: '2f6c1e0', bad: '9ad31b7' }, never)
    await world.close()
    expect(suspects).toEqual([
      { sha: 'aaaaaaa1', subject: 'Add orders_v2', author: 'Mona Lisa' },
      { sha: '9ad31b7', subject: 'Use orders_v2', author: 'an unknown author' },
    ])
  })

  it.each([
    [undefined, '9ad31b7'],
    ['v1.2.3', '9ad31b7'],
    ['2f6c1e0', '../../evil'],
  ])('of %s and %s are unknown, and no request is sent', async (good, bad) => {
    const world = await githubWith([])
    expect(await readSuspects(world.client, { good, bad }, never)).toBeUndefined()
    await world.close()
    expect(world.asked).toEqual([])
  })
})
