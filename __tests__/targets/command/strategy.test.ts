import { readdir } from 'node:fs/promises'
import { readProcessTable } from '../../../src/process/process-table.ts'
import { describeRollbackContract, ready, refusal } from '../../support/rollback-contract.ts'
import { CommandWorld } from './world.ts'

describeRollbackContract('command', CommandWorld.open)

const never = new AbortController().signal
let world: CommandWorld

beforeEach(async () => {
  world = await CommandWorld.open()
})
afterEach(() => world.close())

function plannedBy(...args: Parameters<CommandWorld['strategy']>) {
  const strategy = world.strategy(...args)
  return { strategy: () => strategy }
}

describe('the rollback command', () => {
  it('gets what it needs by its environment, as data', async () => {
    const reason = 'body said "$(touch owned)" `id`'
    const command =
      'printf "%s\\n" "$SAFE_LANDING_FROM" "$SAFE_LANDING_TO" "$SAFE_LANDING_REASON" "$SAFE_LANDING_REPORT" > facts'
    const strategy = world.strategy({ command }, { reason: () => reason })
    await ready(await strategy.plan(never)).apply(() => undefined, never)
    expect(await world.read('facts')).toBe(`v42\nv41\n${reason}\n/reports/report.json\n`)
    expect(await readdir(world.workspace)).not.toContain('owned')
  })

  it('gets the environment of a run step, but not our inputs and outputs', async () => {
    const strategy = world.strategy({ command: 'env > env' })
    await ready(await strategy.plan(never)).apply(() => undefined, never)
    const names = (await world.read('env')).split('\n').map((line) => line.split('=')[0])
    expect(names).toContain('TOKEN')
    expect(names.filter((name) => name?.startsWith('INPUT_') || name === 'GITHUB_OUTPUT')).toEqual([])
  })

  it('runs like a run step: the first failure ends it, in a pipe too', async () => {
    const error = await refusal(plannedBy({ command: 'false | cat\necho reached > reached' }), never)
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('exit code 1') })
    expect(await world.read('reached')).toBe('')
  })

  it('has an empty standard input', async () => {
    const strategy = world.strategy({ command: 'cat > input; echo end >> input' })
    await ready(await strategy.plan(never)).apply(() => undefined, never)
    expect(await world.read('input')).toBe('end\n')
  })

  it('shows its output a line at a time, as text, and not for ever', async () => {
    const command = 'echo "::error::not $TOKEN"; printf "\\033[31mred\\033[0m\\n"; seq 500'
    const said: string[] = []
    await ready(await world.strategy({ command }).plan(never)).apply((text) => said.push(text), never)
    expect(said[1]).toBe('::error::not ***')
    expect(said[2]).not.toContain('\u001b')
    expect(said).toContain('97')
    expect(said).not.toContain('499')
    expect(said.at(-1)).toBe('the rollback command ended with exit code 0')
  })

  it.each([
    {
      command: 'sh -c "echo stopped half-way >&2; exit 3"',
      code: 'refused',
      message: 'the rollback command ended with exit code 3: stopped half-way',
    },
    {
      command: 'true && no-such-tool',
      code: 'not-found',
      message: expect.stringContaining('exit code 127: '),
    },
    {
      command: 'touch plain; ./plain',
      code: 'access-denied',
      message: expect.stringContaining('exit code 126: '),
    },
    { command: 'kill -KILL $$', code: 'refused', message: expect.stringContaining('exit code') },
  ])('fails in words: $command', async ({ command, code, message }) => {
    expect(await refusal(plannedBy({ command }), never)).toMatchObject({ code, message })
  })

  it.each([
    {
      command: 'no-such-tool undo',
      code: 'not-found',
      message: 'command starts with no-such-tool, which is not on this runner',
    },
    {
      command: './no/script.sh',
      code: 'not-found',
      message: 'command starts with ./no/script.sh, which is not on this runner',
    },
    {
      command: 'if true; then',
      code: 'refused',
      message: expect.stringMatching(/^command is not a bash script: .*syntax error/),
    },
  ])('is refused before anything is touched: $command', async ({ command, code, message }) => {
    await expect(world.strategy({ command }).plan(never)).rejects.toMatchObject({ code, message })
  })

  it('leaves no script behind, and no process when it is cancelled', async () => {
    const command =
      'trap "" TERM\nsetsid sleep 1000 &\nbash -c "trap \\"\\" TERM; sleep 1000" &\necho up > up\nwait'
    const stop = new AbortController()
    const plan = ready(await world.strategy({ command }).plan(never))
    const work = plan.apply(() => undefined, stop.signal)
    await world.appeared('up')
    stop.abort(new Error('cancelled'))
    await expect(work).rejects.toThrow('cancelled')
    const table = await readProcessTable(process.platform)
    expect(table.filter(({ trace }) => trace.includes(world.temporary))).toEqual([])
    expect(await readdir(world.temporary)).toEqual([])
  })

  it('is not started again after an unknown end, when nothing can say what runs', async () => {
    await world.write('refuse')
    const plan = ready(await world.strategy({ planCommand: null }).plan(never))
    await expect(plan.apply(() => undefined, never)).rejects.toMatchObject({ code: 'refused' })
    await expect(plan.apply(() => undefined, never)).rejects.toMatchObject({ code: 'ambiguous' })
    expect(await world.writes()).toBe(0)
  })
})

