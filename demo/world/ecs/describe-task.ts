import type * as sdk from '@aws-sdk/client-ecs'
import { attachmentsOf } from './side-containers.ts'
import type { EcsState, Service, Task, TaskContainer } from './state.ts'

const date = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms))

export function describeTask(ecs: EcsState, service: Service, task: Task): sdk.Task {
  const definition = ecs.taskDefinitions.get(task.taskDefinitionArn)
  const { launchType, platformVersion, platformFamily } = task.deployment.revision.settings
  return {
    taskArn: task.arn,
    clusterArn: service.cluster.arn,
    taskDefinitionArn: task.taskDefinitionArn,
    group: `service:${service.name}`,
    startedBy: task.deployment.id,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    healthStatus: task.containerHealth,
    createdAt: date(task.createdAtMs),
    startedAt: date(task.startedAtMs),
    stoppingAt: date(task.stoppingAtMs),
    stoppedAt: date(task.stoppedAtMs),
    executionStoppedAt: task.startedAtMs === undefined ? undefined : date(task.stoppedAtMs),
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    cpu: definition.cpu ?? '256',
    memory: definition.memory ?? '512',
    launchType,
    platformVersion,
    platformFamily,
    availabilityZone: task.zone,
    containerInstanceArn: task.instance?.arn,
    capacityProviderName: task.instance?.capacityProviderName,
    attachments: attachmentsOf(task),
    tags: [],
    version: 1,
    containers: task.containers.map((container) => describeContainer(task, container)),
  }
}

/** The exit code is absent as long as the container never started. */
function describeContainer(task: Task, container: TaskContainer): sdk.Container {
  const pulled = (container.startedAtMs ?? task.startedAtMs) !== undefined
  const usualStatus = task.lastStatus === 'STOPPED' ? 'STOPPED' : pulled ? 'RUNNING' : 'PENDING'
  return {
    containerArn: `${task.arn.replace(':task/', ':container/')}/${container.name}`,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    ...(pulled ? { imageDigest: container.digest } : {}),
    lastStatus: task.lastStatus === 'STOPPED' ? 'STOPPED' : (container.lastStatus ?? usualStatus),
    healthStatus: healthOf(task, container),
    exitCode: container.exitCode,
    reason: container.reason,
    networkInterfaces: [{ privateIpv4Address: task.ip }],
    ...(container.managedBy === undefined ? { cpu: '0' } : {}),
  }
}

function healthOf(task: Task, container: TaskContainer): sdk.HealthStatus {
  if (container.managedBy === 'service-connect') return task.lastStatus === 'RUNNING' ? 'HEALTHY' : 'UNKNOWN'
  return container.checksHealth ? task.containerHealth : 'UNKNOWN'
}
