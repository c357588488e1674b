import { isSince, readJournal } from '../../../../src/targets/ssh/model/journal-line.ts'

const entry = (fields: object) =>
  JSON.stringify({ __REALTIME_TIMESTAMP: '1700000000123456', MESSAGE: 'x', ...fields })
const read = (...lines: string[]) => readJournal(lines.join('\n'))

describe('a line of the journal', () => {
  it('has its time in milliseconds, its text, and the start that it is of', () => {
    expect(
      read(entry({ _SYSTEMD_INVOCATION_ID: 'a1' }), entry({ MESSAGE: 'y', _SYSTEMD_INVOCATION_ID: 7 })),
    ).toEqual([
      { loggedAtMs: 1_700_000_000_123.456, text: 'x', invocation: 'a1' },
      { loggedAtMs: 1_700_000_000_123.456, text: 'y', invocation: undefined },
    ])
  })
  it.each([
    ['bytes', [104, 105], 'hi'],
    ['several texts', ['a', 'b'], 'a\nb'],
    ['texts and bytes', ['a', [104, 105]], 'a\nhi'],
    ['several with one that is too long', ['a', null], 'a\n'],
  ])('may be of %s', (_, MESSAGE, text) => {
    expect(read(entry({ MESSAGE }))).toMatchObject([{ text }])
  })
  it.each([
    ['no JSON', 'not JSON'],
    ['nothing', ''],
    ['no object', '7'],
    ['null', 'null'],
    ['too long to be shown', entry({ MESSAGE: null })],
    ['without a time', entry({ __REALTIME_TIMESTAMP: undefined })],
    ['with a time that is none', entry({ __REALTIME_TIMESTAMP: 'soon' })],
  ])('is left out if it is %s', (_, line) => {
    expect(read(line, entry({ MESSAGE: 'kept' })).map(({ text }) => text)).toEqual(['kept'])
  })
})

describe('a line since a start', () => {
  const START = { startedAtMs: 10_000, invocation: 'a1' }
  it.each([
    [11_000, 'b2', true],
    [10_999.5, 'b2', false],
    [10_999, 'b2', false],
    [10_999, 'a1', true],
    [10_000, 'a1', true],
    [10_000, undefined, true],
    [10_000, 'b2', false],
    [9_999, 'a1', false],
    [9_999, undefined, false],
  ])('logged at %i by %s: %s', (loggedAtMs, invocation, isOfIt) => {
    expect(isSince(START, { loggedAtMs, invocation, text: '' })).toBe(isOfIt)
  })
})
