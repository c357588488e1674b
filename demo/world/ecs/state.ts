import type * as sdk from '@aws-sdk/client-ecs'
import type { Alarms } from '../alarms.ts'
import type { Ids } from '../ids.ts'
import type { ImageRegistry, PushedImage, TaskFate } from '../images.ts'
import type { Timeline } from '../timeline.ts'
import type { Account } from './account.ts'
import type { ContainerInstance } from './container-instances.ts'
import type { InitCondition } from './init-containers.ts'
import type { HookFunction } from './lambda-hooks.ts'
import type { Quirks } from './quirks.ts'
import type { Stage } from './stages.ts'
import type { TaskDefinitions } from './task-definitions.ts'
import type { Departure } from './task-moves.ts'
import type { Traffic } from './traffic.ts'
import type { Zones } from './zones.ts'

/** All that the local ECS knows. */
export interface EcsState {
  account: Account
  timeline: Timeline
  ids: Ids
  images: ImageRegistry
  alarms: Alarms
  quirks: Quirks
  taskDefinitions: TaskDefinitions
  clusters: Map<string, Cluster>
  tags: Map<string, sdk.Tag[]>
  zones: Zones
  /** By the ARN of the Lambda function; one that is not here succeeds. */
  hookFunctions: Map<string, HookFunction>
}

export interface Cluster {
  name: string
  arn: string
  services: Map<string, Service>
  instances: ContainerInstance[]
}

/** What a service revision freezes beside the task definition. */
export type ServiceSettings = Pick<
  sdk.ServiceRevision,
  | 'launchType'
  | 'capacityProviderStrategy'
  | 'platformVersion'
  | 'platformFamily'
  | 'loadBalancers'
  | 'serviceRegistries'
  | 'networkConfiguration'
  | 'serviceConnectConfiguration'
  | 'volumeConfigurations'
>

export interface DeploymentConfiguration extends sdk.DeploymentConfiguration {
  minimumHealthyPercent: number
  maximumPercent: number
  strategy: sdk.DeploymentStrategy
}

export interface Service {
  name: string
  arn: string
  cluster: Cluster
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  createdAtMs: number
  controller: sdk.DeploymentControllerType
  resourceManagementType: sdk.ResourceManagementType
  desiredCount: number
  /** What was last requested; a rollback by ECS sets it back. */
  taskDefinitionArn: string
  settings: ServiceSettings
  configuration: DeploymentConfiguration
  healthCheckGracePeriodSeconds: number
  deregistrationDelayMs: number
  /** The newest first: it is the PRIMARY one. Under CODE_DEPLOY and EXTERNAL these are the task sets. */
  deployments: Deployment[]
  /** All that there ever were: a rollback takes one of them up again. */
  everyDeployment: Deployment[]
  /** Undefined: all tasks share the requests (rolling update). */
  traffic: Traffic | undefined
  availabilityZoneRebalancing: sdk.AvailabilityZoneRebalancing
  /** Since when the zones are uneven, and whether anything was done about it. */
  rebalancing: { sinceMs: number; begun: boolean } | undefined
  /** AWS's agent for GuardDuty runs beside each task, or cannot even be pulled. */
  guardDuty: 'off' | 'runs' | 'cannot-pull'
  tasks: Task[]
  /** Newest first. */
  events: { id: string; createdAtMs: number; message: string; resolved: boolean }[]
  /** Oldest first. */
  serviceDeployments: ServiceDeployment[]
  revisions: ServiceRevision[]
  /** Where a rollback goes: the revision of the most recent COMPLETED deployment, unless it is being returned to. */
  completed: ServiceRevision | undefined
  /** When the scheduler will look again by itself. */
  looksDueMs: Set<number>
  /** What DescribeServices answered before the last write, for readers that come too early. */
  before: { untilMs: number; described: sdk.Service } | undefined
}

export interface ServiceRevision {
  arn: string
  taskDefinitionArn: string
  createdAtMs: number
  settings: ServiceSettings
  images: { containerName: string; image: string; digest: string | undefined }[]
  /** Made before ECS kept revisions, or too old: describing it answers MISSING. */
  missing: boolean
}

