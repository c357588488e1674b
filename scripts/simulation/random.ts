/** Uniform in [0, 1), the same sequence for the same seed: https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Log-normal around `medianMs`, as answer times are, with a share of outliers of three to eight times. */
export function answerTime(random: () => number, { medianMs, sigma, outliers }: AnswerTimes): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const usual = medianMs * Math.exp(sigma * normal)
  return random() < outliers ? usual * (3 + 5 * random()) : usual
}

export interface AnswerTimes {
  readonly medianMs: number
  readonly sigma: number
  readonly outliers: number
}
