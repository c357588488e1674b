import type { Deployment, EcsState, Service, Task } from './state.ts'

const KEPT = 100
const SUPPRESSED_MS = 6 * 3_600_000

/**
 * Adds a service event. ECS leaves out a message that it has already given within six hours, so that silence
 * does not mean health.
 */
export function recordEvent(ecs: EcsState, service: Service, text: string): void {
  const message = `(service ${service.name}) ${text}`
  const createdAtMs = ecs.timeline.nowMs
  const repeated = service.events.some(
    (event) =>
      event.message === message && !event.resolved && createdAtMs - event.createdAtMs < SUPPRESSED_MS,
  )
  if (repeated) return
  const event = { id: ecs.ids.uuid(), createdAtMs, message, resolved: false }
  service.events = [event, ...service.events].slice(0, KEPT)
}

/** What was resolved may be said again. */
export function resolveEvent(service: Service, text: string): void {
  const message = `(service ${service.name}) ${text}`
  for (const event of service.events) if (event.message === message) event.resolved = true
}

export const STEADY_STATE = 'has reached a steady state.'
export const INCONSISTENT_STARTS = 'is unable to consistently start tasks successfully.'

export const completedText = (deployment: Deployment): string =>
  `(deployment ${deployment.id}) deployment completed.`

export const taskList = (tasks: readonly Task[]): string => tasks.map((task) => `(task ${task.id})`).join(' ')
