import type { Parser } from '../../../src/inputs/parser.ts'
import { address, showAddress, showOrigin } from '../../../src/inputs/values/address.ts'
import { boolean } from '../../../src/inputs/values/boolean.ts'
import { choice, enumerate } from '../../../src/inputs/values/choice.ts'
import { duration } from '../../../src/inputs/values/duration-value.ts'
import { headerList } from '../../../src/inputs/values/header.ts'
import { integer } from '../../../src/inputs/values/integer.ts'
import { rollbackTo } from '../../../src/inputs/values/rollback-to-value.ts'
import { statusList } from '../../../src/inputs/values/status-list.ts'
import { oneLine } from '../../../src/inputs/values/text.ts'
import { versionSource } from '../../../src/inputs/values/version-source.ts'

function accepted<T>(parser: Parser<T>, text: string): T {
  const parsed = parser.parse(text)
  if (parsed.ok) return parsed.value
  throw new Error(`refused ${JSON.stringify(text)}: ${JSON.stringify(parsed.problems)}`)
}

/** The hints of the refusals; fails if the text is accepted. */
function hints<T>(parser: Parser<T>, text: string): readonly (string | undefined)[] {
  const parsed = parser.parse(text)
  if (parsed.ok) throw new Error(`accepted ${JSON.stringify(text)} as ${JSON.stringify(parsed.value)}`)
  return parsed.problems.map(({ hint }) => hint)
}

describe('durations', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1m30s', 90_000],
    ['1h', 3_600_000],
    ['1h0m1s1ms', 3_601_001],
    ['0s', 0],
    ['0.5s', 500],
    ['1.5m', 90_000],
    ['0.001s', 1],
    ['24h', 86_400_000],
    ['1d', 86_400_000],
  ])('takes %s', (text, ms) => {
    expect(accepted(duration(0), text)).toBe(ms)
  })

  it.each([
    ['30', 'A unit is needed: 30s are seconds, 30m are minutes, 30ms are milliseconds.'],
    ['0', 'A unit is needed: 0s.'],
    ['-5s', 'A duration cannot be negative.'],
    ['5 m', 'Did you mean 5m?'],
    ['5M', 'Did you mean 5m?'],
    ['5 MIN', 'Did you mean 5m?'],
    ['30 seconds', 'Did you mean 30s?'],
    ['2hours', 'Did you mean 2h?'],
    ['100 millis', 'Did you mean 100ms?'],
    ['100msec', 'Did you mean 100ms?'],
    ['30s1m', undefined],
    ['1m1m', undefined],
    ['0.5ms', undefined],
    ['1.5', 'A unit is needed: 1.5s are seconds, 1.5m are minutes, 1.5ms are milliseconds.'],
    ['5y', undefined],
    ['1e3s', undefined],
    ['٣s', undefined],
    ['s', undefined],
    ['PT5M', undefined],
    ['25h', 'It is too long.'],
    ['9999999999h', undefined],
  ])('refuses %s', (text, hint) => {
    expect(hints(duration(0), text)).toEqual([hint])
  })

  it('holds its limits, both included', () => {
    const parser = duration(10, 1_000)
    expect(parser.expected).toBe('a duration from 10ms to 1s, such as 30s, 5m, 1m30s or 500ms')
    expect(accepted(parser, '10ms')).toBe(10)
    expect(accepted(parser, '1s')).toBe(1_000)
    expect(hints(parser, '9ms')).toEqual(['It is too short.'])
    expect(hints(parser, '1001ms')).toEqual(['It is too long.'])
  })
})

describe('booleans', () => {
  it.each(['true', 'True', 'TRUE'])('takes %s', (text) => expect(accepted(boolean, text)).toBe(true))
  it.each(['false', 'False', 'FALSE'])('takes %s', (text) => expect(accepted(boolean, text)).toBe(false))
  it.each([
    ['yes', 'Did you mean true?'],
    ['tRUE', 'Did you mean true?'],
    ['fALSE', 'Did you mean false?'],
    ['falsE', 'Did you mean false?'],
    ['1', 'Did you mean true?'],
    ['off', 'Did you mean false?'],
    ['N', 'Did you mean false?'],
    ['maybe', undefined],
  ])('refuses %s', (text, hint) => expect(hints(boolean, text)).toEqual([hint]))
})

