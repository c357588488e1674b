import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { ExitCode } from '../run/outcome.ts'
import { cli } from './cli.ts'
import { UsageError } from './options.ts'

/** Runs a command in the terminal of this process. Never rejects. */
export async function startCli(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  return await cli(args, {
    env: process.env,
    signal,
    isInteractive: process.stdout.isTTY === true,
    // npx starts it by a link.
    examples: join(realpathSync(process.argv[1] ?? ''), '../../examples'),
    ask: process.stdin.isTTY && process.stdout.isTTY ? (question) => askOnce(question, signal) : undefined,
    write: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
  })
}

async function askOnce(question: string, signal: AbortSignal): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const ended = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(new UsageError('the input ended before the answer')))
  })
  ended.catch(() => {})
  try {
    return (await Promise.race([lines.question(question, { signal }), ended])).trim()
  } finally {
    lines.close()
  }
}
