import { PlatformError } from '../../core/platform-error.ts'
import { truncate } from '../../core/truncate.ts'
import { type Environment, runChild } from '../../process/child.ts'
import { noBash, type ScriptPlace } from './script.ts'

export interface Preflight {
  /** The input that holds the script. */
  readonly name: string
  readonly script: string
  readonly env: Environment
  readonly redact: (text: string) => string
}

/** Finds, without running any of it, a script that could not run. Rejects with a PlatformError then. */
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

/**
 * The program that a bash script starts with, if that can be seen without knowing bash: its first line
 * that says anything begins with one plain word. Undefined for everything else (`if`, `X=1 y`, `"$z"`).
 */
export function findProgram(script: string): string | undefined {
  const line = script
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text !== '' && !text.startsWith('#'))
  return /^([\w./+@-]+)(?:\s|;|$)/.exec(line ?? '')?.[1]
}
