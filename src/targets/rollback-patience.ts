import { BRIEF, type Patience } from '../core/patience.ts'
import type { Config } from '../inputs/config.ts'

/** A bad version is live while a rollback waits; before a deploy, and for a check, a few seconds are enough. */
export function rollbackPatience({ mode, rollbackTimeoutMs, pollIntervalMs }: Config): Patience {
  const isRollback = mode === 'guard' || mode === 'rollback'
  return isRollback ? { limitMs: rollbackTimeoutMs, longestDelayMs: 2 * pollIntervalMs } : BRIEF
}
