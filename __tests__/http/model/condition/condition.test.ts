import fc from 'fast-check'
import type { FullAnswer } from '../../../../src/http/model/answer.ts'
import { parseCondition } from '../../../../src/http/model/condition/parse-condition.ts'
import type { AnswerCondition } from '../../../../src/http/model/expectation.ts'
import { fullAnswer } from '../../../support/answer.ts'
import { anyText } from '../../../support/any-text.ts'
import { expectLinear } from '../../../support/linear.ts'

function read(line: string): AnswerCondition {
  const parsed = parseCondition(line)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return parsed.value
}

const body = {
  status: 'ok',
  code: 7,
  zero: 0,
  ready: true,
  error: null,
  load: 'high',
  empty: '',
  tags: ['a', 'b'],
  none: [],
  checks: { db: { latency_ms: 120 }, 'x y': 1 },
  items: [{ id: 1 }, { id: 2 }],
  memory: 1_500_000,
}
const answer = fullAnswer({
  body,
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-empty': '' },
})

describe('conditions that hold', () => {
  test.each([
    'status == 200',
    'status != 500',
    'status in 200-299',
    'status in [200, 204, 300-399]',
    'status in 204, 200',
    'status not in 500-599',
    'time < 800ms',
    'time <= 120ms',
    'time > 0.1s',
    'url startsWith "https://api.example.com/"',
    "url endsWith '/health'",
    'redirects == 0',
    'certificate expires > 7d',
    'certificate expires > 1d12h',
    'header content-type startsWith "application/json"',
    'header Content-Type contains "utf-8"',
    'header x-missing not exists',
    'header x-empty isEmpty',
    'body.status == "ok"',
    "body.status == 'ok'",
    'body.status in ["ok", "warn"]',
    'body.status not == "down"',
    'body.code == 7',
    'body.code != 8',
    'body.code in 5-9',
    'body.code < 7.5',
    'body.code <= 7',
    'body.code >= 7',
    'body.code not < 7',
    'body.code not > 7',
    'body.code > -1e3',
    'body.zero == 0',
    'body.ready == true',
    'body.ready != false',
    'body.error == null',
    'body.status != null',
    'body.error exists',
    'body.errors not exists',
    'body.checks.db.latency_ms < 200',
    'body.checks.db.latency_ms < 200ms',
    'body.checks["x y"] == 1',
    "body['checks'].db exists",
    'body.items[1].id == 2',
    'body.items[2] not exists',
    'body.tags contains "b"',
    'body.tags not contains "c"',
    'body.status contains "o"',
    'body.none isEmpty',
    'body.empty isEmpty',
    'body.tags not isEmpty',
    'body.status matches /^(ok|warn)$/',
    'body.status matches /^OK$/i',
    'body.memory < 2MB',
    'body.memory > 1MiB',
    'body matches /"status":\\s*"ok"/',
    'body contains "latency_ms"',
    'text contains "latency_ms"',
    'text not contains "<html"',
    'text not isEmpty',
    '  body.status   ==   "ok"  ',
    'body.status=="ok"',
    'body.code<8',
  ])('%s', (line) => {
    expect(read(line).evaluate(answer)).toMatchObject({ holds: true })
  })

  it('a plain text body, without the white space at its ends', () => {
    expect(read('text == "OK"').evaluate(fullAnswer({ text: 'OK\n' })).holds).toBe(true)
    expect(read('body == "OK"').evaluate(fullAnswer({ text: 'OK\n' })).holds).toBe(true)
  })

  it('an object without a field', () => {
    expect(read('body.a isEmpty').evaluate(fullAnswer({ body: { a: {} } })).holds).toBe(true)
  })

  it('a body that is a JSON value by itself', () => {
    expect(read('body == true').evaluate(fullAnswer({ text: 'true' })).holds).toBe(true)
    expect(read('body == "ok"').evaluate(fullAnswer({ text: '"ok"' })).holds).toBe(true)
    expect(read('body[0] == 1').evaluate(fullAnswer({ text: '[1]' })).holds).toBe(true)
  })

  it('escapes in text', () => {
    expect(
      read(String.raw`body.a == "\"x\"\n\u00e9"`).evaluate(fullAnswer({ body: { a: '"x"\né' } })).holds,
    ).toBe(true)
    expect(read(String.raw`body.a == "\U0041"`).evaluate(fullAnswer({ body: { a: 'U0041' } })).holds).toBe(
      true,
    )
    expect(read(String.raw`body.a == 'it\'s'`).evaluate(fullAnswer({ body: { a: "it's" } })).holds).toBe(true)
    expect(
      read(String.raw`body.a matches /a\/b[/]/`).evaluate(fullAnswer({ body: { a: 'a/b/' } })).holds,
    ).toBe(true)
  })
})

