import { existsSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CheckoutWorld } from '../targets/ssh/checkout-world.ts'
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

/** Resolves once a command that was told to wait does. */
function waits(server: SshServer, pattern: string): Promise<void> {
  server.order('wait', pattern)
  return new Promise((resolve) => {
    const watcher = watch(server.state, () => {
      if (!existsSync(join(server.state, 'reached'))) return
      watcher.close()
      resolve()
    })
  })
}

describeHere('a backup', () => {
  const staged = testWith(() => openStage(host, (server) => SshWorld.open(server)))

  staged(
    'rolled-back: it comes back byte for byte, the bad folder stays aside, and each step has its time',
    async ({ run, world, server }) => {
      const [good, bad] = [world.tree(GOOD), world.tree('app')]
      const landed = await run()
      expect(landed).toMatchObject({
        exitCode: 1,
        headline: `↩️ Rolled back to \`${GOOD}\``,
        outputs: { result: 'rolled-back', healthy: 'true', 'rolled-back': 'true', from: 'v2', to: GOOD },
      })
      expect(world.tree('app')).toEqual(good)
      const [failed = ''] = world.names().filter((name) => name.startsWith('app-failed-'))
      expect(world.tree(failed)).toEqual(bad)
      expect(server.log()).toEqual(['stop -- app.service', 'start -- app.service'])
      const steps = [
        'copied ',
        'stopped ',
        'moved .* aside',
        'moved the copy',
        'started ',
        'app.service is active',
        'it answers',
      ]
      for (const step of steps) expect(landed.log).toMatch(new RegExp(`${step}.* \\([\\d.]+m?s\\)`))
    },
  )

  staged(
    'rolled-back: old backups go once the recovery is verified, never the one in use',
    async ({ run, world }) => {
      const landed = await run({ 'ssh-keep-backups': '1' })
      expect(landed.outputs.result).toBe('rolled-back')
      expect(world.names().filter((name) => name.includes('backup'))).toEqual([GOOD])
      expect(landed.log).toContain('removed the old backup')
    },
  )

  staged(
    'rollback-unhealthy: what came back answers badly too, and no backup is removed',
    async ({ run, site, world }) => {
      site.unhealthy.add('v1')
      const landed = await run({ 'ssh-keep-backups': '1' })
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: { result: 'rollback-unhealthy', healthy: 'false', 'rolled-back': 'false' },
      })
      expect(live(world)).toBe('v1')
      expect(world.names()).toContain('app-backup-20260101-100000')
    },
  )

  staged(
    'rollback-failed: a step fails, the server reverts those before it, and the report says where each folder is',
    async ({ run, world, server }) => {
      await expectUntouched(world, async () => {
        server.order('fail', '^mv -T .*-restoring-')
        const landed = await run()
        expect(landed).toMatchObject({
          exitCode: 1,
          outputs: { result: 'rollback-failed', healthy: 'false' },
        })
        expect(landed.outputs.reason).toMatch(
          /the step `restore` failed: injected fault.*; all steps were reverted, and \S+\/app is as it was; app\.service is active$/,
        )
      })
    },
  )

  staged(
    'unhealthy: with auto-rollback: false the plan is shown, and nothing is touched',
    async ({ run, world, server }) => {
      await expectUntouched(world, async () => {
        const landed = await run({ 'auto-rollback': 'false' })
        expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from: 'v2', to: GOOD } })
        expect(landed.summary).toContain('`systemctl stop app.service`')
        expect(landed.summary).toMatch(/app-backup-20260101-100000: version v0, of [\d -]+:\d\d UTC, \d+ KiB/)
      })
      expect(server.log()).toEqual([])
    },
  )

  staged('no-target: there is no backup', async ({ run, world }) => {
    await expectUntouched(world, async () => {
      const landed = await run({ 'ssh-backups': `${world.app}-copies-*` })
      expect(landed).toMatchObject({
        exitCode: 1,
        headline: expect.stringContaining('There is no known-good version to go back to'),
        outputs: { result: 'no-target' },
      })
      expect(landed.summary).toContain('make one before each deploy')
    })
  })

  staged('mode: rollback restores what a person names, and is green', async ({ run, site, world }) => {
    site.unhealthy.clear()
    const good = world.tree('app-backup-20260101-100000')
    const landed = await run({
      mode: 'rollback',
      'rollback-to': '2026-01-01',
      'expect-version': 'v0',
    })
    expect(landed).toMatchObject({
      exitCode: 0,
      headline: expect.stringContaining('as requested'),
      outputs: { result: 'rolled-back', from: 'v2', to: 'app-backup-20260101-100000' },
    })
    expect(world.tree('app')).toEqual(good)
  })

  staged('mode: validate lists the backups, and touches nothing', async ({ run, site, world, server }) => {
    site.unhealthy.clear()
    await expectUntouched(world, async () => {
      const landed = await run({ mode: 'validate' })
      expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', from: 'v2', to: GOOD } })
      expect(landed.summary).toContain('app-backup-20260101-100000')
    })
    expect(server.log()).toEqual([])
  })

  staged(
    'mode: capture passes the version from before to the guard of the same job, without wiring',
    async ({ run, site, world }) => {
      site.unhealthy.clear()
      const captured = await run({ mode: 'capture', 'expect-version': '' })
      expect(captured).toMatchObject({ exitCode: 0, outputs: { result: 'captured' } })
      expect(captured.outputs.reason).toContain('v2 runs')
      // The deploy: without a backup of what ran.
      writeFileSync(join(world.app, 'VERSION'), 'v3\n')
      site.unhealthy.add('v3')
      const landed = await run({ 'expect-version': 'v3' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'no-target' } })
      expect(landed.outputs.reason).toContain('v2')
      // And with one.
      world.deploy('app-backup-20260103-100000', 'v2')
      world.own()
      const again = await run({ 'expect-version': 'v3' })
      expect(again.outputs).toMatchObject({ result: 'rolled-back', to: 'app-backup-20260103-100000' })
      expect(live(world)).toBe('v2')
    },
  )

  staged(
    'not-deployed: nothing has changed in a folder without a version since the job began',
    async ({ run, site, world }) => {
      rmSync(join(world.app, 'VERSION'))
      site.versionOf = () => 'v1'
      site.unhealthy.clear()
      await run({}, { entry: 'pre' })
      site.unhealthy.add('none')
      await expectUntouched(world, async () => {
        const landed = await run()
        expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed' } })
        expect(landed.outputs.reason).toContain('has changed since before the deployment')
      })
      // The deploy comes after all, without a version in the folder as before.
      writeFileSync(join(world.app, 'bin/run'), 'v2')
      expect((await run()).outputs).toMatchObject({ to: GOOD })
    },
  )

  const moments = [
    { step: 'while the backup is copied', pattern: '^tar --extract' },
    { step: 'with the unit stopped and the folder moved aside', pattern: '^mv -T .*-restoring-' },
  ]
  for (const { step, pattern } of moments) {
    staged(
      `cancelled ${step}: the server reverts its steps, and the report says where everything is`,
      async ({ run, world, server }) => {
        await expectUntouched(world, async () => {
          const reached = waits(server, pattern)
          void reached.then(() => setImmediate(() => rmSync(join(server.state, 'wait'))))
          const landed = await run({}, { cancelWhen: reached })
          expect(landed).toMatchObject({
            exitCode: 1,
            conclusion: 'cancelled',
            lastSignal: 'SIGINT',
            outputs: { result: 'cancelled', 'rolled-back': 'false', to: GOOD },
          })
          expect(landed.outputs.reason).toMatch(
            /the job was cancelled while rolling back from v2 to \S+: all steps were reverted, and \S+\/app is as it was; app\.service is active$/,
          )
        })
      },
    )
  }
})

