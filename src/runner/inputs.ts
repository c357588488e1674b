import type { InputReader } from '../inputs/parser.ts'
import { readInWorkspace } from './workspace-file.ts'

/**
 * The inputs as the runner passes them: in the environment, with action.yml's defaults filled in.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/Handler.cs (AddInputsToEnvironment)
 *
 * Before the job nothing is checked out yet, and what a workspace holds then is of an earlier job.
 */
export function runnerInputs(env: NodeJS.ProcessEnv, entry: 'pre' | 'main'): InputReader {
  return {
    get: (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
    given: () =>
      Object.keys(env).flatMap((name) => (/^INPUT_/i.test(name) ? [name.slice(6).toLowerCase()] : [])),
    variable: (name) => env[name],
    ...(entry === 'main' && {
      readFile: (path) => readInWorkspace(env.GITHUB_WORKSPACE || process.cwd(), path),
    }),
  }
}
