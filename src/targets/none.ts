import { valid } from '../inputs/checked.ts'
import type { TargetConfig } from '../inputs/config.ts'
import type { TargetInputs } from './target-inputs.ts'

/** Verify only. */
export const none: TargetInputs<Extract<TargetConfig, { kind: 'none' }>> = {
  parse: () => valid({ kind: 'none' }),
  hasOwnSignals: false,
}
