import fc from 'fast-check'
import { type RunNumbers, whyNever } from '../../../src/health/triggers/can-fire.ts'
import { parseTriggerLine } from '../../../src/health/triggers/parse-trigger.ts'
import type { TriggerLine } from '../../../src/health/triggers/trigger-line.ts'
import { anyText } from '../../support/any-text.ts'

function read(line: string): TriggerLine {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return parsed.value
}

describe('lines of rollback-when', () => {
  test.each<[string, TriggerLine]>([
    ['3 consecutive failures', { kind: 'failures-in-a-row', count: 3 }],
    [
      'failure rate > 5% over 2m',
      { kind: 'rate', of: 'failure', bound: { operator: '>', value: 5 }, windowMs: 120_000 },
    ],
    [
      'failure rate >= 2.5 % for 1m30s',
      { kind: 'rate', of: 'failure', bound: { operator: '>=', value: 2.5 }, windowMs: 90_000 },
    ],
    [
      'stale rate > 1% over 2m',
      { kind: 'rate', of: 'stale', bound: { operator: '>', value: 1 }, windowMs: 120_000 },
    ],
    [
      'mean time > 3s over 5m',
      {
        kind: 'time',
        statistic: { kind: 'mean' },
        bound: { operator: '>', value: 3_000 },
        windowMs: 300_000,
      },
    ],
    [
      'p99 time > 250ms over 5m',
      {
        kind: 'time',
        statistic: { kind: 'percentile', percent: 99 },
        bound: { operator: '>', value: 250 },
        windowMs: 300_000,
      },
    ],
    [
      'p95 time > 150% of baseline',
      {
        kind: 'time-of-baseline',
        statistic: { kind: 'percentile', percent: 95 },
        bound: { operator: '>', value: 150 },
      },
    ],
    [
      'mean time >= 200% of baseline',
      { kind: 'time-of-baseline', statistic: { kind: 'mean' }, bound: { operator: '>=', value: 200 } },
    ],
    [
      'metric cpu > 95 for 5m',
      { kind: 'metric', name: 'cpu', bound: { operator: '>', value: 95 }, durationMs: 300_000 },
    ],
    [
      'metric hosts<2 for 2m',
      { kind: 'metric', name: 'hosts', bound: { operator: '<', value: 2 }, durationMs: 120_000 },
    ],
    [
      'metric "free space" <= -1.5e3 over 2m',
      { kind: 'metric', name: 'free space', bound: { operator: '<=', value: -1_500 }, durationMs: 120_000 },
    ],
    ['alarm web-5xx in ALARM', { kind: 'alarm', name: 'web-5xx' }],
    ["alarm 'web 5xx (prod)' in ALARM", { kind: 'alarm', name: 'web 5xx (prod)' }],
    [
      'run success rate < 95% over 10 runs',
      { kind: 'run-success-rate', bound: { operator: '<', value: 95 }, runs: 10 },
    ],
    ['run duration > 150% of baseline', { kind: 'run-duration', bound: { operator: '>', value: 150 } }],
  ])('%s', (line, expected) => {
    expect(read(line)).toEqual(expected)
    expect(
      read(
        `  ${line
          .replaceAll(' ', '  ')
          .replace(/"free {2}space"/, '"free space"')
          .replace(/'web {2}5xx {2}\(prod\)'/, "'web 5xx (prod)'")} `,
      ),
    ).toEqual(expected)
  })
})

