import type { InputReader } from '../inputs/parser.ts'

/**
 * The inputs as the runner passes them: in the environment, with action.yml's defaults filled in.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/Handler.cs (AddInputsToEnvironment)
 */
export function runnerInputs(env: NodeJS.ProcessEnv): InputReader {
  return {
    get: (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
    given: () =>
      Object.keys(env).flatMap((name) => (/^INPUT_/i.test(name) ? [name.slice(6).toLowerCase()] : [])),
    variable: (name) => env[name],
  }
}
