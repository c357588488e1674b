import type { Place } from './workflow-source.ts'

/** One thing to mend in a workflow file. */
export interface LintProblem extends Place {
  /** An error will fail, or roll back what it should not. A warning may be meant so. */
  readonly level: 'error' | 'warning'
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string
  /** What to write instead, in whole sentences. */
  readonly hint: string
}

export type Advice = Pick<LintProblem, 'message' | 'hint'>

export function errorAt({ line, column }: Place, advice: Advice): LintProblem {
  return { line, column, level: 'error', ...advice }
}

export function warningAt({ line, column }: Place, advice: Advice): LintProblem {
  return { line, column, level: 'warning', ...advice }
}
