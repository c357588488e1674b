import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import { type Environment, runChild } from '../../process/child.ts'
import { findProgram } from './model/program.ts'
import type { ScriptPlace } from './script.ts'

export interface Preflight {
  /** The input that holds the script. */
  readonly name: string
  readonly script: string
  readonly env: Environment
  readonly redact: (text: string) => string
}

/** Finds, without running any of it, a script that could not run. Rejects with a RollbackError then. */
export async function checkScript(
  { name, script, env, redact }: Preflight,
  { clock, workspace: cwd }: ScriptPlace,
  signal: AbortSignal,
): Promise<void> {
  const parsed = await runChild({ argv: ['bash', '--norc', '-n'], cwd, env, input: script }, clock, signal)
  if (parsed.kind === 'not-started') throw noBash(parsed.cause)
  if (parsed.exitCode !== 0) {
    const said = redact(truncate(parsed.stderr))
    throw new PlatformError('refused', `${name} is not a bash script: ${said}`, {
      hint: 'Run `bash -n` on it.',
    })
  }
  const program = findProgram(script)
  if (program === undefined) return
  // `type` also knows builtins, and takes the word as data.
  const poll = ['bash', '--norc', '-c', 'type -- "$1"', 'bash', program] as const
  const found = await runChild({ argv: [...poll], cwd, env }, clock, signal)
  if (found.kind === 'exited' && found.exitCode === 0) return
  throw new PlatformError(
    'not-found',
    `${name} starts with ${redact(program)}, which is not on this runner`,
    {
      hint: 'Install it in a step before, or write its path as seen from the workspace.',
    },
  )
}

export function noBash(cause: unknown): PlatformError {
  return new PlatformError('not-found', 'bash could not be started on this runner', {
    cause,
    hint: 'See that bash is on the PATH and that the workspace exists.',
  })
}
