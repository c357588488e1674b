import type * as sdk from '@aws-sdk/client-ecs'
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
    availabilityZone: `${ecs.account.region}a`,
    attachments: [],
    tags: [],
    version: 1,
    containers: task.containers.map((container) => describeContainer(task, container)),
  }
}

/** The exit code is absent as long as the container never started. */
function describeContainer(task: Task, container: TaskContainer): sdk.Container {
  const pulled = task.startedAtMs !== undefined
  return {
    containerArn: `${task.arn.replace(':task/', ':container/')}/${container.name}`,
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    ...(pulled ? { imageDigest: container.digest } : {}),
    lastStatus: task.lastStatus === 'STOPPED' ? 'STOPPED' : pulled ? 'RUNNING' : 'PENDING',
    healthStatus: container.checksHealth ? task.containerHealth : 'UNKNOWN',
    exitCode: container.exitCode,
    reason: container.reason,
    networkInterfaces: [{ privateIpv4Address: task.ip }],
    cpu: '0',
  }
}
