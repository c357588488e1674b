import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { QUICK, Stage } from './stage.ts'

const SECRET = 'sm0ke-t0ken-0815'

/** As a user's: it prints what it found, and its exit code says how it went. */
const SMOKE = `import os, sys
url = sys.argv[sys.argv.index('--url') + 1]
print('asked', url, 'with', os.environ['SMOKE_TOKEN'], 'for', os.environ['SAFE_LANDING_STAGE'])
sys.exit(int(os.environ['SMOKE_EXIT']))
`

const hasPython = spawnSync('python3', ['--version']).status === 0

;(hasPython ? it.each : it.skip.each)([
  { exit: '0', exitCode: 0, result: 'healthy', says: 'smoke' },
  { exit: '1', exitCode: 1, result: 'unhealthy', says: 'with *** for verification' },
  { exit: '2', exitCode: 1, result: 'inconclusive', says: 'exit code 2' },
])('a smoke test that ends with $exit: $result', async ({ exit, exitCode, result, says }) => {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  mkdirSync(join(workspace, 'scripts'))
  writeFileSync(join(workspace, 'scripts', 'smoke_test.py'), SMOKE)
  const stage = await Stage.open({
    workspace,
    env: { SMOKE_TOKEN: SECRET, SMOKE_EXIT: exit },
    with: {
      ...QUICK,
      target: 'none',
      'start-period': '200ms',
      checks: '- name: smoke\n  run: python3 scripts/smoke_test.py --url https://example.com\n  timeout: 60s',
    },
    secrets: [SECRET],
  })
  try {
    const landed = await stage.run()
    expect(landed).toMatchObject({ exitCode, outputs: { result } })
    expect(landed.log).toContain(says)
  } finally {
    await stage.close()
    rmSync(workspace, { recursive: true })
  }
})
