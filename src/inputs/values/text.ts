import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

const MAX_CHARACTERS = 1_000

/** Plain text on one line. `allowed` says what it is for. */
export function oneLine(expected: string): Parser<string> {
  return {
    expected,
    parse(text) {
      if (/[\r\n]/.test(text)) return refuse('It must be on one line.')
      if (text.length > MAX_CHARACTERS) return refuse(`It is longer than ${MAX_CHARACTERS} characters.`)
      return text === '' ? refuse() : valid(text)
    },
  }
}

/** Plain text of one or more lines. */
export function script(expected: string): Parser<string> {
  return { expected, parse: (text) => (text === '' ? refuse() : valid(text)) }
}
