import { mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderMarkdown } from '../../demo/rendering/page.ts'
import { readProcessTable } from '../../src/process/process-table.ts'
import { Stage, testWith } from './stage.ts'
import { ROLLS_BACK, VersionedSite } from './versioned-site.ts'

const SECRET = 'h3ader-t0ken-0815'

/** As a user's: it logs what it does, and says which version it goes back to. */
const ROLLBACK = `#!/usr/bin/env bash
set -e
echo "$SAFE_LANDING_FROM|$SAFE_LANDING_TO|$SAFE_LANDING_REASON|$SAFE_LANDING_REPORT" >> calls
echo "logging in with $TOKEN"
echo "$SAFE_LANDING_TO" > live
`
const PLAN = 'jq --null-input --arg from "$(cat live)" \'{$from, to: "v41"}\''

/** v42 is new and unhealthy, and v41 ran before. */
async function open() {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  const write = (name: string, text: string) => writeFileSync(join(workspace, name), text)
  const read = (name: string) =>
    readdirSync(workspace).includes(name) ? readFileSync(join(workspace, name), 'utf8') : ''
  write('rollback.sh', ROLLBACK)
  write('live', 'v42\n')
  const site = new VersionedSite(() => read('live').trim())
  site.unhealthy.add('v42')
  const stage = await Stage.open({
    site: site.answer,
    workspace,
    env: { TOKEN: SECRET },
    with: {
      ...ROLLS_BACK,
      target: 'command',
      command: 'bash ./rollback.sh',
      'plan-command': PLAN,
      headers: `authorization: ${SECRET}`,
      'expect-version': 'v42',
    },
    secrets: [SECRET],
  })
  return {
    run: stage.run.bind(stage),
    site,
    write,
    read,
    /** Resolves once a script has made this file. */
    appeared: (name: string) =>
      new Promise<void>((resolve) => {
        const watcher = watch(workspace, () => {
          if (read(name) === '') return
          watcher.close()
          resolve()
        })
      }),
    /** As it was before anything ran: no call, no file but the two. */
    expectUntouched: () => {
      expect(readdirSync(workspace).sort()).toEqual(['live', 'rollback.sh'])
      expect(read('live')).toBe('v42\n')
    },
    expectNothingRuns: async () => {
      const table = await readProcessTable(process.platform)
      expect(table.filter(({ trace }) => trace.includes(workspace))).toEqual([])
    },
    close: async () => {
      await stage.close()
      rmSync(workspace, { recursive: true })
    },
  }
}

const staged = testWith(open)

staged(
  'rolled-back: the command runs once, with all that it has to know, and what came back is verified',
  async ({ run, read }) => {
    const landed = await run()
    expect(landed).toMatchObject({
      exitCode: 1,
      headline: '↩️ Rolled back to `v41`',
      outputs: { result: 'rolled-back', healthy: 'true', 'rolled-back': 'true', from: 'v42', to: 'v41' },
    })
    expect(read('live')).toBe('v41\n')
    const [from, to, reason, report] = read('calls').trimEnd().split('|')
    expect([from, to, report]).toEqual(['v42', 'v41', landed.outputs.report])
    expect(reason).toContain('answered 500')
    expect(landed.log).toContain('logging in with ***')
  },
)

staged('rolled-back, green where the user wants that', async ({ run }) => {
  const landed = await run({ 'fail-on-rollback': 'false' })
  expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'rolled-back' } })
})

staged(
  'rolled-back: nothing is run where the version before is back already',
  async ({ run, write, read }) => {
    write('plan.sh', `echo once >> plans; [ "$(wc -l < plans)" -lt 2 ] || echo v41 > live; ${PLAN}`)
    const landed = await run({ 'plan-command': 'bash ./plan.sh' })
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', to: 'v41' })
    expect(read('calls')).toBe('')
  },
)

staged('superseded: by the time of the rollback another version runs', async ({ run, write, read }) => {
  write('plan.sh', `echo once >> plans; [ "$(wc -l < plans)" -lt 2 ] || echo v43 > live; ${PLAN}`)
  const landed = await run({ 'plan-command': 'bash ./plan.sh' })
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: {
      result: 'superseded',
      reason: expect.stringContaining('plan-command now says that v43 runs'),
    },
  })
  expect(read('calls')).toBe('')
})

staged(
  'rollback-failed: the exit code decides, and the last line is reported',
  async ({ run, write, read }) => {
    write('rollback.sh', 'echo "stopped half-way, says $TOKEN" >&2; exit 3')
    const landed = await run()
    expect(landed).toMatchObject({
      exitCode: 1,
      outputs: { result: 'rollback-failed', healthy: 'false', 'rolled-back': 'false' },
    })
    expect(landed.outputs.reason).toMatch(
      /the rollback failed: the rollback command ended with exit code 3: stopped half-way, says \*\*\*$/,
    )
    // Run a second time, it might go one back from what it has left.
    expect(landed.summary).not.toContain('rollback.sh')
    expect(read('live')).toBe('v42\n')
  },
)

