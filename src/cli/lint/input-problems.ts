import { findCredentials } from '../../core/credential-shapes.ts'
import { nearest } from '../../core/nearest.ts'
import { INPUT_DEFAULTS } from '../../inputs/declarations.ts'
import { InputError, type InputProblem, renderProblem } from '../../inputs/input-error.ts'
import { parseInputs, type RunConfig } from '../../main/parse-inputs.ts'
import { errorAt, type LintProblem, warningAt } from './lint-problem.ts'
import { hasExpression, type LandingStep, placeWithin } from './safe-landing-step.ts'
import type { Place, Step } from './workflow-source.ts'

/** What the run itself would refuse, and what the runner would pass over. */
export function findWrongInputs(landing: LandingStep): readonly LintProblem[] {
  return [...findRefused(landing), ...findUndeclared(landing.step), ...findWrittenSecrets(landing.step)]
}

/** The inputs as values. Undefined: something is wrong with them, or an expression gives some. */
export function readConfig({ inputs }: LandingStep): RunConfig | readonly InputProblem[] {
  try {
    return parseInputs(inputs)
  } catch (error) {
    if (error instanceof InputError) return error.problems
    throw error
  }
}

function findRefused(landing: LandingStep): readonly LintProblem[] {
  const { step } = landing
  const found = readConfig(landing)
  if (!Array.isArray(found)) return []
  return (found as readonly InputProblem[])
    .filter(({ input, mayBeUnset }) => !isGivenByExpression(step, [input, mayBeUnset]))
    .filter(({ input }) => Object.hasOwn(INPUT_DEFAULTS, input))
    .map((problem) => errorAt(placeOf(step, problem), describe(problem)))
}

/** What an expression gives is unknown here, and what it may give is no mistake. */
function isGivenByExpression(step: Step, names: readonly (string | true | undefined)[]): boolean {
  return names.some((name) => typeof name === 'string' && hasExpression(step.with.get(name)?.text ?? ''))
}

function placeOf(step: Step, { input, line, column }: InputProblem): Place {
  const value = step.with.get(input)
  return value === undefined ? (step.uses ?? step) : placeWithin(value, line, column)
}

/** Its place is beside the text. */
function describe({ line: _line, column: _column, hint, ...problem }: InputProblem) {
  return { message: renderProblem(problem), hint: hint ?? '' }
}

function findUndeclared({ with: given }: Step): readonly LintProblem[] {
  const names = Object.keys(INPUT_DEFAULTS)
  return [...given].flatMap(([name, { key }]) => {
    if (names.includes(name.toLowerCase())) return []
    const meant = nearest(name, names)
    const hint = meant === undefined ? 'docs/inputs.md lists them all.' : `Did you mean ${meant}?`
    return [errorAt(key, { message: `${name} is no input of Safe Landing`, hint })]
  })
}

function findWrittenSecrets({ with: given }: Step): readonly LintProblem[] {
  return [...given].flatMap(([name, value]) => {
    if (hasExpression(value.text) || findCredentials(value.text).length === 0) return []
    return [
      warningAt(value, {
        message: `${name} holds what looks like a credential, for everybody who can read this file`,
        hint: `Put it into a secret of the repository, give it as \${{ secrets.NAME }}, and replace the credential.`,
      }),
    ]
  })
}
