import { execFile } from 'node:child_process'
import type { RequestListener } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Ended, type Inputs, QUICK, Stage } from './stage.ts'

const STEP = {
  ...QUICK,
  target: 'none',
  interval: '250ms',
  'start-period': '300ms',
  'success-threshold': '1',
  // Twice what twenty samples need: a probe that takes longer than the interval costs a place on the grid.
  'bake-time': '10s',
  // The median and a wide ratio: a busy machine adds to the measured times.
  'rollback-when': 'p50 time > 300% of baseline',
}

/** `mode: capture`, a deploy that changes how the site answers, and the guard, in one job. */
async function deployOver(
  before: RequestListener,
  after: RequestListener,
  inputs: Inputs = {},
): Promise<Ended & { readonly replayed: string }> {
  let answer = before
  const stage = await Stage.open({ with: STEP, site: (request, response) => answer(request, response) })
  try {
    const captured = await stage.run({ mode: 'capture' })
    expect(captured.outputs.result).toBe('captured')
    answer = after
    const result = await stage.run(inputs)
    return { ...result, replayed: await replay(result.outputs.report ?? '') }
  } finally {
    await stage.close()
  }
}

/** What `npm run replay` says of the report. */
async function replay(report: string): Promise<string> {
  const script = fileURLToPath(new URL('../../scripts/replay.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script, report])
  return stdout
}

/** Real servers answer after a real time: it is what is measured here. */
const after =
  (delayMs: number): RequestListener =>
  async (_, response) => {
    await sleep(delayMs)
    response.writeHead(200).end('ok')
  }
const refuses: RequestListener = (_, response) => response.writeHead(403).end('not from here')

test.concurrent('a version that answers more slowly than the one before is unhealthy', async () => {
  const { outputs, replayed } = await deployOver(after(5), after(600), { 'bake-time': '60s' })
  expect(outputs).toMatchObject({
    result: 'unhealthy',
    reason: expect.stringMatching(
      /^p50 time \d+ms > 300% of baseline \d+ms \(n = 20 and 30, p = <0\.0001\)$/,
    ),
  })
  expect(replayed).toMatch(/^recorded {2}unhealthy after .*\nreplayed {2}unhealthy after /m)
  expect(replayed.split('\n')[2]).toContain(outputs.reason)
})

test.concurrent('a version that answers as before is healthy', async () => {
  const { outputs, summary } = await deployOver(after(20), after(20))
  expect(outputs.result).toBe('healthy')
  expect(summary).toContain('did not fire')
})

test.concurrent('a service that was refused before is unhealthy-before, and not rolled back', async () => {
  const { outputs } = await deployOver(refuses, refuses)
  expect(outputs).toMatchObject({
    result: 'unhealthy-before',
    reason: expect.stringContaining('it had already failed 30 of 30 times before this deployment'),
  })
})
