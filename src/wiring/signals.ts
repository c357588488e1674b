import type { Config } from '../config.ts'
import type { SignalSource } from '../domain/signal.ts'
import type { Platform } from './platform.ts'

/** What the lines of `rollback-when` ask for beyond the probes. */
export function openSignals({ health }: Config, { runs }: Platform): SignalSource[] {
  return health.rollbackWhen?.readsRuns && runs !== undefined ? [runs] : []
}
