import type { Environment } from '../../process/child.ts'

/** What a rollback is about, as the user's own program gets it: by environment variables only. */
export interface CommandFacts {
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly reportPath: string
}

/**
 * Ours and not a `run:` step's: the inputs (secrets among them), the state, the outputs that our own
 * result is written to, and the tokens that the runner gives to actions only.
 */
const OURS =
  /^(?:INPUT_.*|STATE_.*|GITHUB_OUTPUT|GITHUB_STATE|ACTIONS_RUNTIME_(?:TOKEN|URL)|ACTIONS_RESULTS_URL|ACTIONS_CACHE_URL)$/i

/** The environment of a `run:` step, with the facts. */
export function commandEnvironment(own: Environment, facts: CommandFacts): Environment {
  const inherited = Object.entries(own).filter(([name]) => !OURS.test(name))
  return {
    ...Object.fromEntries(inherited),
    SAFE_LANDING_FROM: facts.from,
    SAFE_LANDING_TO: facts.to,
    SAFE_LANDING_REASON: facts.reason,
    SAFE_LANDING_REPORT: facts.reportPath,
  }
}
