import { main, mainBeforeJob } from './main/main.ts'
import type { ExitCode } from './run/outcome.ts'

/** The runner kills ten seconds after the first signal; a summary on disk by then is kept. */
const LAST_WORD_MS = 6_000

const cancelled = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    cancelled.abort(new Error(`the job was cancelled (${name})`))
    setTimeout(() => process.exit(1), LAST_WORD_MS).unref()
  })
}

// Nobody reads the log any more; the summary, and a rollback that is under way, still have their readers.
process.stdout.on('error', () => {})

/**
 * V8 lets the space for new objects grow to 128 MiB, and a run with many probes gets there, although hardly anything
 * lives on. It stops to grow here: after the first probe, which is not to wait for this.
 */
const SLIM_AFTER_MS = 200
setTimeout(
  () => process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1'),
  SLIM_AFTER_MS,
).unref()

/** What fails where nobody waits for it, such as a socket that was let go: the run ends, and says so. */
const crashed = new Promise<never>((_, reject) => process.on('uncaughtException', reject))
crashed.catch(() => {})

const exitCode = await start().catch((error: unknown) => {
  // What is secret is still unknown, so not even the message is printed.
  const name = error instanceof Error ? error.name : typeof error
  console.log(`::error title=Safe Landing::It could not begin (${name}), and did nothing.`)
  return 1
})
// Sockets and timers of others must not keep the step alive; what was printed must still get out.
process.stdout.write('', () => process.exit(exitCode))

/** dist/pre.js, the entry for `runs.pre`, and dist/cli.js say by this argument what they are. */
async function start(): Promise<ExitCode> {
  const [kind = '', ...args] = process.argv.slice(2)
  if (kind === 'cli') return await (await import('./cli/start.ts')).startCli(args, cancelled.signal)
  const run = kind === 'pre' ? mainBeforeJob : main
  return await run(process.env, crashed, cancelled.signal)
}
