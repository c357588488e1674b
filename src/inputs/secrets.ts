import { Secret } from '../core/secret.ts'
import type { InputName } from './declarations.ts'
import type { InputReader } from './fields.ts'
import { findYamlSecrets } from './health-secrets.ts'
import { splitLines } from './values/lines.ts'

/** A shorter mask would blank out ordinary words all over the log. */
const SHORTEST = 4
/** Parameters of a query are mostly plain words; a password among them is longer. */
const SHORTEST_PARAMETER = 8

const HEADERS: readonly InputName[] = ['headers', 'webhook-headers']
const YAMLS: readonly InputName[] = ['checks', 'metrics']
const ADDRESSES: readonly InputName[] = [
  'health-url',
  'webhook-url',
  'webhook-status-url',
  'ssh-health-url',
  'notify-url',
]

/**
 * Every text in the inputs that must never be shown, longest first. Needs no valid inputs and never
 * throws, so that masking comes before the first message about them.
 */
export function findSecrets(reader: InputReader): readonly Secret[] {
  const read = (name: InputName) => splitLines(reader.get(name)).map(({ text }) => text)
  const inYaml = YAMLS.map((name) => findYamlSecrets(reader.get(name)))
  const headers = [...HEADERS.flatMap(read), ...inYaml.flatMap((yaml) => yaml.headers)]
  const addresses = [...ADDRESSES.flatMap(read), ...inYaml.flatMap((yaml) => yaml.addresses)]
  const found = [
    ...headers.flatMap(secretsOfHeader),
    ...addresses.flatMap(secretsOfAddress),
    ...inYaml.flatMap((yaml) => yaml.plain),
    ...read('notify-url').flatMap(secretsOfHook),
    ...read('ssh-key').filter((line) => !line.startsWith('-----')),
    ...read('github-token'),
  ]
  return [...new Set(found.map((text) => text.trim()))]
    .filter((text) => text.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .map((text) => new Secret(text))
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

/** The path of such an address is its password. */
function secretsOfHook(line: string): readonly string[] {
  return [line, line.replace(/^[^?#]*?\/\/[^/?#]*\/?/, '')]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** As secrets are called: `AWS_SECRET_ACCESS_KEY`, `DEPLOY_TOKEN`, `ACTIONS_RUNTIME_TOKEN`, `DB_PASSWORD`. */
const NAMES_OF_SECRETS =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_?KEY|API_?KEY|ACCESS_KEY|SECRET_KEY)$/i
/** A shorter value is rather a word, such as `true`. */
const SHORTEST_IN_ENVIRONMENT = 8

/**
 * The secrets that a program of the user's gets with its environment, and may echo. The runner masks them in
 * the log and in the summary, but not in a report, a notification or an issue.
 */
export function findEnvironmentSecrets(env: NodeJS.ProcessEnv): readonly Secret[] {
  return Object.entries(env).flatMap(([name, value = '']) =>
    NAMES_OF_SECRETS.test(name) && !/^INPUT_/i.test(name) && value.length >= SHORTEST_IN_ENVIRONMENT
      ? [new Secret(value)]
      : [],
  )
}