describe('conditions that do not hold say what was found', () => {
  test.each<[string, string, FullAnswer?]>([
    ['status == 201', 'status is 200'],
    ['time < 100ms', 'time is 120ms'],
    ['certificate expires > 60d', 'certificate expires in 720h'],
    [
      'certificate expires > 7d',
      'the answer did not come over TLS, so that there is no certificate',
      plain(),
    ],
    ['header x-missing == "a"', 'the answer has no header x-missing'],
    ['header x-missing not == "a"', 'the answer has no header x-missing'],
    ['header content-type exists', 'the answer has no header content-type', plain()],
    ['body.status == "down"', 'body.status is "ok"'],
    ['body.error != null', 'body.error is null'],
    ['body.errors != "x"', 'body.errors is missing'],
    ['body.errors not contains "x"', 'body.errors is missing'],
    ['body.checks.cache.ok == true', 'body.checks.cache is missing'],
    ['body.items.id == 1', 'body.items.id is missing, since body.items is a list'],
    ['body.load < 5', 'body.load is "high", which is not a number'],
    ['body.load not < 5', 'body.load is "high", which is not a number'],
    ['body.error < 5', 'body.error is null, which is not a number'],
    ['body.code == "7"', 'body.code is 7, which is not text'],
    ['body.code != "7"', 'body.code is 7, which is not text'],
    ['body.ready == 1', 'body.ready is true, which is not a number'],
    ['body.code startsWith "7"', 'body.code is 7, which is not text'],
    ['body.code contains 7', 'body.code is 7, which is neither text nor a list'],
    ['body.status contains 1', 'body.status is "ok", which is text and can contain only text'],
    ['body.code isEmpty', 'body.code is 7, which is neither text nor a list nor an object'],
    ['body.checks == "x"', 'body.checks is an object with the fields db, x y, which is not text'],
    ['body.status in [1, 2-3]', 'body.status is "ok", which is not a number'],
    ['body.status not in [1, 2-3]', 'body.status is "ok", which is not a number'],
    ['body.code < 7', 'body.code is 7'],
    ['body.code > 7', 'body.code is 7'],
    ['body.code <= 6.9', 'body.code is 7'],
    ['body.code >= 7.1', 'body.code is 7'],
    ['body.checks isEmpty', 'body.checks is an object with the fields db, x y'],
    ['body.a == "x"', `body.a is "${' '.repeat(20)}"`, fullAnswer({ body: { a: ' '.repeat(25) } })],
    ['body.error not exists', 'body.error is null'],
    ['body.tags isEmpty', 'body.tags is a list of 2'],
    ['body.constructor exists', 'body.constructor is missing'],
    ['body.status.length exists', 'body.status.length is missing'],
    ['body.status matches /^warn/', 'body.status is "ok"'],
    [
      'body.status == "ok"',
      'body.status needs JSON, and the body is HTML',
      fullAnswer({ text: '<!doctype html><p>Sign in' }),
    ],
    ['body.errors not exists', 'body.errors needs JSON, and the body is empty', fullAnswer()],
    [
      'text contains "x"',
      'the body is longer than 1 MiB, so that nothing can be said about it',
      fullAnswer({ text: 'x', isCut: true }),
    ],
    [
      'body.a not exists',
      'the body is longer than 1 MiB, so that nothing can be said about it',
      fullAnswer({ text: '{}', isCut: true }),
    ],
    ['text == "OK"', 'text is HTML', fullAnswer({ text: '<html>' })],
    ['text == "OK"', 'text is ""', fullAnswer({ text: ' ' })],
    [
      'text matches /[ab]{100,300}e{9}/',
      `text is "${'a'.repeat(99)}…", on which this pattern takes too long`,
      fullAnswer({ text: 'a'.repeat(1 << 20) }),
    ],
  ])('%s: %s', (line, found, given = answer) => {
    expect(read(line).evaluate(given)).toEqual({ holds: false, text: `${line}: ${found}` })
  })

  function plain(): FullAnswer {
    const { certificate: _, ...rest } = fullAnswer()
    return rest
  }
})

