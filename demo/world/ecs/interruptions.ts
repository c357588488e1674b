import { isLive, withdraw } from './launching.ts'
import { reconcile, schedulerFor } from './scheduler.ts'
import type { EcsState, Service, Task } from './state.ts'
import { stopTask } from './task-stop.ts'

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
  if (by === 'maintenance') {
    const stoppedReason = `Service ${service.name}: ECS is performing maintenance on the underlying infrastructure hosting the task`
    const stop = { stopCode: 'ServiceSchedulerInitiated', stoppedReason, exitCode: SIGKILL } as const
    task.departure = { kind: 'maintenance', stop }
  } else if (by === 'spot') {
    const stoppedReason = 'Your Spot Task was interrupted.'
    const stop = { stopCode: 'SpotInterruption', stoppedReason, exitCode: SIGKILL } as const
    withdraw(scheduler, [task], stop, undefined)
  } else {
    const { stopCode, stoppedReason } = reasonOf(task, by)
    if (by === 'host-terminated' && task.instance !== undefined) task.instance.status = 'INACTIVE'
    stopTask(ecs, task, { stopCode, stoppedReason, exitCode: SIGKILL }, scheduler.watcher)
  }
}

const reasonOf = (task: Task, by: 'host-terminated' | 'infrastructure-health') =>
  by === 'host-terminated'
    ? ({
        stopCode: 'TerminationNotice',
        stoppedReason: `Host EC2 (instance ${task.instance?.ec2InstanceId ?? 'i-0'}) terminated.`,
      } as const)
    : ({
        stopCode: 'InfrastructureHealth',
        stoppedReason: 'Task stopped because the underlying infrastructure is impaired.',
      } as const)

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
