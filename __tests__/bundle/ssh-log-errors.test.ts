import { missing, SshHost } from '../targets/ssh/host.ts'
import { keepJournal, keepRealJournal, missingJournald } from '../targets/ssh/journal.ts'
import { SshWorld } from '../targets/ssh/world.ts'
import { GOOD, openStage } from './ssh-stage.ts'
import { testWith } from './stage.ts'

let host: SshHost

if (missing === undefined) {
  beforeAll(() => {
    host = new SshHost()
  })
  afterAll(() => host.close())
}

async function openLogging() {
  const staged = await openStage(host, (server) => SshWorld.open(server))
  staged.site.unhealthy.delete('v2')
  staged.server.order('started', `@${Math.floor(Date.now() / 1_000) - 30}`)
  return staged
}

const INPUTS = { 'rollback-when': 'log errors > 1 over 2m', 'bake-time': '2s' }
const LINES = [
  'starting',
  'ERROR cannot pay with token=ghp_abcdefghijklmnop0123456789',
  'ERROR again',
  'listening',
]

const describeHere = missing === undefined ? describe : describe.skip

describeHere('the log of the unit', () => {
  const staged = testWith(openLogging)
  const real =
    missingJournald === undefined ? staged : () => test.skip('kept by a real journald', () => undefined)

  staged('rolls back a version that answers well, and shows its lines', async ({ run, server }) => {
    const atS = Date.now() / 1_000 - 10
    keepJournal(
      server,
      LINES.map((text, index) => ({ atS: atS + index, text })),
    )
    const landed = await run(INPUTS)
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rolled-back', to: GOOD } })
    expect(landed.outputs.reason).toContain('log errors 2 > 1 over 2m')
    expect(landed.summary).toContain('cannot pay')
    expect(`${landed.summary}${landed.log}${landed.report}`).not.toContain('ghp_abc')
  })

  real('kept by a real journald', async ({ run, server }) => {
    keepRealJournal(server, 'app.service', LINES)
    const landed = await run({ ...INPUTS, 'auto-rollback': 'false' })
    expect(landed.outputs).toMatchObject({ result: 'unhealthy' })
    expect(landed.summary).toContain('cannot pay')
  })

  staged('that the user may not read rolls nothing back', async ({ run, server, world }) => {
    server.order(
      'journal-hint',
      'Hint: You are currently not seeing messages from other users and the system.',
    )
    const landed = await run({ ...INPUTS, 'rollback-when': 'log errors > 1 over 1s' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'inconclusive' } })
    expect(landed.summary).toContain('systemd-journal')
    expect(await world.writes()).toBe(0)
  })
})
