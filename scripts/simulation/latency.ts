import { percentile } from '../../src/core/statistics.ts'
import type { Observation } from '../../src/health/observation.ts'
import type { TriggerView } from '../../src/health/triggers/trigger.ts'
import { type AnswerTimes, answerTime, seededRandom } from './random.ts'
import { baselineOfTimes, readTrigger } from './rules.ts'

const LINE = 'p95 time > 150% of baseline'
const INTERVAL_MS = 5_000

export interface LatencyScenario {
  readonly name: string
  readonly time: (random: () => number) => number
}

const usual: AnswerTimes = { medianMs: 300, sigma: 0.25, outliers: 0.02 }

export const LATENCY_SCENARIOS: readonly LatencyScenario[] = [
  { name: 'no change', time: (random) => answerTime(random, usual) },
  { name: 'all answers twice as slow', time: (random) => 2 * answerTime(random, usual) },
  {
    name: '15 % of the answers five times as slow',
    time: (random) => answerTime(random, usual) * (random() < 0.15 ? 5 : 1),
  },
]

/** How often a rule fires in `runs` deployments: the share, from 0 to 1. */
export interface LatencyRates {
  /** p95 of the bake above 150% of the p95 before, asked after each probe from the 20th on. */
  readonly naive: number
  /** The same, asked once at the end. */
  readonly naiveOnce: number
  readonly ours: number
}

/** With as many samples before as during the bake. */
export function simulateLatency(
  scenario: LatencyScenario,
  { samples, runs, seed }: { readonly samples: number; readonly runs: number; readonly seed: number },
): LatencyRates {
  const random = seededRandom(seed)
  const fired = { naive: 0, naiveOnce: 0, ours: 0 }
  for (let run = 0; run < runs; run++) {
    const before = Array.from({ length: samples }, () => answerTime(random, usual))
    const now = Array.from({ length: samples }, () => scenario.time(random))
    const isOver = (count: number) => percentile(now.slice(0, count), 95) > 1.5 * percentile(before, 95)
    if (isOver(samples)) fired.naiveOnce += 1
    if (isOver(samples) || range(Math.min(20, samples), samples).some(isOver)) fired.naive += 1
    if (fires(before, now)) fired.ours += 1
  }
  return { naive: fired.naive / runs, naiveOnce: fired.naiveOnce / runs, ours: fired.ours / runs }
}

/** The real trigger, asked after each probe as `verify` does. */
function fires(before: readonly number[], now: readonly number[]): boolean {
  const trigger = readTrigger(LINE)
  const samples = now.map((latencyMs, index): Observation => {
    const startedAtMs = (index + 1) * INTERVAL_MS
    return { check: 'api', startedAtMs, endedAtMs: startedAtMs + latencyMs, result: 'pass', latencyMs }
  })
  const bakeEndAtMs = samples.at(-1)?.endedAtMs ?? 0
  return samples.some(({ endedAtMs }, index) => {
    const view: TriggerView = {
      nowMs: endedAtMs,
      bakeStartedAtMs: 0,
      bakeEndAtMs,
      deployBegunAtMs: 0,
      deployedAtMs: 0,
      observations: new Map([['api', samples.slice(0, index + 1)]]),
      samples: [],
      baseline: baselineOfTimes(before),
    }
    return trigger.evaluate(view).state === 'fired'
  })
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}
