import type { LogCount } from '../../../src/health/logs/log-counts.ts'
import { makeTrigger } from '../../../src/health/triggers/make-trigger.ts'
import type { LogReading, MetricReading } from '../../../src/health/triggers/metric-source.ts'
import { parseTriggerLine } from '../../../src/health/triggers/parse-trigger.ts'
import type { TriggerReading, TriggerView } from '../../../src/health/triggers/trigger.ts'

/** When the bake began, on the clock of a run that has been under way for a while. */
const BAKE_MS = 12_345_678
const MINUTE_MS = 60_000

function ask(
  line: string,
  readings: readonly MetricReading[],
  changes: Partial<TriggerView> = {},
): TriggerReading {
  const parsed = parseTriggerLine(line)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const signal = parsed.value.kind === 'log' && parsed.value.container ? 'logs envoy' : 'logs'
  return makeTrigger(line, parsed.value).evaluate({
    nowMs: BAKE_MS + 10 * MINUTE_MS,
    bakeStartedAtMs: BAKE_MS,
    bakeEndAtMs: BAKE_MS + 10 * MINUTE_MS,
    deployBegunAtMs: BAKE_MS - 5 * MINUTE_MS,
    deployedAtMs: BAKE_MS,
    observations: new Map(),
    samples: readings.map((reading, index) => ({ signal, atMs: BAKE_MS + index * 15_000, reading })),
    ...changes,
  })
}

const at = (afterMs: number, count = 1, more: Partial<LogCount> = {}): LogCount => ({
  ...{ atMs: BAKE_MS + afterMs, count, isNew: false },
  ...more,
})
const log = (...errors: LogCount[]): LogReading => ({ kind: 'logs', errors })

const LINE = 'log errors > 5 over 2m'

describe('errors in the log', () => {
  test.each<[string, readonly LogReading[], TriggerReading['state'], string]>([
    ['none', [log()], 'ok', 'log errors 0 ≤ 5 over 2m'],
    ['as many as the bound', [log(at(0, 5))], 'ok', 'log errors 5 ≤ 5 over 2m'],
    ['one more', [log(at(0, 6))], 'fired', 'log errors 6 > 5 over 2m'],
    [
      'one more, over several readings',
      [log(at(0, 3)), log(at(30_000, 3))],
      'fired',
      'log errors 6 > 5 over 2m',
    ],
    ['too far apart', [log(at(0, 3), at(2 * MINUTE_MS, 3))], 'ok', 'log errors 3 ≤ 5 over 2m'],
    ['just near enough', [log(at(1, 3), at(2 * MINUTE_MS, 3))], 'fired', 'log errors 6 > 5 over 2m'],
    [
      'that arrive late',
      [log(at(9 * MINUTE_MS)), log(at(MINUTE_MS, 6))],
      'fired',
      'log errors 6 > 5 over 2m',
    ],
    ['that are over, long ago', [log(at(0, 6)), log(), log()], 'fired', 'log errors 6 > 5 over 2m'],
    ['while it starts, just before the bake', [log(at(-MINUTE_MS, 6))], 'fired', 'log errors 6 > 5 over 2m'],
    ['while it starts, and no more since', [log(at(-3 * MINUTE_MS, 6))], 'ok', 'log errors 0 ≤ 5 over 2m'],
    ['on a clock that is ahead', [log(at(20 * MINUTE_MS, 6))], 'fired', 'log errors 6 > 5 over 2m'],
  ])('%s', (_, readings, state, text) => expect(ask(LINE, readings)).toMatchObject({ state, text }))

  test('a bound that may be reached', () => {
    expect(ask('log errors >= 5 over 2m', [log(at(0, 5))]).text).toBe('log errors 5 ≥ 5 over 2m')
  })

  test('up to three examples, those of the window first', () => {
    const early = at(-2 * MINUTE_MS - 1, 1, { example: 'ERROR early' })
    const within = ['a', 'b', 'c'].map((name, index) => at(index, 2, { example: `ERROR ${name}` }))
    expect(ask(LINE, [log(early, ...within)]).examples).toEqual(['ERROR a', 'ERROR b', 'ERROR c'])
    expect(ask(LINE, [log(early, at(0, 6))]).examples).toEqual(['ERROR early'])
    expect(ask(LINE, [log(at(0, 1, { example: 'ERROR a' }))]).examples).toBeUndefined()
  })
})

