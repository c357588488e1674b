import { isForkPullRequest } from '../github/event-payload.ts'
import type { InputProblem } from '../inputs/input-error.ts'
import type { InputReader } from '../inputs/parser.ts'
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
import type { Runner } from '../runner/runner.ts'
import { readWorkflowRun } from './run-report.ts'

// How a step ends that has not begun.

interface Opened {
  readonly env: NodeJS.ProcessEnv
  readonly reader: InputReader
  readonly runner: Runner
}

/** The deployment is the user's: it does not have to wait until a bug of this action is fixed. */
export function leaveUnprepared(runner: Runner, error: unknown): void {
  runner.annotate(renderUnpreparedAnnotations(error))
}

/** What is empty now may be the output of a step that has not run yet; what is there is wrong for good. */
export function refuseEarly(opened: Opened, problems: readonly InputProblem[]): ExitCode {
  const certain = problems.filter(({ actual }) => actual !== '')
  if (certain.length === 0) return 0
  opened.runner.noteTurn()
  return refuse(opened, certain)
}

/** A bug before there was a report for it. */
export function giveUp(runner: Runner, error: unknown): ExitCode {
  const known = 'Nothing had been begun, so the platform is as the deploy step left it.'
  runner.publish({ summary: renderBugSummary(error, known), outputs: { ...renderUnbegunOutputs() } })
  runner.annotate(renderBugAnnotations(error))
  return 1
}

/** To check a fork's pull request is to check what is there: it has neither secrets nor variables. */
export function refuseOrExcuse(opened: Opened, problems: readonly InputProblem[]): ExitCode {
  const { env, reader, runner } = opened
  const isExcused = reader.get('mode').trim() === 'validate' && isForkPullRequest(env)
  const wrong = isExcused ? problems.filter(({ mayBeUnset }) => !mayBeUnset) : problems
  if (wrong.length > 0) return refuse(opened, wrong)
  const outputs = { ...renderExcusedOutputs(problems) }
  runner.publish({ summary: renderExcusedSummary(problems, readWorkflowRun(env)), outputs })
  runner.annotate(renderExcusedAnnotations(problems))
  return 0
}

function refuse({ env, runner }: Opened, problems: readonly InputProblem[]): ExitCode {
  runner.publish({
    summary: renderInvalidSummary(problems, readWorkflowRun(env)),
    outputs: { ...renderInvalidOutputs(problems) },
  })
  runner.annotate(renderInvalidAnnotations(problems))
  return 2
}
