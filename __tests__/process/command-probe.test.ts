import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../src/core/clock.ts'
import type { HealthProbe, VersionExpectation } from '../../src/health/probe.ts'
import type { CommandCheck } from '../../src/process/command-check.ts'
import { commandProbe } from '../../src/process/command-probe.ts'
import { readProcessTable } from '../../src/process/process-table.ts'
import { SystemClock } from '../../src/runner/system-clock.ts'
import { PatientClock } from '../support/patient-clock.ts'

const never = new AbortController().signal
const any: VersionExpectation = { kind: 'any' }

function probeOf(run: string, wish: Partial<CommandCheck> = {}, env = {}, clock: Clock = new PatientClock()) {
  return commandProbe(
    { name: 'smoke', run, timeoutMs: 60_000, required: true, ...wish },
    { env: { PATH: process.env.PATH, ...env }, clock, redact: (text) => text.replaceAll('s3cret', '***') },
  )
}

/** The limit is reached as soon as the command has started what it starts. */
function upAfter(started: Promise<unknown>, limitMs: number): Clock {
  const clock = new SystemClock()
  return {
    nowMs: () => clock.nowMs(),
    sleep: async (durationMs, signal) => {
      if (durationMs === limitMs) await started
      else await clock.sleep(durationMs, signal)
    },
  }
}

const look = (probe: HealthProbe) => probe.probe(any, never)

describe('a check by a command', () => {
  it.each([
    ['exit 0', 'pass', undefined],
    ['exit 1', 'fail', 'the command ended with exit code 1: it printed nothing'],
    ['false | cat', 'fail', 'the command ended with exit code 1: it printed nothing'],
    ['exit 2', 'error', 'the command ended with exit code 2: it printed nothing'],
    ['kill -KILL $$', 'error', 'the command ended with exit code 137: it printed nothing'],
    [
      'printf "1\\n2\\n3\\n4 s3cret\\n"; echo wrong >&2; exit 1',
      'fail',
      'the command ended with exit code 1: 2 / 3 / 4 *** / wrong',
    ],
  ])('that is %s', async (run, result, reason) => {
    const observation = await look(probeOf(run))
    expect(observation).toMatchObject({ check: 'smoke', result })
    expect(observation.reason).toBe(reason)
  })

  it('could not ask when its program or the workspace is not there', async () => {
    const missing = await look(probeOf('no-such-program --url x'))
    expect(missing.result).toBe('error')
    expect(missing.reason).toMatch(/exit code 127: .*no-such-program.*not found/)
    expect(await look(probeOf('exit 0', {}, { GITHUB_WORKSPACE: '/no/such/folder' }))).toMatchObject({
      result: 'error',
      reason: 'bash could not be started in the workspace',
    })
  })

  it('gets the stage and the version, and nothing that belongs to the action', async () => {
    const run = 'echo "$SAFE_LANDING_STAGE,$SAFE_LANDING_VERSION,$INPUT_X,$APP_X"; exit 1'
    const env = { INPUT_X: 'input', APP_X: 'app' }
    const exactly: VersionExpectation = { kind: 'exactly', version: '1.10' }
    const after = await probeOf(run, {}, env).probe(exactly, never, 'verification')
    expect(after.reason).toMatch(/: verification,1\.10,,app$/)
    const recovery = await probeOf(run, {}, env).probe(any, never, 'recovery')
    expect(recovery.reason).toMatch(/: recovery,,,app$/)
    expect((await look(probeOf(run, { stage: 'test' }, env))).reason).toMatch(/: test,,,app$/)
  })

  it('fails at its timeout, and its whole tree is ended by then', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'command-probe-'))
    try {
      const pipe = join(folder, 'pid')
      execFileSync('mkfifo', [pipe])
      const started = readFile(pipe, 'utf8').then(Number)
      const run = `echo asked s3cret; echo 'no answer yet' >&2; (sleep 1000 & echo $! >'${pipe}'; wait) & wait`
      const observation = await look(probeOf(run, { timeoutMs: 45_000 }, {}, upAfter(started, 45_000)))
      expect(observation).toMatchObject({
        result: 'fail',
        reason: 'the command did not end within 45s: asked *** / no answer yet',
      })
      const table = await readProcessTable(process.platform)
      expect(table.map(({ pid }) => pid)).not.toContain(await started)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('rejects with the reason of whoever cancels it', async () => {
    const reason = new Error('the job was cancelled')
    await expect(probeOf('exit 0').probe(any, AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
