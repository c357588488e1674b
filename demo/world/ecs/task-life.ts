import type * as sdk from '@aws-sdk/client-ecs'
import type { TaskFate } from '../images.ts'
import type { Place } from './container-instances.ts'
import { recordEvent } from './events.ts'
import {
  CONTAINER_UNHEALTHY_AFTER_MS,
  checksContainers,
  ELB_UNHEALTHY_AFTER_MS,
  HEALTHY_AFTER_MS,
  isLoadBalanced,
  portOf,
  START_MS,
  UNCHECKED_HEALTHY_AFTER_MS,
} from './health-checks.ts'
import { endOfInit, unresolvable } from './init-containers.ts'
import type { Deployment, EcsState, Service, Task, TaskContainer } from './state.ts'
import { createTask, notFound } from './task-creation.ts'
import { stopTask, type TaskWatcher } from './task-stop.ts'

const PENDING_AFTER_MS = 4_000
/** How long the scheduler leaves an unhealthy task alone. */
const STOPPED_AFTER_MS = 5_000
const SIGKILL = 137
/** What docker gives to a container that never got to run. */
const NEVER_STARTED = 143

export function launchTask(
  ecs: EcsState,
  service: Service,
  deployment: Deployment,
  place: Place,
  watcher: TaskWatcher,
): Task {
  const task = createTask(ecs, service, deployment, place)
  service.tasks.push(task)
  new TaskLife(ecs, service, task, watcher).begin()
  return task
}

