import type { Mode, TargetConfig } from './config.ts'
import type { InputName } from './declarations.ts'
import { showAddress, showOrigin } from './values/address.ts'

type Target = TargetConfig['kind']

/** Where an input applies, and how much of its value a message may show. */
export interface InputRule {
  /** Absent: all. */
  readonly modes?: readonly Mode[]
  /** Absent: all. */
  readonly targets?: readonly Target[]
  /** What of a value may be shown. Absent: all of it. */
  readonly show?: (text: string) => string
}

/** A person's order is carried out as it stands: what decides about a rollback has no say in it. */
const DECIDING: readonly Mode[] = ['guard', 'validate', 'capture']
const ROLLING_BACK: readonly Target[] = ['ecs', 'workflow', 'webhook', 'ssh', 'git', 'command']
const hide = () => '***'

export const INPUT_RULES: Readonly<Record<InputName, InputRule>> = {
  mode: {},
  target: {},
  'auto-rollback': { modes: DECIDING, targets: ROLLING_BACK },
  'rollback-to': { targets: ROLLING_BACK },
  'health-url': { show: showAddresses },
  headers: { show: hide },
  'expect-status': {},
  'expect-version': {},
  'version-from': {},
  conditions: {},
  checks: {},
  interval: {},
  timeout: {},
  'start-period': {},
  'success-threshold': {},
  'bake-time': {},
  retries: {},
  'ip-version': {},
  'ca-certificate': {},
  'rollback-when': { modes: DECIDING },
  metrics: { modes: DECIDING },
  'on-inconclusive': { modes: DECIDING },
  'fail-on-rollback': { modes: DECIDING, targets: ROLLING_BACK },
  'rollout-timeout': {},
  'rollback-timeout': {},
  'poll-interval': {},
  captured: {},
  cluster: { targets: ['ecs'] },
  service: { targets: ['ecs'] },
  'task-definition': { targets: ['ecs'] },
  'aws-region': { targets: ['ecs'] },
  'service-health': { targets: ['ecs'] },
  'remember-good': { targets: ['ecs'] },
  'github-token': { show: hide },
  workflow: { targets: ['workflow', 'git'] },
  'workflow-strategy': { targets: ['workflow'] },
  'deploy-job': { targets: ['workflow'] },
  environment: { targets: ROLLING_BACK },
  'dispatch-ref': { targets: ['workflow'] },
  'dispatch-inputs': { targets: ['workflow'] },
  'webhook-url': { targets: ['webhook'], show: showOrigin },
  'webhook-method': { targets: ['webhook'] },
  'webhook-headers': { targets: ['webhook'], show: hide },
  'webhook-body': { targets: ['webhook'], show: hide },
  'webhook-status-url': { targets: ['webhook'], show: showOrigin },
  'webhook-status-expect': { targets: ['webhook'] },
  'ssh-host': { targets: ['ssh'] },
  'ssh-port': { targets: ['ssh'] },
  'ssh-user': { targets: ['ssh'] },
  'ssh-key': { targets: ['ssh'], show: hide },
  // Not secret, but it may be mistaken for the key.
  'ssh-known-hosts': { targets: ['ssh'], show: hide },
  'ssh-path': { targets: ['ssh'] },
  'ssh-method': { targets: ['ssh'] },
  'ssh-backups': { targets: ['ssh'] },
  'ssh-exclude': { targets: ['ssh'] },
  'ssh-service': { targets: ['ssh'] },
  'ssh-health-url': { targets: ['ssh'], show: showAddress },
  'ssh-keep-backups': { targets: ['ssh'] },
  'git-branch': { targets: ['git'] },
  'git-method': { targets: ['git'] },
  command: { targets: ['command'] },
  'plan-command': { targets: ['command'] },
  'notify-url': { show: showOrigin },
  'notify-on': {},
  'incident-issue': { targets: ROLLING_BACK },
  'incident-labels': { targets: ROLLING_BACK },
  'recovery-target': { targets: ROLLING_BACK },
}

function showAddresses(text: string): string {
  return text.split('\n').map(showAddress).join('\n')
}
