import { parseArgs } from 'node:util'
import { type Defaults, simulateLandings, VERSIONS } from './landing.ts'
import { LATENCY_SCENARIOS, simulateLatency } from './latency.ts'
import { simulateNoise } from './noise.ts'
import { printRules, printTimes } from './print-rules.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '2000' } },
})
const [seed, runs] = [Number(values.seed), Number(values.runs)]
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(runs) || runs < 1) {
  console.error('usage: npm run simulate -- [--seed N] [--runs N], whole numbers')
  process.exit(2)
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 2 : 1)} %`

console.log(`Simulated deployments: ${runs} for each line, seed ${seed}. The product's own rules judge them.

## p95 time > 150% of baseline

As many samples before the deployment as after it; log-normal answer times around 300 ms, 2 % of them
outliers. The naive rule compares the two p95 and nothing else.

| scenario | samples | naive, after each probe | naive, once at the end | Safe Landing |
| --- | ---: | ---: | ---: | ---: |`)
for (const scenario of LATENCY_SCENARIOS) {
  for (const samples of [20, 30, 60]) {
    const { naive, naiveOnce, ours } = simulateLatency(scenario, { samples, runs, seed })
    console.log(
      `| ${scenario.name} | ${samples} | ${percent(naive)} | ${percent(naiveOnce)} | ${percent(ours)} |`,
    )
  }
}

console.log(`
## Failures of a healthy service

A probe every 5 s, 2 minutes of bake time; each probe fails by itself with the given probability.
The naive rule takes the first failure for a failure of the version.

| failing probes | naive | 3 in a row (the default) | and failure rate > 5% over 2m |
| ---: | ---: | ---: | ---: |`)
for (const rate of [0.001, 0.01, 0.05, 0.1, 0.2, 0.5]) {
  const { naive, inARow, withRate } = simulateNoise(rate, { runs, seed })
  console.log(`| ${percent(rate)} | ${percent(naive)} | ${percent(inARow)} | ${percent(withRate)} |`)
}

const CANDIDATES: readonly Defaults[] = [
  { startPeriodMs: 150_000, successThreshold: 3, retries: 3, bakeTimeMs: 120_000 },
  { startPeriodMs: 120_000, successThreshold: 3, retries: 3, bakeTimeMs: 120_000 },
  { startPeriodMs: 90_000, successThreshold: 3, retries: 3, bakeTimeMs: 120_000 },
  { startPeriodMs: 90_000, successThreshold: 3, retries: 4, bakeTimeMs: 120_000 },
  { startPeriodMs: 90_000, successThreshold: 3, retries: 3, bakeTimeMs: 90_000 },
  { startPeriodMs: 60_000, successThreshold: 3, retries: 3, bakeTimeMs: 120_000 },
]
const seconds = (ms: number | undefined) => (ms === undefined ? '–' : `${Math.round(ms / 1_000)} s`)

console.log(`
## The defaults of start-period, retries and bake-time

Rolling deployments of 60 s from the first task to all traffic, a probe every 5 s. Of a good version: the share that
is rolled back, how long a landing holds the runner after all traffic, and the minutes that are billed from the first
task on. Of a bad one: the share, and the time from all traffic to the verdict. Medians.

| start-period, retries, bake-time | ${VERSIONS.map(({ name }) => name).join(' | ')} |
| --- | ${VERSIONS.map(() => '---:').join(' | ')} |`)
for (const candidate of CANDIDATES) {
  const cells = VERSIONS.map((version) => {
    const { rolledBack, ...landed } = simulateLandings(candidate, version, { runs, seed })
    const took = version.isGood
      ? `${seconds(landed.healthyMs)}, ${landed.healthyMinutes} min`
      : seconds(landed.detectionMs)
    return `${percent(rolledBack)}, ${took}`
  })
  const { startPeriodMs, retries, bakeTimeMs } = candidate
  console.log(`| ${seconds(startPeriodMs)}, ${retries}, ${seconds(bakeTimeMs)} | ${cells.join(' | ')} |`)
}

printRules({ runs, seed })
printTimes({ runs, seed })
