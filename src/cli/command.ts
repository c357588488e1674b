import type { ExitCode } from '../run/outcome.ts'
import type { Given, Options } from './options.ts'

/** One command of the command line. */
export interface Command {
  /** What it does, in one line. */
  readonly summary: string
  /** What follows its name, such as `FILE…`. */
  readonly usage: string
  readonly options: Options
  /** Further lines of its help. */
  readonly notes: readonly string[]
  /** Throws a `UsageError` if it cannot be done as it was called, and has done nothing then. */
  run(given: Given, terminal: Terminal): Promise<ExitCode>
}

/** Where a command was started. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  /** Whether a person watches: then a line may be written again and again. */
  readonly isInteractive: boolean
  /** The folder of the examples, which come with the program. */
  readonly examples: string
  /** Asks the person at the terminal one line. Absent: there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined
  write(text: string): void
  writeError(text: string): void
}
