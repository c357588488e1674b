/** Which revision to go back to, as the user says it. */
export type RollbackTo =
  /** The last known good one. */
  | { readonly kind: 'previous' }
  /** So many distinct good revisions back; at least 1. */
  | { readonly kind: 'back'; readonly count: number }
  /** A revision in the target's own terms. */
  | { readonly kind: 'revision'; readonly revision: string }
