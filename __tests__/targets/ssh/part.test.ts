import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { sshCapture } from '../../../src/targets/ssh/capture.ts'
import { readFolderState } from '../../../src/targets/ssh/model/folder-state.ts'
import { ready, refusal } from '../../support/rollback-contract.ts'
import { missing, SshHost } from './host.ts'
import { SshServer } from './server.ts'
import { SshWorld } from './world.ts'

const never = new AbortController().signal
const quiet = () => undefined
const describeHere = missing === undefined ? describe : describe.skip
const PART = { only: ['data/deep/rows', 'bin'] }
const isWhole = process.env.SAFE_LANDING_KILL === 'all'
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

function read(path: string): string {
  return readFileSync(join(world.app, path), 'utf8').trim()
}

function beside(kind: 'replaced' | 'restoring' | 'failed'): string[] {
  return world.names().filter((name) => name.startsWith(`app-${kind}-`))
}

function under(tree: Record<string, string>, path: string): [string, string][] {
  return Object.entries(tree).filter(([name]) => name === path || name.startsWith(`${path}/`))
}

describeHere('a part of the folder', () => {
  it('comes back as it is in the backup, the rest stays, and what it replaces is kept', async () => {
    const [good, bad] = [world.tree(world.to), world.tree('app')]
    await ready(await world.strategy(PART).plan(never)).apply(quiet, never)
    const now = world.tree('app')
    for (const path of PART.only) expect(under(now, path)).toEqual(under(good, path))
    const isPart = (name: string) => name.startsWith('bin') || name === 'data/deep/rows'
    const rest = (tree: Record<string, string>) => Object.entries(tree).filter(([name]) => !isPart(name))
    expect(rest(now)).toEqual(rest(bad))
    const [replaced = ''] = beside('replaced')
    for (const path of PART.only) expect(under(world.tree(replaced), path)).toEqual(under(bad, path))
    expect(world.names()).toEqual(['app', 'app-backup-20260101-100000', world.to, replaced])
    expect(server.log()).toEqual(['stop -- app.service', 'start -- app.service'])
  })

  it('is all that the plan names, and the recovery may answer with the version that was deployed', async () => {
    const before = await world.snapshot()
    const plan = ready(await world.strategy(PART, { from: 'v2' }).plan(never))
    expect(plan).toMatchObject({ from: 'v2', to: world.to, keepsVersion: true })
    expect(plan.toVersion).toBeUndefined()
    const [copy, other, stop, aside, , back] = plan.steps
    expect([copy, other, stop]).toEqual([
      `copy ${world.root}/${world.to}/data/deep/rows beside ${world.app}`,
      `copy ${world.root}/${world.to}/bin beside ${world.app}`,
      'systemctl stop app.service',
    ])
    expect(aside).toMatch(
      /^move \S+\/app\/data\/deep\/rows aside to \S+\/app-replaced-[\d-]+\/data\/deep\/rows$/,
    )
    expect(back).toBe(`move the copy to ${world.app}/data/deep/rows`)
    expect(plan.evidence).toContain(
      `only data/deep/rows, bin are put back: ssh-only; everything else in ${world.app} stays as it is`,
    )
    expect(await world.snapshot()).toEqual(before)
  })

  it('comes back where the deploy has removed it', async () => {
    rmSync(join(world.app, 'bin'), { recursive: true })
    await ready(await world.strategy(PART).plan(never)).apply(quiet, never)
    expect(read('bin/run')).toContain('v1')
  })

  it('comes back the same by hand', async () => {
    await ready(await world.strategy(PART).plan(never)).apply(quiet, never)
    const planned = world.tree('app')
    await world.close()
    world = await SshWorld.open(server)
    const { manual } = ready(await world.strategy(PART).plan(never))
    const script = manual.slice(1).join('\n').replaceAll('sudo ', 'sudo -n ')
    const env = {
      HOME: '/nonexistent',
      PATH: `${server.host.programs}:${process.env.PATH}`,
      SL_STATE: server.state,
    }
    const argv = ['--norc', '-e', '-o', 'pipefail', '-c', script]
    expect(spawnSync('bash', argv, { env, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
    const withoutTimes = (tree: Record<string, string>) =>
      Object.entries(tree).map(([name, text]) => [name, text.replace(/ \d{16,} /, ' ')])
    expect(withoutTimes(world.tree('app'))).toEqual(withoutTimes(planned))
    expect(beside('replaced')).toHaveLength(1)
    expect(beside('restoring')).toEqual([])
  })

  it('is chosen from a backup of the same version, if only data were deployed', async () => {
    world.deploy('app-backup-20260103-100000', 'v2')
    writeFileSync(join(world.root, 'app-backup-20260103-100000/data/deep/rows'), 'rows from before')
    world.own()
    const plan = ready(await world.strategy(PART, { captured: 'v2', from: 'v2' }).plan(never))
    expect(plan.to).toBe('app-backup-20260103-100000')
    await plan.apply(quiet, never)
    expect(read('data/deep/rows')).toBe('rows from before')
  })

  it('that is the same already needs no rollback, and nothing older is taken', async () => {
    for (const path of PART.only) {
      rmSync(join(world.app, path), { recursive: true })
      cpSync(join(world.root, world.to, path), join(world.app, path), {
        recursive: true,
        preserveTimestamps: true,
        verbatimSymlinks: true,
      })
    }
    world.own()
    const result = await world.strategy({ only: ['data/deep/rows'] }).plan(never)
    expect(result).toMatchObject({
      kind: 'no-target',
      reason: `data/deep/rows in ${world.app} is the same as in ${world.to}, so that nothing is to be put back`,
    })
    const named = { rollbackTo: { kind: 'revision' as const, revision: world.to } }
    const plan = ready(await world.strategy({ only: ['data/deep/rows'] }, named).plan(never))
    expect(await plan.apply(quiet, never)).toEqual({ kind: 'in-place' })
    expect(beside('replaced')).toEqual([])
  })

  it('that nothing has changed was not deployed, whatever else was', async () => {
    const { clock, temporary } = world
    const deps = { clock, temporary, env: process.env, redact: String }
    const { state } = await sshCapture(world.config(PART), deps).capture(never)
    const capturedState = readFolderState(state)
    writeFileSync(join(world.app, 'elsewhere'), 'deployed')
    expect(await world.strategy(PART, { capturedState }).plan(never)).toEqual({
      kind: 'not-deployed',
      reason: `nothing of data/deep/rows, bin in ${world.app} on 127.0.0.1 has changed since before the deployment, and app.service was not started again`,
    })
    writeFileSync(join(world.app, 'data/deep/rows'), 'rows of a bad import')
    expect((await world.strategy(PART, { capturedState, captured: 'v2' }).plan(never)).kind).not.toBe(
      'not-deployed',
    )
  })

  it('that the service writes to meanwhile is put back all the same', async () => {
    const plan = ready(await world.strategy(PART).plan(never))
    writeFileSync(join(world.app, 'data/deep/rows'), 'rows of bad data, and one more')
    expect(await plan.apply(quiet, never)).toEqual({ kind: 'in-place' })
    const [replaced = ''] = beside('replaced')
    expect(readFileSync(join(world.root, replaced, 'data/deep/rows'), 'utf8')).toContain('and one more')
  })

  it('replaced again since the plan is a newer deployment', async () => {
    const plan = ready(await world.strategy(PART).plan(never))
    writeFileSync(join(world.app, 'rows.new'), 'rows of somebody else')
    renameSync(join(world.app, 'rows.new'), join(world.app, 'data/deep/rows'))
    expect(await plan.apply(quiet, never)).toMatchObject({ kind: 'superseded' })
    expect(read('data/deep/rows')).toBe('rows of somebody else')
  })
})

describeHere('a path that does not fit is refused, and nothing is touched:', () => {
  const cases = [
    {
      what: 'none such in the backup',
      only: ['config.yml'],
      prepare: () => writeFileSync(join(world.app, 'config.yml'), ''),
      says: /^there is no config.yml in the backup \S+-20260102-100000 on 127.0.0.1$/,
    },
    {
      what: 'behind a link out of the folder',
      only: ['out/rows'],
      prepare: () => {
        mkdirSync(join(world.root, 'elsewhere'))
        symlinkSync(join(world.root, 'elsewhere'), join(world.app, 'out'))
      },
      says: /^out\/rows leads out of \S+\/app by a link on/,
    },
    {
      what: 'behind a link out of the backup',
      only: ['data/deep/rows'],
      prepare: () => {
        rmSync(join(world.root, world.to, 'data/deep'), { recursive: true })
        symlinkSync('../../app/data/deep', join(world.root, world.to, 'data/deep'))
      },
      says: /^data\/deep\/rows leads out of \S+-20260102-100000 by a link on/,
    },
    {
      what: 'a link out of the folder itself',
      only: ['dangling'],
      prepare: () => undefined,
      says: /^dangling leads out of \S+\/app by a link on/,
    },
    {
      what: 'in a folder that is gone',
      only: ['data/deep/rows'],
      prepare: () => rmSync(join(world.app, 'data'), { recursive: true }),
      says: /^there is no folder \S+\/app\/data\/deep to put data\/deep\/rows back into on/,
    },
  ]
  it.each(cases)('$what', async ({ only, prepare, says }) => {
    prepare()
    world.own()
    const before = await world.snapshot()
    const error = await refusal({ strategy: () => world.strategy({ only }) }, never)
    expect(error.message).toMatch(says)
    expect(error.hint).toBe('Nothing was changed. Correct ssh-only.')
    expect(await world.snapshot()).toEqual(before)
  })

  it('but a link to another release in the folder is one that comes back', async () => {
    for (const [name, release] of [
      ['app', '2'],
      [world.to, '1'],
    ] as const) {
      for (const each of ['1', '2']) mkdirSync(join(world.root, name, 'releases', each), { recursive: true })
      symlinkSync(join(world.app, 'releases', release), join(world.root, name, 'current'))
    }
    world.own()
    await ready(await world.strategy({ only: ['current'] }).plan(never)).apply(quiet, never)
    expect(world.tree('app').current).toContain(`to ${world.app}/releases/1`)
  })
})

describeHere('with sudo for the files', () => {
  it('the copy and what was replaced are in folders that nobody else may enter', async () => {
    const asRoot = server.useRealSudo()
    if (asRoot === undefined) return
    asRoot('chown', '-hR', 'root:root', world.root)
    const config = { ...PART, services: [] }
    await ready(await world.strategy(config).plan(never)).apply(quiet, never)
    expect(read('bin/run')).toContain('v1')
    const [replaced = ''] = beside('replaced')
    expect(world.tree(replaced)['.']).toMatch(/^folder 700 0:0/)
  })

  it.each(['mkdir -m 700', 'mv -T -- .*/app/bin', 'tar --create .*bin', 'tar --extract'])(
    '%s is missed by the plan',
    async (program) => {
      if (!server.host.isRoot) return
      spawnSync('chown', ['-hR', 'root:root', world.root])
      server.order('deny', `^${program}`)
      await expect(world.strategy(PART).plan(never)).rejects.toMatchObject({
        code: 'access-denied',
        message: expect.stringMatching(/may not run .* by sudo without a password/),
      })
    },
  )
})

describeHere('a partial rollback that is interrupted before any of its steps', () => {
  async function steps(): Promise<string[]> {
    server.order('trace', '')
    await ready(await world.strategy(PART).plan(never)).apply(quiet, never)
    const changing = server
      .read('trace')
      .split('\n')
      .filter((line) => /^(?:mkdir|tar --extract|mv|rm -rf|systemctl (?:stop|start)|curl)/.test(line))
    const patterns = changing.map((line) =>
      line
        .replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')
        .replaceAll(world.root, '.*')
        .replace(/\d{8}-\d{6}/g, '[0-9-]*'),
    )
    return [...new Set(patterns.map((pattern) => `^${pattern}$`))]
  }

  const byTerm = { by: 'SIGTERM', interrupt: () => server.signalScript('SIGTERM') }
  const byLoss = { by: 'a lost connection', interrupt: () => server.cutConnections() }
  const byKill = { by: 'SIGKILL', interrupt: () => server.signalScript('SIGKILL') }
  const THIRDS = [0, 1, 2]
  // A third of the steps by each, and all of them by SIGKILL, after which nothing is reverted by itself. A third ends
  // in time also where the machine is busy.
  const cases = isWhole
    ? [byTerm, byLoss, byKill].flatMap((one) => THIRDS.map((third) => ({ ...one, third })))
    : [{ ...byTerm, third: 0 }, { ...byLoss, third: 1 }, ...THIRDS.map((third) => ({ ...byKill, third }))]
  let all: readonly string[] | undefined

  it.each(cases)('by $by leaves what the next run completes ($third)', async ({ by, interrupt, third }) => {
    all ??= await steps()
    expect(all.length).toBeGreaterThan(11)
    const own = all.filter((_, index) => index % THIRDS.length === third)
    for (const step of own) {
      await world.close()
      world = await SshWorld.open(server)
      const before = await world.snapshot()
      const plan = ready(await world.strategy(PART).plan(never))
      server.order('wait', step)
      const reached = world.reached()
      const work = plan.apply(quiet, never).catch((error: unknown) => error)
      await reached
      interrupt()
      rmSync(join(server.state, 'wait'))
      await work
      await server.quiet()
      if (by !== 'SIGKILL' && read('bin/run').endsWith('v2'))
        expect({ step, now: await world.snapshot() }).toEqual({ step, now: before })
      const again = await world.strategy(PART).plan(never)
      if (again.kind === 'ready')
        expect({ step, is: await again.plan.apply(quiet, never) }).toEqual({ step, is: { kind: 'in-place' } })
      else
        expect(again).toMatchObject({ kind: 'no-target', reason: expect.stringContaining('the same as in') })
      expect({ step, run: read('bin/run'), rows: read('data/deep/rows'), version: read('VERSION') }).toEqual({
        step,
        run: '#!/bin/sh\necho v1',
        rows: 'rows of v1',
        version: 'v2',
      })
      expect(server.read('unit')).toBe('active')
      expect(beside('restoring')).toEqual([])
    }
  })

  it('is reverted first by a rollback of the whole folder', async () => {
    const plan = ready(await world.strategy(PART).plan(never))
    server.order('wait', '^mv -T .*copy/bin')
    const reached = world.reached()
    const work = plan.apply(quiet, never).catch((error: unknown) => error)
    await reached
    server.signalScript('SIGKILL')
    rmSync(join(server.state, 'wait'))
    await work
    await server.quiet()
    expect(existsSync(join(world.app, 'bin'))).toBe(false)
    const bad = '#!/bin/sh\necho v2'
    await ready(await world.strategy({}, { from: 'v2', captured: 'v1' }).plan(never)).apply(quiet, never)
    expect(world.tree('app')).toEqual(world.tree(world.to))
    const [failed = ''] = beside('failed')
    expect(readFileSync(join(world.root, failed, 'bin/run'), 'utf8').trim()).toBe(bad)
    expect(beside('replaced')).toEqual([])
    expect(beside('restoring')).toEqual([])
  })
})
