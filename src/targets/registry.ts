import type { TargetConfig } from '../inputs/config.ts'
import { command } from './command/inputs.ts'
import { ecs } from './ecs/inputs.ts'
import { git } from './git/inputs.ts'
import { none } from './none.ts'
import { ssh } from './ssh/inputs.ts'
import type { TargetInputs } from './target-inputs.ts'
import { webhook } from './webhook/inputs.ts'
import { workflow } from './workflow/inputs.ts'

export type TargetKind = TargetConfig['kind']

/** Every value of `target`, with how its inputs are read. */
export const TARGETS: {
  readonly [Kind in TargetKind]: TargetInputs<Extract<TargetConfig, { kind: Kind }>>
} = { ecs, workflow, webhook, ssh, git, command, none }
