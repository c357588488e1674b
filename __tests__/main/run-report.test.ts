import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { RunReport } from '../../src/main/run-report.ts'
import { Runner } from '../../src/runner/runner.ts'
import { given, MINIMAL } from '../inputs/given.ts'

const plan = {
  from: 'v2',
  to: 'v1',
  actor: 'us' as const,
  evidence: [],
  steps: [],
  unknowns: [],
  manual: [],
}

it('notifies of a rollback that a bug of Safe Landing ended', async () => {
  const received: { data: { customData: { moment: string; headline: string } } }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push(JSON.parse(Buffer.concat(chunks).toString()))
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const folder = mkdtempSync(join(tmpdir(), 'landing-'))
  const summary = join(folder, 'summary.md')
  writeFileSync(summary, '')
  const outputs = join(folder, 'outputs')
  writeFileSync(outputs, '')
  const env = { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: folder }
  const redact = (text: string) => text
  const inputs = { ...MINIMAL.command, 'notify-url': `http://127.0.0.1:${port}/hook` }
  const report = new RunReport(parseInputs(given(inputs)), {
    env,
    redact,
    runner: new Runner(env, redact),
  })
  report.journal.record({ kind: 'rollback-started', plan })
  expect(await report.endWithBug(new TypeError('x is not a function'))).toBe(1)
  await new Promise((resolve) => server.close(resolve))
  expect(readFileSync(summary, 'utf8')).toContain('Safe Landing stopped on a bug of its own')
  expect(readFileSync(outputs, 'utf8')).toContain('rollback-failed')
  rmSync(folder, { recursive: true })
  expect(received.map(({ data }) => data.customData.moment)).toEqual(['rollback-started', 'run-ended'])
  expect(received[1]?.data.customData.headline).toBe('🚨 The rollback to v1 failed')
})
