import { arn } from './account.ts'
import type { Cluster, Deployment, EcsState, Service, Task } from './state.ts'
import { isLive, isStaying, tasksOf } from './task-state.ts'
import type { StopReason } from './task-stop.ts'
import { emptiestFirst } from './zones.ts'

export interface ContainerInstance {
  id: string
  arn: string
  ec2InstanceId: string
  zone: string
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  /** Of Managed Instances, which ECS replaces by itself. */
  capacityProviderName: string | undefined
  registeredAtMs: number
}

export const MANAGED_CAPACITY = 'managed-instances'

export function registerInstance(
  ecs: EcsState,
  cluster: Cluster,
  capacityProviderName?: string,
): ContainerInstance {
  const id = ecs.ids.hex(32)
  const zones = ecs.zones.available()
  const instance: ContainerInstance = {
    id,
    arn: arn(ecs.account, `container-instance/${cluster.name}/${id}`),
    ec2InstanceId: `i-${ecs.ids.hex(17)}`,
    zone: zones[cluster.instances.length % zones.length] ?? '',
    status: 'ACTIVE',
    capacityProviderName,
    registeredAtMs: ecs.timeline.nowMs,
  }
  cluster.instances.push(instance)
  return instance
}

export function runsOnInstances({ settings }: Service): boolean {
  const { launchType, capacityProviderStrategy = [] } = settings
  const providers = capacityProviderStrategy.map((each) => each.capacityProvider ?? '')
  return (launchType ?? 'FARGATE') !== 'FARGATE' || providers.some((name) => !name.startsWith('FARGATE'))
}

export interface Place {
  zone: string
  instance: ContainerInstance | undefined
}

/** Where the next task of a deployment runs, spread over the zones, or what the service event says if nowhere. */
export function placeFor(ecs: EcsState, service: Service, deployment: Deployment): Place | string {
  const own = tasksOf(service, deployment).filter(isStaying)
  const zones = emptiestFirst(ecs.zones.available(), own)
  if (!runsOnInstances(service)) {
    const [zone] = zones
    return zone === undefined ? CAPACITY : { zone, instance: undefined }
  }
  const active = service.cluster.instances.filter((each) => each.status === 'ACTIVE')
  const ports = hostPorts(ecs, deployment.revision.taskDefinitionArn)
  const free = active.filter((each) => !ports.some((port) => isTaken(ecs, each, service.cluster, port)))
  const load = (instance: ContainerInstance) => own.filter((task) => task.instance === instance).length
  const [instance] = free.sort(
    (one, other) => zones.indexOf(one.zone) - zones.indexOf(other.zone) || load(one) - load(other),
  )
  if (instance !== undefined) return { zone: instance.zone, instance }
  const [closest] = active
  return closest === undefined ? NO_INSTANCES : portTaken(closest)
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
const SEE = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.'
export const NO_INSTANCE_MET =
  'was unable to place a task because no container instance met all of its requirements.'
const CAPACITY =
  'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.'
const NO_INSTANCES = `${NO_INSTANCE_MET} Reason: No Container Instances were found in your cluster. ${SEE}`
const portTaken = (instance: ContainerInstance): string =>
  `${NO_INSTANCE_MET} The closest matching (container-instance ${instance.id}) is already using a port required by your task. ${SEE}`

/** Only tasks that share the network of their instance compete for its ports. */
function hostPorts(ecs: EcsState, taskDefinitionArn: string): number[] {
  const { networkMode, containerDefinitions } = ecs.taskDefinitions.get(taskDefinitionArn)
  if (networkMode === 'awsvpc') return []
  const mappings = containerDefinitions.flatMap((each) => each.portMappings ?? [])
  return mappings.flatMap(({ hostPort = 0 }) => (hostPort === 0 ? [] : [hostPort]))
}

function isTaken(ecs: EcsState, instance: ContainerInstance, cluster: Cluster, port: number): boolean {
  return tasksOn(cluster, instance).some((task) => hostPorts(ecs, task.taskDefinitionArn).includes(port))
}

export function tasksOn(cluster: Cluster, instance: ContainerInstance): Task[] {
  const tasks = [...cluster.services.values()].flatMap((service) => service.tasks)
  return tasks.filter((task) => task.instance === instance && task.lastStatus !== 'STOPPED')
}

const REPLACED_AFTER_MS = 90_000
const SIGKILL = 137

/** AWS documents no text; filters in the field look for "container instance is in DRAINING state". */
export const drainingReason = ({ name }: Service): StopReason => ({
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: `Service ${name}: container instance is in DRAINING state`,
})

/** From now on nothing is placed there, and its tasks move away. ECS starts another Managed Instance in its place. */
export function drainInstance(ecs: EcsState, cluster: Cluster, instance: ContainerInstance): void {
  if (instance.status !== 'ACTIVE') return
  instance.status = 'DRAINING'
  for (const service of cluster.services.values()) {
    const stop = { ...drainingReason(service), exitCode: SIGKILL }
    for (const task of service.tasks) {
      if (task.instance === instance && isLive(task)) task.departure = { kind: 'draining', stop }
    }
  }
  const { capacityProviderName } = instance
  if (capacityProviderName === undefined) return
  ecs.timeline.after(REPLACED_AFTER_MS, () => registerInstance(ecs, cluster, capacityProviderName))
}

export function reactivateInstance(cluster: Cluster, instance: ContainerInstance): void {
  instance.status = 'ACTIVE'
  for (const task of tasksOn(cluster, instance)) {
    if (task.departure?.kind === 'draining') task.departure = undefined
  }
}
