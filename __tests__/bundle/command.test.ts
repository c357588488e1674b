import { mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jest } from '@jest/globals'
import { renderMarkdown } from '../../demo/rendering/page.ts'
import { readProcessTable } from '../../src/process/process-table.ts'
import { Landing } from './landing.ts'

jest.setTimeout(60_000)

const SECRET = 'h3ader-t0ken-0815'

/** As a user's: it logs what it does, and says which version it goes back to. */
const ROLLBACK = `#!/usr/bin/env bash
set -e
echo "$SAFE_LANDING_FROM|$SAFE_LANDING_TO|$SAFE_LANDING_REASON|$SAFE_LANDING_REPORT" >> calls
echo "logging in with $TOKEN"
echo "$SAFE_LANDING_TO" > live
`
const PLAN = 'jq --null-input --arg from "$(cat live)" \'{$from, to: "v41"}\''

let workspace: string
let landing: Landing

/** v42 is new and ill, and v41 ran before. */
beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  write('rollback.sh', ROLLBACK)
  write('live', 'v42\n')
  landing = await Landing.open({
    live: () => read('live').trim(),
    workspace,
    env: { TOKEN: SECRET },
    with: {
      target: 'command',
      command: 'bash ./rollback.sh',
      'plan-command': PLAN,
      headers: `authorization: ${SECRET}`,
      'expect-version': 'v42',
    },
    secrets: [SECRET],
  })
  landing.ill.add('v42')
})

afterEach(async () => {
  await landing.close()
  rmSync(workspace, { recursive: true })
})

function write(name: string, text: string): void {
  writeFileSync(join(workspace, name), text)
}

function read(name: string): string {
  return readdirSync(workspace).includes(name) ? readFileSync(join(workspace, name), 'utf8') : ''
}

/** Resolves once a script has made this file. */
function appeared(name: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(workspace, () => {
      if (read(name) === '') return
      watcher.close()
      resolve()
    })
  })
}

/** As it was before anything ran: no call, no file but the two. */
function expectUntouched(): void {
  expect(readdirSync(workspace).sort()).toEqual(['live', 'rollback.sh'])
  expect(read('live')).toBe('v42\n')
}

test('rolled-back: the command runs once, with all that it has to know, and what came back is verified', async () => {
  const landed = await landing.run()
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
})

test('rolled-back, green where the user wants that', async () => {
  const landed = await landing.run({ 'fail-on-rollback': 'false' })
  expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'rolled-back' } })
})

test('rolled-back: nothing is run where the version before is back already', async () => {
  write('plan.sh', `echo once >> plans; [ "$(wc -l < plans)" -lt 2 ] || echo v41 > live; ${PLAN}`)
  const landed = await landing.run({ 'plan-command': 'bash ./plan.sh' })
  expect(landed.outputs).toMatchObject({ result: 'rolled-back', to: 'v41' })
  expect(read('calls')).toBe('')
})

test('superseded: by the time of the rollback another version runs', async () => {
  write('plan.sh', `echo once >> plans; [ "$(wc -l < plans)" -lt 2 ] || echo v43 > live; ${PLAN}`)
  const landed = await landing.run({ 'plan-command': 'bash ./plan.sh' })
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: {
      result: 'superseded',
      reason: expect.stringContaining('plan-command now says that v43 runs'),
    },
  })
  expect(read('calls')).toBe('')
})

test('rollback-failed: the exit code decides, and the last line is reported', async () => {
  write('rollback.sh', 'echo "stopped half-way, says $TOKEN" >&2; exit 3')
  const landed = await landing.run()
  expect(landed).toMatchObject({
    exitCode: 1,
    outputs: { result: 'rollback-failed', healthy: 'false', 'rolled-back': 'false' },
  })
  expect(landed.outputs.reason).toMatch(
    /the rollback failed: the rollback command ended with exit code 3: stopped half-way, says \*\*\*$/,
  )
  expect(read('live')).toBe('v42\n')
})

test('rollback-failed: at the end of its time the command ends with all that it has started', async () => {
  write('rollback.sh', 'setsid sleep 1001 &\necho up > up\nsleep 1000')
  const landed = await landing.run({ 'rollback-timeout': '1s' })
  expect(landed.outputs).toMatchObject({
    result: 'rollback-failed',
    reason: expect.stringContaining('v41 was not in place within the rollback timeout'),
  })
  expect(read('up')).toBe('up\n')
  await expectNothingRuns()
})

test('rollback-unhealthy: what came back answers badly too', async () => {
  landing.ill.add('v41')
  const landed = await landing.run()
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-unhealthy', healthy: 'false' } })
  expect(read('live')).toBe('v41\n')
})

test('unhealthy: with auto-rollback: false the plan is shown, and nothing is run', async () => {
  const landed = await landing.run({ 'auto-rollback': 'false' })
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'unhealthy', from: 'v42', to: 'v41' } })
  expect(landed.summary).toContain('1. <code>run \\`command\\` once: bash ./rollback.sh</code>')
  expectUntouched()
})

