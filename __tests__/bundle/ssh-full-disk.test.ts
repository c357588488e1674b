import { existsSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { missing, SshHost } from '../targets/ssh/host.ts'
import type { SshServer } from '../targets/ssh/server.ts'
import { SmallDisk, whyNoSmallDisk } from '../targets/ssh/small-disk.ts'
import { SshWorld } from '../targets/ssh/world.ts'
import { expectUntouched, GOOD, live, openStage } from './ssh-stage.ts'
import { testWith } from './stage.ts'

const why = missing ?? whyNoSmallDisk()
const describeHere = why === undefined ? describe : describe.skip
if (why !== undefined) console.warn(`The tests of a full disk are skipped: ${why}.`)

const MIB = 1024 * 1024
let host: SshHost

if (why === undefined) {
  beforeAll(() => {
    host = new SshHost()
  })
  afterAll(() => host.close())
}

async function open() {
  const disk = new SmallDisk(12)
  const stage = await openStage(host, async (server) => {
    const world = await SshWorld.open(server, { parent: disk.folder })
    for (const name of [GOOD, 'app']) writeFileSync(join(world.root, name, 'big'), Buffer.alloc(3 * MIB, 'b'))
    world.own()
    return world
  })
  const close = async () => {
    await stage.close()
    disk.close()
  }
  return { ...stage, disk, close }
}

/** Fills the disk once a command that was ordered to wait does, and lets it go on. */
function fillAt(server: SshServer, disk: SmallDisk, pattern: string): void {
  server.order('wait', pattern)
  const watcher = watch(server.state, () => {
    if (!existsSync(join(server.state, 'reached'))) return
    watcher.close()
    disk.fill()
    rmSync(join(server.state, 'wait'))
  })
}

describeHere('a disk that is full', () => {
  const staged = testWith(open)

  staged(
    'before the copy: rollback-failed, nothing is touched, and it says how much is missing',
    async (scene) => {
      const { run, world, disk, server } = scene
      disk.fill()
      await expectUntouched(world, async () => {
        const landed = await run()
        expect(landed).toMatchObject({
          exitCode: 1,
          outputs: { result: 'rollback-failed', healthy: 'false' },
        })
        expect(landed.outputs.reason).toMatch(/is too full: the copy needs \d+ KiB and 0 KiB are free$/)
        expect(landed.summary).toContain('Nothing was changed. Free some space on the server')
      })
      expect(server.log()).toEqual([])
    },
  )

  staged(
    'while it is copied: rollback-failed, the copy goes, and the application was never stopped',
    async (scene) => {
      const { run, world, disk, server } = scene
      await expectUntouched(world, async () => {
        fillAt(server, disk, '^tar --extract')
        const landed = await run()
        expect(landed).toMatchObject({
          exitCode: 1,
          outputs: { result: 'rollback-failed', healthy: 'false' },
        })
        expect(landed.outputs.reason).toMatch(/the step `stage` failed: .*No space left on device/)
        expect(landed.outputs.reason).toMatch(/all steps were reverted, and \S+\/app is as it was/)
      })
      expect(server.log()).toEqual([])
    },
  )

  staged(
    'after the copy: rolled-back, since nothing after it needs space',
    async ({ run, world, disk, server }) => {
      const good = world.tree(GOOD)
      fillAt(server, disk, '^systemctl stop')
      const landed = await run()
      expect(landed).toMatchObject({
        exitCode: 1,
        outputs: { result: 'rolled-back', healthy: 'true', to: GOOD },
      })
      expect(world.tree('app')).toEqual(good)
      expect(live(world)).toBe('v1')
    },
  )

  staged('after the copy, and the unit does not start: all is reverted without space too', async (scene) => {
    const { run, world, disk, server } = scene
    await expectUntouched(world, async () => {
      server.order('becomes', 'failed')
      fillAt(server, disk, '^systemctl stop')
      const landed = await run()
      expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
      expect(landed.outputs.reason).toMatch(
        /app\.service did not become active.*as it was; app\.service is active$/,
      )
    })
  })
})
