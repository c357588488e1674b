import { EQUIVALENT } from '../../scripts/mutation/equivalent.ts'
import { mutationsOf, plant, renderDiff } from '../../scripts/mutation/mutation.ts'
import { RelatedTests } from '../../scripts/mutation/related.ts'
import { findFailure } from '../../scripts/mutation/trial.ts'
import { ROOT, read, repositoryFiles } from '../repository/files.ts'

/** Every text that a piece of code may be turned into. */
const faultsIn = (code: string) => mutationsOf('src/a.ts', code).map((mutation) => plant(code, mutation))

describe('the faults of a piece of code', () => {
  test.each<[string, string, readonly string[]]>([
    ['a comparison, at equality and turned around', 'a < b', ['a <= b', 'a >= b']],
    ['an equality', 'a === b', ['a !== b']],
    ['both conditions', 'a && b', ['a || b', 'a', 'b']],
    ['one of the conditions', 'a || b', ['a && b', 'a', 'b']],
    ['a default', 'a ?? b', ['a', 'b']],
    ['a negation', '!a', ['a']],
    ['a condition', 'if (a) { b }', ['if (true) { b }', 'if (false) { b }', 'if (a) { {} }']],
    ['a choice', 'a ? b : c', ['true ? b : c', 'false ? b : c']],
    ['a sum', 'a + b', ['a - b']],
    ['a bound', 'a(30_000)', ['a(30001)', 'a(29999)']],
    ['nothing is less than zero', 'a(0)', ['a(1)']],
    ['a flag', 'a(true)', ['a(false)']],
    ['a list of codes', "a(['x', 'y', z])", ["a([ 'y', z])", "a(['x', z])", "a(['x', 'y',])"]],
    ['a pattern', 'a(/^b$/i)', ['a(/b$/i)', 'a(/^b/i)', 'a(/^b$/)']],
    ['a list that is chosen from', 'a.some(b)', ['a.every(b)']],
    ['what is called on a list', 'a.filter(b).c', ['a.c']],
    ['an early end', 'f = () => { if (a) return 1; return 2 }', ['f = () => { if (a) {} return 2 }']],
    ['a type decides nothing', 'let a: 1 | 2', []],
  ])('%s: %s', (_, code, faults) => {
    const found = faultsIn(code)
    // A statement that is left out as a whole is another fault than the one that is meant.
    expect(found).toEqual(expect.arrayContaining([...faults]))
    if (faults.length === 0) expect(found).toEqual([])
  })

  test('each has a name of its own, and a diff of the lines that it changes', () => {
    const code = 'const a = 1\n  const b = a < 2\n'
    const found = mutationsOf('src/a.ts', code)
    expect(found.map(({ id }) => id)).toEqual([
      'src/a.ts:1:11#1',
      'src/a.ts:1:11#2',
      'src/a.ts:2:15#1',
      'src/a.ts:2:15#2',
      'src/a.ts:2:17#1',
      'src/a.ts:2:17#2',
    ])
    const equality = found[2]
    expect(equality && renderDiff(code, equality)).toBe('-   const b = a < 2\n+   const b = a <= 2')
  })
})

test('what is held to be equivalent is a fault that can still be planted', () => {
  const stale = EQUIVALENT.filter(({ file, line, before, after }) => {
    return !mutationsOf(file, read(file)).some(
      (each) => each.line === line && each.before === before && each.after === after,
    )
  })
  expect(stale).toEqual([])
})

test('the tests that could find a fault load its file, start nothing, and begin with the one of its name', () => {
  const files = repositoryFiles('src/**.ts', '__tests__/**.ts', 'scripts/**.ts', 'demo/**.ts')
  const tests = new RelatedTests(ROOT, files).of('src/health/outage.ts')
  expect(tests[0]).toBe('__tests__/health/outage.test.ts')
  expect(tests).toContain('__tests__/run/guard.test.ts')
  expect(tests.filter((test) => /bundle|targets\/ssh\/strategy|core\/text/.test(test))).toEqual([])
})

test('a planted fault is found by the test that sees it, in a snapshot too', async () => {
  const plantIn = (file: string, line: string, after: string) =>
    mutationsOf(file, read(file)).find((each) => each.line === line && each.after === after)
  const rate = plantIn('src/health/baseline.ts', 'return failed * 2 > asked', '>=')
  const hint = plantIn(
    'src/health/triggers/trigger-syntax.ts',
    'if (scanner.isAtEnd || scanner.peek(next)) return name',
    'true',
  )
  const [sees, blind] = ['__tests__/health/baseline.test.ts', '__tests__/health/traffic-step.test.ts']
  const lines = '__tests__/health/triggers/trigger-lines.test.ts'
  const found = await Promise.all([
    findFailure({ root: ROOT, tests: [blind, sees] }),
    findFailure({ root: ROOT, tests: [blind, sees], ...(rate && { mutation: rate }) }),
    findFailure({ root: ROOT, tests: [blind], ...(rate && { mutation: rate }) }),
    findFailure({ root: ROOT, tests: [lines], ...(hint && { mutation: hint }) }),
  ])
  expect([rate, hint]).not.toContain(undefined)
  expect(found).toEqual([undefined, sees, undefined, lines])
})