describe('a line that is no trigger', () => {
  const refusal = (line: string) => {
    const parsed = parseTriggerLine(line)
    if (parsed.ok) throw new Error('it was accepted')
    const { column, actual: got, expected: allowed, hint } = parsed.problem
    return `column ${column}: got "${got}", allowed ${allowed}${hint === undefined ? '' : `. ${hint}`}`
  }

  it('names its column, what was found, what is allowed, and the nearest right form', () => {
    const lines = [
      'error rate > 5% over 2m',
      'failure rate > 5 over 2m',
      'failure rate > 105% over 2m',
      'failure rate < 5% over 2m',
      'failure rate > 5%',
      'failure rate > 5% over 120',
      'failure rate > 5% over 0s',
      'failure rate > 5% over 2m and alarm x in ALARM',
      '0 consecutive failures',
      '3 failures in a row',
      'mean time > 3 over 5m',
      'mean time > 90% of baseline',
      'p95 time > 150% of baseline over 5m',
      'p100 time > 3s over 5m',
      'latency > 3s over 5m',
      'metric cpu > 95% for 5m',
      'metric > 95 for 5m',
      'metric cpu > 95',
      'alarm web-5xx',
      'alarm web-5xx in alarm',
      'run success rate < 95% over 10',
      'run failures > 3',
      'status == 500',
      'failure rate > 5% over 2min',
      'alarm web 5xx in ALARM',
      'metric free space < 5 for 2m',
      'metric cpu > high for 2m',
    ]
    expect(lines.map((line) => `${line}\n    ${refusal(line)}`).join('\n')).toMatchInlineSnapshot(`
"error rate > 5% over 2m
    column 1: got "error", allowed a line such as "3 consecutive failures", "failure rate > 5% over 2m", "stale rate > 5% over 2m", "mean time > 3s over 5m", "p95 time > 150% of baseline", "metric cpu > 95 for 5m", "alarm web-5xx in ALARM", "log errors > 5 over 2m", "new log errors > 0 over 2m", "run success rate < 95% over 10 runs". Did you mean a line such as failure rate > 5% over 2m?
failure rate > 5 over 2m
    column 16: got "5", allowed a percentage up to 100%. Did you mean 5%?
failure rate > 105% over 2m
    column 16: got "105%", allowed a percentage up to 100%
failure rate < 5% over 2m
    column 14: got "<", allowed > or >=. For example: failure rate > 5% over 2m
failure rate > 5%
    column 18: got "", allowed over or for and a duration. For example: failure rate > 5% over 2m
failure rate > 5% over 120
    column 24: got "120", allowed a duration with its unit, such as 2m. Did you mean 120s or 120m?
failure rate > 5% over 0s
    column 24: got "0s", allowed a duration above 0
failure rate > 5% over 2m and alarm x in ALARM
    column 27: got "and", allowed the end of the line. Write one trigger a line; any of them fires by itself.
0 consecutive failures
    column 1: got "0", allowed at least 1
3 failures in a row
    column 3: got "failures", allowed consecutive. For example: 3 consecutive failures
mean time > 3 over 5m
    column 13: got "3", allowed a duration with its unit, such as 3s, or a percentage of baseline. Did you mean 3s or 3m?
mean time > 90% of baseline
    column 13: got "90%", allowed more than 100%. 150% is half as much again as the baseline.
p95 time > 150% of baseline over 5m
    column 29: got "over", allowed the end of the line. A comparison with the baseline covers the whole bake time.
p100 time > 3s over 5m
    column 1: got "p100", allowed a percentile between p1 and p99
latency > 3s over 5m
    column 1: got "latency", allowed a line such as "3 consecutive failures", "failure rate > 5% over 2m", "stale rate > 5% over 2m", "mean time > 3s over 5m", "p95 time > 150% of baseline", "metric cpu > 95 for 5m", "alarm web-5xx in ALARM", "log errors > 5 over 2m", "new log errors > 0 over 2m", "run success rate < 95% over 10 runs". Did you mean a line such as mean time > 3s over 5m?
metric cpu > 95% for 5m
    column 14: got "95%", allowed a number without a unit, such as 95. Did you mean 95?
metric > 95 for 5m
    column 8: got ">", allowed the name of a metric. For example: metric cpu > 95 for 5m
metric cpu > 95
    column 16: got "", allowed over or for and a duration. For example: metric cpu > 95 for 5m
alarm web-5xx
    column 14: got "", allowed in. For example: alarm web-5xx in ALARM
alarm web-5xx in alarm
    column 18: got "alarm", allowed ALARM. For example: alarm web-5xx in ALARM
run success rate < 95% over 10
    column 31: got "", allowed runs. For example: run success rate < 95% over 10 runs
run failures > 3
    column 5: got "failures", allowed success rate or duration. For example: run success rate < 95% over 10 runs
status == 500
    column 1: got "status", allowed a line such as "3 consecutive failures", "failure rate > 5% over 2m", "stale rate > 5% over 2m", "mean time > 3s over 5m", "p95 time > 150% of baseline", "metric cpu > 95 for 5m", "alarm web-5xx in ALARM", "log errors > 5 over 2m", "new log errors > 0 over 2m", "run success rate < 95% over 10 runs"
failure rate > 5% over 2min
    column 24: got "2min", allowed a duration with its unit, such as 2m. Did you mean 2m?
alarm web 5xx in ALARM
    column 11: got "5xx", allowed in. A name of several words goes in quotes. For example: alarm web-5xx in ALARM
metric free space < 5 for 2m
    column 13: got "space", allowed < or <= or > or >= or == or !=. A name of several words goes in quotes. For example: metric cpu > 95 for 5m
metric cpu > high for 2m
    column 14: got "high", allowed a number without a unit, such as 95. For example: metric cpu > 95 for 5m"
`)
  })

  it.each([
    ['metrc cpu > 95 for 5m', 'Did you mean a line such as metric cpu > 95 for 5m?'],
    ['Alarm web-5xx in ALARM', 'Did you mean a line such as alarm web-5xx in ALARM?'],
    ['stall rate > 5% over 2m', 'Did you mean a line such as stale rate > 5% over 2m?'],
    ['3 consecutive failures AND alarm x in ALARM', 'Write one trigger a line; any of them fires by itself.'],
    ['3 consecutive failures || alarm x in ALARM', 'Write one trigger a line; any of them fires by itself.'],
    ['3 consecutive failures please', undefined],
    ['failur rate > 5% over 2m', 'Did you mean a line such as failure rate > 5% over 2m?'],
    ['meen time > 3s over 5m', 'Did you mean a line such as mean time > 3s over 5m?'],
    ['log error > 5 over 2m', 'For example: log errors > 5 over 2m'],
    ['logg errors > 5 over 2m', 'Did you mean a line such as log errors > 5 over 2m?'],
    ['logs > 5 over 2m', 'Did you mean a line such as log errors > 5 over 2m?'],
    ['neww log errors > 0 over 2m', 'Did you mean a line such as new log errors > 0 over 2m?'],
    ['new errors > 0 over 2m', 'For example: new log errors > 0 over 2m'],
    [
      'runn success rate < 95% over 10 runs',
      'Did you mean a line such as run success rate < 95% over 10 runs?',
    ],
    ['log errors > many over 2m', 'For example: log errors > 5 over 2m'],
    ['new log errors > many over 2m', 'For example: new log errors > 0 over 2m'],
    ['errors > 5% over 2m', 'Did you mean a line such as failure rate > 5% over 2m?'],
    ['average time > 3s over 5m', 'Did you mean a line such as mean time > 3s over 5m?'],
    ['avg > 3s over 5m', 'Did you mean a line such as mean time > 3s over 5m?'],
    ['time > 3s over 5m', 'Did you mean a line such as mean time > 3s over 5m?'],
    ['median > 3s over 5m', 'Did you mean a line such as p50 time > 1s over 5m?'],
    ['cpu > 95 for 5m', 'Did you mean a line such as metric cpu > 95 for 5m?'],
    ['consecutive failures', 'Did you mean a line such as 3 consecutive failures?'],
    ['> mean', undefined],
    ['failure rate > 5% over 2MIN', 'Did you mean 2m?'],
    ['failure rate > 5% over 2', 'Did you mean 2s or 2m?'],
    ['failure rate > 5% over soon', undefined],
  ])('%s comes with the hint: %s', (line, hint) => {
    const parsed = parseTriggerLine(line)
    expect(parsed.ok ? 'none is needed' : parsed.problem.hint).toBe(hint)
  })

  it.each([
    ['p0 time > 1s over 5m', false],
    ['p0.1 time > 1s over 5m', true],
    ['p99.9 time > 1s over 5m', true],
    ['p100 time > 1s over 5m', false],
    ['1 consecutive failures', true],
    ['0 consecutive failures', false],
    ['failure rate > 100% over 2m', true],
    ['failure rate > 100.1% over 2m', false],
    ['run success rate < 100% over 10 runs', true],
    ['run success rate < 100.1% over 10 runs', false],
    ['run success rate < 95% over 1 runs', true],
    ['run success rate < 95% over 0 runs', false],
    ['run success rate < 95% over 100 runs', true],
    ['run success rate < 95% over 101 runs', false],
    ['log errors > 0 over 2m', true],
    ['log errors >= 1 over 2m', true],
    ['log errors >= 0 over 2m', false],
    ['log errors > 999999999 over 2m', true],
    ['log errors > 1000000000 over 2m', false],
    ['mean time > 100.1% of baseline', true],
    ['mean time > 100% of baseline', false],
  ])('%s, at the limit of what is read: %s', (line, isRead) => {
    expect(parseTriggerLine(line).ok).toBe(isRead)
  })

  it('is never answered by anything but a located problem', () => {
    const words = [
      'failure',
      'rate',
      'mean',
      'p95',
      'time',
      'metric',
      'alarm',
      'run',
      'success',
      'duration',
      'cpu',
      '"a b',
      '>',
      '<=',
      '5%',
      '3s',
      '95',
      'over',
      'for',
      '2m',
      'of',
      'baseline',
      'in',
      'ALARM',
      'runs',
      '3',
      'consecutive',
      'failures',
      '%',
      '-',
      '\n',
    ]
    const lines = fc.oneof(
      anyText({ maxLength: 60 }),
      fc.array(fc.constantFrom(...words), { maxLength: 9 }).map((parts) => parts.join(' ')),
    )
    fc.assert(
      fc.property(lines, (line) => {
        const parsed = parseTriggerLine(line)
        if (parsed.ok) return
        expect(parsed.problem.column).toBeLessThanOrEqual(line.trim().length + 1)
        expect(parsed.problem.expected).not.toBe('')
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('a trigger that can never fire is refused, S10', () => {
  const numbers: RunNumbers = {
    intervalMs: 5_000,
    bakeTimeMs: 120_000,
    retries: 3,
    timeoutMs: 10_000,
    hasChecks: true,
    hasVersion: true,
    hasRuns: false,
    metrics: new Map([
      ['cpu', { periodMs: 60_000, lagMs: 120_000 }],
      ['queue', { periodMs: 15_000, lagMs: 0 }],
    ]),
  }

  test.each<[string, Partial<RunNumbers>, string | undefined]>([
    ['failure rate > 5% over 2m', {}, undefined],
    ['failure rate > 5% over 5m', {}, 'it takes 5m (the window), and bake-time is 2m'],
    [
      'failure rate > 5% over 30s',
      {},
      '10 samples are needed, and 30s hold 6 at an interval of 5s; say over 50s, or shorten interval',
    ],
    ['failure rate > 100% over 2m', {}, 'a rate is never above 100%'],
    ['mean time > 3s over 1m', {}, undefined],
    [
      'p95 time > 3s over 1m',
      {},
      '20 samples are needed, and 1m hold 12 at an interval of 5s; say over 1m40s, or shorten interval',
    ],
    [
      'p95 time > 10s over 2m',
      {},
      'timeout is 10s, and no answer counts for more; raise timeout above 10s, or lower the bound',
    ],
    ['p95 time >= 10s over 2m', {}, undefined],
    ['p95 time > 9.9s over 2m', {}, undefined],
    [
      'mean time > 8s over 1m',
      {},
      '10 samples are needed, and answers as slow as that do not leave 1m room for them; say over 1m20s',
    ],
    ['mean time > 6s over 1m', {}, undefined],
    ['mean time > 8s over 1m20s', {}, undefined],
    [
      'p50 time > 8s over 1m50s',
      {},
      '20 samples are needed, and answers as slow as that do not leave 1m50s room for them; say over 2m40s',
    ],
    ['p50 time > 8s over 2m', {}, undefined],
    ['p95 time > 150% of baseline', {}, undefined],
    [
      'p95 time > 150% of baseline',
      { intervalMs: 10_000 },
      'it takes 3m20s (the 20 samples that p95 time is compared on), and bake-time is 2m',
    ],
    ['2 consecutive failures', {}, undefined],
    ['5 consecutive failures', {}, 'retries is 3, which decides first; set it to 5 or more'],
    ['30 consecutive failures', { retries: 30 }, 'it takes 2m30s (30 probes), and bake-time is 2m'],
    [
      'metric cpu > 95 for 5m',
      {},
      'it takes 8m (for 5m, one period and the 2m after which a metric is published), and bake-time is 2m',
    ],
    ['metric cpu > 95 for 5m', { bakeTimeMs: 480_000 }, undefined],
    [
      'metric cpu > 95 for 5m',
      { bakeTimeMs: 479_999 },
      'it takes 8m (for 5m, one period and the 2m after which a metric is published), and bake-time is 8m',
    ],
    ['metric cpu > 95 for 2m', { bakeTimeMs: 480_000 }, undefined],
    ['24 consecutive failures', { retries: 30 }, undefined],
    ['3 consecutive failures', {}, undefined],
    ['4 consecutive failures', {}, 'retries is 3, which decides first; set it to 4 or more'],
    ['failure rate > 5% over 50s', {}, undefined],
    ['p95 time > 3s over 1m40s', {}, undefined],
    ['mean time > 5s over 50s', {}, undefined],
    ['failure rate > 5% over 2m', { retries: 2 }, undefined],
    [
      'metric cpu > 95 for 1m',
      { bakeTimeMs: 480_000 },
      'two values, one each 1m, are the least that can be judged; say for 2m',
    ],
    ['metric queue > 95 for 2m', {}, undefined],
    ['metric queue > 95 for 3m', {}, 'it takes 3m (for 3m), and bake-time is 2m'],
    ['metric unknown > 95 for 2m', {}, undefined],
    ['metric unknown > 95 for 1ms', {}, undefined],
    ['alarm web-5xx in ALARM', { bakeTimeMs: 0 }, undefined],
    ['alarm web-5xx in ALARM', { hasChecks: false }, undefined],
    [
      'failure rate > 5% over 2m',
      { hasChecks: false },
      'there is no health-url and no required check to probe',
    ],
    ['run success rate < 95% over 10 runs', {}, 'runs are read with target: workflow or git only'],
    ['run success rate < 95% over 10 runs', { hasRuns: true }, undefined],
    ['log errors > 5 over 2m', {}, 'logs are read with target: ecs, or with target: ssh and an ssh-service'],
    ['log errors > 5 over 2m', { logs: 'of a unit' }, undefined],
    ['new log errors > 5 over 20m', { logs: 'of containers' }, undefined],
    ['log errors of envoy > 5 over 2m', { logs: 'of containers' }, undefined],
    [
      'log errors of envoy > 5 over 2m',
      { logs: 'of a unit' },
      'containers have logs of their own with target: ecs only',
    ],
    ['run success rate < 0% over 10 runs', { hasRuns: true }, 'a rate is never below 0%'],
    ['run success rate <= 0% over 10 runs', { hasRuns: true }, undefined],
    ['stale rate > 5% over 2m', {}, undefined],
    [
      'stale rate > 5% over 2m',
      { hasVersion: false },
      'without expect-version no answer is from another version',
    ],
    ['failure rate > 5% over 2m', { retries: 1 }, 'retries is 1, which decides first'],
    ['stale rate > 5% over 2m', { retries: 1 }, undefined],
  ])('%s with %j: %s', (line, overrides, why) => {
    expect(whyNever(read(line), { ...numbers, ...overrides })).toBe(why)
  })
})
