import type * as sdk from '@aws-sdk/client-ecs'
import type { TaskFate } from '../images.ts'
import type { EcsState, TaskContainer } from './state.ts'

const TAKES_MS = 1_000

export type InitCondition = 'SUCCESS' | 'COMPLETE'

/** What the other containers of a definition wait for: that this one has ended, well or anyhow. */
export function initConditionOf(
  container: sdk.ContainerDefinition,
  all: readonly sdk.ContainerDefinition[],
): InitCondition | undefined {
  const conditions = all
    .flatMap((each) => each.dependsOn ?? [])
    .filter((each) => each.containerName === container.name)
    .map((each) => each.condition)
  if (conditions.includes('SUCCESS')) return 'SUCCESS'
  return conditions.includes('COMPLETE') ? 'COMPLETE' : undefined
}

/** How and when an init container ends. One whose image says nothing does its work and exits with 0. */
export function endOfInit(
  ecs: EcsState,
  container: TaskContainer,
  ordinal: number,
): { exitCode: number; afterMs: number; reason?: string } {
  const told = ecs.images.pull(container.digest)?.behaviour.task
  const fate: TaskFate | undefined = typeof told === 'function' ? told(ordinal) : told
  return fate?.kind === 'exits' ? fate : { exitCode: 0, afterMs: TAKES_MS }
}

/** The text of the agent once it no longer waits: https://github.com/aws/amazon-ecs-agent/pull/3218 */
export const unresolvable = (init: TaskContainer, target: TaskContainer): string =>
  `CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [${init.name}(${init.image}) (STOPPED->RUNNING) - Exit: ${init.exitCode}] for target [${target.name}(${target.image}) (NONE->RUNNING)]`
