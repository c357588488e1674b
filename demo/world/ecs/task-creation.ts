import type { PushedImage, TaskFate } from '../images.ts'
import { arn } from './account.ts'
import { checksContainers, HEALTHY_AFTER_MS, isLoadBalanced, START_MS } from './health-checks.ts'
import type { Deployment, EcsState, Service, Task, TaskContainer } from './state.ts'

export function createTask(ecs: EcsState, service: Service, deployment: Deployment): Task {
  const id = ecs.ids.hex(32)
  const containers = containersOf(ecs, deployment)
  const lead = leadContainer(service, containers)
  const image = ecs.images.pull(lead?.digest)
  return {
    id,
    arn: arn(ecs.account, `task/${service.cluster.name}/${id}`),
    deployment,
    taskDefinitionArn: deployment.revision.taskDefinitionArn,
    fate: fateOf(ecs, containers, image, deployment.launches),
    ip: `10.0.${1 + (Number.parseInt(id.slice(0, 2), 16) % 200)}.${1 + (Number.parseInt(id.slice(2, 4), 16) % 200)}`,
    image,
    containers,
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

function containersOf(ecs: EcsState, deployment: Deployment): TaskContainer[] {
  const definition = ecs.taskDefinitions.get(deployment.revision.taskDefinitionArn)
  return definition.containerDefinitions.map((container) => {
    const recorded = deployment.revision.images.find((image) => image.containerName === container.name)
    return {
      name: container.name ?? '',
      image: container.image ?? '',
      digest: recorded?.digest,
      essential: container.essential ?? true,
      checksHealth: container.healthCheck !== undefined,
      exitCode: undefined,
      reason: undefined,
    }
  })
}

/** The one that the load balancer talks to. */
export function leadContainer(service: Service, containers: TaskContainer[]): TaskContainer | undefined {
  const name = service.settings.loadBalancers?.[0]?.containerName
  return containers.find((container) => container.name === name) ?? containers[0]
}

/** One container that cannot be pulled keeps the task from starting; otherwise the lead container decides. */
function fateOf(
  ecs: EcsState,
  containers: TaskContainer[],
  image: PushedImage | undefined,
  ordinal: number,
): TaskFate {
  const unknown = containers.find((container) => ecs.images.pull(container.digest) === undefined)
  if (unknown !== undefined) return { kind: 'cannot-pull', reason: notFound(unknown.image) }
  const task = image?.behaviour.task ?? { kind: 'runs' }
  return typeof task === 'function' ? task(ordinal) : task
}

export const notFound = (image: string): string =>
  `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`

/** Asks, without starting anything, what the next task of a deployment will come to. */
export const nextFate = (ecs: EcsState, service: Service, deployment: Deployment): TaskFate => {
  const containers = containersOf(ecs, deployment)
  const image = ecs.images.pull(leadContainer(service, containers)?.digest)
  return fateOf(ecs, containers, image, deployment.launches)
}

/** A task as a story's past left it: running and healthy since `startedAtMs`. */
export function adoptTask(
  ecs: EcsState,
  service: Service,
  deployment: Deployment,
  startedAtMs: number,
): Task {
  const task = createTask(ecs, service, deployment)
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
