import { type Checked, invalid, valid } from '../../src/inputs/checked.ts'
import { InputError } from '../../src/inputs/input-error.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { given, MINIMAL } from './given.ts'

const FILES = new Map([
  ['.github/started.txt', 'Rollback of {{from}}'],
  ['our messages/any.txt', '{{headline}}'],
  ['wrong.txt', 'Why: {{reson}}\nTo: {{to'],
])
const ADDRESS = 'https://hooks.example.com/T0/s3cret'

function parse(inputs: Record<string, string>) {
  const readFile = (path: string): Checked<string, string> => {
    const text = FILES.get(path)
    return text === undefined ? invalid('There is no such file.') : valid(text)
  }
  const all = { ...MINIMAL.command, 'notify-url': ADDRESS, ...inputs }
  return parseInputs({ ...given(all), readFile }).notify.templates
}

const refusal = (inputs: Record<string, string>) => {
  try {
    parse(inputs)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('it was accepted')
}

describe('which text is that of which message', () => {
  const kinds = (text: string) =>
    Object.entries(parse({ 'notify-template': text })).flatMap(([kind, template]) =>
      template === undefined ? [] : [`${kind}: ${JSON.stringify(template[0]?.[0])}`],
    )
  const started = JSON.stringify({ kind: 'own', text: 'Rollback of ' })
  const any = JSON.stringify({ kind: 'field', name: 'headline' })

  it('a line with a kind is that of this kind alone', () => {
    expect(kinds('rollback-started .github/started.txt')).toEqual([`rollback-started: ${started}`])
  })

  it('a line without a kind is that of every other message', () => {
    expect(kinds('.github/started.txt\nfailed our messages/any.txt\n')).toEqual([
      `rollback-started: ${started}`,
      `rolled-back: ${started}`,
      `failed: ${any}`,
      `passed: ${started}`,
    ])
  })

  it('none is read where files cannot be read', () => {
    const all = { ...MINIMAL.command, 'notify-url': ADDRESS, 'notify-template': 'failed wrong.txt' }
    expect(parseInputs(given(all)).notify.templates.failed).toBeUndefined()
  })
})

describe('a wrong template', () => {
  it.each<[string, string]>([
    ['roled-back .github/started.txt', 'Did you mean rolled-back?'],
    ['our messages/any.txt', 'our is no kind of message: rollback-started, rolled-back, failed or passed.'],
    ['failed', 'The kind failed has no path.'],
    ['/etc/passwd', 'It is relative to the workspace.'],
    ['failed ../secret.txt', 'It may not leave the workspace.'],
    ['failed a/../../secret.txt', 'It may not leave the workspace.'],
    ['C:\\x.txt', 'It is relative to the workspace.'],
    ['.git/config', 'That folder belongs to git.'],
    ['failed missing.txt', 'There is no such file.'],
    [
      'failed .github/started.txt\nfailed our messages/any.txt',
      'on line 2: expected each only once. Line 1 already names it.',
    ],
    [
      '.github/started.txt\n.github/started.txt',
      'on line 2: expected each only once. Line 1 already names it.',
    ],
    [
      'passed .github/started.txt\nfailed wrong.txt',
      'notify-template: invalid value "{{reson}}" on line 2: expected a field of messages. In wrong.txt, line 1, column 6. Did you mean {{reason}}?',
    ],
    [
      'wrong.txt',
      'notify-template: invalid value "{{to" on line 1: expected each {{ to be closed by }} on its line. In wrong.txt, line 2, column 5.',
    ],
  ])('%j', (text, expected) => {
    expect(refusal({ 'notify-template': text })).toContain(expected)
  })

  it('is refused together with what else is wrong', () => {
    const said = refusal({ 'notify-template': 'wrong.txt', 'notify-on': 'never' })
    expect(said).toContain('Did you mean {{reason}}?')
    expect(said).toContain('notify-on: invalid value "never"')
  })

  it('is no use without an address, but is checked where secrets may be missing', () => {
    const without = { 'notify-url': '', 'notify-template': '.github/started.txt' }
    expect(refusal(without)).toContain(
      'notify-template: invalid value ".github/started.txt": expected only with notify-url',
    )
    expect(parse({ ...without, mode: 'validate' })['rolled-back']).toBeDefined()
    expect(refusal({ ...without, mode: 'validate', 'notify-template': 'wrong.txt' })).toContain(
      'Did you mean',
    )
  })
})
