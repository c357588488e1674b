const PIECES = 16
/** What grows in proportion comes to 1, what grows with the square to 16. */
const LIMIT = 4
/** The kernel counts in steps. */
const RESOLUTION_MS = 10

/**
 * Expects that a large input costs about as much as sixteen small ones that are as large together. The cost is the
 * processor time of this thread, both sides measured in the same run, so that neither a slow nor a busy machine matters.
 */
export function expectLinear<T>(
  work: (input: T) => unknown,
  inputOf: (size: number) => T,
  size: number,
): void {
  const [small, large] = [inputOf(size / PIECES), inputOf(size)]
  const isLinear = () => {
    const smallMs = cpuMs(() => {
      for (let piece = 0; piece < PIECES; piece += 1) work(small)
    })
    return cpuMs(() => work(large)) < LIMIT * smallMs + RESOLUTION_MS
  }
  // A collection of garbage falls into one side or the other.
  expect(isLinear() || isLinear() || isLinear()).toBe(true)
}

function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
