import { main, mainBeforeJob } from './main.ts'

/** The runner kills ten seconds after the first signal; a summary on disk by then is kept. */
const LAST_WORD_MS = 6_000

const cancelled = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    cancelled.abort(new Error(`the job was cancelled (${name})`))
    setTimeout(() => process.exit(1), LAST_WORD_MS).unref()
  })
}

// dist/pre.js, the entry for `runs.pre`, says so by this argument.
const run = process.argv[2] === 'pre' ? mainBeforeJob : main
const exitCode = await run(process.env, cancelled.signal)
// Sockets and timers of others must not keep the step alive; what was printed must still get out.
process.stdout.write('', () => process.exit(exitCode))
