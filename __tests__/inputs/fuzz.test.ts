import fc from 'fast-check'
import { INPUT_DEFAULTS, type InputName } from '../../src/inputs/declarations.ts'
import { InputError } from '../../src/inputs/input-error.ts'
import { findSecrets } from '../../src/inputs/secrets.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { ruleOf } from '../../src/targets/registry.ts'
import { anyText } from '../support/any-text.ts'
import { given, MINIMAL } from './given.ts'

const NAMES = Object.keys(INPUT_DEFAULTS) as readonly InputName[]
/** Pieces of which the languages of the inputs are made, so that the fuzz gets further than the first character. */
const PIECES = [
  'https://',
  'http:',
  '//',
  '/',
  '?',
  '#',
  '@',
  ':',
  '.',
  '..',
  '-',
  '\n',
  '\r\n',
  ' ',
  ',',
  '{sha}',
  '[',
  ']',
  '"',
  "'",
  '\\',
  'body',
  'header',
  'changed',
  'arn:aws:ecs:us-east-1:123456789012:service/',
  'web',
  '42',
  '0',
  '5s',
  '1m',
  'ms',
  'true',
  'guard',
  '-----BEGIN PRIVATE KEY-----\n',
  '\n-----END PRIVATE KEY-----',
  '\u0000',
  '\ud800',
  'é',
  '🚀',
]
const text = fc.oneof(
  anyText({ maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
)
const inputs = fc.tuple(
  fc.constantFrom(...Object.values(MINIMAL)),
  fc.dictionary(fc.constantFrom(...NAMES), text, { maxKeys: 6 }),
)

describe('any text in any input', () => {
  it('gives a configuration or says what is wrong with it, and nothing else', () => {
    fc.assert(
      fc.property(inputs, ([minimal, wild]) => {
        const secrets = findSecrets(given({ ...minimal, ...wild }), ruleOf)
        for (const secret of secrets) expect(secret.reveal().length).toBeGreaterThan(3)
        const error = attempt({ ...minimal, ...wild })
        if (error === undefined) return
        expect(error.problems.length).toBeGreaterThan(0)
        expect(error.message.split('\n')).toHaveLength(error.problems.length)
      }),
      { numRuns: 2_000 },
    )
  })

  it('never shows a secret', () => {
    const secret = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
      minLength: 12,
      maxLength: 20,
    })
    const frames = [
      '#',
      'x: #\n#',
      '#\nx #',
      'https://#@a.b/?x',
      'https://a.b/?t=#',
      'https://u:#@a.b',
      'a.b?#',
      '//u:#@b/c',
      '-----BEGIN #',
    ]
    const names: readonly InputName[] = [
      'headers',
      'webhook-headers',
      'ssh-key',
      'github-token',
      'notify-url',
      'webhook-body',
    ]
    const addresses: readonly InputName[] = [
      'health-url',
      'webhook-url',
      'webhook-status-url',
      'ssh-health-url',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(MINIMAL)),
        secret,
        fc.oneof(
          fc.tuple(fc.constantFrom(...names), fc.constantFrom(...frames)),
          fc.tuple(
            fc.constantFrom(...addresses),
            fc.constantFrom(...frames.filter((frame) => /[?@]/.test(frame))),
          ),
        ),
        (minimal, hidden, [name, frame]) => {
          const error = attempt({ ...minimal, mode: 'nonsense', [name]: frame.replaceAll('#', hidden) })
          expect(error?.message).not.toContain(hidden)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it.each([
    'a',
    '1',
    ' ',
    '\n',
    '-',
    '/',
    '.',
    '[',
    '"',
    'a:',
    'a.',
    '1h',
    '200,',
    '{a}',
    'https://a/ ',
    'body[0]',
    '[^\\',
    'AAAA ',
  ])('takes a long run of %j in no time', (piece) => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length))
    const slow = NAMES.filter((name) => {
      const minimal = Object.values(MINIMAL).find(
        ({ target }) => ruleOf(name).targets?.includes(target) ?? true,
      )
      // A pattern that goes back over what it has read is slow each time, a busy machine now and then.
      return [1, 2, 3].every(() => processorMs(() => attempt({ ...minimal, [name]: long })) > 500)
    })
    expect(slow).toEqual([])
  })
})

function processorMs(act: () => void): number {
  const startedAt = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(startedAt)
  return (user + system) / 1_000
}

/** What is wrong with the inputs; undefined if nothing is. Anything but an InputError comes through. */
function attempt(inputs: Readonly<Record<string, string>>): InputError | undefined {
  try {
    parseInputs(given(inputs))
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}