describeHere('a part of the folder', () => {
  const staged = testWith(() => openStage(host, (server) => SshWorld.open(server)))
  const PART = { 'ssh-only': 'VERSION\nbin' }

  staged(
    'rolled-back: only it comes back, and the version that was deployed may go on answering',
    async ({ run, site, world }) => {
      site.versionOf = () => 'v2'
      const bad = world.tree('app')
      const landed = await run(PART)
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: { result: 'rolled-back', healthy: 'true', 'rolled-back': 'true', from: 'v2', to: GOOD },
      })
      expect(landed.summary).toContain('only VERSION, bin are put back')
      const now = world.tree('app')
      expect(now['bin/run']).toBe(world.tree(GOOD)['bin/run'])
      expect(now['data/deep/rows']).toBe(bad['data/deep/rows'])
      const [replaced = ''] = world.names().filter((name) => name.startsWith('app-replaced-'))
      expect(world.tree(replaced)['bin/run']).toBe(bad['bin/run'])
    },
  )

  staged(
    'mode: validate lists exactly what would be touched, and touches nothing',
    async ({ run, site, world }) => {
      site.unhealthy.clear()
      await expectUntouched(world, async () => {
        const landed = await run({ ...PART, mode: 'validate' })
        expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', to: GOOD } })
        expect(landed.summary).toContain(`copy ${world.root}/${GOOD}/bin beside ${world.app}`)
        expect(landed.summary).toMatch(/move \S+\/app\/bin aside to \S+\/app-replaced-[\d-]+\/bin/)
      })
    },
  )

  staged('rollback-failed: a path that the backup does not have', async ({ run, world, server }) => {
    await expectUntouched(world, async () => {
      const landed = await run({ 'ssh-only': 'bin\nconfig.yml' })
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
      expect(landed.outputs.reason).toContain(`there is no config.yml in the backup ${world.root}/${GOOD}`)
    })
    expect(server.log()).toEqual([])
  })

  staged(
    'a path that leaves the folder is refused before anything is asked',
    async ({ run, world, site }) => {
      await expectUntouched(world, async () => {
        const landed = await run({ 'ssh-only': '../app-backup-20260101-100000' })
        expect(landed.exitCode).toBe(2)
        expect(landed.log).toContain('It must have no empty, . or .. parts.')
      })
      expect(site.probes).toBe(0)
    },
  )

  staged(
    'cancelled with the part set aside: the server reverts its steps',
    async ({ run, world, server }) => {
      await expectUntouched(world, async () => {
        const reached = waits(server, '^mv -T .*-restoring-[0-9-]*/copy/bin')
        void reached.then(() => setImmediate(() => rmSync(join(server.state, 'wait'))))
        const landed = await run(PART, { cancelWhen: reached })
        expect(landed).toMatchObject({ conclusion: 'cancelled', outputs: { result: 'cancelled' } })
        expect(landed.outputs.reason).toMatch(/all steps were reverted, and \S+\/app is as it was/)
      })
    },
  )

  staged('several units: stopped in reverse order, started in order, and named', async ({ run, server }) => {
    const landed = await run({ ...PART, 'ssh-service': 'db.service\napp.service' })
    expect(landed.outputs.result).toBe('rolled-back')
    expect(server.log()).toEqual([
      'stop -- app.service',
      'stop -- db.service',
      'start -- db.service',
      'start -- app.service',
    ])
    expect(landed.log).toContain('db.service, app.service are active')
  })
})

describeHere('a git checkout', () => {
  const staged = testWith(() => openStage(host, (server) => CheckoutWorld.open(server)))

  staged('rolled-back: it is reset to the commit that it was at before', async ({ run, world }) => {
    const landed = await run()
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rolled-back', from: world.from, to: world.to },
    })
    expect(world.git('rev-parse', 'HEAD')).toBe(world.to)
    expect(live(world)).toBe('v1')
  })

  staged('rollback-failed: local changes are never destroyed', async ({ run, world }) => {
    writeFileSync(join(world.app, 'only-v2'), 'changed by hand')
    const before = await world.snapshot()
    const landed = await run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
    expect(landed.outputs.reason).toContain('has local changes, which a reset would destroy: ')
    expect(await world.snapshot()).toEqual(before)
  })
})
