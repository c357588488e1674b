import { INPUT_DEFAULTS } from '../../src/declarations.ts'
import type { InputReader } from '../../src/inputs/fields.ts'
import { InputError } from '../../src/inputs/input-error.ts'
import { parseInputs } from '../../src/inputs/parse-inputs.ts'

/** Inputs as the runner gives them: what the user wrote, and action.yml's defaults for the rest. */
export function given(inputs: Readonly<Record<string, string>>): InputReader {
  const all = new Map<string, string>(Object.entries({ ...INPUT_DEFAULTS, ...inputs }))
  return { get: (name) => all.get(name) ?? '' }
}

/** What is said about wrong inputs; fails for inputs that are right. */
export function refusal(inputs: Readonly<Record<string, string>>): InputError {
  try {
    parseInputs(given(inputs))
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error(`accepted: ${JSON.stringify(inputs)}`)
}
