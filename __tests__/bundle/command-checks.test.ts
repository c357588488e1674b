import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { QUICK, Stage, testWith } from './stage.ts'
import { ROLLS_BACK } from './versioned-site.ts'

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

/** The site is deployed by a file, and judged by a command that reads it. */
async function openDeployed() {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  const file = (name: string) => join(workspace, name)
  writeFileSync(file('live'), 'v42')
  const stage = await Stage.open({
    workspace,
    with: {
      ...ROLLS_BACK,
      target: 'command',
      command: 'echo -n "$SAFE_LANDING_TO" > live',
      'plan-command': 'echo "{\\"from\\": \\"$(cat live)\\", \\"to\\": \\"v41\\"}"',
    },
  })
  return {
    run: stage.run.bind(stage),
    read: (name: string) => readFileSync(file(name), 'utf8'),
    close: async () => {
      await stage.close()
      rmSync(workspace, { recursive: true })
    },
  }
}

const deployed = testWith(openDeployed)

deployed('the recovery is judged by the command too, which knows that it is one', async ({ run, read }) => {
  const checks =
    '- name: smoke\n  timeout: 60s\n  run: echo "$SAFE_LANDING_STAGE $(cat live)" >> asked; grep -q v41 live'
  const landed = await run({ checks })
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: { result: 'rolled-back', healthy: 'true', to: 'v41' },
  })
  expect(new Set(read('asked').trim().split('\n'))).toEqual(new Set(['verification v42', 'recovery v41']))
})

deployed('a recovery that the command does not pass is no recovery', async ({ run }) => {
  const checks =
    '- name: smoke\n  timeout: 60s\n  run: echo "orders are missing in $SAFE_LANDING_STAGE"; exit 1'
  const landed = await run({ checks })
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-unhealthy', healthy: 'false' } })
  expect(landed.outputs.reason).toContain('orders are missing in recovery')
})

deployed('a command at its timeout shows what it has printed until then', async ({ run }) => {
  const checks = '- name: smoke\n  timeout: 1s\n  run: echo "asking for orders"; sleep 600'
  const landed = await run({ checks, 'auto-rollback': 'false', retries: '1' })
  expect(landed.outputs).toMatchObject({ result: 'unhealthy' })
  expect(landed.outputs.reason).toContain('the command did not end within 1s: asking for orders')
})
