import type { Observation } from '../observation.ts'
import { type EcsService, primaryOf, shortTaskDefinition } from './model.ts'

/**
 * Whether a service runs what it is wanted to run. ECS replaces a task that fails its health check, so
 * that a missing task shows here as soon as it is gone.
 */
export function judgeService(service: EcsService): Pick<Observation, 'result' | 'reason'> {
  const primary = primaryOf(service)
  const running = primary?.runningCount ?? service.runningCount
  const desired = primary?.desiredCount ?? service.desiredCount
  if (service.desiredCount === 0) {
    return { result: 'nodata', reason: `${service.name} has a desired count of 0` }
  }
  if (running >= desired) return { result: 'pass' }
  const what = shortTaskDefinition(primary?.taskDefinition ?? service.taskDefinition)
  return { result: 'fail', reason: `${service.name} runs ${running} of ${desired} tasks of ${what}` }
}
