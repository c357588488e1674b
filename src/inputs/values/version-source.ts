import type { VersionSource } from '../../http/model/expectation.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'
import { HEADER_NAME } from './header.ts'

/** Where an answer reports its version. */
export const versionSource: Parser<VersionSource> = {
  expected:
    'a path into the body, such as body.version or body.build["id"], or a header, such as header x-version',
  parse(text) {
    const [, header] = /^header\s+(\S+)$/.exec(text) ?? []
    if (header !== undefined) {
      return HEADER_NAME.test(header) ? valid({ kind: 'header', name: header.toLowerCase() }) : refuse()
    }
    const path = parseBodyPath(text)
    if (path !== undefined) return valid({ kind: 'body', path })
    return refuse(guess(text))
  },
}

function guess(text: string): string | undefined {
  const [, header] = /^headers?[.:\s]+([\w-]+)$/i.exec(text) ?? []
  if (header !== undefined) return `Did you mean header ${header}?`
  const field = text.replace(/^\$?\.?/, '')
  return parseBodyPath(`body.${field}`) === undefined ? undefined : `Did you mean body.${field}?`
}

const STEP = /\.([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*')\]/y

/** The steps of `body.build["x-y"][0]`; undefined if it is no such path. `body` alone has none. */
function parseBodyPath(text: string): readonly (string | number)[] | undefined {
  if (!text.startsWith('body')) return undefined
  const path: (string | number)[] = []
  STEP.lastIndex = 'body'.length
  while (STEP.lastIndex < text.length) {
    const [, field, index, quoted] = STEP.exec(text) ?? []
    if (field !== undefined) path.push(field)
    else if (index !== undefined) path.push(Number(index))
    else if (quoted !== undefined) path.push(quoted.slice(1, -1).replace(/\\(.)/g, '$1'))
    else return undefined
  }
  return path
}
