import { type Pattern, readPattern } from '../../core/pattern/pattern.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'

/** Between slashes, with flags, or as it is. */
const BETWEEN_SLASHES = /^\/(.+)\/([A-Za-z]*)$/s

/** A regular expression that takes time in proportion to the text. */
export const pattern: Parser<Pattern> = {
  expected: 'a regular expression on one line, such as ERROR|FATAL or /timeout|refused/i',
  parse(text) {
    if (/[\r\n]/.test(text)) return refuse('Write alternatives with |.')
    const [, inner, flags] = BETWEEN_SLASHES.exec(text) ?? []
    const read = readPattern(inner ?? text, flags)
    if (!read.ok) return refuse(`${read.because.charAt(0).toUpperCase()}${read.because.slice(1)}.`)
    return read.pattern.find('') === 'found' ? refuse('It matches every line.') : valid(read.pattern)
  },
}
