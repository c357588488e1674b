import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

// https://git-scm.com/docs/git-check-ref-format
const FORBIDDEN = /[\s~^:?*[\\]|\.\.|@\{|\/\/|^[/.-]|\/\.|\.lock(?:\/|$)|[/.]$|^@$/
const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i

/** The name of a branch or tag. */
export const refName: Parser<string> = {
  expected: 'the name of a branch or tag, such as main',
  parse(text) {
    if (SHA.test(text)) return refuse('This is a commit; a branch or tag is needed.')
    return FORBIDDEN.test(text) || text.length > 255 ? refuse() : valid(text)
  },
}

/** A full or shortened commit SHA; comes out in lower case. */
export const commit: Parser<string> = {
  expected: 'a commit SHA',
  parse(text) {
    if (/^[0-9a-f]{7,64}$/i.test(text)) return valid(text.toLowerCase())
    return refuse(/^[0-9a-f]{1,6}$/i.test(text) ? 'It takes at least 7 characters.' : undefined)
  },
}
