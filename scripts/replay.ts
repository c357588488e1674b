/**
 * Judges a recorded run again, perhaps with other settings:
 * `npm run replay -- REPORT [--set interval=10s] [--set rollback-when="failure rate > 5% over 2m"]`.
 */
import { startCli } from '../src/cli/start.ts'

process.exitCode = await startCli(['replay', ...process.argv.slice(2)], new AbortController().signal)
