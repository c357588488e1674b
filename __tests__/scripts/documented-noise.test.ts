import { readFileSync } from 'node:fs'
import { type Defaults, simulateLandings, VERSIONS } from '../../scripts/simulation/landing.ts'
import { DEFAULTS, QUALITIES, RULES, simulateRule } from '../../scripts/simulation/rules.ts'
import { PACES, simulateTimes } from '../../scripts/simulation/times.ts'

// The pages have the figures of 2,000 landings. Fewer are enough to see that one has become wrong.
const RUNS = { runs: 500, seed: 11 }

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

/** The cells of the row that begins with this text, in the only table that has it. */
function rowOf(text: string, label: string): string[] {
  const rows = text.split('\n').filter((line) => line.trim().startsWith(`| ${label} |`))
  expect(rows).toHaveLength(1)
  return (rows[0] ?? '')
    .split('|')
    .slice(2, -1)
    .map((cell) => cell.replaceAll('*', '').trim())
}

/** A share of the page, such as `3.5 %`, is one that the run could have given: within three and a half standard errors. */
function expectShare(shown: string, share: number): void {
  const documented = Number.parseFloat(shown) / 100
  expect(shown).toMatch(/^[\d.]+ %$/)
  const error = Math.sqrt(Math.max(documented * (1 - documented), 0.002) / RUNS.runs)
  expect(Math.abs(share - documented)).toBeLessThan(3.5 * error + 0.002)
}

function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((each) => each.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

const health = page('health.md')

describe('the table of start periods', () => {
  const PERIODS_MS = [60_000, 90_000, 120_000, 150_000]
  it.each([
    ['Rolled back by mistake: 1 % of the probes fail by chance', 'good, 1 % of the probes fail'],
    ['Rolled back by mistake: 1 % of the probes fail, three in a row on average', 'good, 1 % fail in bursts'],
    ['Rolled back by mistake: warm 60 to 80 s after the first task', 'good, cold for 60 to 80 s'],
    [
      'Rolled back by mistake: cold for half a minute on average, sometimes much longer',
      'good, cold for 30 s in the mean',
    ],
    [
      'Rolled back by mistake: each of three tasks is cold for 60 to 80 s, with traffic',
      'good, each of 3 tasks cold for 60 to 80 s',
    ],
  ])('%s', (label, name) => {
    const cells = rowOf(health, label)
    expect(cells).toHaveLength(PERIODS_MS.length)
    for (const [index, startPeriodMs] of PERIODS_MS.entries()) {
      const { rolledBack } = simulateLandings({ ...DEFAULTS, startPeriodMs }, named(VERSIONS, name), RUNS)
      expectShare(cells[index] ?? '', rolledBack)
    }
  })

  const landed = (defaults: Defaults, name: string) =>
    simulateLandings(defaults, named(VERSIONS, name), { ...RUNS, runs: 20 })

  it('says when a bad version is found, and how many minutes are billed', () => {
    const found = PERIODS_MS.map((startPeriodMs) =>
      Math.round((landed({ ...DEFAULTS, startPeriodMs }, 'fails every probe').detectionMs ?? 0) / 1_000),
    )
    expect(rowOf(health, 'A bad version is found, after all traffic')).toEqual(found.map((s) => `${s} s`))
    const billed = PERIODS_MS.map((startPeriodMs) =>
      String(landed({ ...DEFAULTS, startPeriodMs }, 'good, 1 % of the probes fail').healthyMinutes),
    )
    expect(rowOf(health, 'Billed minutes of a healthy landing')).toEqual(billed)
  })
})

describe('the table of rules', () => {
  const columns = [
    'the defaults',
    '`failure rate > 5% over 2m`',
    '`failure rate > 20% over 1m`',
    '`retries: 6`, `failure rate > 20% over 2m`',
  ].map((name) => named(RULES, name))

  it.each([
    ['By mistake: 1 % of the probes fail by chance', '1 % fail'],
    ['By mistake: 1 % of the probes fail, three in a row on average', '1 % fail, in bursts'],
    ['By mistake: 20 % fail at first, and 1 % when it is warm', '20 % fail at first, 1 % when warm'],
    ['A bad version: 20 % of the probes fail', '20 % fail'],
    ['A bad version: half of the probes fail', '50 % fail'],
    ['A bad version: all probes fail', 'all fail'],
  ])('%s', (label, name) => {
    const cells = rowOf(health, label)
    expect(cells).toHaveLength(columns.length)
    for (const [index, rule] of columns.entries())
      expectShare(cells[index] ?? '', simulateRule(rule, named(QUALITIES, name), RUNS).rolledBack)
  })

  it('says how soon a version that fails every probe is found', () => {
    const found = columns.map((rule) => {
      const { detectionMs = 0 } = simulateRule(rule, named(QUALITIES, 'all fail'), { ...RUNS, runs: 5 })
      return `${Math.round(detectionMs / 1_000)} s`
    })
    expect(rowOf(health, 'How soon that is found, after all traffic')).toEqual(found)
  })

  it('says above it what bursts do to the defaults', () => {
    const [, share] = /with the defaults,\s+([\d.]+ %) of the good versions/.exec(health) ?? []
    expect(share).toBe(rowOf(health, 'By mistake: 1 % of the probes fail, three in a row on average')[0])
  })
})

test('the page of the triggers says what a warm-up does to a comparison with the baseline', () => {
  const text = page('triggers.md').replaceAll(/\s+/g, ' ')
  const [, ...shown] =
    /by `mean time > 150% of baseline` in (\d+ %) .*? by `p95 time > 150% of baseline` in (\d+ %)\. With `success-threshold: 24` .*? it is (\d+ %) and (\d+ %)\. A version that is twice as slow is found in (\d+ %) and (\d+ %)/.exec(
      text,
    ) ?? []
  expect(shown).toHaveLength(6)
  const lines = ['mean time > 150% of baseline', 'p95 time > 150% of baseline']
  const runs = [
    ...[3, 24].map((successThreshold) => ({ pace: 'warm after a minute', successThreshold })),
    { pace: 'twice as slow', successThreshold: 3 },
  ].flatMap((each) => lines.map((line) => ({ ...each, line })))
  for (const [index, { line, pace, successThreshold }] of runs.entries()) {
    const share = simulateTimes(line, named(PACES, pace), { runs: 80, seed: 11, successThreshold })
    const documented = Number.parseFloat(shown[index] ?? '') / 100
    expect(Math.abs(share - documented)).toBeLessThan(0.13)
  }
})
