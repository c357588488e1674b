import { drainInstance, drainingReason } from './container-instances.ts'
import { withdraw } from './launching.ts'
import { reconcile, schedulerFor } from './scheduler.ts'
import type { EcsState, Service, Task } from './state.ts'
import { isLive } from './task-state.ts'
import { type StopReason, stopTask } from './task-stop.ts'

/** What takes a task away without its version having anything to do with it. */
export type Interruption =
  /** Fargate Spot takes its capacity back, two minutes after it said so. */
  | 'spot'
  /** The EC2 instance is gone, and what ran on it. */
  | 'host-terminated'
  /** AWS finds the host of a Fargate task impaired. */
  | 'infrastructure-health'
  /** AWS retires the host: a replacement starts first. */
  | 'maintenance'
  /** Its instance drains, as when a Managed Instance is replaced: the same, for all tasks there. */
  | 'draining'

const SIGKILL = 137

/** Strikes the oldest running tasks of a service, as many as are asked for; answers them. */
export function interrupt(ecs: EcsState, service: Service, by: Interruption, count = 1): Task[] {
  const running = service.tasks.filter((task) => isLive(task) && task.lastStatus === 'RUNNING')
  const struck = running.slice(0, count)
  for (const task of struck) strike(ecs, service, task, by)
  reconcile(ecs, service)
  return struck
}

function strike(ecs: EcsState, service: Service, task: Task, by: Interruption): void {
  const scheduler = schedulerFor(ecs, service)
  const { instance } = task
  const reason = { ...REASONS[by](service, task), exitCode: SIGKILL }
  if (by === 'draining' && instance !== undefined) drainInstance(ecs, service.cluster, instance)
  else if (by === 'maintenance') task.departure = { kind: 'maintenance', stop: reason }
  else if (by === 'spot') withdraw(scheduler, [task], reason, undefined)
  else {
    if (by === 'host-terminated' && instance !== undefined) instance.status = 'INACTIVE'
    stopTask(ecs, task, reason, scheduler.watcher)
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const REASONS: Record<Interruption, (service: Service, task: Task) => StopReason> = {
  spot: () => ({ stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' }),
  'host-terminated': (_, { instance }) => ({
    stopCode: 'TerminationNotice',
    stoppedReason: `Host EC2 (instance ${instance?.ec2InstanceId ?? 'i-0'}) terminated.`,
  }),
  // The text is not documented.
  'infrastructure-health': () => ({
    stopCode: 'InfrastructureHealth',
    stoppedReason: 'Task stopped because the underlying infrastructure is impaired.',
  }),
  maintenance: ({ name }) => ({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: `Service ${name}: ECS is performing maintenance on the underlying infrastructure hosting the task`,
  }),
  draining: drainingReason,
}

/** A person, or a program with the person's rights: protection does not help against it. */
export function stopByUser(
  ecs: EcsState,
  service: Service,
  task: Task,
  reason = 'Task stopped by user',
): void {
  if (!isLive(task)) return
  const scheduler = schedulerFor(ecs, service)
  const stop = { stopCode: 'UserInitiated', stoppedReason: reason } as const
  withdraw(scheduler, [task], stop, undefined)
  reconcile(ecs, service)
}
