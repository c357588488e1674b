import { Secret } from '../../core/secret.ts'
import { andThen, invalid, valid } from '../checked.ts'
import { type Parsed, type Parser, refuse } from '../parser.ts'

const MAX_CHARACTERS = 8_000

/** An absolute http or https address without user name and fragment. */
export const address: Parser<URL> = {
  expected: 'an http or https address, such as https://api.example.com/health',
  parse(text) {
    if (text.length > MAX_CHARACTERS) return refuse(`It is longer than ${MAX_CHARACTERS} characters.`)
    if (/\s/.test(text))
      return refuse('It has white space in it; if these are several addresses, write one per line.')
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
    // What is left of an address whose beginning was an expression.
    if (text.startsWith('/'))
      return unset(
        'It must begin with https:// or http://; an expression before the / may have given nothing.',
      )
    if (scheme === undefined)
      return refuse(text === '' ? undefined : 'It must begin with https:// or http://.')
    if (scheme !== 'http' && scheme !== 'https') return refuse(`${scheme} cannot be asked for.`)
    // A browser's rules would take the next part of the path for the host.
    if (/^[^:]+:\/\/(?:[/\\?#:]|$)/.test(text)) {
      return unset('It has no host; an expression in it may have given nothing.')
    }
    return check(URL.parse(text))
  },
}

function unset(hint: string): Parsed<never> {
  return invalid({ hint, mayBeUnset: true })
}

function check(url: URL | null): Parsed<URL> {
  if (url === null) return refuse('It is not a valid address.')
  if (url.username !== '' || url.password !== '') {
    return refuse('A user name or password does not belong here: send them in a header.')
  }
  if (url.hash !== '') return refuse('What follows # is never sent to a server.')
  return valid(url)
}

/** For addresses that are asked for as they are. */
export const secretAddress: Parser<Secret> = {
  expected: address.expected,
  parse: (text) => andThen(address.parse(text), ({ href }) => valid(new Secret(href))),
}

/** Without user name, password and the values of the query: for messages, also about what is no address. */
export function showAddress(text: string): string {
  const [, head = '', query] = /^([^?#]*)([?#].*)?$/s.exec(text) ?? []
  const at = head.lastIndexOf('@')
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(head)?.[0] ?? ''
  const path = at < 0 ? head : `${scheme}***${head.slice(at)}`
  return query === undefined ? path : `${path}${query.charAt(0)}***`
}

/** Scheme and host only: the path of some addresses is a password too. */
export function showOrigin(text: string): string {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' ? `${url.origin}/***` : '***'
}
