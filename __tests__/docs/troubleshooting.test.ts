import { read, repositoryFiles } from '../repository/files.ts'

/** A message is put together from parts of the code, which its page writes out; dots stand for what differs. */
const MESSAGES = read('docs/troubleshooting.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.slice(2, line.indexOf(' | ')))
  .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message))

const SOURCES = repositoryFiles('src/**.ts', 'scripts/build.ts').map((path) =>
  // A text of several lines in the code is one in the message.
  read(path)
    .replaceAll(/' \+\s*'/g, '')
    .replaceAll('\\`', '`'),
)

test('the page has messages', () => {
  expect(MESSAGES.length).toBeGreaterThan(30)
})

test.each(MESSAGES)('%s is what the code says', (message) => {
  const parts = message.split('…').filter((part) => part.length > 1)
  expect(parts).not.toEqual([])
  const isSaid = SOURCES.some((source) => parts.every((part) => source.includes(part)))
  expect([message, isSaid]).toEqual([message, true])
})
