import { type InputProblem, renderProblem, unsetInputs } from '../inputs/input-error.ts'
import type { Annotation } from './annotations.ts'
import type { WorkflowRun } from './run-story.ts'
import { renderRun } from './summary/where.ts'
import { cell, codeBlock, codeSpan, escapeMarkdown, fitMarkdown, link, toPlainText } from './untrusted.ts'

/** The summary of a run that did not begin, since its inputs are wrong. */
export function renderInvalidSummary(problems: readonly InputProblem[], run?: WorkflowRun): string {
  const rows = problems.map(({ input, actual, line, expected, hint }) => {
    const where = line === undefined ? '' : ` (line ${line})`
    const advice = hint === undefined ? '' : `<br>${escapeMarkdown(hint)}`
    return `| ${cell(codeSpan(input))} | ${cell(codeSpan(actual, 200))}${where} | ${cell(`${escapeMarkdown(expected)}${advice}`)} |`
  })
  const count = problems.length === 1 ? 'One input is wrong' : `${problems.length} inputs are wrong`
  return [
    `## ⚠️ ${count}`,
    '**Safe now? As before.** Nothing was touched. No request was sent, and nothing is known about the service.',
    ...renderPlace(run),
    `**Why:** ${nameWrong(problems)}.`,
    '**What to do next**',
    '- [ ] Correct the `with:` block of this step in the workflow file. All problems are listed at once.',
    `${['| Input | Value | Expected |', '| --- | --- | --- |', ...rows].join('\n')}\n`,
  ].join('\n\n')
}

const MAX_NAMED = 3

function nameWrong(problems: readonly InputProblem[]): string {
  const names = [...new Set(problems.map(({ input }) => fitMarkdown(input, 60, codeSpan)))]
  const rest = names.length - MAX_NAMED
  const shown = names.slice(0, MAX_NAMED).join(', ')
  return `${shown}${rest > 0 ? ` and ${rest} more` : ''} ${names.length === 1 ? 'has a value' : 'have values'} that cannot be used`
}

export function renderInvalidAnnotations(problems: readonly InputProblem[]): Annotation[] {
  const lines = problems.map((problem) => toPlainText(renderProblem(problem)))
  return [{ level: 'error', title: 'Safe Landing: wrong inputs', message: lines.join('\n').slice(0, 4_000) }]
}

const NOT_IN_A_FORK =
  'A pull request from a fork has neither secrets nor variables, so that these inputs are empty or incomplete'

/** Of a check of a fork's pull request, in which these inputs are not set. */
export function renderExcusedSummary(problems: readonly InputProblem[], run?: WorkflowRun): string {
  const names = unsetInputs(problems).map((name) => fitMarkdown(name, 60, codeSpan))
  return [
    '## ✅ What could be checked is right',
    '**Safe now? As before.** Nothing was changed, and nothing was asked. All other inputs are right.',
    ...renderPlace(run),
    `**Why:** ${NOT_IN_A_FORK}: ${names.join(', ')}.`,
    '**What to do next**',
    '- [ ] To try the checks and the rollback too, open the pull request from a branch of this repository.\n',
  ].join('\n\n')
}

function renderPlace(run: WorkflowRun | undefined): string[] {
  return run === undefined ? [] : [`**Where:** ${renderRun(run, 0.7).join(' · ')}`]
}

export function renderExcusedAnnotations(problems: readonly InputProblem[]): Annotation[] {
  const names = unsetInputs(problems).join(', ')
  const message = `${NOT_IN_A_FORK}: ${names}. All other inputs are right; nothing else was checked.`
  return [
    {
      level: 'warning',
      title: 'Safe Landing: checked as far as a fork can be',
      message: toPlainText(message, 1_000),
    },
  ]
}

export interface BugPlace {
  readonly run?: WorkflowRun | undefined
  /** Where the makers of Safe Landing take reports. */
  readonly issuesUrl?: string | undefined
}

/** The summary when Safe Landing itself is at fault. */
export function renderBugSummary(
  error: unknown,
  whatIsKnown: string,
  { run, issuesUrl }: BugPlace = {},
): string {
  const makers =
    issuesUrl === undefined
      ? 'to the makers of Safe Landing'
      : link('to the makers of Safe Landing', issuesUrl)
  return [
    '## 🐞 Safe Landing stopped on a bug of its own',
    `**Safe now? Unknown.** ${escapeMarkdown(whatIsKnown)}`,
    ...renderPlace(run),
    `**Why:** ${fitMarkdown(describeError(error), 400)}`,
    '**What to do next**',
    [
      '- [ ] Check what the platform is doing now; do not take this run as a verdict on the version.',
      `- [ ] Please report it ${makers}, with the details below.`,
    ].join('\n'),
    `<details><summary>Details for the report</summary>\n\n${codeBlock(stackOf(error), { maxLines: 40, maxLength: 6_000 })}\n\n</details>\n`,
  ].join('\n\n')
}

/** Of what runs before the job: the deployment goes on, and only the comparison with before is missing. */
export function renderUnpreparedAnnotations(error: unknown): Annotation[] {
  const message = `How the service is before the deployment could not be recorded: ${describeError(error)}. The deployment is not held up; it will be judged as if nothing had been recorded.`
  return [{ level: 'warning', title: 'Safe Landing', message: toPlainText(message, 1_000) }]
}

export function renderBugAnnotations(error: unknown): Annotation[] {
  return [
    {
      level: 'error',
      title: 'Safe Landing: this is a bug in Safe Landing',
      message: toPlainText(describeError(error), 1_000),
    },
  ]
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

/** With every cause. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? describeError(error)}${cause}`
}
