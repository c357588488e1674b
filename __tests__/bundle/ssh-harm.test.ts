import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { missing, SshHost } from '../targets/ssh/host.ts'
import type { SshServer } from '../targets/ssh/server.ts'
import { SshWorld } from '../targets/ssh/world.ts'
import { expectUntouched, GOOD, live, openStage } from './ssh-stage.ts'
import { testWith } from './stage.ts'

const describeHere = missing === undefined ? describe : describe.skip

let host: SshHost

if (missing === undefined) {
  beforeAll(() => {
    host = new SshHost()
  })
  afterAll(() => host.close())
}

/** Once a command that was ordered to wait does, this happens, and then it goes on. */
function interruptAt(server: SshServer, pattern: string, interrupt: () => void): void {
  server.order('wait', pattern)
  const watcher = watch(server.state, () => {
    if (!existsSync(join(server.state, 'reached'))) return
    watcher.close()
    interrupt()
    rmSync(join(server.state, 'wait'), { force: true })
  })
}

const RESTORE = '^mv -T .*-restoring-'
const UNIT = 'app@blue.service'

describeHere('a rollback that is interrupted with the folder moved aside and the unit stopped', () => {
  const staged = testWith(() => openStage(host, (server) => SshWorld.open(server)))

  const undone = ['SIGHUP', 'SIGTERM'] as const
  for (const signal of undone) {
    staged(
      `by ${signal} to what runs on the server: it reverts its own steps`,
      async ({ run, world, server }) => {
        await expectUntouched(world, async () => {
          interruptAt(server, RESTORE, () => server.signalScript(signal))
          const landed = await run({ 'ssh-service': UNIT })
          await server.quiet()
          expect(landed).toMatchObject({
            exitCode: 1,
            outputs: { result: 'rollback-failed', 'rolled-back': 'false' },
          })
        })
        expect(server.log()).toEqual([`stop -- ${UNIT}`, `start -- ${UNIT}`])
      },
    )
  }

  staged('by a lost connection: it reverts its own steps, and the next run rolls back', async (scene) => {
    const { run, world, server } = scene
    await expectUntouched(world, async () => {
      interruptAt(server, RESTORE, () => server.cutConnections())
      const landed = await run({ 'ssh-service': UNIT })
      await server.quiet()
      expect(landed.outputs).toMatchObject({
        result: 'rollback-failed',
        reason: expect.stringMatching(/the connection to 127\.0\.0\.1 was lost during the rollback$/),
      })
      expect(landed.summary).toContain('The server reverts its own steps within a minute')
    })
    expect((await run({ 'ssh-service': UNIT })).outputs).toMatchObject({ result: 'rolled-back', to: GOOD })
    expect(live(world)).toBe('v1')
  })

  staged('by SIGPIPE: it goes on', async ({ run, world, server }) => {
    interruptAt(server, RESTORE, () => server.signalScript('SIGPIPE'))
    expect((await run()).outputs).toMatchObject({ result: 'rolled-back', to: GOOD })
    expect(live(world)).toBe('v1')
  })

  staged('by a server that goes down: the next run reverts what is left, and rolls back', async (scene) => {
    const { run, world, server } = scene
    const good = world.tree(GOOD)
    interruptAt(server, RESTORE, () => server.signalScript('SIGKILL'))
    const landed = await run({ 'ssh-service': UNIT })
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rollback-failed', 'rolled-back': 'false' },
    })
    expect(live(world)).toBe('none')
    const again = await run({ 'ssh-service': UNIT, 'expect-version': '' })
    expect(again).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rolled-back', healthy: 'true', to: GOOD },
    })
    expect(again.log).toMatch(
      /reverted what an earlier rollback left: mv -T -- \S+\/app-failed-\S+ \S+\/app\b/,
    )
    expect(world.tree('app')).toEqual(good)
    expect(world.names().filter((name) => name.includes('-restoring-'))).toEqual([])
    expect(live(world)).toBe('v1')
  })
})

