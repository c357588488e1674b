import { findYamlSecrets } from './health-secrets.ts'
import { splitLines } from './values/lines.ts'

/** Parameters of a query are mostly plain words; a password among them is longer. */
const SHORTEST_PARAMETER = 8

/** Finds in the text of an input what must never be shown. Needs no valid text and never throws. */
export type SecretFinder = (text: string) => readonly string[]

export const everyLine: SecretFinder = (text) => splitLines(text).map((line) => line.text)

export const headerSecrets: SecretFinder = (text) => everyLine(text).flatMap(secretsOfHeader)

export const addressSecrets: SecretFinder = (text) => everyLine(text).flatMap(secretsOfAddress)

/** The path of such an address is its password. */
export const hookSecrets: SecretFinder = (text) => [
  ...addressSecrets(text),
  ...everyLine(text).flatMap((line) => [line, line.replace(/^[^?#]*?\/\/[^/?#]*\/?/, '')]),
]

export const keySecrets: SecretFinder = (text) => everyLine(text).filter((line) => !line.startsWith('-----'))

export const yamlSecrets: SecretFinder = (text) => {
  const { headers, addresses, plain } = findYamlSecrets(text)
  return [...headers.flatMap(secretsOfHeader), ...addresses.flatMap(secretsOfAddress), ...plain]
}

/** The value, and for `Bearer …` and `Basic …` what follows, since a server may echo that alone. */
function secretsOfHeader(line: string): readonly string[] {
  const value = line.slice(line.indexOf(':') + 1).trim()
  const [, credential] = /^[A-Za-z-]+\s+(\S{8,})$/.exec(value) ?? []
  return credential === undefined ? [value] : [value, credential]
}

/** User name, password and query, as written and decoded. */
function secretsOfAddress(line: string): readonly string[] {
  const [, userInfo = '', query = ''] = /^(?:[^?#]*\/\/([^?#]*)@)?[^?#]*(?:\?([^#]*))?/.exec(line) ?? []
  const password = userInfo.slice(userInfo.indexOf(':') + 1)
  const parameters = query.split('&').map((parameter) => parameter.slice(parameter.indexOf('=') + 1))
  const long = [...parameters, password].filter((text) => text.length >= SHORTEST_PARAMETER)
  return [userInfo, query, ...long, ...long.map(decode)]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
