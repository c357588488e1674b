import { InputError, renderProblem } from '../../src/inputs/input-error.ts'

describe('a problem with an input', () => {
  it('is one line with the input, its value and the allowed values', () => {
    const problem = { input: 'mode', actual: 'gaurd', expected: 'guard or rollback' }
    expect(renderProblem(problem)).toBe('mode: invalid value "gaurd": expected guard or rollback')
    expect(renderProblem({ ...problem, line: 2, hint: 'Did you mean guard?' })).toBe(
      'mode: invalid value "gaurd" on line 2: expected guard or rollback. Did you mean guard?',
    )
    expect(renderProblem({ ...problem, line: 2, column: 7 })).toBe(
      'mode: invalid value "gaurd" on line 2, column 7: expected guard or rollback',
    )
  })

  it.each([
    ['a\nb\r::error::c', '"a\\nb\\r::error::c"'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ['\u0007\u001b[31m', '"\\u0007\\u001b[31m"'],
    ['left\u202eright\u200b', '"left\\u{202e}right\\u{200b}"'],
    ['\ud800', '"\\ud800"'],
    ['x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
    ['🚀'.repeat(100), `"${'🚀'.repeat(80)}…"`],
  ])('shows %j so that it cannot move the text around it', (actual, shown) => {
    expect(renderProblem({ input: 'i', actual: actual, expected: 'x' })).toBe(
      `i: invalid value ${shown}: expected x`,
    )
  })

  it('comes with all the others', () => {
    const problems = [
      { input: 'mode', actual: '', expected: 'guard' },
      { input: 'target', actual: '', expected: 'ecs' },
    ]
    const error = new InputError(problems)
    expect([error.name, error.problems]).toEqual(['InputError', problems])
    expect(error.message.split('\n')).toHaveLength(2)
  })
})
