import type { Revision } from '../core/revision.ts'
import type { Observation } from './observation.ts'

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
  /** We could not look. Never evidence of health, and never of illness. */
  | { readonly kind: 'inconclusive'; readonly reason: string }
  | { readonly kind: 'superseded'; readonly reason: string; readonly by?: Revision }
  | { readonly kind: 'rolled-back-by-platform'; readonly reason: string; readonly to?: Revision }
