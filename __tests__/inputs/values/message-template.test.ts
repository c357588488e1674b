import fc from 'fast-check'
import { MESSAGE_FIELDS, parseMessageTemplate } from '../../../src/inputs/values/message-template.ts'

const render = (text: string) => {
  const parsed = parseMessageTemplate(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value.map((line) =>
    line.map((piece) => (piece.kind === 'own' ? piece.text : `<${piece.name}>`)).join(''),
  )
}

const problems = (text: string) => {
  const parsed = parseMessageTemplate(text)
  return parsed.ok ? [] : parsed.problems
}

describe('a template', () => {
  it.each([
    ['one line', ['one line']],
    ['{{reason}}', ['<reason>']],
    ['a {{ reason }} b{{to}}{{from}}', ['a <reason> b<to><from>']],
    ['\uFEFF\n \n  a\r\n\r\nb\r\n\n', ['  a', '', 'b']],
    ['a } }} { b {x}', ['a } }} { b {x}']],
  ])('%j', (text, expected) => {
    expect(render(text)).toEqual(expected)
  })

  it('knows every field', () => {
    expect(render(MESSAGE_FIELDS.map((name) => `{{${name}}}`).join('\n'))).toEqual(
      MESSAGE_FIELDS.map((name) => `<${name}>`),
    )
  })
})

describe('what is wrong in a template', () => {
  it.each<[string, object]>([
    ['\n\nx {{reson}}', { line: 3, column: 3, actual: '{{reson}}', hint: 'Did you mean {{reason}}?' }],
    ['{{ Run_Url }}', { hint: 'Did you mean {{run-url}}?' }],
    [
      '{{weather in town}}',
      { expected: 'a field of messages', hint: expect.stringContaining('There are headline, status') },
    ],
    ['{{}}', { actual: '{{}}' }],
    [`by $\{{ github.actor }}`, { column: 5, hint: 'GitHub evaluates no expression in a file.' }],
    ['a\n {{reason', { line: 2, column: 2, expected: 'each {{ to be closed by }} on its line' }],
    ['{{reason\n}}', { line: 1, column: 1, expected: 'each {{ to be closed by }} on its line' }],
    ['{{reason {{to}}', { column: 1, expected: 'each {{ to be closed by }} on its line' }],
    ['', { hint: 'It is empty.' }],
    [' \n\t\n', { hint: 'It is empty.' }],
    ['x'.repeat(2_001), { hint: 'It has 2001 characters.' }],
    ['a\u0000b', { line: 1, column: 2, hint: expect.stringContaining('control character') }],
    ['\u001b[31mred', { line: 1, column: 1 }],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual([expect.objectContaining(expected)])
  })

  it('is all named at once', () => {
    expect(problems('{{a-thing}} {{to}} {{other-thing}}\n{{')).toHaveLength(3)
  })

  it('is found in any text, in a place that is in the text', () => {
    const text = fc.array(fc.constantFrom('{{', '}}', '{', '}', 'reason', 'to', '\n', ' ', '$', 'é', '🚨'), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(text, (pieces) => {
        const whole = pieces.join('')
        const lines = whole.split('\n')
        for (const { line = 1, column = 1, actual = '' } of problems(whole)) {
          expect(lines[line - 1]?.slice(column - 1)).toContain(actual)
        }
      }),
    )
  })
})
