import { valid } from '../inputs/checked.ts'
import { defineTarget } from './target.ts'

/** Verify only. */
export const none = defineTarget({
  kind: 'none',
  aliases: ['verify', 'health', 'off', 'false'],
  inputs: {},
  revision: undefined,
  hasOwnSignals: false,
  hasRuns: false,
  passesEnvironment: false,
  keepsRecordUnplanned: false,
  parse: () => valid({ kind: 'none' as const }),
  place: () => 'none',
  whoMay: () => [],
  // The addresses that are checked say it all.
  location: () => [],
  // Only the addresses distinguish one service from another.
  subject: (_, { config: { health } }) => health.checks.map(({ name }) => name),
  isDeployAhead: () => true,
  // Where nothing can be rolled back, nothing is lost by believing it.
  isDeployedSinceStart: () => true,
  open: async () => ({ probes: [] }),
})
