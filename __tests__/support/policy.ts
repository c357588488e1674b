import type { HealthPolicy } from '../../src/health/assess.ts'

/** The defaults of action.yml, unless said otherwise. */
export function healthPolicy(overrides: Partial<HealthPolicy> = {}): HealthPolicy {
  return {
    intervalMs: 5_000,
    startPeriodMs: 90_000,
    successThreshold: 3,
    retries: 3,
    bakeTimeMs: 120_000,
    rolloutTimeoutMs: 900_000,
    triggers: [],
    ...overrides,
  }
}