staged(
  'rollback-failed: at the end of its time the command ends with all that it has started',
  async ({ run, write, read, expectNothingRuns }) => {
    write('rollback.sh', 'setsid sleep 1001 &\necho up > up\nsleep 1000')
    const landed = await run({ 'rollback-timeout': '4s' })
    expect(landed.outputs).toMatchObject({
      result: 'rollback-failed',
      reason: expect.stringContaining('v41 was not in place within the rollback timeout'),
    })
    expect(read('up')).toBe('up\n')
    await expectNothingRuns()
  },
)

staged('rollback-unhealthy: what came back answers badly too', async ({ run, site, read }) => {
  site.unhealthy.add('v41')
  const landed = await run()
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-unhealthy', healthy: 'false' } })
  expect(read('live')).toBe('v41\n')
})

staged(
  'unhealthy: with auto-rollback: false the plan is shown, and nothing is run',
  async ({ run, expectUntouched }) => {
    const landed = await run({ 'auto-rollback': 'false' })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from: 'v42', to: 'v41' } })
    expect(landed.summary).toContain('1. <code>run \\`command\\` once: bash ./rollback.sh</code>')
    expectUntouched()
  },
)

staged('no-target: plan-command knows of nothing to go back to', async ({ run, expectUntouched }) => {
  const landed = await run({ 'plan-command': 'echo \'{"from": "v42", "to": null}\'' })
  expect(landed).toMatchObject({
    exitCode: 1,
    headline: expect.stringContaining('There is no known-good version to go back to'),
    outputs: { result: 'no-target' },
  })
  expectUntouched()
})

staged('mode: rollback does what a person orders, and is green', async ({ run, read }) => {
  const landed = await run({
    mode: 'rollback',
    'rollback-to': 'v39',
    'plan-command': '',
    'expect-version': 'v39',
  })
  expect(landed).toMatchObject({
    exitCode: 0,
    headline: '↩️ Rolled back to `v39`, as requested',
    outputs: { result: 'rolled-back', to: 'v39', reason: 'octocat requested it' },
  })
  expect(read('calls')).toMatch(/^the current version\|v39\|octocat requested it\|/)
})

staged(
  'mode: validate shows the plan, and runs nothing but plan-command',
  async ({ run, site, expectUntouched }) => {
    site.unhealthy.clear()
    const landed = await run({ mode: 'validate' })
    expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', from: 'v42', to: 'v41' } })
    expect(landed.summary).toContain('rollback.sh')
    expectUntouched()
  },
)

staged(
  'mode: capture passes the version from before to the guard of the same job, without wiring',
  async ({ run, write, read }) => {
    write('live', 'v40\n')
    const captured = await run({ mode: 'capture', 'expect-version': '' })
    expect(captured).toMatchObject({ exitCode: 0, outputs: { result: 'captured' } })
    expect(captured.outputs.reason).toContain('v40 runs')
    write('live', 'v42\n')
    const landed = await run({ 'plan-command': '' })
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'v42', to: 'v40' })
    expect(read('live')).toBe('v40\n')
  },
)

staged(
  'what was captured of one command is nothing to another of the same job',
  async ({ run, write, read }) => {
    write('live', 'v40\n')
    expect((await run({ mode: 'capture' })).outputs.reason).toContain('v40 runs')
    write('live', 'v42\n')
    const landed = await run({
      command: 'echo "$SAFE_LANDING_TO" > other; echo v41 > live',
      'plan-command': '',
    })
    expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'v42', to: 'previous' })
    expect(read('other')).toBe('previous\n')
  },
)

describe('one script for two services of one job, told apart by the environment of its steps', () => {
  const ONE = { command: 'bash ./rollback.sh', 'plan-command': '' }
  const PLANNED = { mode: 'capture', 'expect-version': '' }
  const [SHOP, API] = [{ SERVICE: 'shop' }, { SERVICE: 'api' }]

  staged('goes back to what each ran', async ({ run, write, read }) => {
    write('live', 'v40\n')
    await run(PLANNED, { env: SHOP })
    write('live', 'v30\n')
    await run(PLANNED, { env: API })
    for (const [env, to] of [
      [SHOP, 'v40'],
      [API, 'v30'],
    ] as const) {
      write('live', 'v42\n')
      // What the deploy step exported since, and a login that it renewed, say nothing of the service.
      const landed = await run(ONE, { env: { ...env, IMAGE: 'sha256:1', DEPLOY_TOKEN: `t0ken-0f-${to}` } })
      expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'v42', to })
      expect(read('live')).toBe(`${to}\n`)
    }
  })

  staged('goes back to nothing that another one ran', async ({ run, write, read }) => {
    write('live', 'v40\n')
    await run(PLANNED, { env: SHOP })
    write('live', 'v42\n')
    const other = { command: 'echo "$SAFE_LANDING_TO" > other; echo v41 > live; : bash ./rollback.sh' }
    const same = { ...ONE, 'auto-rollback': 'false' }
    const landed = await run(same, { env: API })
    expect(landed.outputs).toMatchObject({ result: 'unhealthy', to: 'previous' })
    expect(landed.log).toContain('is not used: SERVICE had another value then')
    expect((await run({ ...ONE, ...other }, { env: SHOP })).outputs.to).toBe('previous')
    expect(read('other')).toBe('previous\n')
  })
})

