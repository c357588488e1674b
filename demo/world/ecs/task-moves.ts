import { stoppedText, withdraw } from './launching.ts'
import type { Scheduler } from './scheduler.ts'
import type { Service, Task } from './state.ts'
import { isLive, isProtected } from './task-state.ts'
import type { StopReason } from './task-stop.ts'

/** Why a task has to go although it is wanted. */
export interface Departure {
  kind: 'draining' | 'maintenance' | 'rebalancing'
  stop: StopReason
}

export const leastHealthy = (service: Service): number =>
  Math.ceil((service.desiredCount * service.configuration.minimumHealthyPercent) / 100)

/**
 * Stops tasks that have to go: those that do not serve at once, the others as far as minimumHealthyPercent allows
 * among the tasks that together keep the service up. Their replacements have been started before, as far as
 * maximumPercent allowed.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
 */
export function stopLeaving(scheduler: Scheduler, together: readonly Task[]): void {
  const { ecs, service } = scheduler
  const live = together.filter(isLive)
  const leaving = live.filter((task) => task.departure !== undefined && !isProtected(ecs, task))
  if (leaving.length === 0) return
  const spare = live.filter((task) => task.healthy).length - leastHealthy(service)
  const serving = leaving.filter((task) => task.healthy).slice(0, Math.max(spare, 0))
  for (const task of [...leaving.filter((each) => !each.healthy), ...serving]) stopDeparting(scheduler, task)
}

function stopDeparting(scheduler: Scheduler, task: Task): void {
  const { departure, zone, id } = task
  if (departure === undefined) return
  const tellMove = () => `has stopped 1 running tasks in ${zone} due to AZ rebalancing: (task ${id}).`
  withdraw(scheduler, [task], departure.stop, departure.kind === 'rebalancing' ? tellMove : stoppedText)
}
