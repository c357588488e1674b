import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jest } from '@jest/globals'
import { readActionMetadata, stepInputs } from '../../demo/runner/action-metadata.ts'
import { ACTION_FILE } from '../../demo/stage.ts'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'

jest.setTimeout(60_000)

const ENTRY = fileURLToPath(new URL('../../src/index.ts', import.meta.url))
const metadata = readActionMetadata(ACTION_FILE)
const QUICK = {
  target: 'none',
  interval: '50ms',
  'start-period': '100ms',
  'success-threshold': '2',
  'bake-time': '300ms',
}

let site: LoopbackServer
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mishap-'))
  site = await serve((_, response) => response.end('{"status":"ok"}'))
})
afterEach(async () => {
  await site.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Wish {
  readonly entry?: 'pre'
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Modules that Node loads before the entry. */
  readonly preload?: string
}

/** The step as a process of its own, with the files that a runner gives it. */
function start({ entry, with: inputs = {}, env = {}, preload }: Wish) {
  for (const name of ['summary', 'output', 'state']) writeFileSync(join(folder, name), '')
  const given = stepInputs(metadata, { ...QUICK, 'health-url': site.url, ...inputs }, { token: '' })
  const child = spawn(
    process.execPath,
    [...(preload === undefined ? [] : ['--import', preload]), ENTRY, ...(entry ? [entry] : [])],
    {
      env: {
        PATH: process.env.PATH,
        GITHUB_STEP_SUMMARY: join(folder, 'summary'),
        GITHUB_OUTPUT: join(folder, 'output'),
        GITHUB_STATE: join(folder, 'state'),
        RUNNER_TEMP: folder,
        ...given.env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  return { child, ended: end(child) }
}

async function end(child: ReturnType<typeof spawn>) {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said += String(text)
    })
  }
  const [exitCode] = await once(child, 'close')
  const outputs = readFileSync(join(folder, 'output'), 'utf8')
  const result = [...outputs.matchAll(/^result<<.*\n(.*)$/gm)].at(-1)?.[1]
  return { exitCode, said, result, summary: readFileSync(join(folder, 'summary'), 'utf8') }
}

const run = (wish: Wish) => start(wish).ended
const NOWHERE = { RUNNER_TEMP: '/no/such/folder' }

it('goes on when nobody reads its log any more', async () => {
  const { child, ended } = start({})
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await ended).toMatchObject({ exitCode: 0, result: 'healthy' })
})

it('says where things stand when something fails that nobody waits for', async () => {
  const preload = `data:text/javascript,setTimeout(() => { throw new Error('a stray socket') }, 1500)`
  const ended = await run({ preload, with: { 'bake-time': '1m' } })
  expect(ended).toMatchObject({ exitCode: 1, result: 'inconclusive' })
  expect(ended.summary).toContain('a stray socket')
  expect(ended.summary).toContain('No rollback had been begun')
})

it('has said that it watches, if it is killed while it does', async () => {
  const { child, ended } = start({ with: { 'bake-time': '1m' } })
  child.stdout.on('data', (text) => {
    if (String(text).includes('Baking')) child.kill('SIGKILL')
  })
  const { result, summary } = await ended
  expect(result).toBe('cancelled')
  expect(summary).toContain('while the new version was being watched; nothing was changed')
})

describe('before the job', () => {
  it('lets the job go on where the state before it cannot be kept', async () => {
    const { exitCode, said } = await run({ entry: 'pre', env: NOWHERE })
    expect(exitCode).toBe(0)
    expect(said).toMatch(/could not be kept for the later steps of this job: ENOENT/)
  })
})

describe('what was captured', () => {
  it('is told as an output also where it cannot be kept for the later steps', async () => {
    const ended = await run({ with: { mode: 'capture' }, env: NOWHERE })
    expect(ended).toMatchObject({ exitCode: 0, result: 'captured' })
    expect(ended.summary).toMatch(/could not be kept for the later steps of this job: ENOENT/)
  })

  it('and is unreadable by now is done without, since nobody passed it', async () => {
    expect((await run({ entry: 'pre' })).exitCode).toBe(0)
    const file = readdirSync(folder).find((name) => name.startsWith('safe-landing-capture-'))
    writeFileSync(join(folder, file ?? ''), '{"schemaVersion":1,"sub')
    const ended = await run({})
    expect(ended).toMatchObject({ exitCode: 0, result: 'healthy' })
    expect(ended.summary).toMatch(/what was captured before the deploy cannot be used/)
  })

  it('and was passed, but is unreadable, is a wrong input', async () => {
    expect(await run({ with: { captured: '{"schemaVersion":1,"sub' } })).toMatchObject({
      exitCode: 2,
      result: 'invalid',
    })
  })
})
