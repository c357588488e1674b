import type * as sdk from '@aws-sdk/client-ecs'
import type { GroupStory } from './codedeploy/groups.ts'
import { arn } from './ecs/account.ts'
import { MANAGED_CAPACITY, registerInstance } from './ecs/container-instances.ts'
import { type PastDeployment, writeHistory } from './ecs/history.ts'
import { reconcile } from './ecs/scheduler.ts'
import { newService, type ServiceRequest } from './ecs/service-creation.ts'
import { changeService, type ServiceChange } from './ecs/service-update.ts'
import type { Cluster, EcsState, Service } from './ecs/state.ts'
import type { TaskDefinition } from './ecs/task-definitions.ts'
import { addTaskSet, makePrimary, removeTaskSet } from './ecs/task-sets.ts'

const DAY_MS = 86_400_000
const PORT = 8080
const TASK_SET_SWAP_MS = 60_000

export type PastImage = Omit<PastDeployment, 'taskDefinitionArn' | 'agoMs'> & {
  image: string
  agoMs?: number
  /** The revision that this earlier one of the past registered, instead of one of its own. */
  again?: number
}

/** A service with a past, as a story begins with it. */
export interface ServiceStory {
  name: string
  /** Default: `prod`. */
  cluster?: string
  /** Default: 2. */
  desiredCount?: number
  /**
   * The images deployed in the past, a day apart, oldest first. The last successful one runs now. Images that
   * nobody has pushed are pushed here, and are healthy. Default: three good ones, `registry.example/NAME:1` to `:3`.
   */
  past?: readonly (string | PastImage)[]
  deploymentConfiguration?: sdk.DeploymentConfiguration
  controller?: sdk.DeploymentControllerType
  /** Under CODE_DEPLOY. Default: as the ECS console names them. */
  codeDeploy?: GroupStory
  /** Behind a load balancer, as most are. Default: true. */
  loadBalanced?: boolean
  /** The task definition has a container health check; without one ECS says UNKNOWN. Default: true. */
  containerHealthCheck?: boolean
  healthCheckGracePeriodSeconds?: number
  deregistrationDelayMs?: number
  /** The service ARN of an old account: without the cluster. */
  shortArn?: boolean
  resourceManagementType?: sdk.ResourceManagementType
  networkConfiguration?: sdk.NetworkConfiguration
  availabilityZoneRebalancing?: sdk.AvailabilityZoneRebalancing
  serviceConnectConfiguration?: sdk.ServiceConnectConfiguration
  guardDuty?: Service['guardDuty']
  /** On instances instead of Fargate. With `hostPort`, all tasks want the same port of their instance. */
  capacity?: { kind: 'EC2' | 'MANAGED_INSTANCES'; instances: number; hostPort?: number }
  /** Runs to its end before the others start; an image's fate says how it ends. */
  init?: { image: string; condition?: 'SUCCESS' | 'COMPLETE' }
}

export interface DeployStep {
  cluster?: string
  /** Registers the task definition but never tells the service. */
  registerOnly?: boolean
  /** Other changes that come with the deploy. */
  change?: Omit<ServiceChange, 'taskDefinition'>
}

export interface Deployed {
  taskDefinitionArn: string
  /** The PRIMARY deployment after the step, `ecs-svc/1234567890123456789`, or CodeDeploy's, `d-ABCDEF123`. */
  deploymentId: string
}

export function findOrCreateCluster(ecs: EcsState, name: string): Cluster {
  const found = ecs.clusters.get(name)
  if (found !== undefined) return found
  const cluster = { name, arn: arn(ecs.account, `cluster/${name}`), services: new Map(), instances: [] }
  ecs.clusters.set(name, cluster)
  return cluster
}

export function tellService(ecs: EcsState, story: ServiceStory): Service {
  const { name } = story
  const past = story.past ?? [1, 2, 3].map((tag) => `registry.example/${name}:${tag}`)
  const definitions: TaskDefinition[] = []
  for (const each of past) {
    const { image, again = -1 } = typeof each === 'string' ? { image: each } : each
    if (ecs.images.resolve(image) === undefined) ecs.images.push(image)
    definitions.push(definitions[again] ?? registerRevision(ecs, image, story))
  }
  const cluster = findOrCreateCluster(ecs, story.cluster ?? 'prod')
  const { kind, instances = 0 } = story.capacity ?? {}
  for (let count = 0; count < instances; count++) {
    registerInstance(ecs, cluster, kind === 'MANAGED_INSTANCES' ? MANAGED_CAPACITY : undefined)
  }
  const service = newService(ecs, cluster, requestOf(ecs, story, definitions.at(-1)?.taskDefinitionArn ?? ''))
  writeHistory(
    ecs,
    service,
    past.map((each, index) => ({
      agoMs: (past.length - index) * DAY_MS,
      ...(typeof each === 'string' ? {} : each),
      taskDefinitionArn: definitions[index]?.taskDefinitionArn ?? '',
    })),
  )
  return service
}