describeHere('a pattern for backups that matches what belongs to others', () => {
  const OTHERS = [
    'billing',
    'billing-backup-20260101-100000',
    'app2',
    'app2-20260101-100000',
    'data',
    'logs-20260101',
  ]
  const staged = testWith(() =>
    openStage(host, async (server) => {
      const world = await SshWorld.open(server)
      for (const name of OTHERS) mkdirSync(join(world.root, name))
      world.own()
      return world
    }),
  )
  const all = ({ root }: SshWorld) => ({ 'ssh-backups': `${root}/*`, 'ssh-keep-backups': '1' })

  staged('prunes only what is named as a backup of this folder', async ({ run, world }) => {
    const landed = await run(all(world))
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', to: GOOD })
    const names = world.names().filter((name) => !name.startsWith('app-failed-'))
    expect(names).toEqual([...OTHERS, 'app', GOOD].sort())
    expect(live(world)).toBe('v1')
  })

  staged(
    'is shown by mode: validate with what would go, and nothing else would',
    async ({ run, site, world }) => {
      site.unhealthy.clear()
      const { summary, outputs } = await run({ mode: 'validate', ...all(world) })
      expect(outputs.result).toBe('validated')
      const [pruned = ''] = summary
        .split('\n')
        .filter((line) => /prun|remove|keep/i.test(line) && line.includes('app-backup-20260101'))
      expect(pruned).toContain('app-backup-20260101-100000')
      for (const name of OTHERS) expect(pruned).not.toContain(`${world.root}/${name} `)
    },
  )
})

describeHere('rights that only the steps need', () => {
  const staged = testWith(() =>
    openStage(host, async (server) => {
      const world = await SshWorld.open(server)
      if (server.host.isRoot) execFileSync('chown', ['-hR', 'root:root', world.root])
      return world
    }),
  )

  for (const program of ['mkdir', 'mv', 'tar --extract', 'rm']) {
    staged(
      `${program}: its lack is found by every mode before anything is touched`,
      async ({ run, world, server }) => {
        if (!server.host.isRoot) return
        server.order('deny', `^${program} `)
        await expectUntouched(world, async () => {
          const guarded = await run()
          const validated = await run({ mode: 'validate' })
          expect(guarded.outputs.result).toBe('rollback-failed')
          expect(validated).toMatchObject({ exitCode: 1, outputs: { result: 'inconclusive' } })
          for (const { outputs, summary } of [guarded, validated]) {
            expect(outputs.reason).toMatch(new RegExp(`may not run .${program} .*by sudo without a password`))
            expect(summary).toContain('NOPASSWD')
          }
        })
        expect(server.log()).toEqual([])
      },
    )
  }
})

describeHere('the commands by hand', () => {
  const staged = testWith(() => openStage(host, (server) => SshWorld.open(server)))

  staged('that the summary shows keep the data that ssh-exclude names', async ({ run, world, server }) => {
    const landed = await run({ 'auto-rollback': 'false', 'ssh-exclude': 'data' })
    expect(landed.outputs.result).toBe('unhealthy')
    const { manual } = JSON.parse(landed.report).outcome.plan as { manual: string[] }
    const [login = '', ...lines] = manual
    expect(landed.summary).toContain(manual.join('\n'))
    expect(login).toBe(`ssh -p ${server.port} ${server.host.user.name}@127.0.0.1`)
    const env = { PATH: `${server.host.programs}:${process.env.PATH}`, SL_STATE: server.state }
    const script = lines.join('\n').replaceAll('sudo ', 'sudo -n ')
    expect(spawnSync('bash', ['-e', '-c', script], { env, encoding: 'utf8' })).toMatchObject({ status: 0 })
    expect(live(world)).toBe('v1')
    expect(readFileSync(join(world.app, 'data/deep/rows'), 'utf8')).toBe('rows of v2')
    expect(server.log()).toEqual(['stop -- app.service', 'start -- app.service'])
  })

  staged('change nothing more once one of them failed, in a shell that goes on', async (stage) => {
    const { run, world, server } = stage
    const landed = await run({ 'auto-rollback': 'false', 'ssh-exclude': 'data' })
    const [, ...lines] = JSON.parse(landed.report).outcome.plan.manual as string[]
    const script = lines.join('\n').replaceAll('sudo ', 'sudo -n ')
    // The copy ends in the middle, as with a disk that is full or a file that nobody may read.
    const broken = script.replace('--create --file=-', '--create --file=- no-such-file')
    expect(broken).not.toBe(script)
    const env = { PATH: `${server.host.programs}:${process.env.PATH}`, SL_STATE: server.state }
    const { status } = spawnSync('bash', ['-c', broken], { env, encoding: 'utf8' })
    expect(status).not.toBe(0)
    expect(live(world)).toBe('v2')
    expect(server.log()).toEqual([])
  })
})
