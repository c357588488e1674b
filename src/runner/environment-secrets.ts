import { Secret } from '../core/secret.ts'

/** As secrets are called: `AWS_SECRET_ACCESS_KEY`, `DEPLOY_TOKEN`, `DB_PASSWORD`, `GH_PAT`. */
export const NAMES_OF_SECRETS =
  /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(?:^|_)(?:PAT|PASS|PWD|AUTH))$/i
/** Where the shell is. */
const FOLDERS = /^(?:OLD)?PWD$/i
const USER_INFO = /:\/\/([^\s/?#@]*:)?([^\s/?#]+)@/
/** A shorter value is rather a word, such as `true`. */
const SHORTEST = 8

/**
 * The secrets that a program of the user's gets with its environment, and may echo. The runner masks them in
 * the log and in the summary, but not in a report, a notification or an issue.
 *
 * @param registered the secrets among the inputs: a variable that holds one of them is a secret as a whole
 */
export function findEnvironmentSecrets(
  env: NodeJS.ProcessEnv,
  registered: readonly Secret[],
): readonly Secret[] {
  const known = registered.map((secret) => secret.reveal()).filter(({ length }) => length >= SHORTEST)
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (/^INPUT_/i.test(name) || FOLDERS.test(name)) return []
    const [, , password = ''] = USER_INFO.exec(value) ?? []
    const isSecret =
      NAMES_OF_SECRETS.test(name) || password !== '' || known.some((text) => value.includes(text))
    const texts = isSecret ? [value, password] : []
    return texts.filter(isLongEnough).map((text) => new Secret(text))
  })
}

function isLongEnough(value: string): boolean {
  return value.length >= SHORTEST || (value.length >= 4 && /[^a-z]/i.test(value))
}
