import { type InputProblem, unsetInputs } from '../inputs/input-error.ts'
import { isRolledBack, type Result } from '../run/outcome.ts'
import type { RunStory } from './run-story.ts'
import { toPlainText } from './untrusted.ts'
import { findWarnings } from './warned.ts'

/** The outputs of action.yml, all of them in every run: an unknown one is empty, never missing. */
export interface Outputs {
  readonly result: Result
  readonly healthy: 'true' | 'false' | ''
  readonly 'rolled-back': 'true' | 'false'
  /** Empty without `promote`. */
  readonly promoted: 'true' | 'false' | ''
  /** One line, so that it can be put anywhere. */
  readonly reason: string
  readonly from: string
  readonly to: string
  readonly captured: string
  readonly 'detection-seconds': string
  readonly 'rollback-seconds': string
  readonly 'rollback-run-id': string
  readonly 'rollback-run-url': string
  readonly warnings: string
  readonly report: string
  /** Holds the report and what stands beside it. */
  readonly 'report-folder': string
}

/** For a run that did not begin: its inputs are wrong. */
export function renderInvalidOutputs(problems: readonly InputProblem[]): Outputs {
  const names = [...new Set(problems.map(({ input }) => input))].join(', ')
  return renderEnd('invalid', `wrong inputs: ${names}`)
}

/** For a check of a fork's pull request, in which these inputs are not set. */
export function renderExcusedOutputs(problems: readonly InputProblem[]): Outputs {
  return renderEnd(
    'validated',
    `the inputs that a pull request from a fork has are right; without ${unsetInputs(problems).join(', ')} nothing else was checked`,
  )
}

/** For a run that did not begin, by a bug of this action. */
export function renderUnbegunOutputs(): Outputs {
  return renderEnd('inconclusive', 'Safe Landing stopped on a bug of its own before it began')
}

function renderEnd(result: Result, reason: string): Outputs {
  return {
    result,
    healthy: '',
    'rolled-back': 'false',
    promoted: '',
    reason: toPlainText(reason, 1_000),
    from: '',
    to: '',
    captured: '',
    'detection-seconds': '',
    'rollback-seconds': '',
    'rollback-run-id': '',
    'rollback-run-url': '',
    warnings: '0',
    report: '',
    'report-folder': '',
  }
}

/** @param captured what `mode: capture` recorded; absent in the other modes */
export function renderOutputs({ outcome, context, events }: RunStory, captured = ''): Outputs {
  const { plan, run, timings, isHealthy, promotion } = outcome
  return {
    result: outcome.result,
    healthy: trueOrFalse(isHealthy),
    'rolled-back': isRolledBack(outcome.result) ? 'true' : 'false',
    promoted: trueOrFalse(promotion?.isPromoted),
    reason: toPlainText(outcome.reason, 1_000),
    from: revisions(plan?.from),
    to: revisions(plan?.to),
    captured,
    'detection-seconds': seconds(timings.detectionMs),
    'rollback-seconds': seconds(timings.rollbackMs),
    'rollback-run-id': toPlainText(run?.id ?? ''),
    'rollback-run-url': toPlainText(run?.url ?? ''),
    warnings: String(findWarnings({ events, outcome }).length),
    report: context.reportPath ?? '',
    'report-folder': folderOf(context.reportPath),
  }
}

function trueOrFalse(known: boolean | undefined): 'true' | 'false' | '' {
  if (known === undefined) return ''
  return known ? 'true' : 'false'
}

/** The runner's own separator: on Windows paths have the other one. */
function folderOf(path = ''): string {
  return path.replace(/[\\/][^\\/]*$/, '')
}

/** One per line: several services have several revisions. */
function revisions(text = ''): string {
  return text
    .split('\n')
    .map((line) => toPlainText(line))
    .join('\n')
}

function seconds(durationMs: number | undefined): string {
  return durationMs === undefined ? '' : String(Math.round(durationMs / 1_000))
}
