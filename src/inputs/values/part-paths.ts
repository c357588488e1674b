import { andThen, each, invalid, valid } from '../checked.ts'
import { type Parsed, type Parser, refuse } from '../parser.ts'
import { lines } from './lines.ts'

/** Which files and folders are put back. `.`: all of them, as an empty list. `place` is what they are in. */
export function partPaths(place: string): Parser<readonly string[]> {
  const paths = lines(pathIn(place), String)
  return {
    expected: paths.expected,
    parse(text) {
      if (text === '.') return valid([])
      return andThen(paths.parse(text), (all) => each(all.map((path) => asOutermost(path, all))))
    },
  }
}

function pathIn(place: string): Parser<string> {
  return {
    expected: `the path of a file or folder in ${place}, such as config/app.yml`,
    parse(text) {
      if (text.startsWith('/')) return refuse(`It is relative to ${place}: without the slash in front.`)
      if (/[*?]/.test(text)) return refuse('It must be one file or folder, without wildcards.')
      if (text.length > 1_000) return refuse('It is longer than 1000 characters.')
      const path = text.replace(/\/+$/, '')
      const isOdd = path.split('/').some((step) => step === '' || step === '.' || step === '..')
      return isOdd ? refuse('It must have no empty, . or .. parts.') : valid(path)
    },
  }
}

function asOutermost(path: string, all: readonly string[]): Parsed<string> {
  const outer = all.find((other) => path.startsWith(`${other}/`))
  if (outer === undefined) return valid(path)
  return invalid({ actual: path, expected: 'each only once', hint: `It is in ${outer}, which is named too.` })
}
