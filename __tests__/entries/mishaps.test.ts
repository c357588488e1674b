import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LoopbackServer, serve } from '../../demo/world/loopback.ts'
import { Step, type Wish } from './step.ts'

let site: LoopbackServer
let step: Step
let onProbe: () => void
beforeEach(async () => {
  step = new Step()
  onProbe = () => undefined
  site = await serve((_, response) => {
    onProbe()
    response.end('{"status":"ok"}')
  })
})
afterEach(async () => {
  await site.close()
  step.close()
})

const start = (wish: Partial<Wish>) => step.start({ ...wish, with: { 'health-url': site.url, ...wish.with } })
const run = (wish: Partial<Wish>) => start(wish).ended
const NOWHERE = { RUNNER_TEMP: '/no/such/folder' }

it('goes on when nobody reads its log any more', async () => {
  const { child, ended } = start({})
  child.stdout.once('data', () => child.stdout.destroy())
  expect(await ended).toMatchObject({ exitCode: 0, result: 'healthy' })
})

it('says where things stand when something fails that nobody waits for', async () => {
  const preload = `data:text/javascript,process.on('SIGUSR2', () => { throw new Error('a stray socket') })`
  const { child, ended: end } = start({ preload, with: { 'bake-time': '1m' } })
  onProbe = () => child.kill('SIGUSR2')
  const ended = await end
  expect(ended).toMatchObject({ exitCode: 1, result: 'inconclusive' })
  expect(ended.summary).toContain('a stray socket')
  expect(ended.summary).toContain('No rollback had been begun')
})

describe('killed at its first request, it has said so', () => {
  const cases = [
    { mode: 'guard', says: 'The run ended while the new version was being watched; nothing was changed' },
    { mode: 'validate', says: 'The run ended before everything was checked; nothing was changed' },
    { mode: 'capture', says: 'The run ended before the version was recorded; nothing was changed' },
    {
      mode: 'rollback',
      says: 'requested it; the run ended before the rollback had begun; nothing was changed',
      // What it is to call is never called: it is killed as it plans.
      with: { target: 'webhook', 'webhook-url': 'http://127.0.0.1:9/', 'webhook-status-expect': 'changed' },
    },
  ]
  it.each(cases)('with mode: $mode', async ({ mode, says, with: inputs = {} }) => {
    const killer = await serve(() => child.kill('SIGKILL'))
    const at = mode === 'rollback' ? 'webhook-status-url' : 'health-url'
    const { child, ended } = start({
      with: { mode, ...inputs, [at]: killer.url },
    })
    const { exitCode, result, summary, report } = await ended
    await killer.close()
    expect({ exitCode, result }).toEqual({ exitCode: null, result: 'cancelled' })
    expect(summary).toContain(says)
    expect(JSON.parse(report)).toMatchObject({ outcome: { result: 'cancelled' } })
  })
})

describe('before the job', () => {
  it('lets the job go on where the state before it cannot be kept', async () => {
    const { exitCode, said } = await run({ entry: 'pre', env: NOWHERE })
    expect(exitCode).toBe(0)
    expect(said).toMatch(/could not be kept for the later steps of this job: ENOENT/)
  })
})

describe('what was captured', () => {
  it('is reported as an output also where it cannot be kept for the later steps', async () => {
    const ended = await run({ with: { mode: 'capture' }, env: NOWHERE })
    expect(ended).toMatchObject({ exitCode: 0, result: 'captured' })
    expect(ended.summary).toMatch(/could not be kept for the later steps of this job: ENOENT/)
  })

  it('and is unreadable by now is done without, since nobody passed it', async () => {
    expect((await run({ entry: 'pre' })).exitCode).toBe(0)
    const file = readdirSync(step.folder).find((name) => name.startsWith('safe-landing-capture-'))
    writeFileSync(join(step.folder, file ?? ''), '{"schemaVersion":1,"sub')
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