describe('new errors in the log', () => {
  const line = 'new log errors > 0 over 2m'
  const incomparable = { ...log(at(0, 9)), incomparable: 'nothing was logged before' }

  test('those that were logged before do not count', () => {
    expect(ask(line, [log(at(0, 9))])).toMatchObject({ state: 'ok', text: 'new log errors 0 ≤ 0 over 2m' })
  })
  test('those that were not do', () => {
    const reading = log(at(0, 9), at(0, 1, { isNew: true, example: 'ERROR new' }))
    expect(ask(line, [reading])).toEqual({
      ...{ state: 'fired', text: 'new log errors 1 > 0 over 2m', examples: ['ERROR new'] },
    })
  })
  test('with nothing to compare with it says nothing', () => {
    const text = 'new log errors: nothing was logged before'
    expect(ask(line, [incomparable])).toEqual({ state: 'not-evaluable', text })
    expect(ask(LINE, [incomparable])).toMatchObject({ state: 'fired' })
  })
})

describe('a log that says nothing of the version', () => {
  test('is of another container', () => {
    const reading = log(at(0, 9))
    expect(ask('log errors of envoy > 5 over 2m', [reading])).toMatchObject({
      ...{ state: 'fired', text: 'log errors of envoy 9 > 5 over 2m' },
    })
    const other = { signal: 'logs', atMs: BAKE_MS, reading }
    expect(ask('log errors of envoy > 5 over 2m', [], { samples: [other] })).toMatchObject({
      isUnreadable: true,
    })
  })
  test('is not kept where it can be read', () => {
    const reading = { ...log(), missing: 'no container logs by awslogs' }
    expect(ask(LINE, [reading])).toEqual({
      ...{ state: 'not-evaluable', text: 'log errors: no container logs by awslogs' },
    })
  })
  test('may not be read', () => {
    expect(ask(LINE, [log(at(0, 1)), { kind: 'unreadable', reason: 'AWS denied it' }])).toEqual({
      ...{ state: 'not-evaluable', text: 'logs could not be read: AWS denied it', isUnreadable: true },
    })
  })
  test('is longer than can be read', () => {
    const behind = { ...log(at(0, 1)), isBehind: true as const }
    expect(ask(LINE, [behind])).toMatchObject({
      state: 'not-evaluable',
      text: expect.stringContaining('more lines'),
    })
    expect(ask(LINE, [behind, log()])).toMatchObject({ state: 'ok' })
    expect(ask(LINE, [{ ...behind, errors: [at(0, 6)] }])).toMatchObject({ state: 'fired' })
  })
})

test('what is new judges only what was deployed; the others what is put back as well', () => {
  const isAbsolute = (line: string) => {
    const parsed = parseTriggerLine(line)
    return parsed.ok && makeTrigger(line, parsed.value).isAbsolute
  }
  expect([isAbsolute(LINE), isAbsolute('new log errors > 0 over 2m')]).toEqual([true, false])
})

describe('lines that ask for the log', () => {
  test.each([
    ['log errors > 5 over 2m', { isNew: false, bound: { operator: '>', value: 5 }, windowMs: 120_000 }],
    ['new log errors >= 1 for 30s', { isNew: true, bound: { operator: '>=', value: 1 }, windowMs: 30_000 }],
    ['log errors of envoy > 0 over 1m', { container: 'envoy', bound: { operator: '>', value: 0 } }],
    ['new log errors of "my proxy" > 0 over 1m', { container: 'my proxy', isNew: true }],
  ])('%s', (line, expected) => {
    expect(parseTriggerLine(line)).toMatchObject({ ok: true, value: { kind: 'log', ...expected } })
  })

  test.each([
    ['log errors', '> or >='],
    ['log > 5 over 2m', 'errors'],
    ['new errors > 5 over 2m', 'log'],
    ['log errors > 5% over 2m', 'a number of lines, such as 5'],
    ['log errors > 1.5 over 2m', 'a number of lines, such as 5'],
    ['log errors > -1 over 2m', 'a number of lines, such as 5'],
    ['log errors >= 0 over 2m', 'a number of lines, such as 5'],
    ['log errors < 5 over 2m', '> or >='],
    ['log errors > 5', 'over or for and a duration'],
    ['log errors > 5 over 2', 'a duration with its unit, such as 2m'],
    ['log errors of > 5 over 2m', 'the name of a container'],
    ['log errors of envoy', '> or >='],
  ])('refuses %s', (line, expected) => {
    expect(parseTriggerLine(line)).toMatchObject({ ok: false, problem: { expected } })
  })
})
