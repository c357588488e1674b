import type { VersionSource } from '../../http/model/expectation.ts'
import { valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'
import { parseBodyPath } from './body-path.ts'
import { HEADER_NAME } from './header.ts'

/** Where an answer tells its version. */
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
