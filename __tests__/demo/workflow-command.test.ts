import { parseWorkflowCommand } from '../../demo/runner/workflow-command.ts'

const KNOWN = new Set(['error', 'add-mask', 'set-output'])

function parse(line: string) {
  const command = parseWorkflowCommand(line, KNOWN)
  return command && [command.name, Object.fromEntries(command.properties), command.data]
}

test.each([
  { line: '::error::boom', command: ['error', {}, 'boom'] },
  { line: '  \t::error::boom', command: ['error', {}, 'boom'], because: 'blanks before it are trimmed' },
  { line: '::ERROR::boom', command: ['ERROR', {}, 'boom'], because: 'names ignore case' },
  {
    line: '::error title=a%3Ab%2Cc,line=3::x%0Ay%25',
    command: ['error', { title: 'a:b,c', line: '3' }, 'x\ny%'],
  },
  {
    line: '::error title=,line=3::x',
    command: ['error', { line: '3' }, 'x'],
    because: 'empty values are dropped',
  },
  { line: '::error::a%250Ab', command: ['error', {}, 'a%0Ab'], because: '%25 is read last' },
  { line: '##[error]boom', command: ['error', {}, 'boom'] },
  { line: 'mid ##[error]hi', command: ['error', {}, 'hi'], because: 'the old form counts anywhere' },
  { line: '##[set-output name=a;x=b%3Bc]d%5D', command: ['set-output', { name: 'a', x: 'b;c' }, 'd]'] },
])('$line is a command', ({ line, command }) => {
  expect(parse(line)).toEqual(command)
})

test.each([
  'plain',
  '',
  'mid ::error::not at the start',
  '::error',
  '::unknown::x',
  '##[unknown]x',
  '##[error',
])('%j is text', (line) => {
  expect(parse(line)).toBeUndefined()
})
