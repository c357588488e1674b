import { runnerInputs } from './adapters/runner/inputs.ts'
import { Runner } from './adapters/runner/runner.ts'
import type { ExitCode } from './domain/outcome.ts'
import { loadYaml, needsYaml } from './inputs/health-yaml.ts'
import { InputError, type InputProblem } from './inputs/input-error.ts'
import { parseInputs } from './inputs/parse-inputs.ts'
import { findSecrets } from './inputs/secrets.ts'
import { createRedactor } from './redaction.ts'
import { renderInvalidAnnotations, renderInvalidSummary } from './report/faults.ts'
import { renderInvalidOutputs } from './report/outputs.ts'
import { findCapture } from './wiring/capture.ts'
import { prepare } from './wiring/prepare.ts'
import { carryOut } from './wiring/run.ts'
import { RunReport } from './wiring/run-report.ts'

/** Runs the step as the environment asks for. Never rejects for what a user or the world does. */
export async function main(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<ExitCode> {
  const opened = await open(env)
  opened.runner.noteTurn()
  try {
    const config = parseInputs(opened.reader)
    const capture = findCapture(config, env)
    const report = new RunReport(config, opened)
    try {
      return await report.end(
        await carryOut(config, { ...opened, report, ...(capture && { capture }) }, signal),
      )
    } catch (error) {
      return report.endWithBug(error)
    }
  } catch (error) {
    if (error instanceof InputError) return refuse(opened.runner, error.problems)
    throw error
  }
}

/**
 * Runs at the start of the job, when what earlier steps will say is not known yet: wrong inputs are
 * refused before anything is deployed, and the health before the deploy is recorded. Only for a guard:
 * the other modes do not come after a deploy.
 */
export async function mainBeforeJob(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<ExitCode> {
  const opened = await open(env)
  if (opened.reader.get('mode') !== 'guard') return 0
  try {
    const config = parseInputs(opened.reader)
    const report = new RunReport(config, opened)
    await prepare(config, { ...opened, report }, signal).finally(() => report.close())
  } catch (error) {
    if (error instanceof InputError) return refuseEarly(opened.runner, error.problems)
    if (!signal.aborted) throw error
  }
  return 0
}

async function open(env: NodeJS.ProcessEnv) {
  const reader = runnerInputs(env)
  if (needsYaml(reader)) await loadYaml()
  const secrets = findSecrets(reader)
  const redact = createRedactor(secrets)
  const runner = new Runner(env, redact)
  for (const secret of secrets) runner.mask(secret.reveal())
  return { env, reader, redact, runner }
}

/** What is empty now may be the output of a step that has not run yet; what is there is wrong for good. */
function refuseEarly(runner: Runner, problems: readonly InputProblem[]): ExitCode {
  const certain = problems.filter(({ got }) => got !== '')
  if (certain.length === 0) return 0
  runner.noteTurn()
  return refuse(runner, certain)
}

function refuse(runner: Runner, problems: readonly InputProblem[]): ExitCode {
  runner.publish({ summary: renderInvalidSummary(problems), outputs: { ...renderInvalidOutputs(problems) } })
  runner.annotate(renderInvalidAnnotations(problems))
  return 2
}
