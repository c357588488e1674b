import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createRedactor } from '../../../src/core/redaction.ts'
import { Secret } from '../../../src/core/secret.ts'
import { githubClient } from '../../../src/github/client.ts'
import { reportIncident, TEMPLATE_PATH } from '../../../src/report/deliver/incident-report.ts'
import type { RunStory } from '../../../src/report/run-story.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { tellStory } from '../stories.ts'

const SECRET = 's3cret-in-a-commit'
const signal = new AbortController().signal

/** A GitHub that answers everything of this with what is given, and the rest with "not allowed". */
async function serve(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const route = `${request.method} ${new URL(request.url ?? '', 'http://x').pathname}`
      asked.push(route)
      const answer = answers[route]
      response.writeHead(answer === undefined ? 403 : 200, {
        'content-type': 'application/json',
        'x-accepted-github-permissions': 'issues=write',
      })
      response.end(JSON.stringify(answer ?? { message: 'Resource not accessible by integration' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = githubClient({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repository: 'octo/web',
    token: new Secret('ghs_token'),
    clock: new FakeClock(),
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { client, asked, close }
}

let workspace: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'incident-'))
})
afterEach(() => rmSync(workspace, { recursive: true, force: true }))

async function report(story: RunStory, answers: Readonly<Record<string, unknown>>) {
  const github = await serve(answers)
  const warnings: string[] = []
  try {
    const reported = await reportIncident(
      story,
      { labels: [], token: new Secret('ghs_token') },
      {
        deps: {
          client: github.client,
          workspace,
          place: 'production',
          redact: createRedactor([new Secret(SECRET)]),
          warn: (text, hint) => warnings.push([text, hint].filter(Boolean).join('. ')),
        },
        signal,
      },
    )
    return { reported, warnings, asked: github.asked }
  } finally {
    await github.close()
  }
}

const COMPARE = 'GET /repos/octo/web/compare/2f6c1e0...9ad31b7c0ffee1234567890abcdefabcdefabcd0'
const OPENED = { number: 7, html_url: 'https://github.com/octo/web/issues/7' }

describe('reporting an incident', () => {
  it('reads the suspects, then opens the issue', async () => {
    const commits = [{ sha: 'aaaaaaa1', commit: { message: `Use ${SECRET}`, author: { name: 'Mona' } } }]
    const { reported, warnings } = await report(await tellStory('rolled-back'), {
      [COMPARE]: { commits },
      'GET /repos/octo/web/issues': [],
      'POST /repos/octo/web/issues': OPENED,
    })
    expect(reported?.issue).toEqual({ number: 7, url: OPENED.html_url, isKnown: false })
    expect(reported?.incident.body).toContain('- `aaaaaaa1` Use \\*\\*\\* *by Mona*')
    expect(reported?.incident.body).not.toContain(SECRET)
    expect(warnings).toEqual([])
  })

  it('asks nobody when nothing was rolled back', async () => {
    const { reported, asked } = await report(await tellStory('healthy'), {})
    expect(reported).toBeUndefined()
    expect(asked).toEqual([])
  })

  it('that GitHub does not allow still gives the report, and names the permission', async () => {
    const { reported, warnings } = await report(await tellStory('rolled-back'), {})
    expect(reported?.issue).toBeUndefined()
    expect(reported?.incident.body).toContain('Could not determine which commits came with this version.')
    expect(warnings).toHaveLength(2)
    expect(warnings[1]).toContain('no incident issue could be opened')
    expect(warnings[1]).toContain('issues: write')
  })

  it("uses the repository's own template, and says what in it stands for nothing", async () => {
    const path = join(workspace, TEMPLATE_PATH)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '# Our way\n\n{{why}}\n\n{{who}}\n')
    const { reported, warnings } = await report(await tellStory('rolled-back'), {
      [COMPARE]: { commits: [] },
      'GET /repos/octo/web/issues': [],
      'POST /repos/octo/web/issues': OPENED,
    })
    expect(reported?.incident.body).toMatch(
      /^# Our way\n\n> ERROR relation .* does not exist: .*it failed 3 times in a row/,
    )
    expect(warnings).toEqual([
      expect.stringContaining(`${TEMPLATE_PATH} holds placeholders that stand for nothing: who`),
    ])
  })
})