describe('whole numbers', () => {
  it.each([
    ['1', 1],
    ['007', 7],
    ['1000', 1_000],
  ])('takes %s', (text, number) => expect(accepted(integer(1, 1_000), text)).toBe(number))
  it.each(['0', '1001', '-1', '+1', '1.0', '1e2', '0x10', '3 ', 'three', '99999999999999999999'])(
    'refuses %s',
    (text) => expect(hints(integer(1, 1_000), text)).toEqual([undefined]),
  )
})

describe('choices', () => {
  const mode = choice(['guard', 'rollback', 'validate', 'capture'])
  it.each([
    ['gaurd', 'Did you mean guard?'],
    ['Guard', 'Did you mean guard?'],
    ['roll-back', 'Did you mean rollback?'],
    ['roll_back', 'Did you mean rollback?'],
    ['validation', 'Did you mean validate?'],
    ['deploy', undefined],
    ['guard\nrollback', undefined],
    ['x'.repeat(100_000), undefined],
  ])('refuses %.20s', (text, hint) => expect(hints(mode, text)).toEqual([hint]))
  it('takes a word', () => expect(accepted(mode, 'capture')).toBe('capture'))
})

describe('words in a sentence', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('%j is %j', (words, text) => expect(enumerate(words)).toBe(text))
})

describe('status lists', () => {
  it.each([
    ['200', [{ from: 200, to: 200 }]],
    ['200-299', [{ from: 200, to: 299 }]],
    [
      '200-299, 301',
      [
        { from: 200, to: 299 },
        { from: 301, to: 301 },
      ],
    ],
    [
      '200 - 204,404',
      [
        { from: 200, to: 204 },
        { from: 404, to: 404 },
      ],
    ],
    [
      '200\n301',
      [
        { from: 200, to: 200 },
        { from: 301, to: 301 },
      ],
    ],
    ['100-599', [{ from: 100, to: 599 }]],
  ])('takes %j', (text, ranges) => expect(accepted(statusList, text)).toEqual(ranges))
  it.each([
    ['2xx', ['Did you mean 200-299?']],
    ['299-200', ['Did you mean 200-299?']],
    ['200 201', ['Separate them by commas.']],
    ['200,', ['There is a comma with nothing beside it.']],
    ['99, 600, OK', [undefined, undefined, undefined]],
    ['200-', [undefined]],
    ['>=200', [undefined]],
  ])('refuses %j', (text, expected) => expect(hints(statusList, text)).toEqual(expected))
})

describe('headers', () => {
  it('takes one per line, and splits at the first colon', () => {
    const found = accepted(headerList, 'Authorization: Bearer a:b\n\n  x-y :  z \r\nhost: other.example')
    expect(found.map(({ name, value }) => [name, value.reveal()])).toEqual([
      ['Authorization', 'Bearer a:b'],
      ['x-y', 'z'],
      ['host', 'other.example'],
    ])
  })
  it.each([
    ['authorization Bearer abc', 'There is no colon between name and value.'],
    ['x y: z', 'What stands before the colon is not a header name.'],
    [': z', 'What stands before the colon is not a header name.'],
    ['ключ: z', 'What stands before the colon is not a header name.'],
    ['x: \u0142', 'The value of x has a character that no header may hold.'],
    ['x: a\u0000b', 'The value of x has a character that no header may hold.'],
    ['Transfer-Encoding: chunked', 'The client sets transfer-encoding itself.'],
    ['content-length: 5', 'The client sets content-length itself.'],
    [
      'x-key:',
      'The value of x-key is empty: if it comes from a secret, that is not set here (pull requests from forks get none).',
    ],
  ])('refuses %j', (line, hint) => expect(hints(headerList, line)).toEqual([hint]))
  it('refuses a second value for a name', () => {
    expect(hints(headerList, 'a: 1\nb: 2\nA: 3')).toEqual(['Line 1 already names it.'])
  })
})

