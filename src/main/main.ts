// main/ builds what the configuration names and runs it; it decides nothing.

import { createRedactor } from '../core/redaction.ts'
import { isForkPullRequest } from '../github/event-payload.ts'
import { loadYaml, needsYaml } from '../inputs/health-yaml.ts'
import { InputError, type InputProblem } from '../inputs/input-error.ts'
import { findSecrets } from '../inputs/secrets.ts'
import {
  renderBugAnnotations,
  renderBugSummary,
  renderExcusedAnnotations,
  renderExcusedSummary,
  renderInvalidAnnotations,
  renderInvalidSummary,
  renderUnpreparedAnnotations,
} from '../report/error-pages.ts'
import { renderExcusedOutputs, renderInvalidOutputs, renderUnbegunOutputs } from '../report/outputs.ts'
import type { ExitCode } from '../run/outcome.ts'
import { findEnvironmentSecrets } from '../runner/environment-secrets.ts'
import { runnerInputs } from '../runner/inputs.ts'
import { Runner } from '../runner/runner.ts'
import { ALL_TARGETS, ruleOf } from '../targets/registry.ts'
import { findKeptCapture, readGivenCapture } from './capture.ts'
import { parseInputs } from './parse-inputs.ts'
import { prepare } from './prepare.ts'
import { carryOut } from './run.ts'
import { RunReport, readWorkflowRun } from './run-report.ts'

/**
 * Runs the step as the environment asks for. Never rejects for what a user or the world does.
 *
 * @param crashed rejects when something fails that nobody waits for
 */
export async function main(
  env: NodeJS.ProcessEnv,
  crashed: Promise<never>,
  signal: AbortSignal,
): Promise<ExitCode> {
  const opened = await open(env)
  opened.runner.noteTurn()
  try {
    const config = parseInputs(opened.reader)
    const given = readGivenCapture(config, env)
    const report = new RunReport(config, opened)
    try {
      const capture = given ?? findKeptCapture(config, env, report.journal)
      const deps = { ...opened, report, ...(capture && { capture }) }
      return await report.end(await Promise.race([carryOut(config, deps, signal), crashed]))
    } catch (error) {
      return await report.endWithBug(error)
    }
  } catch (error) {
    if (error instanceof InputError) return refuseOrExcuse(opened, error.problems)
    return giveUp(opened.runner, error)
  }
}

/**
 * Runs at the start of the job, when what earlier steps will say is still unknown: wrong inputs are
 * refused before anything is deployed, and the health before the deploy is recorded. Only for a guard:
 * the other modes do not come after a deploy.
 */
export async function mainBeforeJob(
  env: NodeJS.ProcessEnv,
  crashed: Promise<never>,
  signal: AbortSignal,
): Promise<ExitCode> {
  const opened = await open(env)
  if (opened.reader.get('mode') !== 'guard') return 0
  try {
    const config = parseInputs(opened.reader)
    const report = new RunReport(config, opened)
    const prepared = prepare(config, { ...opened, report }, signal)
    await Promise.race([prepared, crashed]).finally(() => report.close())
  } catch (error) {
    if (error instanceof InputError) return refuseEarly(opened, error.problems)
    // The deployment is the user's: it does not have to wait until a bug of this action is fixed.
    if (!signal.aborted) await opened.runner.annotate(renderUnpreparedAnnotations(error))
  }
  return 0
}

async function open(env: NodeJS.ProcessEnv) {
  const reader = runnerInputs(env)
  if (needsYaml(reader)) await loadYaml()
  const target = ALL_TARGETS.find(({ kind }) => kind === reader.get('target'))
  // Each secret more costs time at the start.
  const given = findSecrets(reader, ruleOf)
  const echoed = target?.passesEnvironment ? findEnvironmentSecrets(env, given) : []
  const secrets = [...given, ...echoed]
  const redact = createRedactor(secrets)
  const runner = new Runner(env, redact)
  for (const secret of secrets) runner.mask(secret.reveal())
  return { env, reader, redact, runner }
}

/** What is empty now may be the output of a step that has not run yet; what is there is wrong for good. */
async function refuseEarly(
  opened: Awaited<ReturnType<typeof open>>,
  problems: readonly InputProblem[],
): Promise<ExitCode> {
  const certain = problems.filter(({ actual }) => actual !== '')
  if (certain.length === 0) return 0
  opened.runner.noteTurn()
  return refuse(opened, certain)
}

/** A bug before there was a report for it. */
async function giveUp(runner: Runner, error: unknown): Promise<ExitCode> {
  const known = 'Nothing had been begun, so the platform is as the deploy step left it.'
  await runner.publish({ summary: renderBugSummary(error, known), outputs: { ...renderUnbegunOutputs() } })
  await runner.annotate(renderBugAnnotations(error))
  return 1
}

/** To check a fork's pull request is to check what is there: it has neither secrets nor variables. */
async function refuseOrExcuse(
  { env, reader, runner }: Awaited<ReturnType<typeof open>>,
  problems: readonly InputProblem[],
): Promise<ExitCode> {
  const isExcused = reader.get('mode').trim() === 'validate' && isForkPullRequest(env)
  const wrong = isExcused ? problems.filter(({ mayBeUnset }) => !mayBeUnset) : problems
  if (wrong.length > 0) return await refuse({ env, runner }, wrong)
  const outputs = { ...renderExcusedOutputs(problems) }
  await runner.publish({ summary: renderExcusedSummary(problems), outputs })
  await runner.annotate(renderExcusedAnnotations(problems))
  return 0
}

async function refuse(
  { env, runner }: Pick<Awaited<ReturnType<typeof open>>, 'env' | 'runner'>,
  problems: readonly InputProblem[],
): Promise<ExitCode> {
  await runner.publish({
    summary: renderInvalidSummary(problems, readWorkflowRun(env)),
    outputs: { ...renderInvalidOutputs(problems) },
  })
  await runner.annotate(renderInvalidAnnotations(problems))
  return 2
}
