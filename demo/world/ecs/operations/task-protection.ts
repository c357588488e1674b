import type * as sdk from '@aws-sdk/client-ecs'
import { nameOf } from '../account.ts'
import { invalidParameter } from '../errors.ts'
import { findCluster } from '../lookup.ts'
import { reconcile } from '../scheduler.ts'
import type { Cluster, EcsState, Service, Task } from '../state.ts'
import { isLive, isProtected } from '../task-state.ts'
import type { Operation } from './operation.ts'

const MOST_UPDATED = 10
const MOST_READ = 100
const USUAL_MINUTES = 120
const MOST_MINUTES = 2_880
const MINUTE_MS = 60_000

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html */
export const UpdateTaskProtection: Operation<
  sdk.UpdateTaskProtectionRequest,
  sdk.UpdateTaskProtectionResponse
> = (ecs, input) => {
  const { protectionEnabled, expiresInMinutes = USUAL_MINUTES } = input
  if (expiresInMinutes < 1 || expiresInMinutes > MOST_MINUTES) {
    throw invalidParameter(`expiresInMinutes must be between 1 and ${MOST_MINUTES}.`)
  }
  const { found, failures } = lookUp(findCluster(ecs, input.cluster), input.tasks ?? [], MOST_UPDATED)
  for (const { task } of found) {
    const untilMs = ecs.timeline.nowMs + expiresInMinutes * MINUTE_MS
    task.protectedUntilMs = protectionEnabled ? untilMs : undefined
  }
  for (const service of new Set(found.map((each) => each.service))) reconcile(ecs, service)
  return { protectedTasks: found.map(({ task }) => describe(ecs, task)), failures }
}

export const GetTaskProtection: Operation<sdk.GetTaskProtectionRequest, sdk.GetTaskProtectionResponse> = (
  ecs,
  input,
) => {
  const { found, failures } = lookUp(findCluster(ecs, input.cluster), input.tasks ?? [], MOST_READ)
  return { protectedTasks: found.map(({ task }) => describe(ecs, task)), failures }
}

interface Found {
  task: Task
  service: Service
}

/** A task that is stopping, or not there yet, cannot be protected. */
function lookUp(
  cluster: Cluster,
  wanted: string[],
  most: number,
): { found: Found[]; failures: sdk.Failure[] } {
  if (wanted.length === 0) throw invalidParameter('Tasks cannot be empty.')
  if (wanted.length > most) throw invalidParameter(`You cannot specify more than ${most} tasks.`)
  const found: Found[] = []
  const failures: sdk.Failure[] = []
  const all = [...cluster.services.values()].flatMap((service) =>
    service.tasks.map((task) => ({ task, service })),
  )
  for (const arn of wanted) {
    const known = all.find(({ task }) => task.id === nameOf(arn))
    if (known === undefined) failures.push({ arn, reason: 'MISSING' })
    else if (!isLive(known.task) || known.task.startedAtMs === undefined)
      failures.push({ arn, reason: 'TASK_NOT_VALID' })
    else found.push(known)
  }
  return { found, failures }
}

function describe(ecs: EcsState, task: Task): sdk.ProtectedTask {
  const { arn: taskArn, protectedUntilMs } = task
  if (!isProtected(ecs, task) || protectedUntilMs === undefined) return { taskArn, protectionEnabled: false }
  return { taskArn, protectionEnabled: true, expirationDate: new Date(protectedUntilMs) }
}