describe('addresses', () => {
  it.each([
    ['https://api.example.com/health', 'https://api.example.com/health'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['http://[::1]:80/x?y=z', 'http://[::1]/x?y=z'],
    ['HTTPS://Example.COM/A', 'https://example.com/A'],
  ])('takes %s', (text, href) => expect(accepted(address, text).href).toBe(href))
  it.each([
    ['api.example.com/health', 'It must begin with https:// or http://.'],
    ['https:example.com', 'It must begin with https:// or http://.'],
    ['ftp://example.com', 'ftp cannot be asked for.'],
    ['javascript://x', 'javascript cannot be asked for.'],
    ['https://', 'It has no host; an expression in it may have given nothing.'],
    ['https:///health', 'It has no host; an expression in it may have given nothing.'],
    ['https://:8080/health', 'It has no host; an expression in it may have given nothing.'],
    ['https://?x', 'It has no host; an expression in it may have given nothing.'],
    ['https://a b', 'It has white space in it; if these are several addresses, write one per line.'],
    ['https://a.b:99999/', 'It is not a valid address.'],
    ['https://a.b/#/health', 'What follows # is never sent to a server.'],
    ['https://user:pw@a.b/', 'A user name or password does not belong here: send them in a header.'],
    ['https://user@a.b/', 'A user name or password does not belong here: send them in a header.'],
    [`https://a.b/${'x'.repeat(8_000)}`, 'It is longer than 8000 characters.'],
  ])('refuses %.60s', (text, hint) => expect(hints(address, text)).toEqual([hint]))
  it.each([
    ['https://a.b/health', 'https://a.b/health'],
    ['https://a.b/health?token=x', 'https://a.b/health?***'],
    ['https://user:p/w@host/x', 'https://***@host/x'],
    ['user:pw@host?x#y', '***@host?***'],
    ['a.b/#x', 'a.b/#***'],
    ['', ''],
  ])('shows %s without secrets', (text, shown) => expect(showAddress(text)).toBe(shown))
  it.each([
    ['https://hooks.example.com/T0/B0/x', 'https://hooks.example.com/***'],
    ['https://u:p@hooks.example.com/x', '***'],
    ['hooks/secret', '***'],
    ['data:secret', '***'],
  ])('shows of %s only the origin', (text, shown) => expect(showOrigin(text)).toBe(shown))
})

describe('version sources', () => {
  it.each([
    ['body.version', { kind: 'body', path: ['version'] }],
    ['body.build.id', { kind: 'body', path: ['build', 'id'] }],
    ['body["x-y"][0]', { kind: 'body', path: ['x-y', 0] }],
    ["body['a.b'].c-d", { kind: 'body', path: ['a.b', 'c-d'] }],
    ['body["a\\"b\\\\c"]', { kind: 'body', path: ['a"b\\c'] }],
    ['body[12].id', { kind: 'body', path: [12, 'id'] }],
    ['body', { kind: 'body', path: [] }],
    ['header X-Version', { kind: 'header', name: 'x-version' }],
  ])('takes %s', (text, source) => expect(accepted(versionSource, text)).toEqual(source))
  it.each([
    ['version', 'Did you mean body.version?'],
    ['$.build.id', 'Did you mean body.build.id?'],
    ['.version', 'Did you mean body.version?'],
    ['header: x-version', 'Did you mean header x-version?'],
    ['headers.x-version', 'Did you mean header x-version?'],
    ['header x y', undefined],
    ['body.', undefined],
    ['body..a', undefined],
    ['body[x]', undefined],
    ['body["x]', undefined],
    ['body[0', undefined],
    ['body[-1]', undefined],
  ])('refuses %s', (text, hint) => expect(hints(versionSource, text)).toEqual([hint]))
})

describe('rollback targets', () => {
  const parser = rollbackTo({
    ...oneLine('a name'),
    parse: (text) => oneLine('').parse(/^v/.test(text) ? text : ''),
  })
  it.each([
    ['previous', { kind: 'previous' }],
    ['-1', { kind: 'back', count: 1 }],
    ['-12', { kind: 'back', count: 12 }],
    ['v3', { kind: 'revision', revision: 'v3' }],
  ])('takes %s', (text, target) => expect(accepted(parser, text)).toEqual(target))
  it.each([
    ['-0', 'N is from 1 to 100.'],
    ['-101', 'N is from 1 to 100.'],
    ['Previous', 'Did you mean previous?'],
    ['prevoius', 'Did you mean previous?'],
    ['1', undefined],
    ['-1.5', undefined],
  ])('refuses %s', (text, hint) => expect(hints(parser, text)).toEqual([hint]))
})

describe('text', () => {
  it('is one line of limited length', () => {
    expect(accepted(oneLine('a version'), 'v1.2 (beta)')).toBe('v1.2 (beta)')
    expect(hints(oneLine('a version'), 'a\nb')).toEqual(['It must be on one line.'])
    expect(hints(oneLine('a version'), 'a'.repeat(1_001))).toEqual(['It is longer than 1000 characters.'])
  })
})
