import { type Pattern, readPattern } from '../../../src/core/pattern/pattern.ts'
import { ErrorLines, isErrorLine } from '../../../src/health/logs/error-lines.ts'
import { LogCounter } from '../../../src/health/logs/log-counts.ts'
import { INPUT_DEFAULTS } from '../../../src/inputs/declarations.ts'

function patternOf(source: string, flags = ''): Pattern {
  const read = readPattern(source, flags)
  if (!read.ok) throw new Error(read.because)
  return read.pattern
}

const PRESET = patternOf(INPUT_DEFAULTS['log-pattern'])
const ANY_CASE = patternOf('error|exception|panic', 'i')

describe('an error by the default pattern', () => {
  test.each([
    'ERROR cannot reach the database',
    '2026-01-05 10:00:00,123 ERROR [main] c.e.App - Failed',
    '\u001b[31mERROR\u001b[39m cannot reach the database',
    'ERROR: 0 replicas available',
    'ERROR: no such table: orders',
    'ERROR: none of the hosts answered',
    '[FATAL] out of memory',
    'CRITICAL:root:gone',
    'panic: runtime error: index out of range',
    'Traceback (most recent call last):',
    'Unhandled exception. System.InvalidOperationException: no',
    '{"level":"error","msg":"cannot reach the database"}',
    '{"severity": "CRITICAL", "message": "x"}',
    'time="2026-01-05T10:00:00Z" level=error msg="cannot reach"',
    'ts=1 lvl=fatal msg=x',
  ])('%j', (line) => expect(isErrorLine(line, PRESET)).toBe(true))
})

describe('no error, though a healthy service logs it', () => {
  test.each([
    'finished with 0 errors',
    'error_count=0',
    'ERROR_COUNT=0',
    'ErrorHandler registered',
    'compiled with 0 ERROR and 2 WARNING',
    'no ERROR found',
    'ERROR=0 WARNING=3',
    '{"ERROR": 0, "WARN": 2}',
    'LOG_LEVEL=ERROR',
    'log level set to ERROR',
    'Log level: error',
    '{"logLevel":"error"}',
    'WARNING: the library is deprecated and will be removed',
    'npm warn deprecated error-ex@1.0.0',
    '{"level":"info","msg":"listening"}',
    'GET /errors 200',
    'registered Panic button',
    'TERROR level: easy',
    '',
  ])('%j', (line) => expect(isErrorLine(line, PRESET)).toBe(false))

  test.each([
    '"error":null',
    'error: null',
    'errors=0',
    'error=none',
    'Errors: 0, Warnings: 1',
    'without errors',
  ])('%j, with a pattern for words in any case', (line) => expect(isErrorLine(line, ANY_CASE)).toBe(false))
})

const PYTHON = [
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 3, in <module>',
  '    raise ValueError("x")',
  'ValueError: x',
]
const CHAINED = [
  ...PYTHON,
  '',
  'During handling of the above exception, another exception occurred:',
  '',
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 5, in <module>',
  'app.Broken: y',
]
const JAVA = [
  '2026-01-05 10:00:00 ERROR c.e.App - Failed',
  'java.lang.IllegalStateException: no pool',
  '\tat c.e.App.main(App.java:12)',
  '\t... 12 more',
  'Caused by: java.net.ConnectException: refused',
  '\tat java.base/sun.nio.ch.Net.connect(Net.java)',
]
const NODE = ['Error: cannot reach', '    at open (/app/index.js:1:2)', '    at node:internal/main', '}']
const GO = [
  'panic: nil map',
  '',
  'goroutine 1 [running]:',
  'main.main()',
  '\t/app/main.go:7 +0x1d',
  'exit status 2',
]

