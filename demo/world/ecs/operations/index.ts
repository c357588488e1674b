import type { EcsState } from '../state.ts'
import * as clusters from './clusters.ts'
import * as containerInstances from './container-instances.ts'
import * as serviceDeployments from './service-deployments.ts'
import * as services from './services.ts'
import * as tags from './tags.ts'
import * as taskDefinitions from './task-definitions.ts'
import * as taskProtection from './task-protection.ts'
import * as tasks from './tasks.ts'

/** Every action that the local ECS knows, by name. The wire has checked the input against the SDK's schema. */
export const operations: Record<string, (ecs: EcsState, input: never) => object> = {
  ...clusters,
  ...containerInstances,
  ...serviceDeployments,
  ...services,
  ...tags,
  ...taskDefinitions,
  ...taskProtection,
  ...tasks,
}

const READS = /^(Describe|Get|List)/

export const isWrite = (action: string): boolean => !READS.test(action)
