import type { Candidate } from '../run/rollback.ts'

/** What each count back would take, from one on, until there is none. */
export function countBack(most: number, at: (count: number) => Candidate | undefined): Candidate[] {
  const found: Candidate[] = []
  while (found.length < most) {
    const candidate = at(found.length + 1)
    if (candidate === undefined) break
    found.push(candidate)
  }
  return found
}