describe('the field that a condition is about', () => {
  test.each([
    ['body.status == "ok"', 'status'],
    ['body.health.db == "ok"', 'health'],
    ['body["status"] not exists', 'status'],
    ['body[0] == 1', undefined],
    ['text contains "ok"', ''],
    ['body matches /ok/', ''],
    ['status == 200', undefined],
  ])('%s: %s', (line, field) => {
    expect(read(line).field).toBe(field)
  })
})

describe('a hint', () => {
  it.each([
    ['body.x == a', 'Text needs quotes: "a".'],
    ['body.x == ,a', undefined],
    ['time < 800sec', 'The units are ms, s, m, h, d.'],
    ['time < 8kb', 'The units are ms, s, m, h, d.'],
    ['time < 8kB', 'The units are ms, s, m, h, d.'],
    ['body.size < 8kb', 'Did you mean 8kB?'],
    ['status == true', undefined],
    ['header x == true', 'Text needs quotes: "true".'],
    ['body.x == TRUE', 'Did you mean true?'],
    ['body.x ends with "a"', 'Did you mean endsWith?'],
    ['body.x ends "with"', undefined],
    ['stauts == 200', 'Did you mean status?'],
    ['(status == 200', undefined],
    ['$status == 200', 'For a field of the answer: body.status'],
  ])('on %s: %s', (line, hint) => {
    const parsed = parseCondition(line)
    expect(parsed.ok ? 'none is needed' : parsed.problem.hint).toBe(hint)
  })
})

