import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { runChild } from '../../src/process/child.ts'
import { readProcessTable } from '../../src/process/process-table.ts'
import { SystemClock } from '../../src/runner/system-clock.ts'
import { PatientClock } from '../support/patient-clock.ts'

const never = new AbortController().signal
const env = { PATH: process.env.PATH }

/** Says `ready PID PID…` on standard output, as the scripts below do, and then is aborted. */
async function abortWhenReady(script: string, clock = new PatientClock()): Promise<number[]> {
  const stop = new AbortController()
  const reason = new Error('the job was cancelled')
  let pids: number[] = []
  const onLine = (line: string) => {
    if (!line.startsWith('ready')) return
    pids = line.split(' ').slice(1).map(Number)
    stop.abort(reason)
  }
  const run = runChild({ argv: ['bash', '-c', script], env, onLine }, clock, stop.signal)
  await expect(run).rejects.toBe(reason)
  expect(pids).not.toEqual([])
  return pids
}

async function living(pids: readonly number[]): Promise<number[]> {
  const table = await readProcessTable(process.platform)
  return pids.filter((pid) => table.some((entry) => entry.pid === pid))
}

describe('a child process', () => {
  it('gets its arguments as they are, and no shell', async () => {
    const wild = ['$(id)', '`id`', 'a b', '*', '"', "'", '\\', 'ä\n']
    const print = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))'
    const end = await runChild(
      { argv: [process.execPath, '-e', print, ...wild], env },
      new PatientClock(),
      never,
    )
    expect(end).toMatchObject({ kind: 'exited', exitCode: 0, stdout: JSON.stringify(wild) })
  })

  it('gets the environment that it is given, and nothing else', async () => {
    const end = await runChild({ argv: ['/usr/bin/env'], env: { ONLY: 'this' } }, new PatientClock(), never)
    expect(end).toMatchObject({
      stdout: expect.stringMatching(/^ONLY=this\nSAFE_LANDING_PROCESS=[0-9a-f-]{36}\n$/),
    })
  })

  it.each([
    { script: 'exit 3', exitCode: 3 },
    { script: 'kill -TERM $$', exitCode: 143 },
  ])('reports its exit code: $script is $exitCode', async ({ script, exitCode }) => {
    const end = await runChild({ argv: ['bash', '-c', script], env }, new PatientClock(), never)
    expect(end).toMatchObject({ kind: 'exited', exitCode })
  })

  it('is not started when its program is not there', async () => {
    const end = await runChild({ argv: ['no-such-program-here'], env }, new PatientClock(), never)
    expect(end).toMatchObject({ kind: 'not-started', program: 'no-such-program-here' })
  })

  it('keeps the beginning and the end of an endless output', async () => {
    const script = 'echo first; head -c 20000000 /dev/zero | tr "\\0" x; echo; echo last'
    const end = await runChild({ argv: ['bash', '-c', script], env }, new PatientClock(), never)
    if (end.kind !== 'exited') throw new Error(end.kind)
    expect(end.stdout.length).toBeLessThan(140_000)
    expect(end.stdout).toMatch(/^first\nx+\n\[…\]\nx+\nlast\n$/)
  })

  it('can be talked with, line by line', async () => {
    const script = 'while read -r word; do echo "heard $word"; done; echo bye'
    const heard: string[] = []
    const end = await runChild(
      {
        argv: ['bash', '-c', script],
        env,
        input: 'one\n',
        onLine: (line, stdin) => {
          heard.push(line)
          if (line === 'heard one') stdin.write('two\n')
          if (line === 'heard two') stdin.end()
        },
      },
      new PatientClock(),
      never,
    )
    expect(end).toMatchObject({ exitCode: 0 })
    expect(heard).toEqual(['heard one', 'heard two', 'bye'])
  })

  it('does not keep us when a daemon of it holds its output', async () => {
    const script = 'sleep 1000 & echo "ready $!"'
    const end = await runChild({ argv: ['bash', '-c', script], env }, new PatientClock(), never)
    if (end.kind !== 'exited') throw new Error(end.kind)
    const pid = Number(end.stdout.split(' ')[1])
    expect(await living([pid])).toEqual([pid])
    process.kill(pid)
  })
})

describe('the tree of a child that is aborted', () => {
  it('may end in its own way', async () => {
    const script = `
      trap 'echo tidy > "$0"; exit' TERM
      echo "ready $$"
      while :; do sleep 0.05; done`
    const folder = await mkdtemp('/tmp/child-')
    const stop = new AbortController()
    const run = runChild(
      { argv: ['bash', '-c', script, `${folder}/said`], env, onLine: () => stop.abort() },
      new SystemClock(),
      stop.signal,
    )
    await expect(run).rejects.toThrow('aborted')
    expect(await readFile(`${folder}/said`, 'utf8')).toBe('tidy\n')
    await rm(folder, { recursive: true })
  })

  it('is ended even if it does not listen', async () => {
    const script = `
      trap '' TERM
      bash -c 'trap "" TERM; while :; do sleep 1000; done' & child=$!
      echo "ready $$ $child"
      while :; do sleep 1000; done`
    expect(await living(await abortWhenReady(script))).toEqual([])
  })

  it.each([
    { kind: 'a child', script: 'sleep 1000 & echo "ready $!"; wait' },
    { kind: 'a grandchild', script: 'bash -c \'sleep 1000 & echo "ready $!"; wait\'; true' },
    {
      kind: 'a daemon in a session of its own, whose parents are gone',
      script: '(setsid bash -c \'echo "ready $$"; exec sleep 1000\' &) ; sleep 1000',
    },
  ])('is ended with $kind', async ({ script }) => {
    expect(await living(await abortWhenReady(script))).toEqual([])
  })
})
