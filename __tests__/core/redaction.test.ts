import fc from 'fast-check'
import { createRedactor } from '../../src/core/redaction.ts'
import { Secret } from '../../src/core/secret.ts'

const redactorOf = (...secrets: string[]) => createRedactor(secrets.map((secret) => new Secret(secret)))

describe('a secret is hidden', () => {
  const secret = 'p&ss "wörd"/<1+2>'
  it.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON with escaped slashes', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
    ['in HTML', 'p&amp;ss &quot;wörd&quot;/&lt;1+2&gt;'],
    ['in an address', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in a path', encodeURI(secret)],
    ['in base64', Buffer.from(secret).toString('base64').replace(/=+$/, '')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ])('%s', (_form, text) => {
    const shown = redactorOf(secret)(`before ${text} after`)
    expect(shown).toMatch(/^before \*\*\*.{0,2} after$/)
  })

  it.each([1, 2, 3, 4, 5])('inside of base64, %i bytes in', (offset) => {
    const encoded = Buffer.from(`${'u'.repeat(offset)}:hunter2hunter2`).toString('base64')
    const shown = redactorOf('hunter2hunter2')(encoded)
    expect(shown).toContain('***')
    expect(shown.length).toBeLessThan(encoded.length / 2)
  })

  it('with its scheme and without, and as the credentials that it stands for', () => {
    const redact = redactorOf('Bearer abcdef', `Basic ${Buffer.from('me:hunter2').toString('base64')}`)
    expect(redact('abcdef, me:hunter2, hunter2')).toBe('***, ***, ***')
  })

  it('line by line, and as one line', () => {
    const redact = redactorOf('-----BEGIN KEY-----\nabcdefghij\n}\n')
    expect(redact('abcdefghij')).toBe('***')
    expect(redact('-----BEGIN KEY----- abcdefghij }')).toBe('***')
    expect(redact('}')).toBe('}')
    const lines = redactorOf('12345678\nABCDEFG')
    expect(lines('12345678, ABCDEFG')).toBe('***, ABCDEFG')
  })

  it.each(['…', '...'])('cut short by %s', (ellipsis) => {
    const redact = redactorOf('abcdefghij')
    expect(redact(`x abcdefg${ellipsis}`)).toBe(`x ***${ellipsis}`)
    expect(redact(`x abcd${ellipsis} abcdef${ellipsis}`)).toBe(`x ***${ellipsis} ***${ellipsis}`)
    expect(redact('x abcdefg')).toBe('x abcdefg')
    expect(redactorOf('abababababab')(`x abababab${ellipsis}`)).toBe(`x ***${ellipsis}`)
  })

  it('whole, when another is a part of it', () => {
    expect(redactorOf('abcd', 'abcdefgh')('abcdefgh abcd')).toBe('*** ***')
  })
})

it('what is too short to be a secret is left alone', () => {
  expect(redactorOf('1', 'ok', '')('{"ok":1}')).toBe('{"ok":1}')
})

it('no text around a secret makes it show', () => {
  const secrets = fc.string({ minLength: 4, unit: 'grapheme' }).filter((secret) => !'***'.includes(secret))
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      const hidden = redactorOf(secret)(before + secret + after)
      // `***` itself may complete another occurrence only if the secret is made of asterisks.
      return secret.includes('*') || !hidden.includes(secret)
    }),
  )
})

it('large texts and keys take little time', () => {
  const key = Array.from({ length: 50 }, (_, line) => `${line}`.padEnd(64, 'k')).join('\n')
  const redact = redactorOf(key, 'Bearer abcdef')
  const startedAtMs = performance.now()
  redact('{"status":"ok"} ... … '.repeat(50_000))
  expect(performance.now() - startedAtMs).toBeLessThan(3_000)
})
