import type { InputReader } from '../../inputs/parser.ts'
import { findWrongInputs } from './input-problems.ts'
import { errorAt, type LintProblem } from './lint-problem.ts'
import { findMissingPermissions } from './permission-problems.ts'
import { findMisplacedStep } from './place-problems.ts'
import { findPlaceholder } from './release-problems.ts'
import { findLandingSteps } from './safe-landing-step.ts'
import { findMissingScripts } from './script-problems.ts'
import { findBlindWatch } from './watch-problems.ts'
import { readWorkflow, WorkflowSyntaxError } from './workflow-source.ts'

export interface LintResult {
  /** In the order of the file. */
  readonly problems: readonly LintProblem[]
  /** How many steps use Safe Landing. */
  readonly steps: number
}

/**
 * Everything to mend in the steps of one workflow file that use Safe Landing.
 *
 * @param readFile the files of its repository. Absent: nobody knows where it is.
 */
export function lintWorkflow(source: string, readFile?: InputReader['readFile']): LintResult {
  try {
    const landings = findLandingSteps(readWorkflow(source), readFile)
    const problems = landings.flatMap((landing) => [
      ...findPlaceholder(landing),
      ...findWrongInputs(landing),
      ...findMissingPermissions(landing),
      ...findMisplacedStep(landing),
      ...findBlindWatch(landing),
      ...findMissingScripts(landing),
    ])
    return { problems: inOrder(problems), steps: landings.length }
  } catch (error) {
    if (!(error instanceof WorkflowSyntaxError)) throw error
    const hint = 'GitHub does not start a workflow that it cannot read.'
    return { problems: [errorAt(error.place, { message: `no YAML: ${error.message}`, hint })], steps: 0 }
  }
}

/** What several steps of a job have in common is reported once. */
function inOrder(problems: readonly LintProblem[]): readonly LintProblem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted((a, b) => a.line - b.line || a.column - b.column)
}
