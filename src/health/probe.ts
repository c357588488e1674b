import type { Observation } from './observation.ts'

/** Which version must answer. `other-than` is for a recovery: any version but the bad one. */
export type VersionExpectation =
  /** `isNeeded`: after the deploy one is expected, so that an answer without one is worth a warning. */
  | { readonly kind: 'any'; readonly isNeeded?: boolean }
  | { readonly kind: 'exactly'; readonly version: string }
  | { readonly kind: 'other-than'; readonly version: string }

/** When a probe is made: before the deployment, at the test listener, after the deployment, or after a rollback. */
export type ProbeStage = 'baseline' | 'test' | 'verification' | 'recovery'

/** One check of the service's health. */
export interface HealthProbe {
  /** Shown in every message; unique among the checks of a run. */
  readonly name: string
  /** `false`: advisory; watched and shown, but it decides nothing. */
  readonly required: boolean
  /**
   * Takes one sample, on a new connection. Failures and errors are observations.
   * Rejects only with the signal's reason.
   *
   * @param freshSinceMs what was seen before then will not do. Absent: all of it is to be of now
   */
  probe(
    expected: VersionExpectation,
    signal: AbortSignal,
    stage?: ProbeStage,
    freshSinceMs?: number,
  ): Promise<Observation>
}

/** The version that a recovery expects: the target's own if it is known, otherwise any but the bad one. */
export function recoveryExpectation(
  badVersion: string | undefined,
  targetVersion: string | undefined,
): VersionExpectation {
  if (targetVersion !== undefined) return { kind: 'exactly', version: targetVersion }
  return badVersion === undefined ? { kind: 'any' } : { kind: 'other-than', version: badVersion }
}
