import type { Mode, TargetConfig } from '../config.ts'
import type { InputName } from '../declarations.ts'
import { showAddress } from './values/address.ts'

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
const hide = () => '***'

export const INPUT_RULES: Readonly<Record<InputName, InputRule>> = {
  mode: {},
  target: {},
  'auto-rollback': { modes: DECIDING, targets: ['ecs'] },
  'rollback-to': { targets: ['ecs'] },
  'health-url': { show: showAddresses },
  headers: { show: hide },
  'expect-status': {},
  'expect-version': {},
  'version-from': {},
  interval: {},
  timeout: {},
  'start-period': {},
  'success-threshold': {},
  'bake-time': {},
  retries: {},
  'on-inconclusive': { modes: DECIDING },
  'fail-on-rollback': { modes: DECIDING, targets: ['ecs'] },
  'rollout-timeout': {},
  'rollback-timeout': {},
  'poll-interval': {},
  cluster: { targets: ['ecs'] },
  service: { targets: ['ecs'] },
  'task-definition': { targets: ['ecs'] },
  'aws-region': { targets: ['ecs'] },
}

function showAddresses(text: string): string {
  return text.split('\n').map(showAddress).join('\n')
}
