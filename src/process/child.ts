// Programs on the runner: start one, read what it prints, end all of it. Which program, and what its end
// means, is the caller's.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { constants } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../core/clock.ts'
import { CapturedText, LineSplitter } from './captured-text.ts'
import { endTree } from './process-tree.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface ChildRequest {
  /** Program and arguments; no shell is involved. */
  readonly argv: readonly [string, ...string[]]
  readonly cwd?: string
  readonly env: Environment
  /** Absent: standard input is empty, unless `onLine` writes to it. */
  readonly input?: string
  /** Gets the input, to write to it later and to end it. */
  readonly onStart?: (stdin: ChildInput) => void
  /** Receives each line of standard output, and may answer. The lines are untrusted. */
  readonly onLine?: (line: string, stdin: ChildInput) => void
  /** Gets what it has printed when the signal has ended it. */
  readonly onStopped?: (output: ChildOutput) => void
}

/** Untrusted. */
export interface ChildOutput {
  readonly stdout: string
  readonly stderr: string
}

export interface ChildInput {
  write(text: string): void
  end(): void
}

/** How a child ended. The texts are untrusted. */
export type ChildEnd =
  | {
      readonly kind: 'exited'
      /** 128 + the signal's number when a signal ended it, as a shell says it. */
      readonly exitCode: number
      readonly stdout: string
      readonly stderr: string
    }
  /** The program is not there, or may not be run. */
  | { readonly kind: 'not-started'; readonly program: string; readonly cause: Error }

/**
 * After its exit, how long a child's output may stay open because a daemon of it holds it. The rest of
 * the output comes at once otherwise, so that this is no wait of the run's, and not on its clock.
 */
const OUTPUT_GRACE_MS = 500

/**
 * Runs a program to its end, in a process group of its own. Rejects only with the signal's reason,
 * and then not before the whole tree of its processes has ended.
 */
export async function runChild(request: ChildRequest, clock: Clock, signal: AbortSignal): Promise<ChildEnd> {
  signal.throwIfAborted()
  const marker = randomUUID()
  const [program, ...args] = request.argv
  const child = spawn(program, args, {
    cwd: request.cwd,
    env: { ...request.env, SAFE_LANDING_PROCESS: marker },
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  const ended = follow(child, request)
  const stopped = Promise.withResolvers<void>()
  const abort = () => {
    endTree({ rootPid: child.pid, text: marker }, clock).then(stopped.resolve, stopped.reject)
  }
  signal.addEventListener('abort', abort, { once: true })
  try {
    const end = await ended
    if (!signal.aborted) return end
    await stopped.promise
    if (end.kind === 'exited') request.onStopped?.(end)
    throw signal.reason
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

async function follow(child: ChildProcess, request: ChildRequest): Promise<ChildEnd> {
  const stdout = new CapturedText()
  const stderr = new CapturedText()
  const stdin: ChildInput = {
    write: (text) => void child.stdin?.write(text),
    end: () => void child.stdin?.end(),
  }
  const { onLine } = request
  const lines = onLine && new LineSplitter((line) => onLine(line, stdin))
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout.add(chunk)
    lines?.add(chunk)
  })
  child.stderr?.on('data', (chunk: Buffer) => stderr.add(chunk))
  // A child that ends without reading all of its input is its own affair: its exit code shows how it went.
  child.stdin?.on('error', () => undefined)
  request.onStart?.(stdin)
  if (request.input !== undefined) stdin.write(request.input)
  if (onLine === undefined) stdin.end()
  const exit = await exitOf(child)
  lines?.end()
  if (exit.kind === 'not-started') return { ...exit, program: request.argv[0] }
  return { ...exit, stdout: `${stdout}`, stderr: `${stderr}` }
}

type Exit =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'not-started'; readonly cause: Error }

async function exitOf(child: ChildProcess): Promise<Exit> {
  const exited = Promise.withResolvers<Exit>()
  const closed = new AbortController()
  child.once('error', (cause) => exited.resolve({ kind: 'not-started', cause }))
  child.once('exit', (code, signal) => {
    const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal])
    exited.resolve({ kind: 'exited', exitCode })
  })
  child.once('close', () => closed.abort())
  const exit = await exited.promise
  if (exit.kind === 'not-started') return exit
  await setTimeout(OUTPUT_GRACE_MS, undefined, { signal: closed.signal }).catch(() => undefined)
  child.stdout?.destroy()
  child.stderr?.destroy()
  return exit
}
