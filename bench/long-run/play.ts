// A process of its own, so that its memory is that of the run: prints what it took as JSON.

import { FakeClock } from '../../__tests__/support/fake-clock.ts'
import { readActionMetadata, stepInputs } from '../../demo/runner/action-metadata.ts'
import { ACTION_FILE } from '../../demo/stage.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import { readBody } from '../../src/http/model/answer.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { httpProbes, verificationPolicy } from '../../src/main/health-policy.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { RunJournal } from '../../src/report/journal.ts'
import { renderJsonReport } from '../../src/report/json-report.ts'
import { reportSettings } from '../../src/report/run-story.ts'
import { renderSummary } from '../../src/report/summary/summary.ts'
import { verify } from '../../src/run/verify.ts'
import { runnerInputs } from '../../src/runner/inputs.ts'
import type { LongRun } from '../long-run.ts'

const CHECKS = 200
const MINUTES = 15
const MINUTE_MS = 60_000

declare const gc: () => void

function memoryBytes(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Without what is no longer needed. */
function livingBytes(): number {
  gc()
  return memoryBytes()
}

/** Each answer says a time, as many do. */
function answering(clock: FakeClock): Exchange {
  return async ({ method, url }, { progress }) => ({
    method,
    url: url.href,
    status: 200,
    headers: new Map([['content-type', 'application/json']]),
    body: readBody(JSON.stringify({ status: 'ok', now: clock.nowMs() }), false),
    timings: progress.finish(),
    redirects: 0,
  })
}

async function play(): Promise<LongRun> {
  const checks = Array.from(
    { length: CHECKS },
    (_, index) => `- name: c${index}\n  url: https://a.example/${index}`,
  )
  const inputs = { target: 'none', checks: checks.join('\n'), interval: '1s', 'bake-time': `${MINUTES}m` }
  await loadYaml()
  const config = parseInputs(
    runnerInputs(stepInputs(readActionMetadata(ACTION_FILE), inputs, {}).env, 'main'),
  )
  const clock = new FakeClock(0)
  const redact = (text: string) => text
  const journal = new RunJournal(clock, redact, () => {})
  const probes = await httpProbes(config, { env: {}, clock, redact, exchange: answering(clock) })
  let minuteBytes = 0
  clock.after(MINUTE_MS, () => {
    minuteBytes = livingBytes()
  })
  const verification = await verify(
    { clock, random: () => 0.5, journal, probes },
    {
      stage: 'verification',
      policy: verificationPolicy(config),
      pollIntervalMs: config.pollIntervalMs,
      expected: { kind: 'any' },
    },
    new AbortController().signal,
  )
  const endBytes = livingBytes()
  const story = {
    outcome: { result: 'healthy', reason: verification.verdict.reason, verification, timings: {} },
    events: journal.events,
    context: {
      mode: 'guard',
      target: 'none',
      exitCode: 0,
      settings: reportSettings(config),
      startedAt: '2026-01-05T10:00:00.000Z',
      version: '0',
    },
  } as const
  const summary = renderSummary(story)
  const report = renderJsonReport(story)
  return {
    verdict: verification.verdict.kind,
    probes: journal.events.length,
    grownBytes: endBytes - minuteBytes,
    reportBytes: Buffer.byteLength(report),
    summaryBytes: Buffer.byteLength(summary),
  }
}

console.log(JSON.stringify(await play()))
