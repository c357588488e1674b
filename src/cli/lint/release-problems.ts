import { type LintProblem, warningAt } from './lint-problem.ts'
import type { LandingStep } from './safe-landing-step.ts'

/** What the pages and `init` write where the release is unknown. The first is also the name of somebody's account. */
const PLACEHOLDER = /^OWNER\/|@0{40}$/

export function findPlaceholder({ step: { uses } }: LandingStep): readonly LintProblem[] {
  if (uses === undefined || !PLACEHOLDER.test(uses.text)) return []
  const message = `${uses.text} is a placeholder, and GitHub would look for an action of that name`
  const hint = 'Name the account that Safe Landing is in, and the full commit SHA of a release.'
  return [warningAt(uses, { message, hint })]
}
