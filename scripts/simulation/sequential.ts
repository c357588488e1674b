/** The failure rate that nobody minds. */
const TOLERATED = 0.02
/** What a bad version may have in its place, each as likely as the other. */
const ALTERNATIVES = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75]

/**
 * A sequential test that may be asked after every probe (an e-process: https://doi.org/10.1214/23-STS894): a bet on the
 * next answer that wins nothing on average as long as the failures are independent and no more than tolerated. Whatever
 * the number of evaluations, it exceeds 1/α in at most the share α of such versions. Failures in runs are not independent.
 *
 * @param countsRuns a failure right after another one is left out, so that a run of failures counts once
 */
export function beginSequentialTest(alpha: number, { countsRuns }: { readonly countsRuns: boolean }) {
  let wealth = ALTERNATIVES.map(() => 1 / ALTERNATIVES.length)
  let hasJustFailed = false
  return (fails: boolean): boolean => {
    const isLeftOut = countsRuns && fails && hasJustFailed
    hasJustFailed = fails
    if (!isLeftOut) {
      wealth = wealth.map((each, index) => {
        const rate = ALTERNATIVES[index] ?? TOLERATED
        return each * (fails ? rate / TOLERATED : (1 - rate) / (1 - TOLERATED))
      })
    }
    return wealth.reduce((sum, each) => sum + each, 0) >= 1 / alpha
  }
}