/** Drives one task through its life: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
class TaskLife {
  #ecs: EcsState
  #service: Service
  #task: Task
  #watcher: TaskWatcher

  constructor(ecs: EcsState, service: Service, task: Task, watcher: TaskWatcher) {
    this.#ecs = ecs
    this.#service = service
    this.#task = task
    this.#watcher = watcher
  }

  begin(): void {
    const startMs = this.#task.image?.behaviour.startMs ?? START_MS
    this.#later(Math.min(PENDING_AFTER_MS, startMs), () => {
      this.#task.lastStatus = 'PENDING'
    })
    const { fate } = this.#task
    if (fate.kind === 'cannot-pull') {
      const { culprit } = this.#task
      const reason = fate.reason ?? notFound(culprit?.image ?? '')
      if (culprit !== undefined) culprit.reason = reason
      this.#later(startMs, () => this.#fail('TaskFailedToStart', reason))
    } else if (fate.kind === 'cannot-initialize') {
      this.#later(startMs, () =>
        this.#fail('TaskFailedToStart', `ResourceInitializationError: ${fate.reason}`),
      )
    } else {
      this.#later(startMs, () => this.#initialize())
    }
  }

  /** Init containers run while the task is still PENDING, and the others wait for them. */
  #initialize(): void {
    const waitingFor = new Set(this.#task.containers.filter((each) => each.initCondition !== undefined))
    if (waitingFor.size === 0) this.#run()
    for (const container of waitingFor) {
      Object.assign(container, { startedAtMs: this.#ecs.timeline.nowMs, lastStatus: 'RUNNING' })
      const { exitCode, afterMs, reason } = endOfInit(
        this.#ecs,
        container,
        this.#task.deployment.launches - 1,
      )
      this.#later(afterMs, () => {
        Object.assign(container, { exitCode, reason, lastStatus: 'STOPPED' })
        if (exitCode !== 0 && container.initCondition === 'SUCCESS') this.#failToInitialize(container)
        else waitingFor.delete(container)
        if (waitingFor.size === 0) this.#run()
      })
    }
  }

  /** https://github.com/aws/containers-roadmap/issues/817: the task stays PENDING; newer agents stop it. */
  #failToInitialize(init: TaskContainer): void {
    if (!this.#ecs.quirks.failedInitStopsTask) return
    for (const other of this.#task.containers.filter((each) => each.essential)) {
      Object.assign(other, {
        exitCode: NEVER_STARTED,
        reason: unresolvable(init, other),
        lastStatus: 'STOPPED',
      })
    }
    this.#fail('EssentialContainerExited', 'Essential container in task exited')
  }

  #run(): void {
    const task = this.#task
    task.lastStatus = 'RUNNING'
    task.startedAtMs = this.#ecs.timeline.nowMs
    if (isLoadBalanced(this.#service)) this.#register()
    this.#watcher.running(task)
    this.#endAsFated(task.fate)
    this.#later(this.#healthyAfterMs(), () => this.#passHealthChecks())
  }

  #register(): void {
    this.#task.target = 'initial'
    const group = this.#task.deployment.targetGroupArn
    recordEvent(this.#ecs, this.#service, `registered 1 targets in (target-group ${group})`)
  }

  #isChecked(): boolean {
    return checksContainers(this.#ecs, this.#task.taskDefinitionArn)
  }

  #healthyAfterMs(): number {
    if (!isLoadBalanced(this.#service) && !this.#isChecked()) return UNCHECKED_HEALTHY_AFTER_MS
    return this.#task.image?.behaviour.healthyAfterMs ?? HEALTHY_AFTER_MS
  }

  #passHealthChecks(): void {
    const task = this.#task
    const { fate } = task
    const passesElb = fate.kind !== 'fails-elb-health-checks' || fate.afterMs !== undefined
    const passesOwn = fate.kind !== 'fails-container-health-checks' || fate.afterMs !== undefined
    if (this.#isChecked() && passesOwn) task.containerHealth = 'HEALTHY'
    if (task.target === 'initial' && passesElb) task.target = 'healthy'
    if (this.#isChecked() && task.containerHealth !== 'HEALTHY') return
    if (isLoadBalanced(this.#service) && task.target !== 'healthy') return
    task.healthy = true
    task.healthyAtMs = this.#ecs.timeline.nowMs
    this.#watcher.healthy(task)
  }

  #endAsFated(fate: TaskFate): void {
    if (fate.kind === 'exits') this.#later(fate.afterMs, () => this.#exit(fate.exitCode, fate.reason))
    if (fate.kind === 'out-of-memory') {
      const reason = 'OutOfMemoryError: Container killed due to memory usage'
      this.#later(fate.afterMs, () => this.#exit(SIGKILL, reason))
    }
    if (fate.kind === 'fails-elb-health-checks' && isLoadBalanced(this.#service)) {
      const codes = fate.reason ?? 'Health checks failed with these codes: [500]'
      this.#failChecks(
        fate.afterMs ?? ELB_UNHEALTHY_AFTER_MS,
        () => {
          this.#task.target = 'unhealthy'
        },
        () => this.#stopForElb(codes),
      )
    }
    if (fate.kind === 'fails-container-health-checks' && this.#isChecked()) {
      this.#failChecks(
        fate.afterMs ?? CONTAINER_UNHEALTHY_AFTER_MS,
        () => {
          this.#task.containerHealth = 'UNHEALTHY'
        },
        () => this.#stopForContainerCheck(),
      )
    }
  }

  /** A check fails, and the scheduler heeds it, but not within the grace period. */
  #failChecks(afterMs: number, fail: () => void, stop: () => void): void {
    const graceMs = this.#service.healthCheckGracePeriodSeconds * 1000
    this.#later(afterMs, () => {
      this.#task.healthy = false
      fail()
    })
    this.#later(Math.max(graceMs, afterMs + STOPPED_AFTER_MS), stop)
  }

  #exit(exitCode: number, reason: string | undefined): void {
    const { culprit } = this.#task
    if (culprit !== undefined) {
      culprit.exitCode = exitCode
      culprit.reason = reason
    }
    for (const other of this.#running()) other.exitCode ??= SIGKILL
    this.#fail('EssentialContainerExited', 'Essential container in task exited')
  }

  #stopForElb(codes: string): void {
    const group = this.#task.deployment.targetGroupArn
    const where = `(task ${this.#task.id}) (port ${portOf(this.#service)})`
    const text = `${where} is unhealthy in (target-group ${group}) due to (reason ${codes})`
    recordEvent(this.#ecs, this.#service, text)
    this.#kill(`Task failed ELB health checks in (target-group ${group})`)
  }

  #stopForContainerCheck(): void {
    recordEvent(this.#ecs, this.#service, `(task ${this.#task.id}) failed container health checks.`)
    this.#kill('Task failed container health checks')
  }

  /** The scheduler stops a task that fails its checks; a container that ignores SIGTERM ends with 137. */
  #kill(stoppedReason: string): void {
    for (const container of this.#running()) container.exitCode = SIGKILL
    this.#task.deployment.unhealthyToReplace += 1
    this.#fail('ServiceSchedulerInitiated', stoppedReason)
  }

  #running(): TaskContainer[] {
    return this.#task.containers.filter((container) => container.lastStatus !== 'STOPPED')
  }

  #fail(stopCode: sdk.TaskStopCode, stoppedReason: string): void {
    stopTask(this.#ecs, this.#task, { stopCode, stoppedReason }, this.#watcher)
    this.#watcher.failed(this.#task)
  }

  /** A step of its life, unless something has stopped it before. */
  #later(delayMs: number, step: () => void): void {
    this.#ecs.timeline.after(delayMs, () => {
      if (this.#task.desiredStatus === 'RUNNING') step()
    })
  }
}
