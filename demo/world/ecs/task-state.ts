import type { Deployment, EcsState, Service, Task } from './state.ts'

export const isLive = (task: Task): boolean => task.desiredStatus === 'RUNNING'

/** Nothing makes it go. */
export const isStaying = (task: Task): boolean => isLive(task) && task.departure === undefined

export const isProtected = (ecs: EcsState, task: Task): boolean =>
  (task.protectedUntilMs ?? Number.NEGATIVE_INFINITY) > ecs.timeline.nowMs

export const tasksOf = (service: Service, deployment: Deployment): Task[] =>
  service.tasks.filter((task) => task.deployment === deployment)
