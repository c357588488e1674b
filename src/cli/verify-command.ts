import { createRedactor } from '../core/redaction.ts'
import { VERSION } from '../core/version.ts'
import { hasCommands } from '../inputs/has-commands.ts'
import { loadYaml, needsYaml } from '../inputs/health-yaml.ts'
import { InputError, renderProblem } from '../inputs/input-error.ts'
import type { InputReader } from '../inputs/parser.ts'
import { findSecrets } from '../inputs/secrets.ts'
import { commandProbes, httpProbes, verificationPolicy } from '../main/health-policy.ts'
import { parseInputs, type RunConfig } from '../main/parse-inputs.ts'
import { RunJournal } from '../report/journal.ts'
import { renderJsonReport } from '../report/json-report.ts'
import { reportSettings } from '../report/run-story.ts'
import { conclude, type ExitCode, type Outcome } from '../run/outcome.ts'
import type { Verification, VerifySettings } from '../run/verification.ts'
import { verify } from '../run/verify.ts'
import { findEnvironmentSecrets } from '../runner/environment-secrets.ts'
import { SystemClock } from '../runner/system-clock.ts'
import { ruleOf, VERIFY_ONLY } from '../targets/registry.ts'
import { AttemptLog, type Shown } from './attempt-log.ts'
import type { Command, Terminal } from './command.ts'
import { UsageError } from './options.ts'
import { optionOf, readVerifyInputs, VERIFY_OPTIONS } from './verify-inputs.ts'

/** Verifies an address as a guard does. */
export const verifyCommand: Command = {
  summary: 'verifies that an address is healthy, and stays so',
  usage: '--url URL [OPTIONS]',
  options: VERIFY_OPTIONS,
  notes: [
    'D is a duration such as 30s or 2m; a number alone is in seconds.',
    'Exit codes: 0 healthy, 1 unhealthy or inconclusive, 2 wrong usage.',
    'Docs: docs/command-line.md',
  ],
  run: async (given, terminal) => {
    const reader = readVerifyInputs(given)
    if (needsYaml(reader)) await loadYaml()
    const config = parse(reader)
    const secrets = findSecrets(reader, ruleOf)
    const echoed = hasCommands(reader.get('checks')) ? findEnvironmentSecrets(terminal.env, secrets) : []
    const redact = createRedactor([...secrets, ...echoed])
    const isJson = given.values.has('json')
    const isLocal = given.values.has('local')
    if (isLocal && !isJson) terminal.write('[INFO] Nothing was deployed: one good answer is enough.\n')
    return await watch(config, { terminal, redact, isJson })
  },
}

/** In the words of the command line. */
function parse(reader: InputReader): RunConfig {
  try {
    return parseInputs(reader)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const problems = error.problems.map((problem) =>
      renderProblem({ ...problem, input: optionOf(problem.input) }),
    )
    throw new UsageError(problems.join('\n'))
  }
}

interface Watch {
  readonly terminal: Terminal
  readonly redact: (text: string) => string
  readonly isJson: boolean
}

async function watch(config: RunConfig, { terminal, redact, isJson }: Watch): Promise<ExitCode> {
  const startedAt = new Date().toISOString()
  const clock = new SystemClock()
  const log = new AttemptLog(config.health)
  const show = isJson ? () => {} : showOn(terminal)
  const journal = new RunJournal(clock, redact, (event) => show(log.onEvent(event)))
  const deps = { env: terminal.env, redact, clock }
  const probes = [...(await httpProbes(config, deps)), ...(await commandProbes(config, deps))]
  const ports = { clock, journal, probes, random: Math.random }
  const verification = await verify(ports, verifySettings(config), terminal.signal)
  const outcome = describeOutcome(verification)
  const exitCode = conclude(outcome.result, { mode: 'guard', failOnRollback: true, onInconclusive: 'fail' })
  if (isJson) {
    const settings = reportSettings(config)
    const context = {
      mode: 'guard',
      target: VERIFY_ONLY.kind,
      exitCode,
      settings,
      startedAt,
      version: VERSION,
    } as const
    terminal.write(renderJsonReport({ outcome, events: journal.events, context }))
  }
  return exitCode
}

function verifySettings(config: RunConfig): VerifySettings {
  const { expectVersion: version } = config.health
  return {
    stage: 'verification',
    policy: verificationPolicy(config),
    pollIntervalMs: config.pollIntervalMs,
    expected: version === undefined ? { kind: 'any' } : { kind: 'exactly', version },
  }
}

function describeOutcome(verification: Verification): Outcome {
  const { verdict } = verification
  return {
    result: verdict.kind,
    reason: verdict.reason,
    ...(verdict.kind === 'healthy' && { isHealthy: true }),
    ...(verdict.kind === 'unhealthy' && { isHealthy: false }),
    verification,
    timings: {},
  }
}

const CLEAR_LINE = '\r\u001B[K'

/** On a terminal the progress stands below the lines, and is written over. */
function showOn({ isInteractive, write }: Terminal): (shown: Shown) => void {
  let status = ''
  return ({ lines, status: next = status }) => {
    const text = lines.map((line) => `${line}\n`).join('')
    if (!isInteractive) return write(text)
    write(`${CLEAR_LINE}${text}${next}`)
    status = next
  }
}
