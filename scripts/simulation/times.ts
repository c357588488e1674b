import { type Defaults, type LandingPolicy, land } from './landing.ts'
import { type AnswerTimes, answerTime, seededRandom } from './random.ts'
import { baselineOfTimes, DEFAULTS, type Runs, readTrigger } from './rules.ts'

const BAKE_MS = 300_000
/** As many as `mode: capture` takes. */
const BASELINE_SAMPLES = 30
/** From the baseline to all traffic. */
const DEPLOY_MS = 15 * 60_000
const DAY_MS = 86_400_000

const USUAL: AnswerTimes = { medianMs: 300, sigma: 0.25, outliers: 0.02 }

/** The lines of the page that judge how long answers take. */
export const TIME_LINES = [
  'mean time > 3s over 5m',
  'p95 time > 800ms over 5m',
  'mean time > 150% of baseline',
  'p95 time > 150% of baseline',
]

/** How long answers take, in milliseconds, at a time since all traffic; before it, it is the baseline's time. */
type Times = (random: () => number) => (sinceTrafficMs: number) => number

export interface Pace {
  readonly name: string
  readonly isGood: boolean
  readonly begin: Times
}

const scaled =
  (factor: (sinceTrafficMs: number, random: () => number) => number): Times =>
  (random) =>
  (sinceTrafficMs) =>
    answerTime(random, USUAL) * factor(sinceTrafficMs, random)

/** Five times as slow in runs of three answers in the mean. */
const slowInBursts =
  (share: number): Times =>
  (random) => {
    let isSlow = false
    return () => {
      isSlow = random() < (isSlow ? 2 / 3 : share / (1 - share) / 3)
      return answerTime(random, { ...USUAL, outliers: 0 }) * (isSlow ? 5 : 1)
    }
  }

/** Twice as slow in the busiest hour as in the quietest one, at any hour of the day. */
const diurnal: Times = (random) => {
  const phaseMs = random() * DAY_MS
  return (sinceTrafficMs) => {
    const load = Math.sin((2 * Math.PI * (sinceTrafficMs + phaseMs)) / DAY_MS)
    return answerTime(random, USUAL) * (1 + load / 3)
  }
}

export const PACES: readonly Pace[] = [
  { name: 'no change', isGood: true, begin: scaled(() => 1) },
  { name: 'slow in bursts, 2 %', isGood: true, begin: slowInBursts(0.02) },
  { name: 'over the day', isGood: true, begin: diurnal },
  {
    name: 'warm after a minute',
    isGood: true,
    begin: scaled((ms) => (ms < 0 ? 1 : 1 + 2 * Math.exp(-ms / 60_000))),
  },
  { name: 'twice as slow', isGood: false, begin: scaled((ms) => (ms < 0 ? 1 : 2)) },
  {
    name: '15 % five times as slow',
    isGood: false,
    begin: scaled((ms, random) => (ms >= 0 && random() < 0.15 ? 5 : 1)),
  },
]

/** The share of landings with a bake of five minutes that the line rolls back, from 0 to 1. */
export function simulateTimes(
  line: string,
  pace: Pace,
  { runs, seed, successThreshold = DEFAULTS.successThreshold }: Runs & Partial<Defaults>,
): number {
  const random = seededRandom(seed)
  const policy: LandingPolicy = {
    ...DEFAULTS,
    successThreshold,
    bakeTimeMs: BAKE_MS,
    triggers: [readTrigger(line)],
  }
  let rolledBack = 0
  for (let run = 0; run < runs; run++) {
    const timeMs = pace.begin(random)
    const before = Array.from({ length: BASELINE_SAMPLES }, (_, index) => timeMs(index * 2_000 - DEPLOY_MS))
    const landed = land(policy, () => false, { timeMs, baseline: baselineOfTimes(before) })
    if (landed.isRolledBack) rolledBack += 1
  }
  return rolledBack / runs
}
