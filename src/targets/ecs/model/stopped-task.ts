import type { FailedTask } from '../../../health/rollout.ts'
import type { EcsEvent, StoppedTask } from './model.ts'

/** Stops that are nobody's fault: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const INNOCENT_STOP_CODES = new Set([
  'UserInitiated',
  'SpotInterruption',
  'TerminationNotice',
  'InfrastructureHealth',
])

/** A scale-in has the same stop code as a failed health check; only the words differ. */
const SCALE_IN = 'Scaling activity initiated by'

/** Which of the stopped tasks of a deployment failed, with the reason for people to read. */
export function findFailedTasks(tasks: readonly StoppedTask[], deploymentId: string): FailedTask[] {
  return tasks
    .filter(({ startedBy }) => startedBy === deploymentId)
    .filter(({ stopCode }) => !INNOCENT_STOP_CODES.has(stopCode ?? ''))
    .filter(({ stoppedReason }) => !stoppedReason?.startsWith(SCALE_IN))
    .map((task) => ({ id: task.arn, reason: describeStop(task) }))
}

export function describeStop({ stoppedReason, stopCode, containers }: StoppedTask): string {
  const ends = containers.flatMap(({ name, exitCode, reason }) => {
    const code = exitCode === undefined ? [] : [`exit code ${exitCode}`]
    const words = [...code, ...(reason === undefined ? [] : [reason])]
    return words.length === 0 ? [] : [`${name}: ${words.join(', ')}`]
  })
  const why = stoppedReason ?? stopCode ?? 'stopped without a reason'
  return ends.length === 0 ? why : `${why} (${ends.join('; ')})`
}

/**
 * A task that no host has room for leaves no stopped task behind, only an event. If ECS should change
 * the words, such a rollout is caught by its timeout instead.
 */
export function findUnplacedTasks(events: readonly EcsEvent[], sinceMs: number): FailedTask[] {
  return events
    .filter(
      ({ createdAtMs, message }) => createdAtMs >= sinceMs && message.includes('was unable to place a task'),
    )
    .map(({ id, message }) => ({ id, reason: message }))
}
