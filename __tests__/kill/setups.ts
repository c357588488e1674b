import type { Setup } from './scene.ts'
import { command } from './scenes/command.ts'
import { ECS_SETUPS } from './scenes/ecs.ts'
import { GIT_SETUPS } from './scenes/git.ts'
import { SSH_SETUPS, whyNoSsh } from './scenes/ssh.ts'
import { webhook } from './scenes/webhook.ts'
import { workflow } from './scenes/workflow.ts'

/** Why some scenes cannot be had here. */
export const skipped: readonly string[] = whyNoSsh === undefined ? [] : [whyNoSsh]

export const SETUPS: readonly Setup[] = [
  ...ECS_SETUPS,
  webhook,
  workflow,
  ...GIT_SETUPS,
  command,
  ...(whyNoSsh === undefined ? SSH_SETUPS : []),
]
