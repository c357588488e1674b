import type { GuardSettings } from '../../src/run/guard.ts'
import { healthPolicy } from './policy.ts'

/** The defaults of action.yml with version v2 deployed and a short bake of the recovery. */
export function guardSettings(overrides: Partial<GuardSettings> = {}): GuardSettings {
  return {
    autoRollback: true,
    onInconclusive: 'fail',
    rollbackTimeoutMs: 900_000,
    pollIntervalMs: 5_000,
    recoveryPolicy: healthPolicy({ bakeTimeMs: 15_000 }),
    verification: {
      stage: 'verification',
      policy: healthPolicy(),
      pollIntervalMs: 5_000,
      expected: { kind: 'exactly', version: 'v2' },
    },
    badVersion: 'v2',
    ...overrides,
  }
}
