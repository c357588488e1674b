import type { ExitCode } from '../run/outcome.ts'
import { cli } from './cli.ts'

/** Runs a command in the terminal of this process. Never rejects. */
export async function startCli(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  return await cli(args, {
    env: process.env,
    signal,
    isInteractive: process.stdout.isTTY === true,
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
  })
}
