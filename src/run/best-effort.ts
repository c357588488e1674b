import { PlatformError } from '../core/platform-error.ts'
import type { Journal } from './event.ts'

/**
 * Runs what only explains, records or tidies up. What was found and done stays true without it, so that
 * its failure is a warning and never an outcome; even a bug of this action must not end a rollback half-way.
 *
 * @param loss what is missing then, as the start of a sentence
 */
export async function bestEffort<T>(
  journal: Journal,
  loss: string,
  run: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  try {
    return await run()
  } catch (error) {
    if (signal.aborted) return undefined
    const text = `${loss}: ${error instanceof Error ? error.message : String(error)}`
    const hint = error instanceof PlatformError ? error.hint : undefined
    journal.record({ kind: 'warned', text, hint })
    return undefined
  }
}
