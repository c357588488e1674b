import type { TargetConfig } from '../../config.ts'
import { command } from './command.ts'
import { ecs } from './ecs.ts'
import { git } from './git.ts'
import { none } from './none.ts'
import { ssh } from './ssh.ts'
import type { TargetInputs } from './target-inputs.ts'
import { webhook } from './webhook.ts'
import { workflow } from './workflow.ts'

export type TargetKind = TargetConfig['kind']

/** Every value of `target`, with how its inputs are read. */
export const TARGETS: {
  readonly [Kind in TargetKind]: TargetInputs<Extract<TargetConfig, { kind: Kind }>>
} = { ecs, workflow, webhook, ssh, git, command, none }
