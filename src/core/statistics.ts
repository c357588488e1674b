/** Of at least one value. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * The smallest value that at least `percent` of the values do not exceed: nearest rank, nothing
 * interpolated, so that it is always a value that was measured. Of at least one value.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  // Multiplied first: 0.07 * 100 is not 7 in floating point, and its ceiling is 8.
  const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100))
  return sorted[rank - 1] ?? Number.NaN
}

/**
 * One-sided p of Mann and Whitney: how likely `values` would be so much larger than `reference` if both
 * came from the same distribution. The normal form, corrected for ties and for continuity, which is
 * good from about eight values a side; 1 if all values are equal.
 * https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test#Normal_approximation_and_tie_correction
 */
export function mannWhitneyGreater(values: readonly number[], reference: readonly number[]): number {
  const [n, m] = [values.length, reference.length]
  const all = [
    ...values.map((value) => ({ value, isVersion: true })),
    ...reference.map((value) => ({ value, isVersion: false })),
  ].toSorted((a, b) => a.value - b.value)
  let rankSum = 0
  let ties = 0
  for (let first = 0; first < all.length; ) {
    let after = first + 1
    while (all[after]?.value === all[first]?.value) after += 1
    const count = after - first
    const sharedRank = (first + 1 + after) / 2
    rankSum += sharedRank * all.slice(first, after).filter(({ isVersion }) => isVersion).length
    ties += count ** 3 - count
    first = after
  }
  const u = rankSum - (n * (n + 1)) / 2
  const total = n + m
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)))
  if (!(variance > 0)) return 1
  return normalUpperTail((u - (n * m) / 2 - 0.5) / Math.sqrt(variance))
}

/** The probability of at least `successes` in `trials`, each with `probability`, exactly. */
export function binomialUpperTail(successes: number, trials: number, probability: number): number {
  if (successes <= 0) return 1
  let logTerm = trials * Math.log1p(-probability)
  let below = Math.exp(logTerm)
  for (let count = 1; count < successes; count++) {
    logTerm += Math.log(((trials - count + 1) / count) * (probability / (1 - probability)))
    below += Math.exp(logTerm)
  }
  return Math.max(0, 1 - below)
}

/** To seven digits: Abramowitz and Stegun, 26.2.17. */
function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z)
  const t = 1 / (1 + 0.2316419 * z)
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series
}
