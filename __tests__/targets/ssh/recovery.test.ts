import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ready } from '../../support/rollback-contract.ts'
import { missing, SshHost } from './host.ts'
import { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

/** See `npm run kill`. */
const isWhole = process.env.SAFE_LANDING_KILL === 'all'
const never = new AbortController().signal
const quiet = () => undefined
const describeHere = missing === undefined ? describe : describe.skip
const DATA = { exclude: ['data', 'nothing/here'] }
const KNOWN = { from: 'v2', captured: 'v1' }
let server: SshServer
let world: SshWorld

if (missing === undefined) {
  beforeAll(async () => {
    server = await SshServer.start(new SshHost())
  })
  afterAll(async () => {
    await server.close()
    server.host.close()
  })
  beforeEach(async () => {
    world = await SshWorld.open(server)
  })
  afterEach(() => world.close())
}

/** A pattern for each command of a whole rollback that changes something or proves it, in order. */
async function stepsOfARollback(): Promise<string[]> {
  server.order('trace', '')
  await ready(await world.strategy(DATA, KNOWN).plan(never)).apply(quiet, never)
  const commands = server.read('trace').split('\n')
  const changing = commands.filter((line) =>
    /^(?:mkdir|tar --extract|mv|rm -rf|systemctl (?:stop|start)|curl)/.test(line),
  )
  const patterns = changing.map((line) =>
    line
      .replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')
      .replaceAll(world.root, '.*')
      .replace(/\d{8}-\d{6}/g, '[0-9-]*'),
  )
  return [...new Set(patterns.map((pattern) => `^${pattern}$`))]
}

function version(): string {
  return readFileSync(join(world.app, 'VERSION'), 'utf8').trim()
}

function left(): string[] {
  return world.names().filter((name) => name.includes('-restoring-'))
}

async function runAgain(): Promise<void> {
  const result = await world.strategy(DATA, KNOWN).plan(never)
  if (result.kind === 'ready') expect(await result.plan.apply(quiet, never)).toEqual({ kind: 'in-place' })
  else expect(result.kind).toBe('not-deployed')
}

function expectRightVersion(): void {
  expect(version()).toBe('v1')
  expect(readFileSync(join(world.app, 'data/deep/rows'), 'utf8')).toBe('rows of v2')
  expect(server.read('unit')).toBe('active')
  expect(left()).toEqual([])
}

describeHere('a rollback that is interrupted before any of its steps', () => {
  const interruptions = [
    { by: 'SIGTERM', interrupt: () => server.signalScript('SIGTERM') },
    { by: 'SIGHUP', interrupt: () => server.signalScript('SIGHUP') },
    { by: 'a lost connection', interrupt: () => server.cutConnections() },
    { by: 'SIGKILL', interrupt: () => server.signalScript('SIGKILL') },
  ]
  let steps: readonly string[] | undefined
  it.each(interruptions)('by $by leaves what the next run completes', async ({ by, interrupt }) => {
    steps ??= await stepsOfARollback()
    const all = steps
    expect(all.length).toBeGreaterThan(9)
    // Each step once, by one interruption or another; `npm run kill` takes each step by every one.
    const share = interruptions.findIndex((one) => one.by === by)
    const own = isWhole ? all : all.filter((_, index) => index % interruptions.length === share)
    for (const step of own) {
      await world.close()
      world = await SshWorld.open(server)
      const before = await world.snapshot()
      const plan = ready(await world.strategy(DATA, KNOWN).plan(never))
      server.order('wait', step)
      const reached = world.reached()
      const work = plan.apply(quiet, never).catch((error: unknown) => error)
      await reached
      interrupt()
      rmSync(join(server.state, 'wait'))
      await work
      await server.quiet()
      if (by !== 'SIGKILL' && version() === 'v2')
        expect({ step, now: await world.snapshot() }).toEqual({ step, now: before })
      await runAgain()
      expectRightVersion()
    }
  })

  it('and whose undo is killed as well, is completed by the next run', async () => {
    for (const step of [
      '^systemctl stop',
      '^mv -T .*copy/data .*',
      '^mv -T .*-failed-[0-9-]* .*/app$',
      '^rm -rf',
    ]) {
      await world.close()
      world = await SshWorld.open(server)
      const plan = ready(await world.strategy(DATA, KNOWN).plan(never))
      server.order('becomes', 'failed')
      const work = plan.apply((text) => {
        if (text.startsWith('started')) server.order('wait', step)
      }, never)
      const reached = world.reached()
      await Promise.race([reached, work.catch(() => undefined)])
      server.signalScript('SIGKILL')
      rmSync(join(server.state, 'wait'))
      await work.catch(() => undefined)
      await runAgain()
      expectRightVersion()
    }
  })
})

describeHere('what an earlier run left', () => {
  it('is reverted first: a missing folder comes back from beside it, with the copy of then removed', async () => {
    renameSync(world.app, `${world.app}-failed-20260103-100000`)
    mkdirSync(`${world.app}-restoring-20260103-100000`)
    server.order('unit', 'inactive')
    world.own()
    const plan = ready(await world.strategy(DATA, KNOWN).plan(never))
    expect(plan.from).toBe('v2')
    expect(plan.steps[0]).toMatch(/^revert what an earlier rollback left: .*-restoring-20260103-100000$/)
    await plan.apply(quiet, never)
    expectRightVersion()
  })

  it('is found without a copy too', async () => {
    renameSync(world.app, `${world.app}-failed-20260103-100000`)
    await ready(await world.strategy(DATA, KNOWN).plan(never)).apply(quiet, never)
    expectRightVersion()
  })

  it('does not touch a newer deployment', async () => {
    renameSync(world.app, `${world.app}-failed-20260103-100000`)
    mkdirSync(`${world.app}-restoring-20260103-100000/of/${world.to}`, { recursive: true })
    world.deploy('app', 'v3')
    world.own()
    const result = await world.strategy(DATA, { from: 'v3' }).plan(never)
    expect(ready(result)).toMatchObject({ from: 'v3', to: world.to })
  })
})

describeHere('two runs at once', () => {
  it('work one after the other', async () => {
    const [first, second] = [
      ready(await world.strategy(DATA, KNOWN).plan(never)),
      ready(await world.strategy(DATA, KNOWN).plan(never)),
    ]
    server.order('wait', '^systemctl stop')
    const reached = world.reached()
    const one = first.apply(quiet, never)
    await reached
    const other = second.apply(quiet, never)
    rmSync(join(server.state, 'wait'))
    expect((await one).kind).toBe('in-place')
    expect(['in-place', 'superseded']).toContain(
      (await other.catch((error: Error) => ({ kind: error.message }))).kind,
    )
    // The other one may start what runs already, and never stops it again.
    expect(server.log().filter((line) => line.startsWith('stop'))).toHaveLength(1)
    expectRightVersion()
  })
})

describeHere('rights that the steps need', () => {
  it.each(['mkdir', 'mv', 'tar --create', 'tar --extract', 'rm', 'du'])(
    '%s is missed by the plan',
    async (program) => {
      if (!server.host.isRoot) return
      execFileSync('chown', ['-hR', 'root:root', world.root])
      server.order('deny', `^${program} `)
      await expect(world.strategy(DATA).plan(never)).rejects.toMatchObject({
        code: 'access-denied',
        message: expect.stringMatching(new RegExp(`may not run .${program} .*by sudo without a password`)),
        hint: expect.stringContaining('NOPASSWD: /usr/bin/systemctl stop -- app.service'),
      })
    },
  )
})

describeHere('the commands to do it by hand', () => {
  it.each([{ exclude: [] }, DATA])('end where the plan ends, with $exclude', async (config) => {
    const byHand = ready(await world.strategy(config, KNOWN).plan(never)).manual
    await ready(await world.strategy(config, KNOWN).plan(never)).apply(quiet, never)
    const planned = world.tree('app')
    const log = server.log()
    await world.close()
    world = await SshWorld.open(server)
    const again = ready(await world.strategy(config, KNOWN).plan(never)).manual
    expect(again).toHaveLength(byHand.length)
    const script = again.slice(1).join('\n').replaceAll('sudo ', 'sudo -n ')
    const env = {
      HOME: '/nonexistent',
      PATH: `${server.host.programs}:${process.env.PATH}`,
      SL_STATE: server.state,
    }
    const done = spawnSync('bash', ['--norc', '-e', '-o', 'pipefail', '-c', script], {
      env,
      encoding: 'utf8',
    })
    expect(done).toMatchObject({ status: 0, stderr: '' })
    // Two worlds differ in the times of their files only.
    const withoutTimes = (tree: Record<string, string>) =>
      Object.entries(tree).map(([name, text]) => [name, text.replace(/ \d{16,} /, ' ')])
    expect(withoutTimes(world.tree('app'))).toEqual(withoutTimes(planned))
    expect(server.log()).toEqual(log)
    expect(readFileSync(join(world.app, 'data/deep/rows'), 'utf8')).toBe(
      config.exclude.length > 0 ? 'rows of v2' : 'rows of v1',
    )
  })
})

describeHere('what matches the pattern', () => {
  it('is no backup if it is a link, the folder itself, above it, or an archive', async () => {
    symlinkSync(world.to, join(world.root, 'app-backup-20260104-100000'))
    writeFileSync(join(world.root, 'app-backup-20260105-100000.tar.gz'), '')
    expect(ready(await world.strategy().plan(never)).to).toBe(world.to)
    for (const name of ['app-backup-20260101-100000', world.to])
      rmSync(join(world.root, name), { recursive: true })
    expect(await world.strategy().plan(never)).toMatchObject({
      kind: 'no-target',
      evidence: [
        'app-backup-20260105-100000.tar.gz: it is an archive, and only folders are restored',
        'app-backup-20260104-100000: it is a link, and only folders are restored',
      ],
      hint: expect.stringContaining('Unpack an archive'),
    })
    expect((await world.strategy({ backups: `${world.root.slice(0, -1)}*` }).plan(never)).kind).toBe(
      'no-target',
    )
    expect(existsSync(world.app)).toBe(true)
  })

  it('is restored and removed by its own path only where a link leads to the same folders', async () => {
    symlinkSync(world.root, `${world.root}-too`)
    const config = { backups: `${world.root}*/app-backup-*`, keepBackups: 1 }
    const plan = ready(await world.strategy(config, KNOWN).plan(never))
    await plan.apply(quiet, never)
    await plan.conclude?.(true, never)
    rmSync(`${world.root}-too`)
    expect(world.names().filter((name) => name.includes('backup'))).toEqual([world.to])
    expect(plan.evidence.filter((text) => text.startsWith('backup: '))).toHaveLength(2)
  })

  it('may lie behind a link, as the deployed folder may', async () => {
    symlinkSync(world.root, `${world.root}-link`)
    const config = { path: `${world.root}-link/app`, backups: `${world.root}-link/app-backup-*` }
    await ready(await world.strategy(config, KNOWN).plan(never)).apply(quiet, never)
    rmSync(`${world.root}-link`)
    expect(world.tree('app')).toEqual(world.tree(world.to))
  })

  it('is never removed for a link, nor what it leads to', async () => {
    const elsewhere = join(world.root, 'elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, join(world.root, 'app-backup-20250101-100000'))
    const plan = ready(await world.strategy({ keepBackups: 1 }, KNOWN).plan(never))
    await plan.apply(quiet, never)
    await plan.conclude?.(true, never)
    expect(world.names()).toEqual(expect.arrayContaining(['elsewhere', 'app-backup-20250101-100000']))
  })
})
