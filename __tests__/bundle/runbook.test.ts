import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorld } from '../../demo/world/index.ts'
import { NOTES_MARK } from '../../src/report/runbook.ts'
import { past } from './ecs-stage.ts'
import { worldClock } from './play.ts'
import { QUICK, Stage, testWith } from './stage.ts'

const CONTACTS = 'Mona, +1 555 0100\n<b>#oncall</b> | @team'
const RUNBOOK = { mode: 'validate', runbook: 'docs/runbook.md', 'runbook-contacts': CONTACTS }

async function open() {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  const world = await startWorld({ clock: worldClock() })
  world.createService({ name: 'web', past: past('web', '1', '2', '3') })
  const stage = await Stage.open({
    env: world.env(),
    workspace,
    with: {
      ...QUICK,
      target: 'ecs',
      cluster: 'prod',
      service: 'web',
      'health-url': `${world.app.url()}/health?token=s3cret-in-the-query`,
    },
  })
  const close = async () => {
    await stage.close()
    await world.close()
    rmSync(workspace, { recursive: true })
  }
  const read = (name: string) => readFileSync(join(workspace, name), 'utf8')
  return { run: stage.run.bind(stage), world, workspace, read, close }
}

const staged = testWith(open)

staged(
  'the runbook has the commands of the plans, the contacts, and no secret',
  async ({ run, read, world }) => {
    const ended = await run(RUNBOOK)
    expect(ended).toMatchObject({ exitCode: 0, outputs: { result: 'validated' } })
    const text = read('docs/runbook.md')
    const shown = JSON.parse(ended.report) as { outcome: { plan: { manual: string[] } } }
    expect(shown.outcome.plan.manual).not.toEqual([])
    for (const command of shown.outcome.plan.manual) expect(text).toContain(`\n${command}\n`)
    const twoBack = await run({ mode: 'validate', 'rollback-to': '-2' })
    const further = JSON.parse(twoBack.report) as typeof shown
    for (const command of further.outcome.plan.manual) expect(text).toContain(`\n${command}\n`)
    expect(text).toMatch(/### `rollback-to: previous`: `web:3` → `web:2`/)
    expect(text).toMatch(/### `rollback-to: -2`: `web:3` → `web:1`/)
    expect(text).toContain('- Mona, +1 555 0100')
    expect(text).not.toContain('<b>')
    expect(text).not.toContain('s3cret-in-the-query')
    expect(world.ecs.writes).toEqual([])
  },
)

staged('what is written twice is the same, with the notes of the team', async ({ run, read, workspace }) => {
  await run(RUNBOOK)
  const first = read('docs/runbook.md')
  writeFileSync(join(workspace, 'docs/runbook.md'), `${first}\nAsk the owner of the database first.\n`)
  const again = await run(RUNBOOK)
  expect(again.outputs.result).toBe('validated')
  expect(read('docs/runbook.md')).toBe(`${first}\nAsk the owner of the database first.\n`)
  expect(first).toContain(NOTES_MARK)
})

staged('a file that somebody else wrote stays as it is', async ({ run, read, workspace }) => {
  writeFileSync(join(workspace, 'RUNBOOK.md'), '# Ours\n')
  const ended = await run({ ...RUNBOOK, runbook: 'RUNBOOK.md' })
  expect(ended).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
  expect(ended.outputs.reason).toContain('RUNBOOK.md is there already, and Safe Landing did not write it')
  expect(read('RUNBOOK.md')).toBe('# Ours\n')
})

staged('a link that leads out of the workspace is not followed', async ({ run, workspace }) => {
  const outside = mkdtempSync(join(tmpdir(), 'outside-'))
  mkdirSync(join(workspace, 'docs'))
  symlinkSync(outside, join(workspace, 'docs', 'out'))
  const ended = await run({ ...RUNBOOK, runbook: 'docs/out/runbook.md' })
  expect(ended).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
  expect(ended.outputs.reason).toContain('leads out of the workspace')
  rmSync(outside, { recursive: true })
})

for (const runbook of ['../runbook.md', '/etc/runbook.md', 'docs/../../x.md', '.git/hooks/x.md', 'run.sh']) {
  staged(`${runbook} is no place for a runbook`, async ({ run }) => {
    const ended = await run({ ...RUNBOOK, runbook })
    expect(ended).toMatchObject({ exitCode: 2, outputs: { result: 'invalid' } })
    expect(ended.summary).toContain('runbook')
  })
}
