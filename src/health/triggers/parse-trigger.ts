import { nearest } from '../../core/nearest.ts'
import type { LineParse } from '../../core/syntax/scanner.ts'
import { parseLine, type Scanner } from '../../core/syntax/scanner.ts'
import type { Statistic, TriggerLine, UpperBound } from './trigger-line.ts'
import {
  expectKeywords,
  NUMBER,
  PERCENT,
  readDuration,
  readName,
  readOperator,
  readPercent,
  readUpper,
  readWindow,
} from './trigger-syntax.ts'

const FORMS = {
  failures: '3 consecutive failures',
  failure: 'failure rate > 5% over 2m',
  stale: 'stale rate > 5% over 2m',
  mean: 'mean time > 3s over 5m',
  percentile: 'p95 time > 150% of baseline',
  metric: 'metric cpu > 95 for 5m',
  alarm: 'alarm web-5xx in ALARM',
  log: 'log errors > 5 over 2m',
  new: 'new log errors > 0 over 2m',
  run: 'run success rate < 95% over 10 runs',
} as const

/** Reads one line of `rollback-when`. Never throws. */
export function parseTriggerLine(text: string): LineParse<TriggerLine> {
  return parseLine(text.trim(), (scanner) => {
    const line = readLine(scanner)
    scanner.skipSpace()
    if (!scanner.isAtEnd) scanner.fail('the end of the line', { hint: hintAfter(scanner.rest()) })
    return line
  })
}

function readLine(scanner: Scanner): TriggerLine {
  const [, count] = scanner.take(/(\d+)(?![\w.%])\s*/y) ?? []
  if (count !== undefined) return readFailures(scanner, Number(count))
  const of = scanner.takeKeyword('failure', 'stale')
  if (of !== undefined) return readRate(scanner, of)
  const statistic = readStatistic(scanner)
  if (statistic !== undefined) return readTime(scanner, statistic)
  if (scanner.takeKeyword('metric') !== undefined) return readMetric(scanner)
  if (scanner.takeKeyword('alarm') !== undefined) return readAlarm(scanner)
  if (scanner.takeKeyword('log') !== undefined) return readLog(scanner, false)
  if (scanner.takeKeyword('new') !== undefined) return readLog(scanner, true)
  if (scanner.takeKeyword('run') !== undefined) return readRun(scanner)
  const expected = Object.values(FORMS)
    .map((form) => `"${form}"`)
    .join(', ')
  return scanner.fail(`a line such as ${expected}`, { hint: guess(scanner.rest()) })
}

function readFailures(scanner: Scanner, count: number): TriggerLine {
  expectKeywords(scanner, FORMS.failures, 'consecutive', 'failures')
  if (count < 1) scanner.fail('at least 1', { column: 1 })
  return { kind: 'failures-in-a-row', count }
}

function readRate(scanner: Scanner, of: 'failure' | 'stale'): TriggerLine {
  expectKeywords(scanner, FORMS[of], 'rate')
  const operator = readUpper(scanner, FORMS[of])
  const value = readPercent(scanner, 100)
  return { kind: 'rate', of, bound: { operator, value }, windowMs: readWindow(scanner, FORMS[of]) }
}

function readStatistic(scanner: Scanner): Statistic | undefined {
  const { column } = scanner
  if (scanner.takeKeyword('mean') !== undefined) return { kind: 'mean' }
  const [word, digits] = scanner.take(/p(\d+(?:\.\d+)?)(?!\S)\s*/y) ?? []
  if (word === undefined) return undefined
  const percent = Number(digits)
  if (percent > 0 && percent < 100) return { kind: 'percentile', percent }
  return scanner.fail('a percentile between p1 and p99', { column })
}

function readTime(scanner: Scanner, statistic: Statistic): TriggerLine {
  const form = statistic.kind === 'mean' ? FORMS.mean : FORMS.percentile
  expectKeywords(scanner, form, 'time')
  const operator = readUpper(scanner, form)
  if (scanner.peek(PERCENT)) {
    const bound = readOfBaseline(scanner, operator)
    const { column } = scanner
    if (scanner.takeKeyword('over', 'for') === undefined)
      return { kind: 'time-of-baseline', statistic, bound }
    const hint = 'A comparison with the baseline covers the whole bake time.'
    return scanner.fail('the end of the line', { column, hint })
  }
  const value = readDuration(scanner, 'a duration with its unit, such as 3s, or a percentage of baseline')
  return { kind: 'time', statistic, bound: { operator, value }, windowMs: readWindow(scanner, FORMS.mean) }
}

function readOfBaseline(scanner: Scanner, operator: UpperBound['operator']): UpperBound {
  const { column } = scanner
  const value = readPercent(scanner, 100_000)
  if (value <= 100)
    scanner.fail('more than 100%', { column, hint: '150% is half as much again as the baseline.' })
  expectKeywords(scanner, FORMS.percentile, 'of', 'baseline')
  return { operator, value }
}

