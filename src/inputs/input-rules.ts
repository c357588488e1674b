import type { Mode } from './config.ts'
import type { InputName } from './declarations.ts'
import {
  addressSecrets,
  everyLine,
  headerSecrets,
  hookSecrets,
  type SecretFinder,
  yamlSecrets,
} from './secret-texts.ts'
import { showAddress, showOrigin } from './values/address.ts'
import { showNotifyLines } from './values/notify-line.ts'

/** Where an input applies, and how much of its value a message may show. */
export interface InputRule {
  /** Absent: all. */
  readonly modes?: readonly Mode[]
  /** Only with a target that has something to go back to. */
  readonly rollsBack?: true
  /** What of a value may be shown. Absent: all of it. */
  readonly show?: (text: string) => string
  /** Absent: nothing in it is a secret. */
  readonly secrets?: SecretFinder
}

export type InputRules = Readonly<Partial<Record<InputName, InputRule>>>

/** A manual rollback is carried out as requested: what decides about a rollback has no say in it. */
const DECIDING: readonly Mode[] = ['guard', 'validate', 'capture', 'rehearse']
/** A rehearsal that rolls nothing back is none. */
const MAY_ONLY_VERIFY: readonly Mode[] = ['guard', 'validate', 'capture']

export const hide = () => '***'
export const HEADERS: InputRule = { show: hide, secrets: headerSecrets }
/** Of an endpoint that is called, whose path may reveal more than others shall know. */
export const ENDPOINT: InputRule = { show: showOrigin, secrets: addressSecrets }

/** The inputs of every target. Those of one target stand in its folder. */
export const COMMON_INPUTS: InputRules = {
  mode: {},
  target: {},
  'auto-rollback': { modes: MAY_ONLY_VERIFY, rollsBack: true },
  'rollback-to': { rollsBack: true },
  'health-url': { show: showAddresses, secrets: addressSecrets },
  headers: HEADERS,
  'expect-status': {},
  'expect-version': {},
  'version-from': {},
  conditions: {},
  checks: { secrets: yamlSecrets },
  interval: {},
  timeout: {},
  'start-period': {},
  'success-threshold': {},
  'bake-time': {},
  retries: {},
  'ip-version': {},
  'ca-certificate': {},
  'rollback-when': { modes: DECIDING },
  'warn-when': { modes: DECIDING },
  'log-pattern': { modes: DECIDING },
  metrics: { modes: DECIDING, secrets: yamlSecrets },
  'on-inconclusive': { modes: DECIDING },
  'fail-on-rollback': { modes: DECIDING, rollsBack: true },
  'rollout-timeout': {},
  'rollback-timeout': {},
  'poll-interval': {},
  captured: {},
  'github-token': { show: hide, secrets: everyLine },
  'known-bad': { modes: DECIDING, rollsBack: true },
  environment: { rollsBack: true },
  'notify-url': { show: showNotifyLines, secrets: hookSecrets },
  'notify-on': {},
  'notify-template': {},
  'incident-issue': { rollsBack: true },
  'incident-labels': { rollsBack: true },
  'landing-target': { modes: DECIDING },
  'pr-comment': {},
  'landing-report': { modes: DECIDING },
  'recovery-target': { rollsBack: true },
  runbook: { modes: ['validate'] },
  'runbook-contacts': { modes: ['validate'] },
  'rehearse-in-production': { modes: ['rehearse'] },
}

function showAddresses(text: string): string {
  return text.split('\n').map(showAddress).join('\n')
}
