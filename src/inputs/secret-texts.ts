import { findYamlSecrets } from './health-secrets.ts'
import { splitLines } from './values/lines.ts'
import { splitNotifyLine } from './values/notify-line.ts'

/** Parameters of a query are mostly plain words; a password among them is longer. */
const SHORTEST_PARAMETER = 8

/** Finds in the text of an input what must never be shown. Needs no valid text and never throws. */
export type SecretFinder = (text: string) => readonly string[]

export const everyLine: SecretFinder = (text) => splitLines(text).map((line) => line.text)

export const headerSecrets: SecretFinder = (text) => everyLine(text).flatMap(secretsOfHeader)

export const addressSecrets: SecretFinder = (text) => everyLine(text).flatMap(secretsOfAddress)

/** Fields that name something that is no secret: what is deployed, where, and why. */
const PUBLIC =
  /^(?:version|sha|commit|ref|branch|tag|revision|release|environment|env|service|app|application|cluster|project|name|action|reason|message|text|channel|type|kind|status|state|event|target|from|to|slot|region|url|format)$/i
/** A word or a sentence, a version, a number. */
const ORDINARY = /\s|^v?[\d.]+$|^[a-z]+(?:\/[a-z]+)?$/i
const SECRET_FIELD = /(?:key|token|secret|pass|password|passwd|pat|credentials?|auth|signature|pin)$/i

/** The values in a body of JSON or of a form, since a server may echo one alone. Of other text, all of it. */
export const bodySecrets: SecretFinder = (text) => {
  if (text.trim() === '') return []
  const fields = readFields(text)
  if (fields === undefined) return ORDINARY.test(text.trim()) ? [] : [text]
  return fields.flatMap(([name, value]) => {
    const isSecret =
      SECRET_FIELD.test(name) ||
      (!PUBLIC.test(name) && value.length >= SHORTEST_PARAMETER && !ORDINARY.test(value))
    // What is filled in is known elsewhere.
    return isSecret && !/\{(?:from|to|reason)\}/.test(value) ? [value] : []
  })
}

function readFields(text: string): (readonly [name: string, value: string])[] | undefined {
  try {
    return fieldsOf('', JSON.parse(text))
  } catch {
    return /^[^\s=&{]+=[^\s]*$/.test(text.trim()) ? [...new URLSearchParams(text.trim())] : undefined
  }
}

function fieldsOf(name: string, value: unknown): (readonly [string, string])[] {
  if (typeof value === 'string' || typeof value === 'number') return [[name, String(value)]]
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(name, item))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => fieldsOf(key, item))
}

/** The path of such an address is its password. */
export const hookSecrets: SecretFinder = (text) =>
  everyLine(text)
    .flatMap((line) => splitNotifyLine(line).rest)
    .flatMap((address) => [
      ...secretsOfAddress(address),
      address,
      address.replace(/^[^?#]*?\/\/[^/?#]*\/?/, ''),
    ])

export const keySecrets: SecretFinder = (text) => everyLine(text).filter((line) => !line.startsWith('-----'))

export const yamlSecrets: SecretFinder = (text) => {
  const { headers, addresses, plain, bodies } = findYamlSecrets(text)
  return [
    ...headers.flatMap(secretsOfHeader),
    ...addresses.flatMap(secretsOfAddress),
    ...plain,
    ...bodies.flatMap(bodySecrets),
  ]
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