function requestOf(ecs: EcsState, story: ServiceStory, taskDefinitionArn: string): ServiceRequest {
  const { name, controller, codeDeploy: _, loadBalanced = true, desiredCount = 2, capacity, ...rest } = story
  return {
    ...rest,
    ...capacityOf(capacity),
    serviceName: name,
    taskDefinitionArn,
    desiredCount,
    ...(controller === undefined ? {} : { deploymentController: { type: controller } }),
    loadBalancers: loadBalanced ? [loadBalancerOf(ecs, story)] : [],
  }
}

function capacityOf(capacity: ServiceStory['capacity']): Partial<ServiceRequest> {
  if (capacity === undefined) return {}
  if (capacity.kind === 'EC2') return { launchType: 'EC2' }
  return { capacityProviderStrategy: [{ capacityProvider: MANAGED_CAPACITY, weight: 1, base: 0 }] }
}

/** A service that shifts traffic needs a second target group, and a listener rule for each kind of traffic. */
function loadBalancerOf(ecs: EcsState, { name, deploymentConfiguration }: ServiceStory): sdk.LoadBalancer {
  const elb = (resource: string) => arn(ecs.account, resource, 'elasticloadbalancing')
  const group = (suffix = '') => elb(`targetgroup/${name}${suffix}/${ecs.ids.hex(16)}`)
  const rule = () => elb(`listener-rule/app/${name}/${ecs.ids.hex(16)}/${ecs.ids.hex(16)}/${ecs.ids.hex(16)}`)
  const plain = { targetGroupArn: group(), containerName: name, containerPort: PORT }
  if ((deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING') return plain
  const advancedConfiguration = {
    alternateTargetGroupArn: group('-alternate'),
    productionListenerRule: rule(),
    testListenerRule: rule(),
    roleArn: `arn:${ecs.account.partition}:iam::${ecs.account.id}:role/ecsInfrastructureRoleForLoadBalancers`,
  }
  return { ...plain, advancedConfiguration }
}

function registerRevision(ecs: EcsState, image: string, story: ServiceStory): TaskDefinition {
  const { name, containerHealthCheck = true, capacity, init } = story
  const healthCheck = { command: ['CMD-SHELL', `curl -f http://localhost:${PORT}/health || exit 1`] }
  const hostPort = capacity?.hostPort ?? PORT
  const lead: sdk.ContainerDefinition = {
    name,
    image,
    portMappings: [{ containerPort: PORT, hostPort, protocol: 'tcp' }],
    logConfiguration: logsOf(ecs, name),
    ...(containerHealthCheck ? { healthCheck } : {}),
    ...(init ? { dependsOn: [{ containerName: 'init', condition: init.condition ?? 'SUCCESS' }] } : {}),
  }
  const before = { name: 'init', image: init?.image, essential: false, logConfiguration: logsOf(ecs, name) }
  const definition: sdk.RegisterTaskDefinitionRequest = {
    family: name,
    networkMode: capacity?.hostPort === undefined ? 'awsvpc' : 'bridge',
    requiresCompatibilities: [capacity?.kind ?? 'FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: `arn:${ecs.account.partition}:iam::${ecs.account.id}:role/ecsTaskExecutionRole`,
    containerDefinitions: init ? [lead, before] : [lead],
  }
  if (init !== undefined && ecs.images.resolve(init.image) === undefined) ecs.images.push(init.image)
  return ecs.taskDefinitions.register(definition, ecs.timeline.nowMs)
}

const logsOf = (ecs: EcsState, name: string): sdk.LogConfiguration => ({
  logDriver: 'awslogs',
  options: {
    'awslogs-group': `/ecs/${name}`,
    'awslogs-region': ecs.account.region,
    'awslogs-stream-prefix': 'ecs',
  },
})

/** What a deploy step does: registers the next revision of the running definition, and moves the service to it. */
export function deployImage(ecs: EcsState, service: Service, image: string, step: DeployStep): Deployed {
  const current = ecs.taskDefinitions.get(service.taskDefinitionArn)
  const [lead, ...others] = current.containerDefinitions
  const { family, networkMode, requiresCompatibilities, cpu, memory, executionRoleArn } = current
  const containerDefinitions = [{ ...lead, image }, ...others]
  const next = { family, networkMode, requiresCompatibilities, cpu, memory, executionRoleArn }
  const definition = ecs.taskDefinitions.register({ ...next, containerDefinitions }, ecs.timeline.nowMs)
  const { taskDefinitionArn } = definition
  if (step.registerOnly) return deployed(service, taskDefinitionArn)
  if (service.controller === 'EXTERNAL') replaceTaskSet(ecs, service, taskDefinitionArn)
  else changeService(ecs, service, { ...step.change, taskDefinition: taskDefinitionArn })
  return deployed(service, taskDefinitionArn)
}

const deployed = (service: Service, taskDefinitionArn: string): Deployed => ({
  taskDefinitionArn,
  deploymentId: service.deployments[0]?.id ?? '',
})

/** What a controller of somebody else's own may do: a second task set, and soon the traffic to it. */
function replaceTaskSet(ecs: EcsState, service: Service, taskDefinitionArn: string): void {
  const [original] = service.deployments
  const replacement = addTaskSet(ecs, service, taskDefinitionArn)
  reconcile(ecs, service)
  ecs.timeline.after(TASK_SET_SWAP_MS, () => {
    makePrimary(service, replacement)
    if (original !== undefined) removeTaskSet(service, original)
    reconcile(ecs, service)
  })
}
