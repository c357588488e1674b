import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readActionMetadata } from '../../../demo/runner/action-metadata.ts'
import { Job, type StepResult } from '../../../demo/runner.ts'
import { type LoopbackServer, serve } from '../../../demo/world/loopback.ts'
import { ROOT } from '../../repository/files.ts'
import { RouterWorld } from './world.ts'

const INPUT = `  router-url:
    description: The address of the router. Keep it in a secret.

`
const QUICK = {
  interval: '50ms',
  'start-period': '100ms',
  'success-threshold': '2',
  'bake-time': '150ms',
  'poll-interval': '100ms',
}

/** A copy of the action, to which the target is added as docs/adding-a-target.md says. */
let copy: string
let world: RouterWorld
let site: LoopbackServer
let job: Job

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'action-'))
  for (const part of ['src', 'scripts', 'action.yml', 'README.md', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction')

  change(
    'action.yml',
    '`command` (your own script), or `none`',
    '`command` (your own script), `router`, or `none`',
  )
  change('action.yml', '  notify-url:\n', `${INPUT}  notify-url:\n`)
  node('scripts/update-readme.ts')
  for (const file of ['inputs.ts', 'open.ts', 'router-config.ts', 'strategy.ts'])
    cpSync(join(import.meta.dirname, file), join(copy, 'src/targets/router', file))
  change('src/targets/registry.ts', 'command, none }', 'command, router, none }')
  change(
    'src/targets/registry.ts',
    'import { ssh }',
    "import { router } from './router/inputs.ts'\nimport { ssh }",
  )
})

afterAll(() => rmSync(copy, { recursive: true }))

/** v42 is new and bad, and v41 ran before. */
beforeEach(async () => {
  world = await RouterWorld.open()
  site = await serve((_, response) => {
    response.writeHead(world.live === 'v42' ? 500 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ version: world.live }))
  })
  job = new Job({ github: { api_url: site.url } })
})

afterEach(async () => {
  await job.close()
  await site.close()
  await world.close()
})

function change(path: string, from: string, to: string): void {
  const text = readFileSync(join(copy, path), 'utf8')
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
  writeFileSync(join(copy, path), text.replace(from, to))
}

function node(program: string, ...args: string[]): void {
  execFileSync(process.execPath, ['--no-warnings', program, ...args], { cwd: copy, stdio: 'pipe' })
}

async function step(inputs: Readonly<Record<string, string>>): Promise<StepResult> {
  const action = { ...readActionMetadata(join(copy, 'action.yml')), main: join(copy, 'src/index.ts') }
  const usual = { ...QUICK, target: 'router', 'router-url': world.url, service: 'web' }
  return await job.run({ action, with: { ...usual, 'health-url': `${site.url}/health`, ...inputs } })
}

test('the compiler takes it', () => {
  writeFileSync(
    join(copy, 'tsconfig.copy.json'),
    JSON.stringify({ extends: './tsconfig.json', include: ['src'], exclude: [] }),
  )
  expect(() => node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.copy.json')).not.toThrow()
})

test('a bad version is rolled back', async () => {
  const { exitCode, outputs, summary } = await step({})
  expect(outputs).toMatchObject({ result: 'rolled-back', healthy: 'true', from: 'v42', to: 'v41' })
  expect([exitCode, world.live, await world.writes()]).toEqual([1, 'v41', 1])
  expect(summary).not.toContain('token')
})

test('what was captured before the deploy is what it goes back to', async () => {
  world.live = 'v40'
  const captured = await step({ mode: 'capture' })
  expect(captured.outputs).toMatchObject({ result: 'captured', reason: expect.stringContaining('v40 runs') })
  world.live = 'v42'
  expect((await step({})).outputs).toMatchObject({ result: 'rolled-back', from: 'v42', to: 'v40' })
})

test('its inputs are refused with other targets, those of others with it, and its secrets are hidden', async () => {
  const elsewhere = await step({ target: 'none', service: '' })
  expect(elsewhere.annotations.map(({ message }) => message).join()).toContain(
    `router-url: invalid value "${new URL(world.url).origin}`,
  )
  const foreign = await step({ cluster: 'prod', 'router-url': '' })
  const messages = foreign.annotations.map(({ message }) => message).join('\n')
  expect(messages).toContain('expected only with target: ecs')
  expect(messages).toMatch(/router-url: invalid value "": expected .* if it is set from a secret/)
  for (const { exitCode, lines } of [elsewhere, foreign]) {
    expect(exitCode).toBe(2)
    for (const secret of world.secrets) expect(JSON.stringify(lines)).not.toContain(secret)
  }
})
