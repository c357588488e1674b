import type { HttpCheck } from '../../src/http/model/check-config.ts'
import type { CheckConfig } from '../../src/inputs/config.ts'
import { INPUT_DEFAULTS } from '../../src/inputs/declarations.ts'
import { loadYaml } from '../../src/inputs/health-yaml.ts'
import { InputError } from '../../src/inputs/input-error.ts'
import type { InputReader } from '../../src/inputs/parser.ts'
import { parseInputs } from '../../src/main/parse-inputs.ts'
import { isCommand } from '../../src/process/command-check.ts'

await loadYaml()

type Inputs = Readonly<Record<string, string>>

/** Inputs as the runner gives them: what the user wrote, and action.yml's defaults for the rest. */
export function given(inputs: Inputs): InputReader {
  const all = new Map<string, string>(
    Object.entries({ ...INPUT_DEFAULTS, 'github-token': 'ghs_0123456789', ...inputs }),
  )
  return { get: (name) => all.get(name) ?? '' }
}

/** What is said about wrong inputs; fails for inputs that are right. */
export function refusal(inputs: Inputs): InputError {
  try {
    parseInputs(given(inputs))
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error(`accepted: ${JSON.stringify(inputs)}`)
}

const URL = { 'health-url': 'https://api.example.com/health' }
const KNOWN_HOSTS = 'web1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000000'

/** The fewest inputs with which each target works. */
export const MINIMAL = {
  ecs: { target: 'ecs', cluster: 'prod', service: 'web' },
  workflow: { target: 'workflow', ...URL },
  webhook: { target: 'webhook', 'webhook-url': 'https://api.example.com/deployment/rollback', ...URL },
  ssh: {
    target: 'ssh',
    'ssh-host': 'web1',
    'ssh-user': 'deploy',
    'ssh-path': '/opt/app',
    'ssh-known-hosts': KNOWN_HOSTS,
    ...URL,
  },
  git: { target: 'git', ...URL },
  command: { target: 'command', command: 'kubectl rollout undo deployment/web', ...URL },
  none: { target: 'none', ...URL },
} as const

/** Those with a `url`. */
export function httpChecks(checks: readonly CheckConfig[]): HttpCheck[] {
  return checks.filter((check): check is HttpCheck => !isCommand(check))
}
