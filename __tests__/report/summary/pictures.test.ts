import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const isThere = existsSync(CHROMIUM)

describe('the summary in a real browser', () => {
  const title = 'draws every Mermaid block, in light and dark'
  const check = () => {
    const script = join(import.meta.dirname, '../../../scripts/pictures.ts')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [script, '--check', 'rolled-back', 'invalid'],
      {
        encoding: 'utf8',
      },
    )
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toBe('drew rolled-back\ndrew invalid\n')
  }
  if (isThere) it(title, check)
  else it.skip(`${title} (skipped: there is no browser at ${CHROMIUM})`, check)
})
