import type { Revision } from '../core/revision.ts'

/**
 * What one probe amounts to.
 *
 * `stale` is a good answer from another version; `error` means that we could not ask, which is never
 * evidence against the version; `nodata` means that the source had nothing to say.
 */
export type ProbeClass = 'pass' | 'fail' | 'stale' | 'error' | 'nodata'

/** One sample of the service by one check. Times are milliseconds on the run's monotonic clock. */
export interface Observation {
  readonly check: string
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly result: ProbeClass
  /** One sentence: stage, address, what came back, what was wanted. Holds untrusted text. */
  readonly reason?: string | undefined
  /** What of a pass is worth a person's attention and decides nothing. One clause each. Untrusted. */
  readonly warnings?: readonly string[] | undefined
  /**
   * Time to the last byte of the body. A timeout counts as the timeout's length; a refusal, a failed
   * look-up or a failed handshake gives no sample, so that a quick refusal does not improve a mean.
   */
  readonly latencyMs?: number | undefined
  readonly answer?: Answer | undefined
}

/** What came back, as far as it came. All of it is untrusted. */
export interface Answer {
  readonly url: string
  /** The address that was connected to, such as `203.0.113.7:443`. */
  readonly address?: string | undefined
  readonly status?: number | undefined
  readonly version?: string | undefined
  /** The first characters of the body, decoded; never the whole body. */
  readonly bodyHead?: string | undefined
}

/** Observations of one kind: how many, and the two ends. */
export interface Tally {
  readonly count: number
  readonly first?: Observation | undefined
  readonly last?: Observation | undefined
}

export const NONE: Tally = { count: 0 }

export function add({ count, first }: Tally, observation: Observation): Tally {
  return { count: count + 1, first: first ?? observation, last: observation }
}

/** What the observations amount to. Every reason is one sentence and may hold untrusted text. */
export type Verdict =
  | { readonly kind: 'healthy'; readonly reason: string }
  | {
      readonly kind: 'unhealthy'
      readonly reason: string
      /** The check whose failures decided, with its first and last failure; absent for the platform's. */
      readonly check?: string | undefined
      readonly firstFailure?: Observation | undefined
      readonly lastFailure?: Observation | undefined
    }
  /** The old version is still the one that answers, or the service never received the new one. */
  | { readonly kind: 'not-deployed'; readonly reason: string }
  /** We could not find out. Neither healthy nor unhealthy. */
  | { readonly kind: 'inconclusive'; readonly reason: string }
  /** The platform waits for a person, and nothing is answered for them. */
  | { readonly kind: 'awaiting-approval'; readonly reason: string }
  | { readonly kind: 'superseded'; readonly reason: string; readonly by?: Revision }
  | { readonly kind: 'rolled-back-by-platform'; readonly reason: string; readonly to?: Revision }

/** The service was asked, and something came back or should have. */
export function isAnswer({ result }: Pick<Observation, 'result'>): boolean {
  return result === 'pass' || result === 'fail' || result === 'stale'
}
