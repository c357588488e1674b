// main/ builds what the configuration names and runs it; it decides nothing.

import { createRedactor } from '../core/redaction.ts'
import { hasCommands } from '../inputs/has-commands.ts'
import { loadYaml, needsYaml } from '../inputs/health-yaml.ts'
import { InputError } from '../inputs/input-error.ts'
import { findSecrets } from '../inputs/secrets.ts'
import type { ExitCode } from '../run/outcome.ts'
import { findEnvironmentSecrets } from '../runner/environment-secrets.ts'
import { runnerInputs } from '../runner/inputs.ts'
import { Runner } from '../runner/runner.ts'
import { ALL_TARGETS, ruleOf } from '../targets/registry.ts'
import { findKeptCapture, readGivenCapture } from './capture.ts'
import { parseInputs } from './parse-inputs.ts'
import { prepare } from './prepare.ts'
import { carryOut } from './run.ts'
import { RunReport } from './run-report.ts'

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
  const opened = await open(env, 'main')
  opened.runner.noteTurn()
  try {
    const config = parseInputs(opened.reader)
    const given = readGivenCapture(config, env)
    const report = new RunReport(config, opened)
    try {
      const capture = given ?? findKeptCapture(config, env, report.journal)
      const deps = { ...opened, report, capture }
      return await report.end(await Promise.race([carryOut(config, deps, signal), crashed]))
    } catch (error) {
      return await report.endWithBug(error)
    }
  } catch (error) {
    const { giveUp, refuseOrExcuse } = await import('./refusal.ts')
    return error instanceof InputError ? refuseOrExcuse(opened, error.problems) : giveUp(opened.runner, error)
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
  const opened = await open(env, 'pre')
  if (opened.reader.get('mode') !== 'guard') return 0
  try {
    const config = parseInputs(opened.reader)
    const report = new RunReport(config, opened)
    const prepared = prepare(config, { ...opened, report }, signal)
    const stopped = await Promise.race([prepared, crashed]).finally(() => report.close())
    if (stopped !== undefined) {
      opened.runner.noteTurn()
      return await report.end(stopped)
    }
  } catch (error) {
    const { leaveUnprepared, refuseEarly } = await import('./refusal.ts')
    if (error instanceof InputError) return refuseEarly(opened, error.problems)
    if (!signal.aborted) leaveUnprepared(opened.runner, error)
  }
  return 0
}

async function open(env: NodeJS.ProcessEnv, entry: 'pre' | 'main') {
  const reader = runnerInputs(env, entry)
  if (needsYaml(reader)) await loadYaml()
  const target = ALL_TARGETS.find(({ kind }) => kind === reader.get('target'))
  // Each secret more costs time at the start.
  const given = findSecrets(reader, ruleOf)
  const passesEnvironment = target?.passesEnvironment || hasCommands(reader.get('checks'))
  const echoed = passesEnvironment ? findEnvironmentSecrets(env, given) : []
  const secrets = [...given, ...echoed]
  const redact = createRedactor(secrets)
  const runner = new Runner(env, redact)
  for (const secret of secrets) runner.mask(secret.reveal())
  return { env, reader, redact, runner }
}
