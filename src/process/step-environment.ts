import type { Environment } from './child.ts'

/**
 * Of this action and not of a `run:` step: the inputs (secrets among them), the state, the outputs that our own
 * result is written to, and the tokens that the runner gives to actions only.
 */
const OF_THIS_ACTION =
  /^(?:INPUT_.*|STATE_.*|GITHUB_OUTPUT|GITHUB_STATE|ACTIONS_RUNTIME_(?:TOKEN|URL)|ACTIONS_RESULTS_URL|ACTIONS_CACHE_URL)$/i

/** The environment that a `run:` step would have, for a program of the user's. */
export function stepEnvironment(own: Environment): Environment {
  return Object.fromEntries(Object.entries(own).filter(([name]) => !OF_THIS_ACTION.test(name)))
}
