import { parseFileCommand } from '../../demo/runner/file-command.ts'

test.each([
  { text: '', records: {} },
  { text: 'a=1\nb=x=y\n', records: { a: '1', b: 'x=y' } },
  { text: 'a=1 << 2\n', records: { a: '1 << 2' } },
  { text: 'a<<END\none\n\ntwo\nEND\n', records: { a: 'one\n\ntwo' } },
  { text: 'a<<END\nEND\nb=2', records: { a: '', b: '2' } },
  { text: 'a<<E=F\nx\nE=F\n', records: { a: 'x' } },
  { text: 'a=1\na=2\n', records: { a: '2' } },
])('$text', ({ text, records }) => {
  expect(Object.fromEntries(parseFileCommand(text))).toEqual(records)
})

test.each([
  { text: 'nothing here', message: /Invalid format/ },
  { text: '=1', message: /name must not be empty/ },
  { text: 'a<<', message: /delimiter must not be empty/ },
  { text: 'a<<END\nx', message: /delimiter not found 'END'/ },
])('$text is refused', ({ text, message }) => {
  expect(() => parseFileCommand(text)).toThrow(message)
})
