import { recordEvent } from './events.ts'
import type { Scheduler } from './scheduler.ts'
import type { Deployment, Task } from './state.ts'
import { isLive, isProtected, isStaying } from './task-state.ts'
import { countIn, emptiestFirst } from './zones.ts'

const BEGINS_AFTER_MS = 120_000

/**
 * Evens out the tasks over the Availability Zones, one at a time, while no deployment is under way: a replacement in
 * the emptiest zone, then the end of one task in the fullest.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
export function rebalance(scheduler: Scheduler): void {
  const { ecs, service } = scheduler
  const [primary] = service.deployments
  if (primary?.rolloutState !== 'COMPLETED' || service.deployments.length > 1) {
    giveUp(scheduler)
    return
  }
  if (service.tasks.some((task) => isLive(task) && task.departure?.kind === 'rebalancing')) return
  const tasks = service.tasks.filter(isStaying)
  const zones = emptiestFirst(ecs.zones.available(), tasks)
  const [emptiest = '', fullest = ''] = [zones[0], zones.at(-1)]
  if (countIn(fullest, tasks) - countIn(emptiest, tasks) < 2) {
    if (service.rebalancing?.begun) recordEvent(ecs, service, `is AZ balanced with ${shares(zones, tasks)}.`)
    service.rebalancing = undefined
    return
  }
  service.rebalancing ??= { sinceMs: ecs.timeline.nowMs, begun: false }
  const waitMs = service.rebalancing.sinceMs + BEGINS_AFTER_MS - ecs.timeline.nowMs
  if (waitMs > 0) {
    scheduler.lookAgainAfter(waitMs)
    return
  }
  if (!service.rebalancing.begun) {
    const text = `is not AZ balanced with ${shares(zones, tasks)}. AZ Rebalancing in progress.`
    recordEvent(ecs, service, text)
  }
  service.rebalancing.begun = true
  moveOne(
    scheduler,
    primary,
    tasks.filter((task) => task.zone === fullest),
  )
}

const shares = (zones: readonly string[], tasks: readonly Task[]): string => {
  const told = [...zones].reverse().map((zone) => `${countIn(zone, tasks)} tasks in ${zone}`)
  return told.join(', ')
}

function moveOne(scheduler: Scheduler, primary: Deployment, crowded: readonly Task[]): void {
  const { ecs, service } = scheduler
  const task = crowded.find((each) => !isProtected(ecs, each))
  if (task === undefined) {
    const why = `(taskSet ${primary.id}) was unable to scale in due to (reason ${crowded.length} tasks under protection)`
    recordEvent(ecs, service, `was unable to AZ Rebalance because ${why}`)
    giveUp(scheduler)
    return
  }
  // The text is not documented; the events call it a scale-in of the task set.
  const stoppedReason = `Scaling activity initiated by (deployment ${primary.id})`
  const stop = { stopCode: 'ServiceSchedulerInitiated', stoppedReason } as const
  task.departure = { kind: 'rebalancing', stop }
  scheduler.lookAgainAfter(0)
}

/** A deployment goes first. */
function giveUp({ ecs, service }: Scheduler): void {
  const wasUnderWay = service.rebalancing?.begun ?? false
  service.rebalancing = undefined
  if (wasUnderWay) recordEvent(ecs, service, 'stopped AZ Rebalancing.')
  for (const task of service.tasks.filter(isLive)) {
    if (task.departure?.kind === 'rebalancing') task.departure = undefined
  }
}
