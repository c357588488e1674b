import { INPUT_DEFAULTS, type InputName } from '../../inputs/declarations.ts'
import type { InputReader } from '../../inputs/parser.ts'
import { ALL_TARGETS } from '../../targets/registry.ts'
import type { Target } from '../../targets/target.ts'
import type { Job, Place, Step, Text, Workflow } from './workflow-source.ts'

/** A step of Safe Landing, with all around it. */
export interface LandingStep {
  readonly workflow: Workflow
  readonly job: Job
  readonly step: Step
  /** The inputs as the runner would pass them, but for those that an expression gives. */
  readonly inputs: InputReader
  /** Absent: an expression gives it, or it is wrong. */
  readonly target?: Target | undefined
}

/** Every step of the workflow that uses Safe Landing. */
export function findLandingSteps(
  workflow: Workflow,
  readFile?: InputReader['readFile'],
): readonly LandingStep[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.filter(isLanding).map((step) => {
      const inputs = { ...readInputs(step), ...(readFile && { readFile }) }
      const target = ALL_TARGETS.find(({ kind }) => kind === inputs.get('target').trim())
      return { workflow, job, step, inputs, target }
    }),
  )
}

function isLanding({ uses }: Step): boolean {
  return uses !== undefined && /(^|\/)safe-landing(\/|@|$)/i.test(uses.text)
}

export function hasExpression(text: string): boolean {
  return text.includes('${{')
}

function readInputs({ with: given }: Step): InputReader {
  return {
    get: (name) => given.get(name)?.text ?? defaultOf(name),
    given: () => [...given.keys()].map((name) => name.toLowerCase()),
  }
}

/** Where the default is an expression, it gives something. */
function defaultOf(name: string): string {
  const preset = Object.hasOwn(INPUT_DEFAULTS, name) ? INPUT_DEFAULTS[name as InputName] : ''
  return hasExpression(preset) ? 'given-by-github' : preset
}

/** Where a line of a value stands in the file. Without a line: where the value begins. */
export function placeWithin(value: Text, line?: number, column?: number): Place {
  if (line === undefined) return { line: value.line, column: value.column }
  if (value.indent !== undefined) return { line: value.line + line, column: value.indent + (column ?? 1) }
  return { line: value.line + line - 1, column: value.column + (column ?? 1) - 1 }
}
