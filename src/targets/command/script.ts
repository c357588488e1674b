import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../core/clock.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { shellQuote } from '../../core/shell-quote.ts'
import { CapturedText, LineSplitter } from '../../process/captured-text.ts'
import type { Environment } from '../../process/child.ts'
import { endTree } from '../../process/process-tree.ts'
import { stepEnvironment } from '../../process/step-environment.ts'

export interface ScriptRun {
  /** Bash, run as a `run:` step would run it with `shell: bash`. */
  readonly script: string
  readonly env: Environment
  /** Gets each line of both outputs. Untrusted. */
  readonly onLine?: ((line: string) => void) | undefined
}

export interface ScriptEnd {
  readonly exitCode: number
  /** Untrusted, like `stderr`. */
  readonly stdout: string
  readonly stderr: string
}

export interface ScriptPlace {
  readonly clock: Clock
  readonly workspace: string
  /** For the script's file, in a folder that only we can read. */
  readonly temporary: string
}

/**
 * `shell: bash` of a `run:` step, from docs.github.com, "jobs.<job_id>.steps[*].shell", with an empty
 * standard input. The `input` of @actions/exec would not do: its write has no error handler, so that a
 * script that ends at once takes this whole process with it (EPIPE). `--norc`, since bash takes the
 * socket that Node gives it for a remote shell's, and would read ~/.bashrc.
 */
const BASH = ['--norc', '-c', 'exec bash --noprofile --norc -eo pipefail "$1" </dev/null', 'bash'] as const

/**
 * Runs a script once, to its end. Its output is kept from the log: the runner would take lines of it
 * for commands. Rejects with the signal's reason once every process of it has ended, or with a
 * PlatformError when there is no bash.
 */
export async function runScript(run: ScriptRun, place: ScriptPlace, signal: AbortSignal): Promise<ScriptEnd> {
  signal.throwIfAborted()
  // Known before there is a process id, and found in whatever the script starts.
  const marker = randomUUID()
  const folder = await mkdtemp(join(place.temporary, `safe-landing-${marker}-`))
  const stopped = Promise.withResolvers<void>()
  const abort = () => void endTree({ text: marker }, place.clock).then(stopped.resolve, stopped.reject)
  try {
    const file = join(folder, 'script.sh')
    await writeFile(file, run.script.endsWith('\n') ? run.script : `${run.script}\n`, { mode: 0o600 })
    signal.throwIfAborted()
    signal.addEventListener('abort', abort, { once: true })
    const running = runFile(file, marker, run, place.workspace)
    const end = await Promise.race([running, stopped.promise])
    if (end !== undefined && !signal.aborted) return end
    await stopped.promise
    running.catch(() => undefined)
    throw signal.reason
  } finally {
    signal.removeEventListener('abort', abort)
    await rm(folder, { recursive: true, force: true })
  }
}

async function runFile(file: string, marker: string, run: ScriptRun, workspace: string): Promise<ScriptEnd> {
  const { exec } = await import('@actions/exec')
  const stdout = new CapturedText()
  const stderr = new CapturedText()
  const lines = [stdout, stderr].map(() => new LineSplitter((line) => run.onLine?.(line)))
  const onLine = (text: CapturedText, splitter: LineSplitter | undefined) => (chunk: Buffer) => {
    text.add(chunk)
    splitter?.add(chunk)
  }
  let exitCode: number | null
  try {
    exitCode = await exec('bash', [...BASH, file], {
      cwd: workspace,
      env: { ...withoutUndefined(run.env), SAFE_LANDING_PROCESS: marker },
      silent: true,
      ignoreReturnCode: true,
      delay: 1_000,
      listeners: { stdout: onLine(stdout, lines[0]), stderr: onLine(stderr, lines[1]) },
    })
  } catch (cause) {
    throw noBash(cause)
  }
  for (const splitter of lines) splitter.end()
  // The declared type leaves out null, which is what a script ended by a signal has.
  return { exitCode: exitCode ?? 143, stdout: `${stdout}`, stderr: `${stderr}` }
}

function withoutUndefined(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** What a rollback is about, as the user's own program gets it: by environment variables only. */
export interface CommandFacts {
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly reportPath: string
}

/** The environment of a `run:` step, with the facts. */
export function commandEnvironment(own: Environment, facts: CommandFacts): Environment {
  return {
    ...stepEnvironment(own),
    SAFE_LANDING_FROM: facts.from,
    SAFE_LANDING_TO: facts.to,
    SAFE_LANDING_REASON: facts.reason,
    SAFE_LANDING_REPORT: facts.reportPath,
  }
}

/** The same for a person, in a checkout: what it is about, the shell, and an empty standard input. */
export function manualCommand(script: string, facts: Pick<CommandFacts, 'from' | 'to'>): string {
  const reason = 'rolled back by hand'
  const variables = Object.entries(commandEnvironment({}, { ...facts, reason, reportPath: '' }))
  return [
    ...variables.map(([name, value]) => `${name}=${shellQuote(value ?? '')}`),
    `bash --noprofile --norc -eo pipefail -c ${shellQuote(script)} </dev/null`,
  ].join(' ')
}

export function noBash(cause: unknown): PlatformError {
  return new PlatformError('not-found', 'bash could not be started on this runner', {
    cause,
    hint: 'See that bash is on the PATH and that the workspace exists.',
  })
}
