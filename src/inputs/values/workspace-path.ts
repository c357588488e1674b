import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

/** The path of a file in the workspace, as far as its text says so: a link can still lead out of it. */
export function workspacePath(expected: string): Parser<string> {
  return {
    expected,
    parse(text) {
      const parts = text.split(/[\\/]/)
      if (/^(?:[\\/]|[A-Za-z]:)/.test(text)) return refuse('It is relative to the workspace.')
      if (parts.includes('..')) return refuse('It may not leave the workspace.')
      if (parts.includes('.git')) return refuse('That folder belongs to git.')
      return /[\r\n]/.test(text) ? refuse('It must be on one line.') : valid(text)
    },
  }
}
