import type { InputName } from '../inputs/declarations.ts'
import { COMMON_INPUTS, type InputRule } from '../inputs/input-rules.ts'
import { command } from './command/inputs.ts'
import { ecs } from './ecs/inputs.ts'
import { git } from './git/inputs.ts'
import { none } from './none.ts'
import { ssh } from './ssh/inputs.ts'
import type { Target } from './target.ts'
import { webhook } from './webhook/inputs.ts'
import { workflow } from './workflow/inputs.ts'

const all = { ecs, workflow, webhook, ssh, git, command, none }

type TargetKind = keyof typeof all

/** Every value of the input `target`. */
export const TARGETS: { readonly [Kind in TargetKind]: Target<Kind> } = all

/** Of a run that only verifies. */
export const VERIFY_ONLY = none

/** In the order in which messages list them. */
export const ALL_TARGETS = Object.values(TARGETS)

const CAN_ROLL_BACK = ALL_TARGETS.filter(({ revision }) => revision !== undefined)

const kindsOf = (targets: readonly Target[]) => targets.map(({ kind }) => kind)

export interface PlacedRule extends InputRule {
  /** Absent: with every target. */
  readonly targets?: readonly string[]
}

/** What is said about an input where it belongs: for every target, or by those that it does something with. */
export function ruleOf(name: InputName): PlacedRule {
  const common = COMMON_INPUTS[name]
  if (common !== undefined) return common.rollsBack ? { ...common, targets: kindsOf(CAN_ROLL_BACK) } : common
  const users = ALL_TARGETS.filter(({ inputs }) => inputs[name] !== undefined)
  const rule: InputRule = Object.assign({}, ...users.map(({ inputs }) => inputs[name]))
  return { ...rule, targets: kindsOf(users) }
}
