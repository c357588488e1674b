import type { Baseline } from '../../src/health/baseline.ts'
import { makeTrigger } from '../../src/health/triggers/make-trigger.ts'
import { parseTriggerLine } from '../../src/health/triggers/parse-trigger.ts'
import type { Trigger } from '../../src/health/triggers/trigger.ts'
import { failingFrom, inBursts, independent, settlingDown } from './failures.ts'
import { type Defaults, type LandingPolicy, land, medianOf, type Version } from './landing.ts'
import { seededRandom } from './random.ts'
import { beginSequentialTest } from './sequential.ts'

export const DEFAULTS: Defaults = {
  startPeriodMs: 90_000,
  successThreshold: 3,
  retries: 3,
  bakeTimeMs: 120_000,
}

/** What rolls back: the defaults, with something else in their place or beside them. */
export interface Rule {
  readonly name: string
  readonly policy: LandingPolicy
  /** A further rule, asked after each probe of the bake; it is no part of the product. */
  readonly beginTest?: () => (fails: boolean) => boolean
}

const withLine = (line: string): Rule => ({
  name: `\`${line}\``,
  policy: { ...DEFAULTS, triggers: [readTrigger(line)] },
})

const withRetries = (retries: number): Rule => ({
  name: `\`retries: ${retries}\``,
  policy: { ...DEFAULTS, retries },
})

const withTest = (alpha: number, name = '', countsRuns = false): Rule => ({
  name: `a sequential test at ${alpha * 100} %${name}`,
  policy: DEFAULTS,
  beginTest: () => beginSequentialTest(alpha, { countsRuns }),
})

const RATE_AGAINST_BURSTS = 'failure rate > 20% over 2m'

export const THE_DEFAULTS: Rule = { name: 'the defaults', policy: DEFAULTS }

export const RULES: readonly Rule[] = [
  THE_DEFAULTS,
  withRetries(4),
  withRetries(5),
  withRetries(6),
  {
    name: `\`retries: 6\`, \`${RATE_AGAINST_BURSTS}\``,
    policy: { ...withRetries(6).policy, triggers: [readTrigger(RATE_AGAINST_BURSTS)] },
  },
  withLine('2 consecutive failures'),
  withLine('failure rate > 5% over 2m'),
  withLine('failure rate > 20% over 2m'),
  withLine('failure rate > 20% over 1m'),
  withTest(0.01),
  withTest(0.001),
  withTest(0.01, ', a run of failures counts once', true),
]

export const QUALITIES: readonly Version[] = [
  { name: '1 % fail', isGood: true, begin: independent(0.01) },
  { name: '1 % fail, in bursts', isGood: true, begin: inBursts(0.01) },
  { name: '20 % fail at first, 1 % when warm', isGood: true, begin: settlingDown(0.2, 0.01, 30_000) },
  { name: '20 % fail', isGood: false, begin: independent(0.2) },
  { name: '20 % fail, in bursts', isGood: false, begin: inBursts(0.2) },
  { name: '50 % fail', isGood: false, begin: independent(0.5) },
  { name: 'all fail', isGood: false, begin: failingFrom(0, 1) },
  { name: 'all fail after 90 s', isGood: false, begin: failingFrom(90_000, 1) },
]

export interface RuleRates {
  /** The share of landings, from 0 to 1. */
  readonly rolledBack: number
  /** From all traffic to a rollback, in the median; undefined where there was none. */
  readonly detectionMs: number | undefined
  /** The share that was rolled back by then. */
  readonly rolledBackBy: (sinceTrafficMs: number) => number
}

export interface Runs {
  readonly runs: number
  readonly seed: number
}

export function simulateRule({ policy, beginTest }: Rule, version: Version, { runs, seed }: Runs): RuleRates {
  const random = seededRandom(seed)
  const afterMs: number[] = []
  for (let run = 0; run < runs; run++) {
    const landed = land(policy, version.begin(random), { endsEarly: beginTest?.() })
    if (landed.isRolledBack) afterMs.push(landed.afterMs)
  }
  return {
    rolledBack: afterMs.length / runs,
    detectionMs: medianOf(afterMs),
    rolledBackBy: (sinceTrafficMs) => afterMs.filter((ms) => ms <= sinceTrafficMs).length / runs,
  }
}

export function readTrigger(line: string): Trigger {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(parsed.problem.expected)
  return makeTrigger(line, parsed.value)
}

export function baselineOfTimes(latenciesMs: readonly number[]): Baseline {
  return { checks: [{ check: 'api', asked: latenciesMs.length, failed: 0, latenciesMs }] }
}