staged(
  'not-deployed: what ran before runs still, and the command would go back further',
  async ({ run, site, write, read }) => {
    write('live', 'v40\n')
    expect((await run({ mode: 'capture' })).outputs.result).toBe('captured')
    site.unhealthy.add('v40')
    const landed = await run()
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed' } })
    expect(landed.outputs.reason).toContain('plan-command says that v40 runs, as before the deployment')
    expect(read('calls')).toBe('')
  },
)

staged(
  'not-deployed: what the checks saw when the job began runs still, as plan-command says',
  async ({ run, site, write, read }) => {
    write('live', 'v41\n')
    await run({}, { entry: 'pre' })
    site.unhealthy.add('v41')
    const landed = await run({ 'plan-command': PLAN.replace('"v41"', '"v40"') })
    expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed' } })
    expect(landed.outputs.reason).toContain('plan-command says that v41 runs, as before the deployment')
    expect(read('calls')).toBe('')
  },
)

staged('no script is run when the job begins', async ({ run, write, read }) => {
  write('live', 'v41\n')
  const begun = await run({ 'plan-command': 'echo yes > ran' }, { entry: 'pre' })
  expect(begun.exitCode).toBe(0)
  expect(read('ran')).toBe('')
})

staged(
  'cancelled in the middle: all processes end, and the position is reported',
  async ({ run, write, appeared, expectNothingRuns }) => {
    write('rollback.sh', 'echo "moving traffic"\nsetsid sleep 1001 &\necho up > up\nsleep 1000')
    const landed = await run({}, { cancelWhen: appeared('up') })
    expect(landed).toMatchObject({
      exitCode: 1,
      conclusion: 'cancelled',
      lastSignal: 'SIGINT',
      outputs: { result: 'cancelled', 'rolled-back': 'false', to: 'v41' },
    })
    expect(landed.outputs.reason).toMatch(/cancelled while rolling back from v42 to v41: moving traffic$/)
    await expectNothingRuns()
  },
)

staged(
  'what a command prints can do nothing: no command, no output, no Markdown of its own',
  async ({ run, write }) => {
    const hostile = [
      '::add-mask::e',
      '::set-output name=result::healthy',
      '##[error]x',
      '<img src=x onerror=alert(1)>',
      '@octocat #1 [click](javascript:alert(1))',
    ]
    write('words', hostile.join('\n'))
    write('rollback.sh', 'cat words; cat words >&2; exit 1')
    const landed = await run()
    expect(landed.outputs.result).toBe('rollback-failed')
    expect(landed.log).toContain('onerror')
    const names = landed.commands.map(({ name }) => name.toLowerCase())
    expect(names.filter((name) => name === 'set-output')).toEqual([])
    expect(landed.masks).not.toContain('e')
    expect(renderMarkdown(landed.summary)).not.toMatch(/<img|href="javascript/)
  },
)

describe('one clear sentence, and nothing is run, where', () => {
  const cases = [
    {
      what: 'the program is not there',
      inputs: { command: 'no-such-tool undo' },
      says: 'command starts with no-such-tool, which is not on this runner',
    },
    {
      what: 'the script is no script',
      inputs: { command: 'if true; then' },
      says: /command is not a bash script: .*syntax error/,
    },
    {
      what: 'plan-command prints no JSON',
      inputs: { 'plan-command': 'echo v42 to v41' },
      says: /plan-command printed .*v42 to v41|plan-command .*JSON/,
    },
    {
      what: 'plan-command fails',
      inputs: { 'plan-command': 'echo "no cluster" >&2; exit 2' },
      says: 'plan-command ended with exit code 2: no cluster',
    },
  ]
  for (const { what, inputs, says } of cases) {
    staged(what, async ({ run, expectUntouched }) => {
      const guarded = await run(inputs)
      expect(guarded).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
      const validated = await run({ ...inputs, mode: 'validate' })
      expect(validated).toMatchObject({ exitCode: 1, outputs: { result: 'inconclusive' } })
      for (const { outputs } of [guarded, validated]) expect(outputs.reason).toMatch(says)
      expectUntouched()
    })
  }
})
