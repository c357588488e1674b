/** A concurrency group as GitHub lists it for one run. Names ignore case. */
export interface GroupOfRun {
  readonly name: string
  /** The run, or one of its jobs, holds it now. */
  readonly isHeld: boolean
}

export interface OverlapQuestion {
  /** Absent: the server does not report it, as a GitHub Enterprise Server does not, or the token may not read it. */
  readonly own: readonly GroupOfRun[] | undefined
  /** Those of the run that is started again; for a dispatch, of an earlier run of that workflow. */
  readonly candidate: readonly GroupOfRun[] | undefined
  readonly isSameWorkflow: boolean
}

export type Overlap =
  | { readonly kind: 'none' }
  /** It would wait for this run while this run waits for it. */
  | { readonly kind: 'overlap'; readonly reason: string }
  /** Another workflow, and no way to ask: seen only once it waits. */
  | { readonly kind: 'unknown'; readonly reason: string }

/**
 * Whether the rollback can only start once this run has ended. A run that waits for a run that waits for
 * it is a deadlock, which GitHub sees only if both are in one file.
 */
export function findOverlap({ own, candidate, isSameWorkflow }: OverlapQuestion): Overlap {
  if (own === undefined || candidate === undefined) {
    return isSameWorkflow
      ? {
          kind: 'overlap',
          reason:
            'the concurrency groups could not be read, and it is the workflow of this run, so that it may wait for this run',
        }
      : { kind: 'unknown', reason: 'whether it waits for a concurrency group of this run could not be read' }
  }
  // A run that is over may list no groups any more; its file is then taken to name those of this run.
  const theirs = candidate.length === 0 && isSameWorkflow ? own : candidate
  const names = new Set(theirs.map(({ name }) => name.toLowerCase()))
  const shared = own.find(({ name, isHeld }) => isHeld && names.has(name.toLowerCase()))
  return shared === undefined
    ? { kind: 'none' }
    : { kind: 'overlap', reason: `this run holds the concurrency group ${shared.name}, which it needs too` }
}