test('no-target: plan-command knows of nothing to go back to', async () => {
  const landed = await landing.run({ 'plan-command': 'echo \'{"from": "v42", "to": null}\'' })
  expect(landed).toMatchObject({
    exitCode: 1,
    headline: expect.stringContaining('There is no known-good version to go back to'),
    outputs: { result: 'no-target' },
  })
  expectUntouched()
})

test('mode: rollback does what a person orders, and is green', async () => {
  const landed = await landing.run({
    mode: 'rollback',
    'rollback-to': 'v39',
    'plan-command': '',
    'expect-version': 'v39',
  })
  expect(landed).toMatchObject({
    exitCode: 0,
    headline: '↩️ Rolled back to `v39`, as ordered',
    outputs: { result: 'rolled-back', to: 'v39', reason: 'octocat ordered it' },
  })
  expect(read('calls')).toMatch(/^the current version\|v39\|octocat ordered it\|/)
})

test('mode: validate shows the plan, and runs nothing but plan-command', async () => {
  landing.ill.clear()
  const landed = await landing.run({ mode: 'validate' })
  expect(landed).toMatchObject({ exitCode: 0, outputs: { result: 'validated', from: 'v42', to: 'v41' } })
  expect(landed.summary).toContain('rollback.sh')
  expectUntouched()
})

test('mode: capture passes the version from before to the guard of the same job, without wiring', async () => {
  write('live', 'v40\n')
  const captured = await landing.run({ mode: 'capture', 'expect-version': '' })
  expect(captured).toMatchObject({ exitCode: 0, outputs: { result: 'captured' } })
  expect(captured.outputs.reason).toContain('v40 runs')
  write('live', 'v42\n')
  const landed = await landing.run({ 'plan-command': '' })
  expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'v42', to: 'v40' })
  expect(read('live')).toBe('v40\n')
})

test('what was captured of one command is nothing to another of the same job', async () => {
  write('live', 'v40\n')
  expect((await landing.run({ mode: 'capture' })).outputs.reason).toContain('v40 runs')
  write('live', 'v42\n')
  const landed = await landing.run({
    command: 'echo "$SAFE_LANDING_TO" > other; echo v41 > live',
    'plan-command': '',
  })
  expect(landed.outputs).toMatchObject({ result: 'rolled-back', from: 'v42', to: 'previous' })
  expect(read('other')).toBe('previous\n')
})

test('not-deployed: what ran before runs still, and the command would go back further', async () => {
  write('live', 'v40\n')
  expect((await landing.run({ mode: 'capture' })).outputs.result).toBe('captured')
  landing.ill.add('v40')
  const landed = await landing.run()
  expect(landed).toMatchObject({ exitCode: 1, outputs: { result: 'not-deployed' } })
  expect(landed.outputs.reason).toContain('plan-command says that v40 runs, as before the deployment')
  expect(read('calls')).toBe('')
})

test('cancelled in the middle: all processes end, and the position is reported', async () => {
  write('rollback.sh', 'echo "moving traffic"\nsetsid sleep 1001 &\necho up > up\nsleep 1000')
  const landed = await landing.run({}, { cancelWhen: appeared('up') })
  expect(landed).toMatchObject({
    exitCode: 1,
    conclusion: 'cancelled',
    outputs: { result: 'cancelled', 'rolled-back': 'false', to: 'v41' },
  })
  expect(landed.durationMs).toBeLessThan(7_000)
  expect(landed.outputs.reason).toMatch(/cancelled while rolling back from v42 to v41: moving traffic$/)
  await expectNothingRuns()
})

test('what a command prints can do nothing: no command, no output, no Markdown of its own', async () => {
  const hostile = [
    '::add-mask::e',
    '::set-output name=result::healthy',
    '##[error]x',
    '<img src=x onerror=alert(1)>',
    '@octocat #1 [click](javascript:alert(1))',
  ]
  write('words', hostile.join('\n'))
  write('rollback.sh', 'cat words; cat words >&2; exit 1')
  const landed = await landing.run()
  expect(landed.outputs.result).toBe('rollback-failed')
  expect(landed.log).toContain('onerror')
  const names = landed.commands.map(({ name }) => name.toLowerCase())
  expect(names.filter((name) => name === 'set-output')).toEqual([])
  expect(landed.masks).not.toContain('e')
  expect(renderMarkdown(landed.summary)).not.toMatch(/<img|href="javascript/)
})

describe('one clear sentence, and nothing is run, where', () => {
  test.each([
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
  ])('$what', async ({ inputs, says }) => {
    const guarded = await landing.run(inputs)
    expect(guarded).toMatchObject({ exitCode: 1, outputs: { result: 'rollback-failed' } })
    const validated = await landing.run({ ...inputs, mode: 'validate' })
    expect(validated).toMatchObject({ exitCode: 1, outputs: { result: 'inconclusive' } })
    for (const { outputs } of [guarded, validated]) expect(outputs.reason).toMatch(says)
    expectUntouched()
  })
})

async function expectNothingRuns(): Promise<void> {
  const table = await readProcessTable(process.platform)
  expect(table.filter(({ trace }) => trace.includes(workspace))).toEqual([])
}