describe('a line that is no condition', () => {
  const refusal = (line: string) => {
    const parsed = parseCondition(line)
    if (parsed.ok) throw new Error('it was accepted')
    const { column, actual: got, expected: allowed, hint } = parsed.problem
    return `column ${column}: invalid value "${got}": expected ${allowed}${hint === undefined ? '' : `. ${hint}`}`
  }

  it('names its column, what was found, what is allowed, and the nearest right form', () => {
    const lines = [
      '',
      'stauts == 200',
      '[STATUS] == 200',
      '$.status == "ok"',
      'result.load < 5',
      'not body.errors exists',
      'body.status = "ok"',
      'body.status === "ok"',
      'body.status starts with "o"',
      'body.status startswith "o"',
      'body.status contians "o"',
      'body.status == ok',
      'body.status == "ok',
      'body.status == TRUE',
      'body.status == "ok" and status == 200',
      'body.status == "ok" extra',
      'body.status ==',
      'body.status',
      'body.items.0 == 1',
      'body.my name == 1',
      'body.[0] == 1',
      'status == "200"',
      'status == 200ms',
      'status contains 2',
      'status in 299-200',
      'status in [200, 204',
      'time < 800',
      'time < 800sec',
      'time < 800MS',
      'time == 800ms',
      'certificate > 7d',
      'certificate expires > 7',
      'header == "x"',
      'header content-type == json',
      'body.x matches "v[0-9]+"',
      'body.x matches /(/',
      'body.x matches /(?=a)/',
      'body.x matches /a/g',
      'body.size < 10kb',
      'body.size < 10 kB',
      'body.size < high',
      'status 200',
      'status between 200 and 299',
      'time 800ms',
      'certificate expires 7d',
      'time < "800ms"',
      'body matches /[/',
    ]
    expect(lines.map((line) => `${line}\n    ${refusal(line)}`).join('\n')).toMatchInlineSnapshot(`
"
    column 1: invalid value "": expected status, time, url, text, redirects, header NAME, certificate expires, or body with a path
stauts == 200
    column 1: invalid value "stauts": expected status, time, url, text, redirects, header NAME, certificate expires, or body with a path. Did you mean status?
[STATUS] == 200
    column 1: invalid value "[STATUS]": expected status, time, url, text, redirects, header NAME, certificate expires, or body with a path. Did you mean status?
$.status == "ok"
    column 1: invalid value "$.status": expected status, time, url, text, redirects, header NAME, certificate expires, or body with a path. For a field of the answer: body.status
result.load < 5
    column 1: invalid value "result.load": expected status, time, url, text, redirects, header NAME, certificate expires, or body with a path. For a field of the answer: body.result.load
not body.errors exists
    column 1: invalid value "not": expected status, time, url, text, redirects, header NAME, certificate expires, or body with a path. "not" stands before the operator: body.errors not exists
body.status = "ok"
    column 13: invalid value "=": expected after body.status == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean ==?
body.status === "ok"
    column 13: invalid value "===": expected after body.status == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean ==?
body.status starts with "o"
    column 13: invalid value "starts": expected after body.status == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean startsWith?
body.status startswith "o"
    column 13: invalid value "startswith": expected after body.status == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean startsWith?
body.status contians "o"
    column 13: invalid value "contians": expected after body.status == != < <= > >= in contains startsWith endsWith matches exists isEmpty. Did you mean contains?
body.status == ok
    column 16: invalid value "ok": expected a number, "text", true, false or null. Text needs quotes: "ok".
body.status == "ok
    column 16: invalid value ""ok": expected text that ends with ". Within the text, write \\" for ".
body.status == TRUE
    column 16: invalid value "TRUE": expected a number, "text", true, false or null. Did you mean true?
body.status == "ok" and status == 200
    column 21: invalid value "and": expected the end of the line. Write one condition a line; all of them must hold.
body.status == "ok" extra
    column 21: invalid value "extra": expected the end of the line
body.status ==
    column 15: invalid value "": expected a number, "text", true, false or null
body.status
    column 12: invalid value "": expected after body.status == != < <= > >= in contains startsWith endsWith matches exists isEmpty. For example: body.status == "ok"
body.items.0 == 1
    column 11: invalid value ".0": expected .name, [0] or ["name"]. Did you mean [0]?
body.my name == 1
    column 9: invalid value "name": expected after body.my == != < <= > >= in contains startsWith endsWith matches exists isEmpty
body.[0] == 1
    column 5: invalid value ".[0]": expected .name, [0] or ["name"]. Other names go in quotes: body["my name"].
status == "200"
    column 11: invalid value ""200"": expected a whole number, such as 200. Did you mean 200?
status == 200ms
    column 11: invalid value "200ms": expected a number without a unit
status contains 2
    column 8: invalid value "contains": expected after status == != < <= > >= in. contains cannot be asked of it.
status in 299-200
    column 11: invalid value "299-200": expected a range from the smaller to the larger number. Did you mean 200-299?
status in [200, 204
    column 20: invalid value "": expected a comma and another value, or ]
time < 800
    column 8: invalid value "800": expected a duration with its unit, such as 800ms or 7d. Did you mean 800ms, 800s or 800d?
time < 800sec
    column 8: invalid value "800sec": expected a duration with its unit, such as 800ms or 7d. The units are ms, s, m, h, d.
time < 800MS
    column 8: invalid value "800MS": expected a duration with its unit, such as 800ms or 7d. Did you mean 800ms?
time == 800ms
    column 6: invalid value "==": expected after time < <= > >=. == cannot be asked of it.
certificate > 7d
    column 13: invalid value ">": expected expires. For example: certificate expires > 7d
certificate expires > 7
    column 23: invalid value "7": expected a duration with its unit, such as 800ms or 7d. Did you mean 7ms, 7s or 7d?
header == "x"
    column 8: invalid value "==": expected the name of a header, such as content-type. For example: header content-type startsWith "application/json"
header content-type == json
    column 24: invalid value "json": expected text in quotes, such as "ok". Text needs quotes: "json".
body.x matches "v[0-9]+"
    column 16: invalid value ""v[0-9]+"": expected a regular expression between slashes, such as /v[0-9]+/. Did you mean /v[0-9]+/?
body.x matches /(/
    column 16: invalid value "/(/": expected a regular expression between slashes, such as /v[0-9]+/. Unterminated group.
body.x matches /(?=a)/
    column 16: invalid value "/(?=a)/": expected a regular expression between slashes, such as /v[0-9]+/. Look-ahead, look-behind and inline flags are not supported.
body.x matches /a/g
    column 16: invalid value "/a/g": expected a regular expression between slashes, such as /v[0-9]+/. The flag g is not one of i, m and s.
body.size < 10kb
    column 13: invalid value "10kb": expected a number, "text", true, false or null. Did you mean 10kB?
body.size < 10 kB
    column 16: invalid value "kB": expected the end of the line. Write the unit at the number: 10kB.
body.size < high
    column 13: invalid value "high": expected a number, such as 5 or 2MB
status 200
    column 8: invalid value "200": expected after status == != < <= > >= in. For example: status == 200
status between 200 and 299
    column 8: invalid value "between": expected after status == != < <= > >= in. Did you mean in?
time 800ms
    column 6: invalid value "800ms": expected after time < <= > >=. For example: time < 800ms
certificate expires 7d
    column 21: invalid value "7d": expected after certificate expires < <= > >=. For example: certificate expires > 7d
time < "800ms"
    column 8: invalid value ""800ms"": expected a duration with its unit, such as 800ms or 7d. Did you mean 800ms?
body matches /[/
    column 14: invalid value "/[/": expected a regular expression between slashes, such as /v[0-9]+/. Within it, write \\/ for a slash and \\[ for a bracket."
`)
  })

  it('is refused if it is too long to be meant', () => {
    expect(refusal(`body.status == "${'x'.repeat(5_000)}"`)).toMatch(/at most 4000 characters a line$/)
  })

  it('is never answered by anything but a located problem', () => {
    const words = [
      'status',
      'time',
      'body',
      '.a',
      '["b"]',
      '[0]',
      'header x',
      'certificate expires',
      'not',
      '==',
      '<',
      'in',
      'contains',
      'matches',
      'exists',
      '"x"',
      "'y",
      '/a+/',
      '/(a/',
      '200',
      '7d',
      '[1,2',
      '1-2',
      ']',
      ',',
      '\\',
      ' ',
      '\n',
      'null',
      '\u2028',
      '💥',
    ]
    const lines = fc.oneof(
      anyText({ maxLength: 60 }),
      fc.array(fc.constantFrom(...words), { maxLength: 10 }).map((parts) => parts.join(' ')),
      fc.array(fc.constantFrom(...words), { maxLength: 10 }).map((parts) => parts.join('')),
    )
    const bodies = fc.oneof(fc.json(), fc.string())
    fc.assert(
      fc.property(lines, bodies, (line, text) => {
        const parsed = parseCondition(line)
        if (parsed.ok) {
          expect(typeof parsed.value.evaluate(fullAnswer({ text })).holds).toBe('boolean')
        } else {
          expect(parsed.problem.column).toBeGreaterThanOrEqual(1)
          expect(parsed.problem.column).toBeLessThanOrEqual(line.trim().length + 1)
          expect(parsed.problem.expected).not.toBe('')
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(['(', '[', '"', '\\', 'body.', '[0]', 'a', '/', '1', '-', 'not ', '["'])(
    'is read in time in proportion to its length, made of %j',
    (unit) => {
      for (const beginning of ['body.x matches /', 'body', 'status in ']) {
        expectLinear(parseCondition, (size) => beginning + unit.repeat(size / unit.length), 3_900)
      }
    },
  )
})
