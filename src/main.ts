import { runnerInputs } from './adapters/runner/inputs.ts'
import { Runner } from './adapters/runner/runner.ts'
import type { Config } from './config.ts'
import type { Capture } from './domain/capture.ts'
import type { ExitCode } from './domain/outcome.ts'
import { InputError, type InputProblem } from './inputs/input-error.ts'
import { parseInputs } from './inputs/parse-inputs.ts'
import { findSecrets } from './inputs/secrets.ts'
import { createRedactor } from './redaction.ts'
import { renderInvalidAnnotations, renderInvalidSummary } from './report/faults.ts'
import { renderInvalidOutputs } from './report/outputs.ts'
import { findCapture } from './wiring/capture.ts'
import { carryOut } from './wiring/run.ts'
import { RunReport } from './wiring/run-report.ts'

/** Runs the step as the environment asks for. Never rejects: whatever happens is told and has an exit code. */
export async function main(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<ExitCode> {
  const reader = runnerInputs(env)
  const secrets = findSecrets(reader)
  const redact = createRedactor(secrets)
  const runner = new Runner(env, redact)
  for (const secret of secrets) runner.mask(secret.reveal())
  let config: Config
  let capture: Capture | undefined
  try {
    config = parseInputs(reader)
    capture = findCapture(config, env)
  } catch (error) {
    if (error instanceof InputError) return refuse(runner, error.problems)
    throw error
  }
  const report = new RunReport(config, { env, runner, redact })
  try {
    return report.end(await carryOut(config, { env, redact, report, ...(capture && { capture }) }, signal))
  } catch (error) {
    return report.endWithBug(error)
  }
}

function refuse(runner: Runner, problems: readonly InputProblem[]): ExitCode {
  runner.publish({ summary: renderInvalidSummary(problems), outputs: { ...renderInvalidOutputs(problems) } })
  runner.annotate(renderInvalidAnnotations(problems))
  return 2
}