describe('plan-command', () => {
  it.each([
    { planCommand: 'echo hello', code: 'refused', message: 'plan-command printed what is not JSON: hello' },
    {
      planCommand: 'echo "no rights" >&2; exit 1',
      code: 'refused',
      message: 'plan-command ended with exit code 1: no rights',
    },
    {
      planCommand: 'no-such-tool',
      code: 'not-found',
      message: 'plan-command starts with no-such-tool, which is not on this runner',
    },
  ])('is judged in words: $planCommand', async ({ planCommand, code, message }) => {
    await expect(world.strategy({ planCommand }).plan(never)).rejects.toMatchObject({ code, message })
  })

  it('can say that there is nothing to go back to', async () => {
    const planCommand = `echo '{"from": "v1", "to": null}'`
    expect(await world.strategy({ planCommand }).plan(never)).toMatchObject({
      kind: 'no-target',
      reason: 'plan-command knows of nothing to go back to from v1',
    })
  })

  it.each([
    { deps: { captured: 'v42' }, kind: 'not-deployed' },
    { deps: { captured: 'v42', from: 'v42' }, kind: 'ready' },
    { deps: { captured: 'v42', rollbackTo: { kind: 'revision', revision: 'v41' } as const }, kind: 'ready' },
    { deps: { captured: 'v41' }, kind: 'ready' },
  ])('that names what was captured before the deployment: $kind with $deps', async ({ deps, kind }) => {
    expect((await world.strategy({}, deps).plan(never)).kind).toBe(kind)
  })

  it.each([
    { deps: {}, to: 'v41', because: 'plan-command printed it' },
    { deps: { captured: 'v40' }, to: 'v40', because: 'mode: capture recorded it before the deployment' },
    {
      deps: { captured: 'v40', rollbackTo: { kind: 'revision', revision: 'v39' } as const },
      to: 'v39',
      because: 'rollback-to names it',
    },
    {
      deps: { captured: 'v40', rollbackTo: { kind: 'back', count: 2 } as const },
      to: 'v41',
      because: 'plan-command printed it',
    },
  ])('names $to with $deps', async ({ deps, to, because }) => {
    const plan = ready(await world.strategy({}, deps).plan(never))
    expect(plan).toMatchObject({ from: 'v42', to, evidence: [because] })
  })

  it('has two minutes, and is ended then', async () => {
    await world.write('block-plan')
    const work = world.strategy().plan(never)
    const refused = expect(work).rejects.toMatchObject({
      code: 'timed-out',
      message: 'plan-command did not end within 2m',
    })
    await world.appeared('blocked')
    await world.clock.pass(120_000)
    await refused
  })

  it.each([
    { deps: {}, to: 'previous' },
    { deps: { captured: 'v41' }, to: 'v41' },
    { deps: { rollbackTo: { kind: 'back', count: 2 } as const }, to: '-2' },
    { deps: { rollbackTo: { kind: 'revision', revision: 'v39' } as const }, to: 'v39' },
  ])('may be absent, and then the target is $to', async ({ deps, to }) => {
    const strategy = world.strategy({ planCommand: null }, { from: 'v42', ...deps })
    const plan = ready(await strategy.plan(never))
    expect(plan).toMatchObject({ from: 'v42', to })
    expect(plan.unknowns).toHaveLength(1)
  })
})
