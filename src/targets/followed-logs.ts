import type { LogReading } from '../health/triggers/metric-source.ts'

/** The log of one service, or of one unit. */
export interface FollowedLog {
  /** Reads what is new, and keeps what it found until it is taken. */
  follow(signal: AbortSignal): Promise<void>
  /** What was found since it was last taken. */
  take(): LogReading
}

/**
 * All of them as one reading. What could not be read of one could hide what its version logs, so that then there is
 * none; what was found in the others is in the next. Rejects as {@link FollowedLog.follow}.
 */
export async function readLogs(logs: readonly FollowedLog[], signal: AbortSignal): Promise<LogReading> {
  for (const log of logs) await log.follow(signal)
  const readings = logs.map((log) => log.take())
  const missing = readings.every((one) => one.missing !== undefined) ? readings[0]?.missing : undefined
  return {
    kind: 'logs',
    errors: readings.flatMap(({ errors }) => errors),
    missing,
    incomparable: readings.find(({ incomparable }) => incomparable !== undefined)?.incomparable,
    ...(readings.some(({ isBehind }) => isBehind) && { isBehind: true }),
  }
}
