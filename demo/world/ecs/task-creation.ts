import type { TaskFate } from '../images.ts'
import { arn } from './account.ts'
import { type Place, placeFor } from './container-instances.ts'
import { checksContainers, HEALTHY_AFTER_MS, isLoadBalanced, START_MS } from './health-checks.ts'
import { initConditionOf } from './init-containers.ts'
import { sideContainers } from './side-containers.ts'
import type { Deployment, EcsState, Service, Task, TaskContainer } from './state.ts'

export function createTask(ecs: EcsState, service: Service, deployment: Deployment, place: Place): Task {
  const id = ecs.ids.hex(32)
  const containers = containersOf(ecs, deployment)
  return {
    id,
    arn: arn(ecs.account, `task/${service.cluster.name}/${id}`),
    deployment,
    taskDefinitionArn: deployment.revision.taskDefinitionArn,
    ...doomOf(ecs, containers, deployment.launches),
    ip: addressOf(id),
    ...place,
    departure: undefined,
    protectedUntilMs: undefined,
    image: ecs.images.pull(leadContainer(service, containers)?.digest),
    containers: [...sideContainers(ecs, service), ...containers],
    createdAtMs: ecs.timeline.nowMs,
    startedAtMs: undefined,
    healthyAtMs: undefined,
    stoppingAtMs: undefined,
    stoppedAtMs: undefined,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    healthy: false,
    containerHealth: 'UNKNOWN',
    target: 'unregistered',
    stopCode: undefined,
    stoppedReason: undefined,
  }
}

const addressOf = (id: string): string => {
  const [third = 0, fourth = 0] = Buffer.from(id, 'hex')
  return `10.0.${third}.${Math.max(fourth, 4)}`
}

function containersOf(ecs: EcsState, deployment: Deployment): TaskContainer[] {
  const { containerDefinitions } = ecs.taskDefinitions.get(deployment.revision.taskDefinitionArn)
  return containerDefinitions.map((container) => {
    const recorded = deployment.revision.images.find((image) => image.containerName === container.name)
    return {
      name: container.name ?? '',
      image: container.image ?? '',
      digest: recorded?.digest,
      essential: container.essential ?? true,
      checksHealth: container.healthCheck !== undefined,
      managedBy: undefined,
      initCondition: initConditionOf(container, containerDefinitions),
      startedAtMs: undefined,
      lastStatus: undefined,
      exitCode: undefined,
      reason: undefined,
    }
  })
}

/** The one that the load balancer talks to, or else the first that is no init container. */
export function leadContainer(service: Service, containers: TaskContainer[]): TaskContainer | undefined {
  const name = service.settings.loadBalancers?.[0]?.containerName
  return containers.find((container) => container.name === name) ?? containers.find(isApplication)
}

const isApplication = (container: TaskContainer): boolean => container.initCondition === undefined

interface Doom {
  fate: TaskFate
  /** The container that the fate strikes. */
  culprit: TaskContainer | undefined
}

/** A container that cannot be pulled keeps the task from starting; else the first essential one that ails decides. */
function doomOf(ecs: EcsState, containers: TaskContainer[], ordinal: number): Doom {
  const unknown = containers.find((container) => ecs.images.pull(container.digest) === undefined)
  if (unknown !== undefined) {
    return { fate: { kind: 'cannot-pull', reason: notFound(unknown.image ?? '') }, culprit: unknown }
  }
  for (const culprit of containers.filter((container) => container.essential)) {
    const task = ecs.images.pull(culprit.digest)?.behaviour.task ?? { kind: 'runs' }
    const fate = typeof task === 'function' ? task(ordinal) : task
    if (fate.kind !== 'runs') return { fate, culprit }
  }
  return { fate: { kind: 'runs' }, culprit: undefined }
}

export const notFound = (image: string): string =>
  `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`

/** Asks, without starting anything, what the next task of a deployment will come to. */
export const nextFate = (ecs: EcsState, deployment: Deployment): TaskFate =>
  doomOf(ecs, containersOf(ecs, deployment), deployment.launches).fate

/** A task as a story's past left it: running and healthy since `startedAtMs`. */
export function adoptTask(
  ecs: EcsState,
  service: Service,
  deployment: Deployment,
  startedAtMs: number,
): Task {
  const place = placeFor(ecs, service, deployment)
  if (typeof place === 'string') throw new Error(`the story has no room for its past: ${place}`)
  const task = createTask(ecs, service, deployment, place)
  task.createdAtMs = startedAtMs - START_MS
  task.startedAtMs = startedAtMs
  task.healthyAtMs = startedAtMs + HEALTHY_AFTER_MS
  task.lastStatus = 'RUNNING'
  task.healthy = true
  task.containerHealth = checksContainers(ecs, task.taskDefinitionArn) ? 'HEALTHY' : 'UNKNOWN'
  if (isLoadBalanced(service)) task.target = 'healthy'
  service.tasks.push(task)
  return task
}