export interface Deployment {
  id: string
  /** Of a task set: the id of the CodeDeploy deployment that made it. */
  externalId: string | undefined
  /** Where its tasks are registered; empty without a load balancer. */
  targetGroupArn: string
  revision: ServiceRevision
  serviceDeployment: ServiceDeployment
  createdAtMs: number
  updatedAtMs: number
  rolloutState: sdk.DeploymentRolloutState
  rolloutStateReason: string
  /** As `deployments[].failedTasks`: back to 0 as soon as a task runs. */
  failedTasks: number
  /** Tasks that this deployment has tried to start. */
  launches: number
  /** In a row, before RUNNING: what ECS slows its attempts down for. */
  launchFailures: number
  launchNotBeforeMs: number
  /** Its next task found no place on the instances: older ones have to make it, as far as they may. */
  lacksPlace: boolean
  /** Tasks stopped for failed checks that have had no replacement yet. */
  unhealthyToReplace: number
  /** False once it has failed: it starts no more tasks. */
  launching: boolean
  /** Since when nothing is left to do but to wait out the bake time. */
  settledSinceMs: number | undefined
}

export interface LifecycleHook {
  id: string
  stage: Stage
  targetType: sdk.DeploymentLifecycleHookTargetType
  targetArn: string | undefined
  status: sdk.DeploymentLifecycleHookStatus
  startedAtMs: number
  expiresAtMs: number
  timeoutAction: sdk.DeploymentLifecycleHookAction
  /** Once it has failed: why, as ECS tells it. */
  failure: string | undefined
}

export interface ServiceDeployment {
  arn: string
  status: sdk.ServiceDeploymentStatus
  statusReason: string | undefined
  createdAtMs: number
  startedAtMs: number | undefined
  finishedAtMs: number | undefined
  stoppedAtMs: number | undefined
  updatedAtMs: number
  source: ServiceRevision | undefined
  target: ServiceRevision
  stage: Stage | undefined
  stageSinceMs: number | undefined
  /** Steps of the production traffic that have begun. */
  trafficStepsDone: number
  /** Where the way back begins, once there is one. */
  firstStageBack: Stage | undefined
  hooks: LifecycleHook[]
  rollback: { reason: string; startedAtMs: number; revision: ServiceRevision | undefined } | undefined
  breaker: { status: sdk.ServiceDeploymentRollbackMonitorsStatus; failureCount: number; threshold: number }
  alarms: { status: sdk.ServiceDeploymentRollbackMonitorsStatus; ignored: string[]; triggered: string[] }
}

export interface TaskContainer {
  name: string
  /** AWS does not tell the image of what it puts into a task itself. */
  image: string | undefined
  digest: string | undefined
  essential: boolean
  checksHealth: boolean
  /** AWS puts it into the task: no task definition and no registry of ours knows it. */
  managedBy: 'service-connect' | 'guard-duty' | undefined
  /** What the others wait for before they start, if it is an init container. */
  initCondition: InitCondition | undefined
  startedAtMs: number | undefined
  /** Where it differs from the task's. */
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED' | undefined
  exitCode: number | undefined
  reason: string | undefined
}

export interface Task {
  id: string
  arn: string
  deployment: Deployment
  taskDefinitionArn: string
  fate: TaskFate
  /** The container that the fate strikes. */
  culprit: TaskContainer | undefined
  /** Its private address, by which a target group knows it. */
  ip: string
  zone: string
  /** What it runs on, unless that is Fargate. */
  instance: ContainerInstance | undefined
  /** Why it has to go as soon as a replacement serves. */
  departure: Departure | undefined
  protectedUntilMs: number | undefined
  /** What answers in its place, undefined when nothing could be pulled. */
  image: PushedImage | undefined
  containers: TaskContainer[]
  createdAtMs: number
  startedAtMs: number | undefined
  healthyAtMs: number | undefined
  stoppingAtMs: number | undefined
  stoppedAtMs: number | undefined
  lastStatus:
    | 'PROVISIONING'
    | 'PENDING'
    | 'ACTIVATING'
    | 'RUNNING'
    | 'DEACTIVATING'
    | 'STOPPING'
    | 'DEPROVISIONING'
    | 'STOPPED'
  desiredStatus: 'RUNNING' | 'STOPPED'
  /** Whether it passes what checks it: the load balancer, the container's own check, or forty seconds of running. */
  healthy: boolean
  containerHealth: sdk.HealthStatus
  target: 'unregistered' | 'initial' | 'healthy' | 'unhealthy' | 'draining'
  stopCode: sdk.TaskStopCode | undefined
  stoppedReason: string | undefined
}
