import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../repository/files.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `safe-landing` as a shell does. */
function run(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'dist/cli.js'), ...args],
      { cwd: folder },
      (error, stdout, stderr) => {
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr })
      },
    )
  })
}

async function withSite<T>(site: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(site).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const answer =
  (status: number, body: unknown = { status: 'ok', version: '7' }): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const QUICK = ['--retry-delay', '20ms', '--bake', '60ms'] as const

describe('verify', () => {
  test('a script’s call: a live server', () =>
    withSite(answer(200), async (url) => {
      const ended = await run('verify', '--url', url, '--local', '--timeout', '10', '--retries', '1')
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
      expect(ended.stdout.replace(/\d+ ms|:\d+/g, 'N')).toBe(
        [
          '[INFO] Nothing was deployed: one good answer is enough.',
          '[INFO] Waiting for a good answer',
          '[PASS] 127.0.0.1N/: 200 in N, version 7',
          '[PASS] healthy: passed, and no bake time was asked for',
          '',
        ].join('\n'),
      )
    }))

  test('a script’s call: a port that does not exist', async () => {
    const ended = await run(
      'verify',
      '--url',
      'http://localhost:99999',
      '--local',
      '--timeout',
      '2',
      '--retries',
      '1',
    )
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ended.stderr).toContain(
      'safe-landing: --url: invalid value "http://localhost:99999" on line 1: expected',
    )
    expect(ended.stderr).toContain('See safe-landing verify --help')
  })

  test('a port at which nobody listens', async () => {
    const closed = await withSite(answer(200), async (url) => url)
    const ended = await run('verify', '--url', closed, '--local', '--retries', '2', '--retry-delay', '20ms')
    expect(ended.exitCode).toBe(1)
    expect(ended.stdout.match(/^\[FAIL\] 127.*refused/gm)).toHaveLength(2)
    expect(ended.stdout).toMatch(/^\[FAIL\] unhealthy: /m)
  })

  test('it goes on through the bake, and says so', () =>
    withSite(answer(200), async (url) => {
      const { exitCode, stdout } = await run('verify', '--url', url, ...QUICK)
      expect(exitCode).toBe(0)
      expect(stdout).toContain('[INFO] Waiting for 3 good answers in a row')
      expect(stdout).toContain('[INFO] Healthy so far; it is watched for 60ms more')
    }))

  test.each<[situation: string, args: readonly string[], result: string]>([
    ['the version that is expected', ['--expect-version', '7'], 'healthy'],
    [
      'a condition that holds',
      ['--condition', 'body.status == "ok"', '--condition', 'status == 200'],
      'healthy',
    ],
    [
      'a condition that does not',
      ['--condition', 'body.status == "ok"', '--condition', 'status == 201'],
      'unhealthy',
    ],
  ])('%s', (_, args, result) =>
    withSite(answer(200), async (url) => {
      const { exitCode, stdout } = await run(
        'verify',
        '--url',
        url,
        '--local',
        '--retry-delay',
        '20ms',
        ...args,
      )
      expect(stdout).toContain(`${result}: `)
      expect(exitCode).toBe(result === 'healthy' ? 0 : 1)
    }),
  )

  test('checks from a file, whose secrets are shown nowhere', () =>
    withSite(
      (request, response) => response.writeHead(500).end(`denied: ${request.headers.authorization}`),
      async (url) => {
        const path = join(folder, 'checks.yml')
        await writeFile(
          path,
          `- name: api\n  url: ${url}\n  headers:\n    authorization: Bearer s3cr3t-of-the-api\n`,
        )
        const args = ['verify', '--checks', path, '--local', '--retry-delay', '20ms']
        for (const ended of [await run(...args), await run(...args, '--json')]) {
          expect(ended.exitCode).toBe(1)
          expect(ended.stdout).toContain('api')
          expect(ended.stdout + ended.stderr).not.toContain('s3cr3t')
        }
      },
    ))

  test('its JSON is a report that replay judges again', () =>
    withSite(answer(200), async (url) => {
      const { exitCode, stdout } = await run('verify', '--url', url, '--json', ...QUICK)
      expect(JSON.parse(stdout)).toMatchObject({ outcome: { result: 'healthy', isHealthy: true } })
      expect(exitCode).toBe(0)
      const path = join(folder, 'report.json')
      await writeFile(path, stdout)
      const replayed = await run('replay', path, '--set', 'bake-time=0s')
      expect(replayed.exitCode).toBe(0)
      expect(replayed.stdout).toMatch(/^replayed {2}healthy after /m)
    }))

  test('an answer cannot move the terminal, or form a workflow command', () =>
    withSite(answer(500, '\u001B[2J\n::error::gotcha\n##[error]gotcha'), async (url) => {
      const { stdout } = await run('verify', '--url', url, '--local', '--retry-delay', '20ms')
      expect(stdout).toContain('gotcha')
      expect(stdout).not.toContain('\u001B')
      expect(stdout).not.toMatch(/^::|##\[/m)
    }))

  test('several problems are reported at once, by the names of the options', async () => {
    const { exitCode, stderr } = await run(
      'verify',
      '--url',
      'ftp://x',
      '--retries',
      'x',
      '--condition',
      'body.a =',
    )
    expect(exitCode).toBe(2)
    for (const option of ['--url: ', '--retries: ', '--condition: ']) expect(stderr).toContain(option)
  })
})

describe('lint', () => {
  const workflow = 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ./deploy\n'

  test('each problem has its place, and what to write instead', async () => {
    const path = join(folder, 'deploy.yml')
    await writeFile(path, `${workflow}      - uses: octo/safe-landing@v1\n        with: { target: nune }\n`)
    const text = await run('lint', 'deploy.yml')
    expect(text.exitCode).toBe(1)
    expect(text.stdout).toContain('deploy.yml:8:25: error: target: invalid value "nune": expected')
    expect(text.stdout).toContain('Did you mean none?')
    expect(text.stdout).toMatch(/1 error, 1 warning\n$/)
    const github = await run('lint', 'deploy.yml', '--format', 'github')
    expect(github.stdout).toMatch(/^::error file=deploy\.yml,line=8,col=25,title=Safe Landing::target: /m)
  })

  test('a template of messages is read from the repository of the workflow', async () => {
    await mkdir(join(folder, 'repo/.github/workflows'), { recursive: true })
    const step = `      - uses: OWNER/safe-landing@v1\n        with:\n          target: none\n          health-url: https://a.example\n          notify-url: https://b.example\n          notify-template: .github/message.txt\n`
    await writeFile(join(folder, 'repo/.github/workflows/deploy.yml'), `${workflow}${step}`)
    await writeFile(join(folder, 'repo/.github/message.txt'), 'Now:\n{{statsu}}')
    const { exitCode, stdout } = await run('lint', 'repo/.github/workflows/deploy.yml')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('deploy.yml:12:28: error: notify-template: invalid value "{{statsu}}"')
    expect(stdout).toContain('In .github/message.txt, line 2, column 1. Did you mean {{status}}?')
  })

  test.each<[situation: string, args: readonly string[], message: string]>([
    ['no file', [], 'a file is needed'],
    ['a file that is not there', ['nowhere.yml'], 'nowhere.yml'],
    [
      'a form that does not exist',
      ['other.yml', '--format', 'sarif'],
      '--format sarif: expected text or github',
    ],
    ['a file without such a step', ['other.yml'], 'no step of other.yml uses safe-landing'],
  ])('%s is wrong usage', async (_, args, message) => {
    await writeFile(join(folder, 'other.yml'), workflow)
    const ended = await run('lint', ...args)
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ended.stderr).toContain(message)
  })
})

