import type { EcsState } from '../state.ts'
import * as clusters from './clusters.ts'
import * as serviceDeployments from './service-deployments.ts'
import * as services from './services.ts'
import * as tags from './tags.ts'
import * as taskDefinitions from './task-definitions.ts'
import * as tasks from './tasks.ts'

/** Every action that the local ECS knows, by name. The wire has checked the input against the SDK's schema. */
export const operations: Record<string, (ecs: EcsState, input: never) => object> = {
  ...clusters,
  ...serviceDeployments,
  ...services,
  ...tags,
  ...taskDefinitions,
  ...tasks,
}

const READS = /^(Describe|List)/

export const isWrite = (action: string): boolean => !READS.test(action)
