import { Secret } from '../core/secret.ts'
import { INPUT_DEFAULTS, type InputName } from './declarations.ts'
import type { InputRule } from './input-rules.ts'
import type { InputReader } from './parser.ts'

/** A shorter mask would blank out ordinary words all over the log. */
const SHORTEST = 4

/**
 * Every text in the inputs that must never be shown, longest first. Needs no valid inputs and never
 * throws, so that masking comes before the first message about them.
 */
export function findSecrets(reader: InputReader, ruleOf: (name: InputName) => InputRule): readonly Secret[] {
  const names = Object.keys(INPUT_DEFAULTS) as readonly InputName[]
  const found = names.flatMap((name) => ruleOf(name).secrets?.(reader.get(name)) ?? [])
  return [...new Set(found.map((text) => text.trim()))]
    .filter((text) => text.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
    .map((text) => new Secret(text))
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