test.each<[args: readonly string[], exitCode: number, text: string]>([
  [['--help'], 0, 'usage: safe-landing COMMAND'],
  [['verify', '--help'], 0, '--url URL'],
  [['lint', '--help'], 0, '--format FORM'],
  [['replay', '--help'], 0, '--set NAME=VALUE'],
  [['init', '--help'], 0, '--roles TOOL'],
  [['init', 'ecs', '--dry-run'], 0, 'would write .github/workflows/deploy.yml'],
  [['init'], 2, 'a case is needed: ecs, '],
  [[], 2, 'a command is needed: verify, lint'],
  [['verfy'], 2, 'Did you mean verify?'],
  [['verify'], 2, '--url URL or --checks FILE is needed'],
  [['verify', '--retrys', '3'], 2, 'unknown option --retrys. Did you mean --retries?'],
  [['verify', '--url'], 2, '--url needs a value: --url URL'],
  [['verify', '--url', '--local'], 2, '--url needs a value: --url URL'],
  [['verify', '--url', 'http://127.0.0.1', '--local=yes'], 2, '--local takes no value'],
  [['verify', '--retries', '1', '--retries', '2'], 2, '--retries is given twice'],
  [['verify', 'http://127.0.0.1'], 2, 'belongs to no option'],
  [['verify', '--checks', 'nowhere.yml'], 2, '--checks nowhere.yml: '],
  [['replay'], 2, 'one report is needed'],
])('%j', async (args, exitCode, text) => {
  const ended = await run(...args)
  expect(ended.exitCode).toBe(exitCode)
  expect(exitCode === 0 ? ended.stdout : ended.stderr).toContain(text)
})
