/** The candidate that was likely meant by a misspelt word, if one is near enough. */
export function nearest<T extends string>(word: string, candidates: readonly T[]): T | undefined {
  const typed = word.toLowerCase().replace(/[\s_]+/g, '-')
  if (typed === '' || typed.length > 40) return undefined
  const distances = candidates.map((candidate) => ({
    candidate,
    edits: countEdits(typed, candidate.toLowerCase()),
  }))
  const [best] = distances.toSorted((a, b) => a.edits - b.edits)
  return best !== undefined && best.edits <= Math.ceil(best.candidate.length / 3) ? best.candidate : undefined
}

/** Insertions, deletions, substitutions and swaps of neighbours. */
function countEdits(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    before = above
    above = current
  }
  return above[to.length] ?? 0
}
