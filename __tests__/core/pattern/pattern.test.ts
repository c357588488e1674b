import { createContext, runInContext } from 'node:vm'
import fc from 'fast-check'
import { readPattern } from '../../../src/core/pattern/pattern.ts'
import { expectLinear } from '../../support/linear.ts'

function find(source: string, text: string, flags = ''): string {
  const read = readPattern(source, flags)
  return read.ok ? read.pattern.find(text) : read.because
}

const engine = createContext({})

/** Undefined: it would go on for ages, as the engine of the language does with nested repetitions. */
function findByEngine(source: string, text: string, flags: string): string | undefined {
  Object.assign(engine, { source, text, flags })
  try {
    return runInContext('new RegExp(source, flags).test(text)', engine, { timeout: 2_000 })
      ? 'found'
      : 'not-found'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw error
  }
}

describe('patterns', () => {
  test.each([
    ['v[0-9]+', 'version v12', 'found'],
    ['v[0-9]+', 'version x', 'not-found'],
    ['^ok$', 'ok', 'found'],
    ['^ok$', 'not ok', 'not-found'],
    ['a.c', 'a😀c', 'found'],
    ['^(?:a|bc){2,3}$', 'abca', 'found'],
    ['^(?:a|bc){2,3}$', 'abcaa', 'not-found'],
    ['\\bup\\b', 'it is up.', 'found'],
    ['\\bup\\b', 'it is upper', 'not-found'],
    ['\\/health\\?x', '/health?x', 'found'],
    ['\\u00e9|\\u{1F600}', 'caf\u00e9', 'found'],
    ['(?<name>a)+?', 'a', 'found'],
    ['\\p{Lu}', 'aB', 'found'],
    ['^a{2,}$', 'a', 'not-found'],
    ['^a{2,}$', 'aa', 'found'],
    ['^a{2,}$', 'aaaaa', 'found'],
    ['^a{2}$', 'aaa', 'not-found'],
    ['^a{0,2}$', 'aaa', 'not-found'],
    ['(?:){2000}', '', 'found'],
    ['', '', 'found'],
  ])('/%s/ in %j: %s', (source, text, expected) => {
    expect(find(source, text)).toBe(expected)
  })

  test.each([
    ['UP', 'up', 'i', 'found'],
    ['^b', 'a\nb', '', 'not-found'],
    ['^b', 'a\nb', 'm', 'found'],
    ['a.b', 'a\nb', '', 'not-found'],
    ['a.b', 'a\nb', 's', 'found'],
  ])('/%s/ in %j with the flags "%s": %s', (source, text, flags, expected) => {
    expect(find(source, text, flags)).toBe(expected)
  })

  test.each([
    ['(a', '', 'unterminated group'],
    ['a{2,1}', '', 'numbers out of order in {} quantifier'],
    ['a', 'g', 'the flag g is not one of i, m and s'],
    ['a', 'ii', 'a flag is given twice'],
    ['(?=a)', '', 'look-ahead, look-behind and inline flags are not supported'],
    ['(?<!a)b', '', 'look-ahead, look-behind and inline flags are not supported'],
    ['(a)\\1', '', 'references to groups are not supported'],
    ['(?<x>a)\\k<x>', '', 'references to groups are not supported'],
    ['(?:){2001}', '', 'its repetitions make it too large'],
    ['(?:(?:a{50}){50}){50}', '', 'its repetitions make it too large'],
    ['(?:(?:(?:){1000}){1000}){1000}', '', 'its repetitions make it too large'],
  ])('refuses /%s/%s: %s', (source, flags, because) => {
    expect(readPattern(source, flags)).toEqual({ ok: false, because })
  })

  it('finds what the engine of the language finds', () => {
    const atoms = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\w',
      '\\d',
      '\\s',
      '\\b',
      '\\B',
      '^',
      '$',
      'é',
      '',
    )
    const quantifiers = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,2}', '{2,}', '*?')
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      pattern: fc.oneof(
        { depthSize: 'small' },
        fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
        fc.tuple(tie('pattern'), tie('pattern')).map((choices) => choices.join('|')),
      ),
      part: fc
        .tuple(
          fc.oneof(
            { depthSize: 'small' },
            atoms,
            tie('pattern').map((inner) => `(${inner})`),
          ),
          quantifiers,
        )
        .map(([atom, quantifier]) => (/^(\\b|\\B|\^|\$|)$/i.test(atom) ? atom : atom + quantifier)),
    }))
    // Without pairs of surrogates: V8 finds \B in the middle of one.
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '1'), maxLength: 12 })
    const flags = fc.constantFrom('', 'i', 'm', 's', 'ms')
    fc.assert(
      fc.property(pattern, texts, flags, (source, text, flag) => {
        const found = find(source, text, flag)
        // Nested repetitions may go beyond what it takes on; what it does take on it must get right.
        fc.pre(found !== 'its repetitions make it too large' && found !== 'too-costly')
        const expected = findByEngine(source, text, `u${flag}`)
        fc.pre(expected !== undefined)
        expect(found).toBe(expected)
      }),
      { numRuns: 3_000 },
    )
  })

  it.each(['^(a+)+$', '(a*)*b', '(a|aa)+$', '(\\w+\\s?)*$', '(x+x+)+y', '[ab]{100,900}e'])(
    'takes time in proportion to the text for %s, which would hang the engine of the language',
    (source) => {
      const search = (text: string) => expect(['found', 'not-found']).toContain(find(source, text))
      // A sixteenth of it is still longer than the longest repetition.
      expectLinear(search, (size) => `${'a'.repeat(size)}!`, 1 << 14)
    },
  )

  it('takes on no more than a bounded amount of work', () => {
    const ends = [12, 17, 20].map((power) => find('[ab]{100,900}e', `${'a'.repeat(1 << power)}!`))
    expect(ends).toEqual(['not-found', 'too-costly', 'too-costly'])
  })

  it('reads deep nesting', () => {
    expect(find(`${'('.repeat(900)}a${')'.repeat(900)}`, 'a')).toBe('found')
  })

  it('never throws, whatever it is given', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'ab()[]{}*+?|^$.\\/-,0123<>=!:pPuxk '),
      maxLength: 40,
    })
    fc.assert(
      fc.property(noise, fc.string({ maxLength: 3 }), (source, flags) => {
        expect(typeof find(source, 'aab1 ', flags)).toBe('string')
      }),
      { numRuns: 3_000 },
    )
  })
})
