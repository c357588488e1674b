/** What is wrong with one line, where, and what could stand there instead. */
export interface LocatedProblem {
  /** From 1, within the line. */
  readonly column: number
  /** What was found there; empty at the end of the line. */
  readonly actual: string
  /** Completes "allowed …". */
  readonly expected: string
  /** One or two sentences: the nearest right form, and why. */
  readonly hint?: string | undefined
}

export type LineParse<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: LocatedProblem }
