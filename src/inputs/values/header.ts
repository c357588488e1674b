import { Secret } from '../../core/secret.ts'
import type { HeaderConfig } from '../../http/model/check-config.ts'
import { invalid, valid } from '../checked.ts'
import { type Parser, refuse } from '../parser.ts'
import { lines } from './lines.ts'

// https://www.rfc-editor.org/rfc/rfc9110#name-tokens
export const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
// https://www.rfc-editor.org/rfc/rfc9110#name-field-values
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** They belong to the connection, or are worked out from the request; a client that is given others fails. */
const REFUSED = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const header: Parser<HeaderConfig> = {
  expected: 'name: value',
  parse(line) {
    const colon = line.indexOf(':')
    if (colon < 0) return refuse('There is no colon between name and value.')
    const name = line.slice(0, colon).trim()
    const value = line.slice(colon + 1).trim()
    // Not shown: a value that was given without its name may hold a colon too.
    if (!HEADER_NAME.test(name)) return refuse('What stands before the colon is not a header name.')
    if (REFUSED.has(name.toLowerCase())) return refuse(`The client sets ${name.toLowerCase()} itself.`)
    if (!HEADER_VALUE.test(value))
      return refuse(`The value of ${name} has a character that no header may hold.`)
    if (value === '') {
      const hint = `The value of ${name} is empty: if it comes from a secret, that is not set here (pull requests from forks get none).`
      return invalid({ hint, mayBeUnset: true })
    }
    return valid({ name, value: new Secret(value) })
  },
}

/** `name: value`, one per line. */
export const headerList: Parser<readonly HeaderConfig[]> = lines(header, ({ name }) => name.toLowerCase())