function readMetric(scanner: Scanner): TriggerLine {
  const operators = ['<', '<=', '>', '>=', '==', '!='] as const
  const name = readName(scanner, {
    expected: 'the name of a metric',
    form: FORMS.metric,
    next: /[<>=!]/y,
    nextAllowed: operators.join(' or '),
  })
  const operator = readOperator(scanner, operators, FORMS.metric)
  const { column } = scanner
  const [value] = scanner.take(NUMBER) ?? []
  if (value === undefined || scanner.peek(/%/y)) {
    const [number] = /^-?[\d.]*\d/.exec(scanner.line.slice(column - 1)) ?? []
    const hint = number === undefined ? `For example: ${FORMS.metric}` : `Did you mean ${number}?`
    return scanner.fail('a number without a unit, such as 95', { column, hint })
  }
  scanner.skipSpace()
  return {
    kind: 'metric',
    name,
    bound: { operator, value: Number(value) },
    durationMs: readWindow(scanner, FORMS.metric),
  }
}

function readAlarm(scanner: Scanner): TriggerLine {
  const name = readName(scanner, {
    expected: 'the name of an alarm',
    form: FORMS.alarm,
    next: /in(?!\S)/y,
    nextAllowed: 'in',
  })
  expectKeywords(scanner, FORMS.alarm, 'in', 'ALARM')
  return { kind: 'alarm', name }
}

function readLog(scanner: Scanner, isNew: boolean): TriggerLine {
  const form = isNew ? FORMS.new : FORMS.log
  expectKeywords(scanner, form, ...(isNew ? ['log', 'errors'] : ['errors']))
  const ofOne = `${isNew ? 'new ' : ''}log errors of envoy > 5 over 2m`
  const name = { expected: 'the name of a container', form: ofOne, next: /[<>=!]/y, nextAllowed: '> or >=' }
  const container = scanner.takeKeyword('of') === undefined ? undefined : readName(scanner, name)
  const operator = readUpper(scanner, form)
  const { column } = scanner
  const [digits] = scanner.take(/\d{1,9}(?!\S)/y) ?? []
  if (digits === undefined || (operator === '>=' && Number(digits) === 0))
    return scanner.fail('a number of lines, such as 5', { column, hint: `For example: ${form}` })
  scanner.skipSpace()
  return {
    kind: 'log',
    isNew,
    container,
    bound: { operator, value: Number(digits) },
    windowMs: readWindow(scanner, form),
  }
}

function readRun(scanner: Scanner): TriggerLine {
  const what = scanner.takeKeyword('success', 'duration')
  if (what === undefined)
    return scanner.fail('success rate or duration', { hint: `For example: ${FORMS.run}` })
  if (what === 'duration') {
    return {
      kind: 'run-duration',
      bound: readOfBaseline(scanner, readUpper(scanner, 'run duration > 150% of baseline')),
    }
  }
  expectKeywords(scanner, FORMS.run, 'rate')
  const operator = readOperator(scanner, ['<', '<='], FORMS.run)
  const value = readPercent(scanner, 100)
  expectKeywords(scanner, FORMS.run, 'over')
  const [, runs] = scanner.take(/(\d+)(?!\S)\s*/y) ?? []
  if (runs === undefined || Number(runs) < 1 || Number(runs) > 100)
    return scanner.fail('1 to 100 runs', { hint: `For example: ${FORMS.run}` })
  expectKeywords(scanner, FORMS.run, 'runs')
  return { kind: 'run-success-rate', bound: { operator, value }, runs: Number(runs) }
}

const MEANT: Readonly<Record<string, string>> = {
  error: FORMS.failure,
  errors: FORMS.failure,
  failures: FORMS.failures,
  logs: FORMS.log,
  success: FORMS.failure,
  average: FORMS.mean,
  avg: FORMS.mean,
  latency: FORMS.mean,
  time: FORMS.mean,
  median: 'p50 time > 1s over 5m',
  consecutive: FORMS.failures,
  cpu: FORMS.metric,
}

function guess(rest: string): string | undefined {
  const word = /^[\w-]+/.exec(rest)?.[0]?.toLowerCase() ?? ''
  const known = nearest(word, ['failure', 'stale', 'mean', 'metric', 'alarm', 'log', 'new', 'run'])
  const form = Object.hasOwn(MEANT, word) ? MEANT[word] : known && FORMS[known]
  return form === undefined ? undefined : `Did you mean a line such as ${form}?`
}

function hintAfter(rest: string): string | undefined {
  return /^(?:and|or|&&|\|\|)/i.test(rest)
    ? 'Write one trigger a line; any of them fires by itself.'
    : undefined
}
