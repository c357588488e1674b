import { QUALITIES, RULES, type RuleRates, type Runs, simulateRule } from './rules.ts'
import { PACES, simulateTimes, TIME_LINES } from './times.ts'

/** When the share that was rolled back by then is printed, since all traffic. */
const MOMENTS_MS = [30_000, 60_000, 90_000, 120_000, 180_000]

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  console.log([line(head), line(['---', ...head.slice(1).map(() => '---:')]), ...rows.map(line)].join('\n'))
}

/** What each rule makes of each version: the shares, when they are reached, and both kinds of mistakes. */
export function printRules(runs: Runs): void {
  const all = RULES.map((rule) => ({
    rule,
    rates: QUALITIES.map((version) => ({ version, rates: simulateRule(rule, version, runs) })),
  }))
  console.log(`
## Rules that count failures

Rolling deployments of 60 s, a probe every 5 s, and the defaults but for what the first column names. Failures are independent
of each other, or come in runs of three in the mean. The share that is rolled back, and the median time since all traffic. The
sequential tests are no part of the product.
`)
  const names = QUALITIES.map(({ name, isGood }) => `${isGood ? 'good' : 'bad'}: ${name}`)
  const shown = ({ rolledBack, detectionMs = 0 }: RuleRates) =>
    rolledBack === 0 ? '0' : `${percent(rolledBack)}, ${Math.round(detectionMs / 1_000)} s`
  printTable(
    ['', ...names],
    all.map(({ rule, rates }) => [rule.name, ...rates.map((each) => shown(each.rates))]),
  )

  console.log(`
The share that is rolled back by a time since all traffic, with every evaluation until then:
`)
  printTable(
    ['', 'version', ...MOMENTS_MS.map((ms) => `${ms / 1_000} s`)],
    all.flatMap(({ rule, rates }) =>
      rates.map((each) => [
        rule.name,
        each.version.name,
        ...MOMENTS_MS.map((ms) => percent(each.rates.rolledBackBy(ms))),
      ]),
    ),
  )

  console.log(`
Of as many landings of each version, how many end in which way:
`)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  printTable(
    ['', 'good, healthy', 'good, rolled back', 'bad, healthy', 'bad, rolled back'],
    all.map(({ rule, rates }) => {
      const [good, bad] = [true, false].map((isGood) =>
        mean(rates.filter(({ version }) => version.isGood === isGood).map((each) => each.rates.rolledBack)),
      )
      return [rule.name, ...[1 - (good ?? 0), good ?? 0, 1 - (bad ?? 0), bad ?? 0].map(percent)]
    }),
  )
}

/** The lines that judge how long answers take, with a bake of five minutes. */
export function printTimes(runs: Runs): void {
  for (const successThreshold of [3, 24]) {
    console.log(`
## Rules that measure times, \`success-threshold: ${successThreshold}\`

A bake time of 5 minutes, a probe every 5 s, 30 samples a quarter of an hour before. Log-normal times around 300 ms, 2 % of them
outliers. Over the day they double. What is warm after a minute is three times as slow at first. The share that is rolled back:
`)
    printTable(
      ['', ...PACES.map(({ name, isGood }) => `${isGood ? 'good' : 'bad'}: ${name}`)],
      TIME_LINES.map((line) => [
        `\`${line}\``,
        ...PACES.map((pace) => percent(simulateTimes(line, pace, { ...runs, successThreshold }))),
      ]),
    )
  }
}
