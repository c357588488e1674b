import type { Mutation } from './mutation.ts'

/** A fault that changes nothing that anybody could see, so that no test can find it. */
export interface Equivalent {
  readonly file: string
  /** The line that it begins in, so that the entry outlives a change above it. */
  readonly line: string
  readonly before: string
  readonly after: string
  readonly why: string
}

export const EQUIVALENT: readonly Equivalent[] = []

export function isEquivalent(mutation: Mutation, known: readonly Equivalent[] = EQUIVALENT): boolean {
  const { file, line, before, after } = mutation
  return known.some(
    (each) => each.file === file && each.line === line && each.before === before && each.after === after,
  )
}
