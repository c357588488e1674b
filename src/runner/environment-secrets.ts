import { Secret } from '../core/secret.ts'

/** As secrets are called: `AWS_SECRET_ACCESS_KEY`, `DEPLOY_TOKEN`, `ACTIONS_RUNTIME_TOKEN`, `DB_PASSWORD`. */
const NAMES =
  /(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_?KEY|API_?KEY|ACCESS_KEY|SECRET_KEY)$/i
/** A shorter value is rather a word, such as `true`. */
const SHORTEST = 8

/**
 * The secrets that a program of the user's gets with its environment, and may echo. The runner masks them in
 * the log and in the summary, but not in a report, a notification or an issue.
 */
export function findEnvironmentSecrets(env: NodeJS.ProcessEnv): readonly Secret[] {
  return Object.entries(env).flatMap(([name, value = '']) =>
    NAMES.test(name) && !/^INPUT_/i.test(name) && value.length >= SHORTEST ? [new Secret(value)] : [],
  )
}
