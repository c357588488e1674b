import { truncate } from '../../core/truncate.ts'
import type { FullAnswer } from './answer.ts'
import { findWall } from './intermediary.ts'

const LOGIN =
  /(?<![a-z])(?:(?:service|user)?log-?[io]n|sign-?in|sso|saml\d?|oauth\d?|openid|auth|authori[sz]e|authenticate)(?![a-z])/i

/** Whether that address is where somebody logs in. */
export function leadsToLogin(location: string): boolean {
  return LOGIN.test(withoutSecrets(location))
}

/** What usually lies behind such an answer, and what to do; one clause, or empty. Untrusted. */
export function hintOnAnswer(answer: FullAnswer): string {
  return [hintOnRedirect(answer), hintOnRefusal(answer), hintOnCache(answer)].filter(Boolean).join('; ')
}

function hintOnRedirect({ status, headers }: FullAnswer): string {
  const location = headers.get('location')
  if (status < 300 || status > 399 || location === undefined) return ''
  const target = withoutSecrets(location)
  const advice = leadsToLogin(location)
    ? 'it looks like a login page: give the probe credentials in `headers`, or probe a path that needs none'
    : 'redirects are not followed: probe that address itself'
  return `it redirects to ${truncate(target)} (${advice})`
}

function hintOnRefusal({ status, headers, body }: FullAnswer): string {
  if (findWall(headers) !== undefined) {
    return 'allow the probe there by a secret header, given in `headers`, or probe past it'
  }
  switch (status) {
    case 401:
      return 'it asks for credentials: give them in `headers`, or probe a path that needs none'
    case 403:
      return 'a login or a web application firewall in front of the service may refuse runners: allow the probe by a secret header'
    case 429:
      return 'raise `interval`, or exempt the probe from the limit'
    default:
      return /^\s*<(?:!doctype|html)\b/i.test(body.text) && status < 300
        ? 'the body is HTML: a login page, an error page of a proxy or a single-page app may answer in its place'
        : ''
  }
}

/** An answer from a cache says how the service was, not how it is. */
function hintOnCache({ headers }: FullAnswer): string {
  const hit = ['cf-cache-status', 'x-cache'].find((name) => /\bhit\b/i.test(headers.get(name) ?? ''))
  const ageSeconds = Number(headers.get('age') ?? 0)
  if (hit === undefined && !(ageSeconds > 0)) return ''
  return `a cache answered (${hit === undefined ? `age: ${ageSeconds}` : `${hit}: ${truncate(headers.get(hit) ?? '', 40)}`})`
}

/** Addresses are shown without query, fragment and user info. */
function withoutSecrets(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^(\s*(?:[a-z][a-z\d+.-]*:)?[\\/]{2})[^\\/]*@/i, '$1')
}
