const PIECES = 16
/** What grows in proportion comes to 1, what grows with the square to 16. */
const LIMIT = 4

/**
 * Expects that a large input costs about as much as small ones that are as large together. The cost is the processor
 * time of this thread, both sides measured in the same run, so that neither a slow nor a busy machine matters.
 */
export function expectLinear<T>(
  work: (input: T) => unknown,
  inputOf: (size: number) => T,
  size: number,
): void {
  const [small, large] = [inputOf(size / PIECES), inputOf(size)]
  const ratio = () => {
    const smallMs = cpuMs(() => {
      for (let piece = 0; piece < PIECES; piece += 1) work(small)
    })
    return cpuMs(() => work(large)) / smallMs
  }
  work(small)
  // A collection of garbage falls into one side or the other.
  let least = ratio()
  for (let tries = 1; tries < 3 && least >= LIMIT; tries += 1) least = Math.min(least, ratio())
  expect(least).toBeLessThan(LIMIT)
}

function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