describe('a stack of many lines is one error', () => {
  const count = (lines: readonly string[], pattern: Pattern) => {
    const errors = new ErrorLines(pattern)
    return lines.filter((text, index) => errors.read({ atMs: index, text }) !== undefined).length
  }
  test.each<[string, readonly string[], number]>([
    ['Python', PYTHON, 1],
    ['Python, five times', Array(5).fill(PYTHON).flat(), 5],
    ['Python, logged', ['ERROR:root:it failed', ...PYTHON], 1],
    ['Python, of two exceptions', CHAINED, 1],
    ['Java', JAVA, 1],
    ['Java, five times', Array(5).fill(JAVA).flat(), 5],
    ['Node', ['ERROR request failed', ...NODE], 1],
    ['Node by the other pattern', NODE, 1],
    ['Node, twice', [...NODE, ...NODE], 2],
    ['Go', GO, 1],
    ['an error, and what is no part of it', ['ERROR a', 'listening', 'ERROR b'], 2],
    [
      'Python, whose exception has a name of its own',
      [...PYTHON.slice(0, 3), 'app.NotFound: ERROR of mine'],
      1,
    ],
    ['an error after what ended a stack', [...PYTHON, 'listening', 'ValueError: ERROR'], 2],
    ['an error behind an empty line of a quiet log', ['listening', '', 'ERROR a'], 1],
    ['a stack that no error began', ['    at x', 'ERROR a', '    at y', 'ERROR b'], 2],
    ['errors one after the other', ['ERROR a', 'ERROR b', 'ERROR c'], 3],
    ['nothing', ['starting', '', 'listening on 8080'], 0],
  ])('%s', (_, lines, expected) =>
    expect(count(lines, lines[0]?.startsWith('Error:') ? ANY_CASE : PRESET)).toBe(expected),
  )

  test('by a pattern that its inner lines match as well', () => {
    expect(count(JAVA, ANY_CASE)).toBe(1)
    expect(count(PYTHON, ANY_CASE)).toBe(0 + 1)
  })
})

describe('what is new', () => {
  const errors = new ErrorLines(PRESET)
  const read = (...texts: string[]) =>
    texts.flatMap((text, at) => errors.read({ atMs: at * 400, text }) ?? [])
  const shapes = (...texts: string[]) => new Set(read(...texts).map(({ shape }) => shape))

  test.each([
    ['ERROR order 17 failed', 'ERROR order 4711 failed'],
    ['ERROR 2026-01-05T10:00:00.123Z late', 'ERROR 2026-01-06T11:12:13Z late'],
    [
      'ERROR request 2f1c6a52-33a5-4f6e-9d5c-0e5a2f9b1c7d failed',
      'ERROR request 9a1c6a52-33a5-4f6e-9d5c-0e5a2f9b1c7d failed',
    ],
    ['ERROR user "ann" unknown', 'ERROR user "bob" unknown'],
    ['ERROR ip-10-0-1-17 is gone', 'ERROR ip-10-0-3-4 is gone'],
    ['ERROR 10.0.0.1:5432 refused', 'ERROR 10.0.7.12:5432 refused'],
  ])('%j was logged before as %j', (before, now) => {
    expect(new LogCounter(shapes(before)).count(read(now))).toMatchObject([{ count: 1, isNew: false }])
  })

  test('another text is new', () => {
    const counts = new LogCounter(shapes('ERROR order 17 failed')).count(read('ERROR payment 17 failed'))
    expect(counts).toEqual([{ atMs: 0, count: 1, isNew: true, example: 'ERROR payment 17 failed' }])
  })

  test('without a log of before nothing is', () => {
    expect(new LogCounter(undefined).count(read('ERROR x'))).toMatchObject([{ isNew: false }])
  })

  test('a flood is counted by the second, with three examples of different shapes', () => {
    const flood = read(...Array.from({ length: 1_000 }, (_, index) => `ERROR order ${index} failed`))
    const counter = new LogCounter(undefined)
    const counts = counter.count([...flood, ...read('ERROR a', 'ERROR b', 'ERROR c')])
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(1_003)
    expect(counts.length).toBeLessThan(410)
    expect(counts.flatMap(({ example }) => example ?? [])).toEqual([
      'ERROR order 0 failed',
      'ERROR a',
      'ERROR b',
    ])
    expect(counter.count(read('ERROR d'))).toMatchObject([{ count: 1 }])
  })

  test.each([
    [0, 0],
    [999, 0],
    [1_000, 1_000],
    [1_999, 1_000],
    [61_500, 61_000],
  ])('an error of %i ms counts for the second of %i ms', (loggedAtMs, atMs) => {
    const [counted] = new LogCounter(undefined).count([{ atMs: loggedAtMs, shape: 'a', text: 'a' }])
    expect(counted).toEqual({ atMs, count: 1, isNew: false, example: 'a' })
  })
})
