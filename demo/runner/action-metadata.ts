import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'

/** What action.yml says, as far as running a step needs it. */
export interface ActionMetadata {
  /** Input name → default; undefined: none. */
  readonly inputs: ReadonlyMap<string, string | undefined>
  readonly outputs: readonly string[]
  /** Absolute paths. */
  readonly main: string
  readonly pre?: string
}

interface RawMetadata {
  readonly inputs?: Record<string, { readonly default?: unknown } | null>
  readonly outputs?: Record<string, unknown>
  readonly runs: { readonly main: string; readonly pre?: string }
}

export function readActionMetadata(path: string): ActionMetadata {
  const raw: RawMetadata = parse(readFileSync(path, 'utf8'))
  const inputs = Object.entries(raw.inputs ?? {}).map(
    ([name, input]) => [name, input?.default === undefined ? undefined : String(input.default)] as const,
  )
  const from = dirname(path)
  return {
    inputs: new Map(inputs),
    outputs: Object.keys(raw.outputs ?? {}),
    main: resolve(from, raw.runs.main),
    ...(raw.runs.pre === undefined ? {} : { pre: resolve(from, raw.runs.pre) }),
  }
}

/** Values of the `github` context, such as `sha` or `token`. */
export type GithubContext = Readonly<Record<string, string>>

/** The `INPUT_*` variables of a step, and what the runner would warn about. */
export interface StepInputs {
  readonly env: Record<string, string>
  readonly unexpected: readonly string[]
}

/**
 * Every declared input gets a variable, an empty one too; so does an undeclared one, after a warning.
 * Names keep their dashes; only blanks become `_` (actions/runner, src/Runner.Worker/Handlers/Handler.cs).
 */
export function stepInputs(
  action: Pick<ActionMetadata, 'inputs'>,
  given: Readonly<Record<string, string>>,
  github: GithubContext,
): StepInputs {
  const declared = new Set([...action.inputs.keys()].map((name) => name.toLowerCase()))
  const env: Record<string, string> = {}
  for (const [name, fallback] of action.inputs) env[variableOf(name)] = evaluate(fallback ?? '', github)
  for (const [name, value] of Object.entries(given)) env[variableOf(name)] = value
  return { env, unexpected: Object.keys(given).filter((name) => !declared.has(name.toLowerCase())) }
}

function variableOf(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`
}

/** Defaults may use the `github` context; nothing else of the expression language is used in this action. */
function evaluate(text: string, github: GithubContext): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const name = /^github\.([a-z_]+)$/.exec(expression)?.[1]
    if (name === undefined) throw new Error(`This runner cannot evaluate \${{ ${expression} }}`)
    return github[name] ?? ''
  })
}
